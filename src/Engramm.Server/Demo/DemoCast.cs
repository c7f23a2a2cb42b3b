using Engramm.Care.Patients;
using Engramm.Content;
using Engramm.Quantities;

namespace Engramm.Server.Demo;

/// <summary>Who is in the fictional practice: three people by hand, the others from the seeded generator. All are invented.</summary>
internal static class DemoCast
{
    public const string Katrin = "Katrin Solberg";
    public const string Emil = "Emil Brandner";
    public const string Nora = "Nora Feldmann";

    /// <summary>Patients who speak the other language: every seventh.</summary>
    private const int OtherEvery = 7;

    private static readonly string[] Women =
    [
        "Annelore", "Burcu", "Carla", "Dorothea", "Elif", "Franziska", "Gerlinde", "Hanna", "Irmgard", "Jovana", "Klara", "Leni", "Magdalena",
        "Nives", "Ottilie", "Paula", "Rosa", "Svenja", "Theresia", "Ursula", "Veronika", "Walburga", "Yara", "Zita",
    ];

    private static readonly string[] Men =
    [
        "Alois", "Bastian", "Cem", "Detlef", "Erwin", "Ferdinand", "Gregor", "Holger", "Ignaz", "Jakob", "Konrad", "Lorenz", "Milan", "Niklas",
        "Oskar", "Piotr", "Raimund", "Sepp", "Tarik", "Ulrich", "Vinzenz", "Wendelin", "Xaver", "Zoran",
    ];

    private static readonly string[] Families =
    [
        "Aichinger", "Birnstiel", "Clausnitzer", "Demircan", "Ebenschwaiger", "Fenzl", "Grabowski", "Haselböck", "Imhoff", "Jandl", "Kaltenegger",
        "Lindqvist", "Moosbrugger", "Novaković", "Oberhauser", "Pfisterer", "Quendler", "Rautenberg", "Sanftleben", "Thalhammer", "Unterweger",
        "Vogelsang", "Wiesinger", "Yıldız", "Zwettler", "Achterberg", "Brunnlechner", "Czerny", "Dornhöfer", "Eibensteiner", "Feuchtmüller",
        "Gassner", "Hölzenbein", "Jelinek", "Krautwurst", "Leitgeb", "Marklein", "Nußbaumer",
    ];

    private static readonly Words[] WithDrug =
    [
        new("Depression seit mehreren Jahren", "Depression for several years"), new("Depression, Rückenschmerz", "Depression, back pain"),
        new("Wiederkehrende Depression, Nackenschmerz", "Recurrent depression, neck pain"), new("Depression, Fibromyalgie", "Depression, fibromyalgia"),
        new("Depression, Kopfschmerz", "Depression, headache"),
    ];

    private static readonly Words[] WithoutDrug =
    [
        new("Rückenschmerz seit 2 Jahren", "Back pain for 2 years"), new("Rückenschmerz seit 6 Jahren", "Back pain for 6 years"),
        new("Nackenschmerz und Kopfschmerz", "Neck pain and headache"), new("Schmerz an mehreren Orten", "Pain in several places"),
        new("Knieschmerz, keine Operation nötig", "Knee pain, no surgery needed"), new("Kreuzschmerz nach Bandscheibenvorfall", "Low back pain after a slipped disc"),
        new("Schulterschmerz seit 18 Monaten", "Shoulder pain for 18 months"),
    ];

    private static readonly (DemoPhase Phase, DemoTwist Twist)[] Places =
    [
        (DemoPhase.Invited, DemoTwist.None), (DemoPhase.Invited, DemoTwist.None), (DemoPhase.Invited, DemoTwist.None),
        (DemoPhase.Registered, DemoTwist.None), (DemoPhase.Registered, DemoTwist.None),
        (DemoPhase.Assessment, DemoTwist.None), (DemoPhase.Assessment, DemoTwist.RedFlag), (DemoPhase.Assessment, DemoTwist.SuicideAnswer),
        (DemoPhase.Assessment, DemoTwist.None), (DemoPhase.Assessment, DemoTwist.RedFlag), (DemoPhase.Assessment, DemoTwist.LevelOrange),
        (DemoPhase.Assessment, DemoTwist.None), (DemoPhase.Assessment, DemoTwist.None),
        (DemoPhase.Decision, DemoTwist.EyePressureHold), (DemoPhase.Decision, DemoTwist.StrokeHold), (DemoPhase.Decision, DemoTwist.Block),
        (DemoPhase.Decision, DemoTwist.ConsentPending), (DemoPhase.Decision, DemoTwist.PlanMissing), (DemoPhase.Decision, DemoTwist.Planned),
        (DemoPhase.Sessions, DemoTwist.Planned), (DemoPhase.Sessions, DemoTwist.None),
        (DemoPhase.Integration, DemoTwist.CallDue), (DemoPhase.Integration, DemoTwist.None), (DemoPhase.Integration, DemoTwist.None),
        (DemoPhase.Relearning, DemoTwist.None), (DemoPhase.Relearning, DemoTwist.None), (DemoPhase.Relearning, DemoTwist.None), (DemoPhase.Relearning, DemoTwist.None),
        (DemoPhase.Relearning, DemoTwist.None), (DemoPhase.Relearning, DemoTwist.None), (DemoPhase.Relearning, DemoTwist.None), (DemoPhase.Relearning, DemoTwist.None),
        (DemoPhase.Maintenance, DemoTwist.None), (DemoPhase.Maintenance, DemoTwist.None), (DemoPhase.Maintenance, DemoTwist.None),
        (DemoPhase.Maintenance, DemoTwist.None), (DemoPhase.Maintenance, DemoTwist.None),
    ];

    /// <summary>Everybody, as of a day.</summary>
    /// <param name="today">The day.</param>
    /// <param name="language">The practice's: it writes down the complaints, and most of its patients speak it.</param>
    public static IReadOnlyList<DemoPerson> On(DateOnly today, Language language) =>
    [
        new(0, "Katrin", "Solberg", Sex.Female, Born(today, 47, 253), language, new Words("Depression, Rückenschmerz seit 9 Jahren", "Depression, back pain for 9 years").In(language), DemoPhase.Sessions, DemoTwist.None, DemoCourse.Better, 92, 68, 3),
        new(1, "Emil", "Brandner", Sex.Male, Born(today, 38, 144), language, new Words("Rückenschmerz seit 4 Jahren", "Back pain for 4 years").In(language), DemoPhase.Relearning, DemoTwist.None, DemoCourse.Better, 20, 81, 0),
        new(2, "Nora", "Feldmann", Sex.Female, Born(today, 52, 61), language, new Words("Depression, Rückenschmerz seit 6 Jahren", "Depression, back pain for 6 years").In(language), DemoPhase.Registered, DemoTwist.None, DemoCourse.Same, 0, 0, 0),
        .. Places.Select((place, i) => Person(i + 3, place.Phase, place.Twist, today, language)),
    ];

    private static DemoPerson Person(int number, DemoPhase phase, DemoTwist twist, DateOnly today, Language language)
    {
        var chance = Chance.Of(number);
        var sex = number % 19 == 0 ? Sex.Diverse : number % 2 == 0 ? Sex.Female : Sex.Male;
        // The place in the list, not chance, gives the name: nobody is called like another.
        var given = (number % 2 == 0 ? Women : Men)[number / 2 % Women.Length];
        var family = Families[number * 11 % Families.Length];
        var drug = phase is DemoPhase.Decision or DemoPhase.Sessions or DemoPhase.Integration or DemoPhase.Maintenance
            || twist is DemoTwist.SuicideAnswer or DemoTwist.LevelOrange;
        var course = chance.Between(0, 19) switch { < 9 => DemoCourse.Better, < 16 => DemoCourse.Same, _ => DemoCourse.Worse };
        var started = phase switch
        {
            DemoPhase.Invited => chance.Between(1, 6),
            DemoPhase.Registered => chance.Between(1, 5),
            DemoPhase.Assessment => chance.Between(9, 26),
            DemoPhase.Decision => chance.Between(28, 48),
            DemoPhase.Sessions => chance.Between(60, 85),
            DemoPhase.Integration => chance.Between(65, 95),
            DemoPhase.Relearning => chance.Between(30, 150),
            DemoPhase.Maintenance => chance.Between(200, 270),
        };
        var sessions = phase switch
        {
            DemoPhase.Sessions => 1 + (number % 2),
            DemoPhase.Integration => 1 + (number % 2),
            DemoPhase.Maintenance => 2,
            _ => 0,
        };
        return new DemoPerson(
            number, given, family, sex, Born(today, chance.Between(drug ? 26 : 24, drug ? 68 : 78), chance.Between(1, 360)),
            number % OtherEvery != 0 ? language : language == Language.German ? Language.English : Language.German, chance.Of(drug ? WithDrug : WithoutDrug).In(language), phase, twist, course, started,
            chance.Between(54, 98) + (chance.Between(0, 9) / 10.0), sessions);
    }

    private static DateOnly Born(DateOnly today, int age, int daysSinceBirthday) => today.AddYears(-age).AddDays(-daysSinceBirthday);
}
