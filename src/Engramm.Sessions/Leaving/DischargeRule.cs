using Engramm.Quantities;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Leaving;

/// <summary>Finds out which of the nine conditions hold at a moment.</summary>
internal sealed class DischargeRule(SessionCourse course, Func<Sign, DateTimeOffset, Reading?> latestAt, Baseline baseline, DateTimeOffset now)
{
    private readonly List<string> missing = [];
    private readonly List<string> failing = [];

    public IReadOnlyList<DischargeCondition> Conditions() =>
    [
        ObservationTime(),
        Collect(DischargeTopic.Scores, Scores),
        Collect(DischargeTopic.VitalSigns, VitalSigns),
        Collect(DischargeTopic.Alertness, Alertness),
        Collect(DischargeTopic.Experience, Experience),
        Collect(DischargeTopic.SuicideCheck, () => Item(DischargeItem.SuicideCheckNotWorse)),
        Collect(DischargeTopic.Line, Line),
        Collect(DischargeTopic.Escort, Escort),
        Collect(DischargeTopic.Signature, () => Need(course.DischargeSigned is not null ? true : null, "signature")),
    ];

    private DischargeCondition ObservationTime()
    {
        if (course.End is not { } end || course.Plan is not { } plan)
        {
            return new DischargeCondition(DischargeTopic.ObservationTime, ConditionState.Open, [Key("infusionEnd")], []);
        }

        var earliest = end.At + plan.ObservationTime.ToTimeSpan();
        var afterStop = course.Stops.Count == 0 ? earliest : course.Stops[^1] + DischargeCriteria.AfterStop.Value.ToTimeSpan();
        var at = earliest > afterStop ? earliest : afterStop;
        return now >= at
            ? new DischargeCondition(DischargeTopic.ObservationTime, ConditionState.Met, [], [], at)
            : new DischargeCondition(DischargeTopic.ObservationTime, ConditionState.Open, [Key("observationTime")], [], at);
    }

    private DischargeCondition Collect(DischargeTopic topic, Action examine)
    {
        missing.Clear();
        failing.Clear();
        examine();
        var state = failing.Count > 0 ? ConditionState.Unmet : missing.Count > 0 ? ConditionState.Open : ConditionState.Met;
        return new DischargeCondition(topic, state, [.. missing], [.. failing]);
    }

    private void Scores()
    {
        Need(Score(DischargeItem.Aldrete) is { } aldrete ? aldrete >= DischargeCriteria.LeastAldrete.Value : null, "aldrete");
        Need(Score(DischargeItem.Padss) is { } padss ? padss >= DischargeCriteria.LeastPadss.Value : null, "padss");
    }

    private void VitalSigns()
    {
        var pressure = Recent(Sign.BloodPressure);
        var (systolic, diastolic) = (pressure?[Measure.Systolic], pressure?[Measure.Diastolic]);
        Need(systolic is null || diastolic is null ? null : systolic < DischargeCriteria.SystolicBelow.Value && diastolic < DischargeCriteria.DiastolicBelow.Value, "bloodPressure");
        var near = systolic is null || diastolic is null || baseline.Systolic is null || baseline.Diastolic is null
            ? (bool?)null
            : IsNear(systolic.Value, baseline.Systolic.Value) && IsNear(diastolic.Value, baseline.Diastolic.Value);
        Need(near is not true && IsBloodPressureAccepted() ? true : near, "bloodPressureBaseline");
        var oxygen = Recent(Sign.OxygenSaturation)?[Measure.OxygenSaturation];
        Need(oxygen is null || baseline.OxygenSaturation is null ? null : oxygen >= baseline.OxygenSaturation - DischargeCriteria.OxygenFall.Value, "oxygen");
        var rate = Recent(Sign.HeartRate)?[Measure.HeartRate];
        Need(rate is null ? null : rate >= DischargeCriteria.HeartRateFrom.Value && rate <= DischargeCriteria.HeartRateTo.Value, "heartRate");
    }

    private void Alertness()
    {
        var sedation = Recent(Sign.Sedation);
        Need(sedation is null ? null : sedation[Measure.Moaas] == 5 || sedation[Measure.Rass] == 0, "sedation");
        Item(DischargeItem.Oriented);
        Item(DischargeItem.WalksSteadily);
        Item(DischargeItem.Drinks);
    }

    private void Experience()
    {
        var rating = Recent(Sign.Experience)?[Measure.Experience];
        Need(rating is null ? null : rating <= DischargeCriteria.HighestExperience.Value || rating <= baseline.Experience, "experience");
    }

    private void Line()
    {
        Need(course.LineRemoved is not null ? true : null, "lineRemoved");
        Item(DischargeItem.SiteDry);
    }

    private void Escort()
    {
        Need(course.Escort is not null ? true : null, "escortNamed");
        Item(DischargeItem.EscortPresent);
        Item(DischargeItem.WrittenAdvice);
        Item(DischargeItem.OralAdvice);
        Item(DischargeItem.EmergencyPhone);
        Item(DischargeItem.NextContact);
    }

    private void Item(DischargeItem item) => Need(
        AfterEnd(item)?.Answer switch
        {
            Answer.Yes => true,
            Answer.No => false,
            _ => null,
        },
        char.ToLowerInvariant(item.ToString()[0]) + item.ToString()[1..]);

    private void Need(bool? holds, string what)
    {
        if (holds is null)
        {
            missing.Add(Key(what));
        }
        else if (!holds.Value)
        {
            failing.Add(Key(what));
        }
    }

    private int? Score(DischargeItem item) => AfterEnd(item)?.Score;

    /// <summary>The answer, when it was given after the infusion: what was found before says nothing of leaving.</summary>
    private DischargeItemRecorded? AfterEnd(DischargeItem item) =>
        course.End is { } end && course.Discharge.TryGetValue(item, out var line) && line.At >= end.At ? line.Entry as DischargeItemRecorded : null;

    private bool IsBloodPressureAccepted() =>
        AfterEnd(DischargeItem.BloodPressureAccepted) is { Answer: Answer.Yes }
        && course.Discharge[DischargeItem.BloodPressureAccepted].Event.By.Role == ActorRole.Physician;

    private Reading? Recent(Sign sign) =>
        course.End is { } end && latestAt(sign, now) is { } reading && reading.At >= end.At && now - reading.At <= DischargeCriteria.OldestValue.Value.ToTimeSpan()
            ? reading
            : null;

    private static bool IsNear(double value, double reference) => Math.Abs(value - reference) <= DischargeCriteria.PressureShare.Value * reference;

    private static string Key(string what) => "session.discharge." + what;
}
