using Engramm.Care.Eligibility;
using Engramm.Care.Patients;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using Engramm.Quantities;
using Engramm.Server.Staff.Infusion;
using Engramm.Sessions;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.TestKit;

namespace Engramm.Server.Tests.Live;

/// <summary>What the practice's content says of the gate and of leaving is what a session judges by.</summary>
public class SessionPlanTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);
    private static readonly DateTimeOffset At = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Actor Nurse = new("jonas", "Jonas Riedel", ActorRole.Nurse);
    private static readonly ContentLibrary Content = ContentLibrary.Load(Repository.Content);
    private static readonly CheckInGate Gate = Content.Get<CheckInGate>(SessionPlanBuilder.GateId, Day);

    public static TheoryData<int> Examples => [.. Enumerable.Range(0, Gate.Examples.Count)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_session_judges_the_examples_of_the_gate_as_the_gate_says(int index)
    {
        var example = Gate.Examples[index];
        var values = example.Values.Where(v => v.Key is not ("rass" or "moaas")).Select(v => new VitalValue(MeasureOf(v.Key), v.Value, Measures.Unit(MeasureOf(v.Key)))).ToList();
        var findings = Told(
            example.Age,
            [
                .. values.Count > 0 ? [new VitalsObserved(ValueSource.Manual, values)] : Array.Empty<SessionEntry>(),
                .. example.Values.Where(v => v.Key is "rass" or "moaas").Select(v => new SedationRecorded(MeasureOf(v.Key) == Measure.Rass ? SedationScale.Rass : SedationScale.Moaas, (int)v.Value)),
            ]);
        var worst = findings.Where(f => f is { Topic: GateTopic.Vital, IsMissing: false }).Max(f => f.Outcome);
        Assert.Equal(example.Outcome.ToString(), worst.ToString());
    }

    [Fact]
    public void Every_question_that_nobody_answered_and_every_sign_nobody_measured_is_a_hold()
    {
        var findings = Told(47, []);
        Assert.Equal([.. Gate.Questions.Select(q => q.Id)], findings.Where(f => f.Topic == GateTopic.CheckIn).Select(f => f.Id).ToArray());
        Assert.All(findings, f => Assert.Equal((GateOutcome.Hold, true, true), (f.Outcome, f.IsMissing, f.IsOpen)));
    }

    [Fact]
    public void Every_wrong_answer_is_what_the_gate_says()
    {
        var findings = Told(47, [.. Gate.Questions.Select(q => new CheckInAnswered(q.Id, q.GoAnswer == GoAnswer.Yes ? Answer.No : Answer.Yes))]);
        Assert.Equal(
            Gate.Questions.Select(q => (q.Id, q.Otherwise == RuleOutcome.Info ? nameof(GateOutcome.Go) : q.Otherwise.ToString())),
            findings.Where(f => f.Topic == GateTopic.CheckIn).Select(f => (f.Id, f.Outcome.ToString())));
    }

    [Fact]
    public void The_numbers_of_leaving_come_from_the_content_with_their_sources()
    {
        var (criteria, plan) = (Content.Get<DischargeCriteria>(SessionPlanBuilder.DischargeId, Day), Plan(47));
        var taken = plan.Discharge!;
        Assert.Equal(Content.Get<RecoveryScore>("aldrete", Day).PassFrom, taken.LeastAldrete);
        Assert.Equal(Content.Get<RecoveryScore>("padss-adapted", Day).PassFrom, taken.LeastPadss);
        Assert.Equal(
            (criteria.BloodPressure.SystolicBelow, criteria.BloodPressure.DiastolicBelow, criteria.BloodPressure.PercentOfBaseline),
            (taken.SystolicBelow, taken.DiastolicBelow, taken.PressurePercent));
        Assert.Equal((criteria.HeartRate.Least, criteria.HeartRate.Most), (taken.HeartRateFrom, taken.HeartRateTo));
        Assert.Equal((criteria.OxygenDropPercentPoints, criteria.ExperienceMost), (taken.OxygenFall, taken.HighestExperience));
        Assert.Equal((criteria.QuietMinutesAfterStop.Value, criteria.QuietMinutesAfterStop.Citation), (taken.QuietAfterStop.Value.Value, taken.QuietAfterStop.Citation));
        Assert.Equal((criteria.OldestValueMinutes.Value, criteria.OldestValueMinutes.Citation), (taken.OldestValue.Value.Value, taken.OldestValue.Citation));
        Assert.Equal((90, 60), (plan.ObservationTime.Value, plan.LeastObservation!.Value.Value));

        var read = SessionJson.ReadCommand(SessionJson.Write(new SessionCommand(Guid.NewGuid(), At, Nurse, new SessionOpened(plan))));
        Assert.Equal(taken, ((SessionOpened)read.Entry).Plan.Discharge);
        Assert.Equal(("after-infusion", 24), (plan.Advice!.Id, plan.Advice.NoDrivingHours.Value));
        Assert.Equal(plan.Advice, ((SessionOpened)read.Entry).Plan.Advice);
    }

    /// <summary>A physician who edits these numbers changes what the next session does.</summary>
    [Fact]
    public void The_numbers_of_reminders_freshness_fasting_and_repeats_come_from_the_content()
    {
        var (protocol, alarms, plan) = (Content.Get<InfusionProtocol>("PROT-DEP-40", Day), Content.Get<AlarmLimits>(SessionPlanBuilder.AlarmsId, Day), Plan(47));
        Assert.Equal(
            (protocol.Reminders.LowMinutes.Value, protocol.Reminders.MediumMinutes.Value, protocol.Reminders.HighMinutes.Value),
            (plan.Reminders.Low.Value, plan.Reminders.Medium.Value, plan.Reminders.High.Value));
        Assert.Equal((protocol.Fasting.SolidsHours, protocol.Fasting.ClearFluidsHours), (plan.Fasting!.Solids, plan.Fasting.ClearFluids));
        Assert.Contains(plan.CheckIn, q => string.Equals(q.Id, FastingHours.Question, StringComparison.Ordinal));
        Assert.Equal((alarms.Stale.Intervals.Value, alarms.Stale.Priority.ToString()), (plan.StaleFeed.Intervals, plan.StaleFeed.Priority.ToString()));
        Assert.Equal(Gate.RepeatAfterMinutes.Value, plan.RepeatAfter!.Value.Value);
        Assert.Equal(Enum.GetValues<Sign>().Order(), plan.Freshness.Select(f => f.Sign).Order());
        Assert.Equal(
            alarms.Stale.Signs.Select(s => (s.Sign.ToString(), s.AfterMinutes.Value, s.Live ? alarms.Stale.LiveEverySeconds.Value : (double?)null)),
            plan.Freshness.Select(f => (f.Sign.ToString(), f.StaleAfter.TotalMinutes, f.LiveEvery?.TotalSeconds)));
        Assert.Contains(plan.CheckIn, q => q.IsAboutSuicide());
    }

    [Fact]
    public void Where_a_second_value_confirms_two_neighbours_of_the_table_always_can()
    {
        var plan = Plan(47);
        var twice = plan.Limits.Where(l => l.Confirmation.Kind == ConfirmationKind.Twice).ToList();
        Assert.NotEmpty(twice);
        Assert.All(twice, l => Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(60)), (l.Confirmation.From, l.Confirmation.To, l.Confirmation.ConfirmsUntil())));

        // The longest interval of the table is 30 minutes; each measurement may be made until the next window opens.
        Assert.Equal(60, PlannedObservation.FarthestNeighbours(plan.Observations, DueKind.BloodPressure)!.Value.Value);
        Assert.Null(PlannedObservation.FarthestNeighbours(plan.Observations, DueKind.Temperature));
        var read = (SessionOpened)SessionJson.ReadCommand(SessionJson.Write(new SessionCommand(Guid.NewGuid(), At, Nurse, new SessionOpened(plan)))).Entry;
        Assert.All(read.Plan.Limits.Where(l => l.Confirmation.Kind == ConfirmationKind.Twice), l => Assert.Equal(TimeSpan.FromMinutes(60), l.Confirmation.StillConfirms));
    }

    private static Measure MeasureOf(string name) => Enum.Parse<Measure>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static IReadOnlyList<GateFinding> Told(int age, IReadOnlyList<SessionEntry> entries) =>
        SessionState.Of([.. entries.Prepend(new SessionOpened(Plan(age))).Select((e, i) => new SessionEvent(Guid.CreateVersion7(), i + 1, At.AddMinutes(i), At.AddMinutes(i), Nurse, e))]).Gate;

    /// <summary>The plan of a person of this age by the content as it is shipped.</summary>
    internal static SessionPlan Plan(int age, SessionSwitches? switches = null)
    {
        var order = new Care.Planning.InfusionOrder
        {
            PatientId = Guid.NewGuid(), ProtocolId = "PROT-DEP-40", ProtocolVersion = 1, IndicationId = "trd", ProductId = "ketamine-10",
            WeightKg = 68, DoseMgPerKg = 0.5, DurationMinutes = 40, StrengthMgPerMl = 1, ObservationMinutes = 90, ReasonsJson = "{}",
            EligibilityDecisionId = Guid.NewGuid(), ConsentRecordId = Guid.NewGuid(), PlannedFor = At, ChairId = Guid.NewGuid(), SignedBy = Guid.NewGuid(), SignedAt = At,
        };
        var patient = new Patient { GivenName = "Katrin", FamilyName = "Solberg", BirthDate = Day.AddYears(-age), CreatedAt = At };
        return SessionPlanBuilder.Build(Guid.NewGuid(), order, patient, null, new SignedReview(null!, [], new Dictionary<string, string>(StringComparer.Ordinal)), Content, switches ?? new SessionSwitches(LimitHighlighting: false, DeviceAlarms: false), Day, Language.German);
    }
}
