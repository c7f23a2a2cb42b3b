using Engramm.Care.Eligibility;
using Engramm.Care.Patients;
using Engramm.Care.Planning;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using Engramm.Content.Treatment;
using Engramm.Quantities;
using Engramm.Server.Staff.Planning;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using SessionLimit = Engramm.Sessions.Planning.AlarmLimit;
using SessionOrder = Engramm.Sessions.Planning.InfusionOrder;

namespace Engramm.Server.Staff.Infusion;

/// <summary>
/// Copies everything a session needs to know from the signed plan, the patient and the content into one plan. From then on
/// nothing is looked up: later changes of content or record never reach back into a session.
/// </summary>
public static class SessionPlanBuilder
{
    /// <summary>The day's gate.</summary>
    public const string GateId = "infusion-day";

    /// <summary>The alarm limits.</summary>
    public const string AlarmsId = "infusion-default";

    /// <summary>The numbers of the conditions for going home.</summary>
    public const string DischargeId = "infusion-day";

    /// <summary>The written advice for the way home.</summary>
    public const string AdviceId = "after-infusion";

    /// <summary>The two recovery scores.</summary>
    public const string AldreteId = "aldrete", PadssId = "padss-adapted";

    /// <summary>The rescue checklists.</summary>
    public const string RescueId = "infusion-rescue";

    /// <summary>Two readings that are both asked for at one time lie this far apart, so that each has a window of its own.</summary>
    private const double BetweenReadings = 3;

    /// <summary>Builds the plan.</summary>
    /// <param name="sessionId">The session it is for.</param>
    /// <param name="order">The signed plan.</param>
    /// <param name="patient">The person.</param>
    /// <param name="pseudonym">What the room calls the person; null for the own name. With one, neither name nor date of birth is copied.</param>
    /// <param name="decision">The eligibility decision the order rests on: what to be careful about.</param>
    /// <param name="content">Protocol, gate, alarm limits, product.</param>
    /// <param name="switches">Which separable parts are accepted.</param>
    /// <param name="today">The practice's day.</param>
    /// <param name="language">Language of the words that are copied.</param>
    public static SessionPlan Build(
        Guid sessionId, Engramm.Care.Planning.InfusionOrder order, Patient patient, string? pseudonym, SignedReview decision, ContentLibrary content, SessionSwitches switches, DateOnly today, Language language)
    {
        var protocol = content.Get<InfusionProtocol>(new ContentPin(order.ProtocolId, order.ProtocolVersion));
        var gate = content.Get<CheckInGate>(GateId, today);
        var alarms = content.Get<AlarmLimits>(AlarmsId, today);
        var drug = content.All<Drug>(today).First(d => d.Products.Any(p => string.Equals(p.Id, order.ProductId, StringComparison.Ordinal)));
        var product = drug.Products.First(p => string.Equals(p.Id, order.ProductId, StringComparison.Ordinal));
        var dose = new Milligrams(order.DoseMgPerKg * order.WeightKg);
        var strength = new MilligramsPerMillilitre(order.StrengthMgPerMl);
        var age = patient.AgeOn(today);
        IReadOnlyList<PlannedObservation> observations = [.. protocol.Observations.SelectMany(o => Planned(o, protocol.EarlyMinutes.Value))];
        return new SessionPlan(
            sessionId,
            new SessionPatient(
                pseudonym ?? patient.FullName, pseudonym is null ? patient.BirthDate : null, age, new Kilograms(order.WeightKg), patient.Complaint, Listed(patient.Allergies), Cautions(decision, language), patient.StopWord),
            new ProtocolReference(protocol.Id, protocol.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new SessionOrder(KineticModels.SubstanceOf(drug.Substance), product.Name.In(language), strength, dose, new Minutes(order.DurationMinutes), dose / strength / new Minutes(order.DurationMinutes)),
            [.. gate.Questions.Select(q => new CheckInItem(q.Id, q.GoAnswer == GoAnswer.Yes ? Answer.Yes : Answer.No, OutcomeOf(q.Otherwise)) { Rule = q.Rule })],
            [.. gate.Vitals.Where(v => v.IsFor(age)).SelectMany(Bands)],
            [.. gate.Readiness.Select(point => point.Id)],
            observations,
            [.. alarms.Limits.Select(l => Limit(l, observations))],
            [.. alarms.Stale.Signs.Select(s => new SignFreshness(
                Enum.Parse<Sign>(s.Sign.ToString()), s.Live ? TimeSpan.FromSeconds(alarms.Stale.LiveEverySeconds.Value) : null, TimeSpan.FromMinutes(s.AfterMinutes.Value)))],
            Kinetics(content, today, language),
            new Minutes(order.ObservationMinutes),
            switches)
        {
            Discharge = Discharge(content, today),
            Reminders = new ReminderTimes(new Minutes(protocol.Reminders.LowMinutes.Value), new Minutes(protocol.Reminders.MediumMinutes.Value), new Minutes(protocol.Reminders.HighMinutes.Value)),
            StaleFeed = new StaleFeed(alarms.Stale.Intervals.Value, PriorityOf(alarms.Stale.Priority)),
            Fasting = new FastingHours(protocol.Fasting.SolidsHours, protocol.Fasting.ClearFluidsHours),
            RepeatAfter = new Minutes(gate.RepeatAfterMinutes.Value),
            LeastObservation = new Minutes(protocol.ObservationTime.LeastMinutes.Value),
            Advice = Advice(content.Get<DischargeAdvice>(AdviceId, today)),
            NeedsSelfTest = switches.DeviceAlarms,
            Rescue = [.. content.Get<RescueLists>(RescueId, today) is var rescue ? rescue.Lists.Select(l => new RescueList(Enum.Parse<RescueChecklist>(l.Checklist.ToString()), rescue.Version, [.. l.Steps.Select(s => s.Id)])) : []],
            Symptoms = [.. alarms.Symptoms.Select(Symptom)],
            Matrix = new StopHoldMatrix(
                alarms.Pin.ToString(),
                alarms.ReviewedBy is { } review ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{review.Name}, {review.On:yyyy-MM-dd}") : null,
                [.. alarms.Matrix.Select(row => new MatrixRow(row.Id, row.Lines))]),
            Escalation = new EscalationTimes(Seconds(alarms.Escalation.LowSeconds), Seconds(alarms.Escalation.MediumSeconds), Seconds(alarms.Escalation.HighSeconds)),
        };
    }

    /// <summary>The model that is drawn. It refuses to predict a form of ketamine it was not made for; then nothing is drawn.</summary>
    private static KineticsChoice Kinetics(ContentLibrary content, DateOnly today, Language language)
    {
        var model = content.Get<KineticModel>(PredictedCourse.First, today);
        return new KineticsChoice(model.ToModel(language), null, model.ToVariability(PredictedCourse.Spread, language));
    }

    private static Engramm.Sessions.Leaving.DischargeCriteria Discharge(ContentLibrary content, DateOnly today)
    {
        var criteria = content.Get<DischargeCriteria>(DischargeId, today);
        Sourced<double> Least(string score) => content.Get<RecoveryScore>(score, today).PassFrom;
        static Sourced<Minutes> Time(Sourced<double> minutes) => new(new Minutes(minutes.Value), minutes.Citation, minutes.Verification, minutes.Note);
        return new Engramm.Sessions.Leaving.DischargeCriteria(
            Least(AldreteId), Least(PadssId),
            Time(criteria.QuietMinutesAfterStop),
            criteria.BloodPressure.SystolicBelow, criteria.BloodPressure.DiastolicBelow, criteria.BloodPressure.PercentOfBaseline,
            criteria.OxygenDropPercentPoints,
            criteria.HeartRate.Least, criteria.HeartRate.Most,
            criteria.ExperienceMost,
            Time(criteria.OldestValueMinutes));
    }

    private static Engramm.Sessions.Leaving.LeavingAdvice Advice(DischargeAdvice advice) =>
        new(advice.Id, advice.Version, new Sourced<double>((double)advice.LeastHours.Value, advice.LeastHours.Citation, advice.LeastHours.Verification, advice.LeastHours.Note));

    private static string[]? Listed(string? told) =>
        told?.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Cautions stay visible at every session, and so does every hold a physician decided against.</summary>
    private static IReadOnlyList<string> Cautions(SignedReview decision, Language language) =>
        [.. decision.Findings
            .Where(f => f.Outcome == RuleOutcome.Caution || (f.Outcome == RuleOutcome.Hold && decision.Reasons.ContainsKey(f.RuleId)))
            .Select(f => f.RequiredPlan is { } plan ? $"{f.Field.In(language)}: {plan.In(language)}" : f.Field.In(language))];

    private static IEnumerable<GateBand> Bands(VitalGate vital) =>
        vital.Bands.Select((band, i) => new GateBand(
            MeasureOf(vital.Measure), band.From, i + 1 < vital.Bands.Count ? vital.Bands[i + 1].From : null, OutcomeOf(band.Outcome), SourceOf(vital.Source)));

    private static IEnumerable<PlannedObservation> Planned(ProtocolObservation observation, double early) =>
        Enumerable.Range(0, observation.Times).Select(i => new PlannedObservation(
            i == 0 ? observation.Id : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{observation.Id}.{i + 1}"),
            KindOf(observation.LookAt),
            AnchorOf(observation.Anchor),
            new Minutes(observation.Minutes + (i * BetweenReadings)),
            observation.EveryMinutes is { } every ? new Minutes(every) : null,
            new Minutes(early)));

    /// <summary>A limit. Where a second value confirms, the next one of the table always can: otherwise three high pressures in a row might say nothing.</summary>
    private static SessionLimit Limit(Engramm.Content.Infusion.AlarmLimit limit, IReadOnlyList<PlannedObservation> observations) => new(
        limit.Id,
        [.. limit.Bounds.Select(Bound)],
        ActionOf(limit.Action),
        PriorityOf(limit.Priority),
        limit.Confirmation.Kind switch
        {
            AlarmConfirmationKind.Once => LimitConfirmation.Once,
            AlarmConfirmationKind.Twice => LimitConfirmation.Twice(
                TimeSpan.FromSeconds(limit.Confirmation.FromSeconds),
                TimeSpan.FromSeconds(limit.Confirmation.ToSeconds),
                FarthestApart(MeasureOf(limit.Bounds[0].Measure), limit.Confirmation.ToSeconds, observations)),
            AlarmConfirmationKind.Sustained => LimitConfirmation.Sustained(TimeSpan.FromSeconds(limit.Confirmation.FromSeconds), TimeSpan.FromSeconds(limit.Confirmation.ToSeconds)),
        },
        SourceOf(limit.Source));

    private static TimeSpan FarthestApart(Measure measure, double toSeconds, IReadOnlyList<PlannedObservation> observations)
    {
        var kind = DueKinds.Of(Measures.SignOf(measure));
        var neighbours = PlannedObservation.FarthestNeighbours(observations, kind) ?? default;
        return TimeSpan.FromSeconds(Math.Max(toSeconds, neighbours.ToTimeSpan().TotalSeconds));
    }

    private static SymptomRule Symptom(AlarmSymptom symptom) => new(
        symptom.Id,
        [.. symptom.Signs.Select(s => new SymptomSign(Enum.Parse<RoomEvent>(s.Event.ToString()), s.FromGrade))],
        symptom.Beside is { } beside
            ? new SymptomBeside(TimeSpan.FromMinutes(beside.WithinMinutes), [.. (beside.Bounds ?? []).Select(Bound)], beside.RisePercent)
            : null,
        ActionOf(symptom.Action),
        PriorityOf(symptom.Priority),
        SourceOf(symptom.Source));

    private static LimitBound Bound(AlarmBound bound) => new(MeasureOf(bound.Measure), SideOf(bound.Side), bound.Value);

    private static LimitAction ActionOf(AlarmAction action) => action switch
    {
        AlarmAction.Call => LimitAction.Call,
        AlarmAction.Pause => LimitAction.Pause,
        AlarmAction.Stop => LimitAction.Stop,
    };

    private static Engramm.Sessions.Planning.AlarmPriority PriorityOf(Engramm.Content.Infusion.AlarmPriority priority) => priority switch
    {
        Engramm.Content.Infusion.AlarmPriority.Low => Engramm.Sessions.Planning.AlarmPriority.Low,
        Engramm.Content.Infusion.AlarmPriority.Medium => Engramm.Sessions.Planning.AlarmPriority.Medium,
        Engramm.Content.Infusion.AlarmPriority.High => Engramm.Sessions.Planning.AlarmPriority.High,
    };

    private static TimeSpan? Seconds(Sourced<double>? seconds) => seconds is null ? null : TimeSpan.FromSeconds(seconds.Value);

    private static LimitSource SourceOf(Source source) => new(source.Citation, source.Verification);

    private static GateOutcome OutcomeOf(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Go or RuleOutcome.Info => GateOutcome.Go,
        RuleOutcome.Caution => GateOutcome.Caution,
        RuleOutcome.Hold => GateOutcome.Hold,
        RuleOutcome.Block => GateOutcome.Block,
    };

    private static Measure MeasureOf(VitalMeasure measure) => measure switch
    {
        VitalMeasure.HeartRate => Measure.HeartRate,
        VitalMeasure.OxygenSaturation => Measure.OxygenSaturation,
        VitalMeasure.Systolic => Measure.Systolic,
        VitalMeasure.Diastolic => Measure.Diastolic,
        VitalMeasure.RespiratoryRate => Measure.RespiratoryRate,
        VitalMeasure.Temperature => Measure.Temperature,
        VitalMeasure.Moaas => Measure.Moaas,
        VitalMeasure.Rass => Measure.Rass,
        VitalMeasure.Experience => Measure.Experience,
    };

    private static BoundSide SideOf(AlarmSide side) => side switch
    {
        AlarmSide.Below => BoundSide.Below,
        AlarmSide.AtMost => BoundSide.AtMost,
        AlarmSide.AtLeast => BoundSide.AtLeast,
        AlarmSide.Above => BoundSide.Above,
    };

    private static DueKind KindOf(ObservationKind kind) => kind switch
    {
        ObservationKind.BloodPressure => DueKind.BloodPressure,
        ObservationKind.OxygenSaturation => DueKind.OxygenSaturation,
        ObservationKind.Sedation => DueKind.Sedation,
        ObservationKind.Experience => DueKind.Experience,
        ObservationKind.LineCheck => DueKind.LineCheck,
    };

    private static DueAnchor AnchorOf(ObservationAnchor anchor) => anchor switch
    {
        ObservationAnchor.CheckIn => DueAnchor.CheckIn,
        ObservationAnchor.Start => DueAnchor.Start,
        ObservationAnchor.End => DueAnchor.End,
    };
}
