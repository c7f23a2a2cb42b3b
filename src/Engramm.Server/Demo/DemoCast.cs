using Engramm.Care.Patients;
using Engramm.Quantities;

namespace Engramm.Server.Demo;

/// <summary>Who is in the fictional practice: three people by hand, the others from the seeded generator. All are invented.</summary>
internal static class DemoCast
{
    public const string Katrin = "Katrin Solberg";
    public const string Emil = "Emil Brandner";
    public const string Nora = "Nora Feldmann";

    /// <summary>English-speaking patients: every seventh.</summary>
    private const int EnglishEvery = 7;

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

    private static readonly string[] WithDrug =
    [
        "Depression seit mehreren Jahren", "Depression, Rückenschmerz", "Wiederkehrende Depression, Nackenschmerz", "Depression, Fibromyalgie",
        "Depression, Kopfschmerz",
    ];

    private static readonly string[] WithoutDrug =
    [
        "Rückenschmerz seit 2 Jahren", "Rückenschmerz seit 6 Jahren", "Nackenschmerz und Kopfschmerz", "Schmerz an mehreren Orten", "Knieschmerz, keine Operation nötig",
        "Kreuzschmerz nach Bandscheibenvorfall", "Schulterschmerz seit 18 Monaten",
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
    public static IReadOnlyList<DemoPerson> On(DateOnly today) =>
    [
        new(0, "Katrin", "Solberg", Sex.Female, Born(today, 47, 253), Language.German, "Depression, Rückenschmerz seit 9 Jahren", DemoPhase.Sessions, DemoTwist.None, DemoCourse.Better, 92, 68, 3),
        new(1, "Emil", "Brandner", Sex.Male, Born(today, 38, 144), Language.German, "Rückenschmerz seit 4 Jahren", DemoPhase.Relearning, DemoTwist.None, DemoCourse.Better, 20, 81, 0),
        new(2, "Nora", "Feldmann", Sex.Female, Born(today, 52, 61), Language.German, "Depression, Rückenschmerz seit 6 Jahren", DemoPhase.Registered, DemoTwist.None, DemoCourse.Same, 0, 0, 0),
        .. Places.Select((place, i) => Person(i + 3, place.Phase, place.Twist, today)),
    ];

    private static DemoPerson Person(int number, DemoPhase phase, DemoTwist twist, DateOnly today)
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
            number % EnglishEvery == 0 ? Language.English : Language.German, chance.Of(drug ? WithDrug : WithoutDrug), phase, twist, course, started,
            chance.Between(54, 98) + (chance.Between(0, 9) / 10.0), sessions);
    }

    private static DateOnly Born(DateOnly today, int age, int daysSinceBirthday) => today.AddYears(-age).AddDays(-daysSinceBirthday);
}
