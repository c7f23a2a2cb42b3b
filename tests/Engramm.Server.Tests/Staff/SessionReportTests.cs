using Engramm.Care.Infusion;
using Engramm.Content;
using Engramm.Quantities;
using Engramm.Server.Design;
using Engramm.Server.Hosting;
using Engramm.Server.Staff.Infusion;
using Engramm.Server.Tests.Live;
using Engramm.Sessions;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Storage.SessionLog;
using Engramm.TestKit;

namespace Engramm.Server.Tests.Staff;

/// <summary>Every line a report must have, told from a log in which everything happened.</summary>
public sealed class SessionReportTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Actor Physician = new("ines", "Dr. Ines Falkenberg", ActorRole.Physician);
    private static readonly Actor Nurse = new("jonas", "Jonas Riedel", ActorRole.Nurse);
    private static readonly Actor Monitor = new("MON-1", "MON-1", ActorRole.Monitor);
    private static readonly ContentLibrary Content = ContentLibrary.Load(Repository.Content);
    private static readonly TextCatalog Texts = TextCatalog.FromAssembly(typeof(EngrammServer).Assembly, typeof(SessionState).Assembly);

    private readonly List<SessionLogRow> rows = [];

    [Fact]
    public void A_pump_that_nobody_confirms_is_told_as_planned_confirmed_and_assumed_apart()
    {
        Open();
        Write(0, Physician, new InfusionStarted(new MillilitresPerHour(51)));
        Write(10, Nurse, new InfusionPaused());
        Write(12, Physician, new InfusionResumed());
        var report = Report(now: 60 * 24 * 5);
        Assert.Equal(8.5, report.State.Dose.ConfirmedAt(report.Until).Dose.Value, 6);
        Assert.Equal(25.5, report.State.Dose.AssumedAt(report.Until).Dose.Value, 6);
        Assert.Equal((Start.AddMinutes(42), "Programm durch (berechnet); danach gibt die Pumpe nichts mehr"), (report.Pump[^1].At, report.Pump[^1].Rate));
        Assert.Equal(34, report.Predicted()!.Schedule.TotalDose.Value, 6);
        Write(50, Nurse, new InfusionEnded());
        Assert.Equal(34, Report(60 * 24 * 5).State.Dose.ConfirmedAt(report.Until).Dose.Value, 6);
    }

    [Fact]
    public void Impossible_doubted_struck_and_late_values_stand_as_received_with_why()
    {
        Open();
        Write(0, Nurse, new MonitorAttached("MON-1", "Raum 1"));
        for (var i = 0; i < 3; i++)
        {
            Write(1 + (i * 0.1), Monitor, Sent(Measure.HeartRate, 999.5));
        }

        Write(2, Monitor, Sent(Measure.OxygenSaturation, 88, ValueDoubt.Questionable));
        var typo = Write(3, Nurse, ByHand(Measure.HeartRate, 27));
        Write(4, Nurse, new Amended(typo.CommandId, "Tippfehler", ByHand(Measure.HeartRate, 72)));
        Write(5, Nurse, ByHand(Measure.RespiratoryRate, 14), knownAt: 21);
        var report = Report(30);
        Assert.Equal(
            [("Puls 999,5 /min (3-mal)", "unmöglich für einen Körper", "Monitor"), ("SpO₂ 88 %", "vom Sender angezweifelt", "Monitor"), ("Puls 27 /min", "berichtigt oder gestrichen", "von Hand")],
            report.Aside.Select(a => (a.Value, a.Why, a.Source)).ToArray());
        Assert.Equal("72", Assert.Single(report.Values, v => v.HeartRate.Length > 0).HeartRate);
        Assert.Equal("nachgetragen, bekannt um 10:21", Assert.Single(report.Values, v => v.Breathing is "14").Late);
        Assert.DoesNotContain(report.Values, v => v.HeartRate.Contains("999", StringComparison.Ordinal));
    }

    [Fact]
    public void Alarms_say_who_acknowledged_them_and_when_they_went_to_others()
    {
        Open();
        Write(0, Physician, new InfusionStarted(new MillilitresPerHour(51)));
        Write(1, Nurse, ByHand(Measure.HeartRate, 145));
        var alarm = Assert.Single(Report(2).Alarms, a => a.What.Contains("145", StringComparison.Ordinal));
        Assert.StartsWith("Ging um 10:01:", alarm.Escalated, StringComparison.Ordinal);
        Assert.Equal("von niemandem", alarm.Acknowledged);
        Write(2, Nurse, State.ActiveAlarms(Start.AddMinutes(2)).First(a => a.Sign == Sign.HeartRate).Acknowledgement());
        Assert.Equal("Jonas Riedel, 10:02:00", Assert.Single(Report(3).Alarms, a => a.What.Contains("145", StringComparison.Ordinal)).Acknowledged);
    }

    [Fact]
    public void What_the_log_names_by_an_id_stands_in_the_report_in_words()
    {
        var plan = Open();
        Write(0, Nurse, new MonitorAttached("MON-1", "Raum 1"));
        Write(0, Physician, new InfusionStarted(new MillilitresPerHour(51)));
        Write(1, Monitor, Sent(Measure.HeartRate, 145));
        Write(2, Nurse, new LimitChanged("hr.call", [plan.Limits.Single(l => l.Id is "hr.call").Bounds[0] with { Value = 119 }], "Rücksprache"));
        Write(31, Nurse, new ObservationSkipped("sedation.run+30", "Schläft nicht, spricht"));
        Write(32, Nurse, State.Alarms(Start.AddMinutes(32)).First(a => a.Kind == AlarmKind.Overdue).Acknowledgement());
        Write(33, Nurse, new NoteAdded("Ende der Probe"));
        var report = Report(40);
        var told = report.Alarms.Select(a => a.What).Concat(report.Limits.Select(l => l.Limit)).Concat(report.Entries.Select(e => e.What)).ToList();

        // No id of a limit, an observation, a symptom or a condition: two words with a dot between and no space.
        Assert.All(told, line => Assert.DoesNotMatch(@"\b(hr|bp|rr|spo2|sedation|pressure|limit|overdue|feed|symptom|own)\.\w|\w\.run|run\+", line));
        Assert.Contains(told, line => line.StartsWith("Grenze Puls 145: Infusion stoppen (Puls über 140, ", StringComparison.Ordinal));
        Assert.Contains("Puls, Ärztin oder Arzt rufen", told, StringComparer.Ordinal);
        Assert.Contains(told, line => line.StartsWith("Nicht gemessen, Sedierung", StringComparison.Ordinal) && line.Contains("Start +30 min", StringComparison.Ordinal));
        Assert.Contains(told, line => line.StartsWith("Messung überfällig: ", StringComparison.Ordinal));
        Assert.Contains(told, line => line.StartsWith("Monitor sendet nicht: Puls", StringComparison.Ordinal));

        // What the plan does not know stays as it was written.
        Assert.Equal("other.run+30", new ConditionWords(plan, Context(40)).Due("other.run+30"));
    }

    [Fact]
    public void Limits_rescues_adverse_events_lots_and_people_each_have_their_lines()
    {
        var plan = Open();
        Write(-5, Nurse, new PumpChecked(PumpCheck.First, Agrees: true, "LOT-77"));
        Write(-4, Nurse, new ChargeTaken("7C1A"));
        Write(-3, Physician, new ObserverJoined());
        Write(0, Physician, new InfusionStarted(new MillilitresPerHour(51)));
        var (limit, first) = (plan.Limits.Single(l => l.Id is "hr.call"), plan.Rescue[0]);
        Write(5, Physician, new LimitChanged(limit.Id, [limit.Bounds[0] with { Value = 115 }, limit.Bounds[1]], "Sportlerin, hoher Puls bekannt"));
        Write(6, Physician, new LimitChanged(limit.Id, [limit.Bounds[0] with { Value = 119 }, limit.Bounds[1]], "Noch einmal nach Rücksprache"));
        Write(7, Nurse, new ChecklistStepDone(first.Checklist, first.Steps[1]));
        Write(9, Nurse, new ChecklistClosed(first.Checklist, "Ruhig, Werte gut"));
        var nausea = Write(10, Nurse, new AdverseEventRecorded("Übelkeit", Start.AddMinutes(8), null, 3, Answer.No, AdverseRelation.Probable, AdverseAction.Treated, AdverseOutcome.Recovering));
        Write(20, Physician, new Amended(nausea.CommandId, "Inzwischen bekannt", ((AdverseEventRecorded)nausea.Entry) with { EndedAt = Start.AddMinutes(19), Outcome = AdverseOutcome.Recovered }));
        Write(30, Physician, new ObserverLeft());
        Write(31, Physician, new ChargeTaken("B2"));

        var report = Report(60);
        Assert.Equal(["LOT-77 (Jonas Riedel, 09:55)"], report.Lots);
        Assert.Equal(
            [("Puls über 110, Puls unter 50", "Puls über 115, Puls unter 50"), ("Puls über 115, Puls unter 50", "Puls über 119, Puls unter 50")],
            report.Limits.Select(l => (l.Before, l.After)).ToArray());
        Assert.All(report.Limits, l => Assert.Equal("Dr. Ines Falkenberg", l.By));
        var rescue = Assert.Single(report.Rescues);
        Assert.Equal("10:09:00, Jonas Riedel: Ruhig, Werte gut", rescue.Closed);
        Assert.Equal(first.Steps.Count, rescue.Steps.Count);
        Assert.EndsWith(": 10:07:00, Jonas Riedel", rescue.Steps[1], StringComparison.Ordinal);
        Assert.EndsWith(": nicht abgehakt", rescue.Steps[0], StringComparison.Ordinal);
        var adverse = Assert.Single(report.Adverse);
        Assert.Equal((3, "10:08 bis 10:19, vorbei", "Jonas Riedel, 10:10; ergänzt von Dr. Ines Falkenberg, 10:20"), (adverse.Grade, adverse.Course, adverse.By));
        Assert.Equal(
            [("Jonas Riedel", "09:56–10:31", ""), ("Dr. Ines Falkenberg", "10:31–11:00", "09:57–10:30")],
            report.People.Select(p => (p.Name, p.InCharge, p.Watched)).ToArray());
    }

    [Fact]
    public void Both_languages_have_every_word()
    {
        Open();
        Write(0, Physician, new InfusionStarted(new MillilitresPerHour(51)));
        Write(1, Nurse, ByHand(Measure.HeartRate, 999));
        var (german, english) = (Report(60), Report(60, Language.English));
        Assert.Equal("impossible for a body", Assert.Single(english.Aside).Why);
        Assert.Equal(german.Alarms.Count, english.Alarms.Count);
        Assert.Contains(english.Alarms, a => a.What.StartsWith("Impossible value", StringComparison.Ordinal));
    }

    private SessionState State => new StoredLog(rows).Fold().State;

    private SessionPlan Open()
    {
        var plan = SessionPlanTests.Plan(47, new SessionSwitches(LimitHighlighting: true, DeviceAlarms: true));
        Write(-30, Nurse, new SessionOpened(plan));
        return plan;
    }

    private SessionReport Report(double now, Language language = Language.German) => SessionReport.Of(
        new InfusionSession { PatientId = Guid.NewGuid(), OrderId = Guid.NewGuid(), ChairId = Guid.NewGuid(), OpenedAt = Start.AddMinutes(-30) },
        "Raum 1", new StoredLog(rows), Content, Start.AddMinutes(now),
        Context(now, language));

    private static PageContext Context(double now, Language language = Language.German) =>
        new(Texts, language, IsFictional: true, Start.AddMinutes(now), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), "/");

    private SessionEvent Write(double minute, Actor by, SessionEntry entry, double? knownAt = null)
    {
        var written = new SessionEvent(Guid.CreateVersion7(), rows.Count + 1, Start.AddMinutes(minute), Start.AddMinutes(knownAt ?? minute), by, entry);
        rows.Add(new SessionLogRow
        {
            PracticeId = Guid.Empty, SessionId = Guid.Empty, Sequence = written.Sequence, CommandId = written.CommandId, OccurredAt = written.OccurredAt, RecordedAt = written.RecordedAt,
            Json = SessionJson.Write(written),
        });
        return written;
    }

    private static VitalsObserved Sent(Measure measure, double value, ValueDoubt doubt = ValueDoubt.None) =>
        new(ValueSource.Monitor, [new(measure, value, Measures.Unit(measure), doubt)], "MON-1", Guid.NewGuid().ToString("N"));

    private static VitalsObserved ByHand(Measure measure, double value) => new(ValueSource.Manual, [new(measure, value, Measures.Unit(measure))]);
}
