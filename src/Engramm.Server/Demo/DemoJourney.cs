using System.Text.Json;
using Engramm.Care.Access;
using Engramm.Care.Integration;
using Engramm.Care.Patients;
using Engramm.Care.Screening;
using Engramm.Content;

namespace Engramm.Server.Demo;

/// <summary>Walks an invented person from the first mail to where they are today and writes down what happened on the way.</summary>
internal static class DemoJourney
{
    private static readonly Words[] FirstTalks =
    [
        new("Erstes Gespräch, 50 Minuten. Schildert Verlauf, bisherige Behandlungen und was sie wieder tun möchte.",
            "First talk, 50 minutes. Describes the course, treatments so far and what she wants to do again."),
        new("Erstgespräch. Wünscht sich vor allem ruhigere Nächte und weniger Grübeln. Ablauf erklärt.",
            "First talk. Hopes above all for quieter nights and less brooding. Explained how we work."),
        new("Erstes Kennenlernen. Skeptisch nach vielen Versuchen, möchte aber verstehen, was im Körper geschieht.",
            "First meeting. Sceptical after many attempts, but wants to understand what happens in the body."),
        new("Gespräch zu zweit mit Partnerin. Ziele gesammelt: Wandern, Arbeit in Teilzeit, Freunde einladen.",
            "Talk together with the partner. Goals collected: hiking, part-time work, having friends over."),
    ];

    private static readonly Words[] Talks =
    [
        new("Bilder aus der Sitzung besprochen. Kleinster Schritt für diese Woche: zweimal zehn Minuten gehen.",
            "Talked about images from the session. Smallest step for this week: a ten-minute walk, twice."),
        new("Berichtet von mehr Ruhe am Abend. Keine großen Entscheidungen in den nächsten Tagen verabredet.",
            "Reports calmer evenings. Agreed to take no big decisions in the next days."),
        new("Wenig Veränderung bemerkt, ist enttäuscht. Erwartungen besprochen, Programm läuft weiter.",
            "Noticed little change and is disappointed. Talked about expectations, the programme goes on."),
    ];

    private static readonly Words[] CoachTalks =
    [
        new("Bewegung angepasst: kürzer und dafür jeden Tag. Ein schlechter Tag ist kein Rückfall.",
            "Movement adjusted: shorter, but every day. A bad day is no setback."),
        new("Hat Angst vor dem Bücken, üben es gemeinsam in kleinen Schritten.",
            "Is afraid of bending down; we practise it together in small steps."),
        new("Tagebuch durchgesehen: an Tagen mit Bewegung ist der Schlaf meist besser.",
            "Went through the diary: on days with movement sleep is mostly better."),
    ];

    private static readonly Words[] Calls =
    [
        new("Gut geschlafen, etwas müde.", "Slept well, a little tired."),
        new("Nachmittags Kopfdruck, jetzt weg. Stimmung ruhig.", "Pressure in the head in the afternoon, gone now. Calm mood."),
        new("Keine Beschwerden. Möchte das Erlebte am Donnerstag besprechen.", "No complaints. Would like to talk about the experience on Thursday."),
    ];

    private static readonly string[] Raised = ["RF-11", "RF-20"];

    /// <summary>Everything about one person but the infusions.</summary>
    public static DemoRecord Walk(DemoPerson person, DemoHouse house)
    {
        var record = new DemoRecord(person, house);
        switch (person.Phase)
        {
            case DemoPhase.Invited or DemoPhase.Registered:
                break;
            case DemoPhase.Assessment:
                Assess(record);
                break;
            case DemoPhase.Relearning:
                Relearn(record);
                break;
            case DemoPhase.Decision or DemoPhase.Sessions or DemoPhase.Integration or DemoPhase.Maintenance:
                ConsiderInfusion(record);
                break;
        }

        return record;
    }

    private static void Assess(DemoRecord record)
    {
        var (house, person, days) = (record.House, record.Person, record.Person.StartedDaysAgo);
        FirstTalk(record, days - 3);
        DemoQuestionnaires.Write(record, days - 4, DemoCourse.Same);
        DemoDays.Diary(record, Math.Min(days - 4, 14), 0.6);
        var asked = person.Twist == DemoTwist.RedFlag ? house.Calendar.AtWork(1 + (person.Number % 2), 8 + (person.Number % 3), 40) : house.Calendar.At(days - 4, 18, 10);
        var yes = person.Twist == DemoTwist.RedFlag ? Raised[person.Number % 2] : null;
        var signs = DemoQuestionnaires.AddRedFlags(record, asked, yes, person.Twist == DemoTwist.RedFlag ? "RF-31" : null);
        switch (person.Twist)
        {
            case DemoTwist.RedFlag:
                record.Task(CareTaskKind.RedFlag, house.Physician, asked, asked, signs.Id);
                break;
            case DemoTwist.SuicideAnswer:
                AnswerItem9(record, house.Calendar.Now.AddMinutes(-35));
                break;
            case DemoTwist.LevelOrange:
                var hold = AnswerItem9(record, house.Calendar.AtWork(2, 9, 12));
                (hold.Level, hold.AssessedAt, hold.AssessedBy) = ("Orange", hold.RaisedAt.AddMinutes(50), house.Therapist.Id);
                hold.Reason = house.Say("Gedanken an den Tod an mehreren Tagen, kein Plan, keine Vorbereitung. Partner weiß Bescheid.", "Thoughts of death on several days, no plan, no preparation. The partner knows.");
                hold.Plan = house.Say("Sicherheitsplan geschrieben, tägliches kurzes Telefonat bis Freitag, Nummern für die Nacht besprochen.", "Safety plan written, a short call every day until Friday, numbers for the night talked through.");
                break;
        }
    }

    private static SuicideRiskHold AnswerItem9(DemoRecord record, DateTimeOffset at)
    {
        var isOpen = record.Person.Twist == DemoTwist.SuicideAnswer;
        var answers = DemoQuestionnaires.Add(record, DemoQuestionnaires.Phq9, DemoQuestionnaires.Phq(17, isOpen ? 1 : 2, record.Chance), at);
        var hold = record.Add(new SuicideRiskHold { Id = record.Chance.Id(), PatientId = record.Patient.Id, AnswersId = answers.Id, RaisedAt = at });
        record.Task(CareTaskKind.SuicideRisk, record.House.Physician, at, at, answers.Id, isOpen ? null : at.AddMinutes(50));
        return hold;
    }

    private static void Relearn(DemoRecord record)
    {
        var (house, days) = (record.House, record.Person.StartedDaysAgo);
        FirstTalk(record, days - 2);
        var signs = DemoQuestionnaires.AddRedFlags(record, house.Calendar.At(days - 1, 18, 30));
        var cleared = house.Calendar.AtWork(Math.Max(1, days - 3), 11);
        record.Clear(cleared, house.Say("Befund der Hausarztpraxis und Bildgebung durchgesehen: kein Hinweis auf eine gefährliche Ursache.", "Findings of the family doctor and imaging read: nothing points to a dangerous cause."), signs.Id);
        foreach (var programme in (ReadOnlySpan<string>)["EDU", "REG", "GM"])
        {
            record.Assign(programme, cleared.AddHours(2), house.Coach);
        }

        DemoQuestionnaires.Write(record, days - 1, record.Person.Course);
        DemoDays.Diary(record, Math.Min(days - 1, 120), 0.62);
        DemoDays.Practise(record, Math.Min(days - 4, 45), record.Person.Course == DemoCourse.Worse ? 0.25 : 0.5, withMovement: true);
        record.Note(ContactKind.IntegrationTalk, house.Calendar.AtWork(Math.Max(1, days / 2), 15), house.Coach, house.Say(record.Chance.Of(CoachTalks)));
    }

    private static void ConsiderInfusion(DemoRecord record)
    {
        var (house, person, days) = (record.House, record.Person, record.Person.StartedDaysAgo);
        FirstTalk(record, days - 2);
        var signs = DemoQuestionnaires.AddRedFlags(record, house.Calendar.At(days - 2, 19));
        record.Clear(house.Calendar.AtWork(days - 6, 12), house.Say("Neurologischer Befund und Bildgebung liegen vor, keine Warnzeichen.", "Neurological findings and imaging are at hand, no warning signs."), signs.Id);
        DemoQuestionnaires.Write(record, days - 2, person.Course);
        var isOver = person.Phase == DemoPhase.Maintenance;
        DemoDays.Diary(record, Math.Min(days - 3, isOver ? 150 : 90), isOver ? 0.35 : 0.6);
        var opened = house.Calendar.AtWork(days - 7, 14);
        record.Assign("EDU", opened, house.Therapist);
        record.Assign("REG", opened, house.Therapist);
        if (isOver || person.Number == 0)
        {
            record.Assign("GM", opened.AddDays(10), house.Coach);
        }

        DemoDays.Practise(record, Math.Min(days - 8, 40), isOver ? 0.2 : 0.4, withMovement: isOver || person.Number == 0);
        DemoTreatment.Facts(record, house.Calendar.AtWork(Math.Min(days - 8, 20), 10));
        record.Note(ContactKind.PhysicianNote, house.Calendar.AtWork(days - 8, 11), house.Physician, house.Say("Vorbehandlungen und Medikation durchgesehen, Fragen zur Infusion beantwortet. Keine Zusage über die Wirkung.", "Earlier treatments and medication gone through, questions about the infusion answered. No promise about the effect."));
        if (person.Twist is DemoTwist.EyePressureHold or DemoTwist.StrokeHold or DemoTwist.Block)
        {
            if (person.Twist is not DemoTwist.Block)
            {
                var asked = house.Calendar.AtWork(1, 16);
                record.Task(CareTaskKind.DecideHold, house.Physician, asked, house.Calendar.NextWorkingDay(1, 12), null);
            }

            return;
        }

        DemoInfusions.Write(record);
    }

    /// <summary>The talks after an infusion.</summary>
    public static void Integrate(DemoRecord record, Guid sessionId, DateTimeOffset dischargedAt, bool isCalled)
    {
        var calendar = record.House.Calendar;
        var call = calendar.DayOf(dischargedAt) < calendar.Today ? dischargedAt.Date.AddDays(1) : (DateTime?)null;
        var due = new DateTimeOffset(dischargedAt.Date.AddDays(1).AddHours(9), TimeSpan.Zero);
        var called = due.AddMinutes(record.Chance.Between(5, 90));
        record.Task(CareTaskKind.NextDayCall, record.House.Therapist, dischargedAt, due, sessionId, isCalled ? called : null);
        if (!isCalled || call is null)
        {
            return;
        }

        record.Note(ContactKind.NextDayCall, called, record.House.Therapist, record.House.Say(record.Chance.Of(Calls)),
            sessionId, JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["side-effects"] = record.Chance.Happens(0.3) ? "yes" : "no", ["mood-worse"] = "no", ["sleep-worse"] = "no", ["suicide"] = "no", ["bladder"] = "no",
            }));
        var talk = called.AddDays(2);
        if (talk < calendar.Now)
        {
            record.Note(ContactKind.IntegrationTalk, talk, record.House.Therapist, record.House.Say(record.Chance.Of(Talks)), sessionId);
        }
    }

    private static void FirstTalk(DemoRecord record, int daysAgo)
    {
        Account by = record.Person.WithDrug ? record.House.Therapist : record.House.Coach;
        record.Note(ContactKind.FirstTalk, record.House.Calendar.AtWork(daysAgo, 13 + (record.Person.Number % 4)), by, record.House.Say(record.Chance.Of(FirstTalks)));
    }
}
