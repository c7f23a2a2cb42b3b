using System.Diagnostics.CodeAnalysis;
using Engramm.Quantities;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Leaving;

/// <summary>
/// Finds out which of the nine conditions hold at a moment: the one place that judges, on the server and in the browser. A plan without
/// criteria leaves every condition that needs a number open.
/// </summary>
internal sealed class DischargeRule(SessionCourse course, Func<Sign, DateTimeOffset, Reading?> latestAt, Baseline baseline, DateTimeOffset now)
{
    private readonly List<DischargeNeed> missing = [];
    private readonly List<DischargeNeed> failing = [];
    private readonly DischargeCriteria? criteria = course.Plan?.Discharge;

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

    /// <summary>A STOP after the end starts the clock again: it is then the end.</summary>
    private DischargeCondition ObservationTime()
    {
        if (course.End is not { } end || course.Plan is not { } plan)
        {
            return new DischargeCondition(DischargeTopic.ObservationTime, ConditionState.Open, [new(Key("infusionEnd"))], []);
        }

        var observed = end.At + plan.ObservationTime.ToTimeSpan();
        missing.Clear();
        Need(now >= observed ? true : null, "observationTime", plan.ObservationTime.Value);
        var earliest = observed;
        if (course.Stops.Count > 0 && HasCriteria(out var limits))
        {
            var quiet = course.Stops[^1] + limits.QuietAfterStop.Value.ToTimeSpan();
            Need(now >= quiet ? true : null, "quietAfterStop", limits.QuietAfterStop.Value.Value);
            earliest = quiet > observed ? quiet : observed;
        }

        return new DischargeCondition(DischargeTopic.ObservationTime, missing.Count == 0 ? ConditionState.Met : ConditionState.Open, [.. missing], [], earliest);
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
        if (HasCriteria(out var limits))
        {
            AtLeast(DischargeItem.Aldrete, limits.LeastAldrete.Value, "aldrete");
            AtLeast(DischargeItem.Padss, limits.LeastPadss.Value, "padss");
        }
    }

    private void AtLeast(DischargeItem score, double least, string what) => Need(AfterEnd(score)?.Score is { } points ? points >= least : null, what, least);

    private void VitalSigns()
    {
        if (!HasCriteria(out var limits))
        {
            return;
        }

        var pressure = Recent(Sign.BloodPressure);
        var (systolic, diastolic) = (pressure?[Measure.Systolic], pressure?[Measure.Diastolic]);
        Need(
            systolic is null || diastolic is null ? null : systolic < limits.SystolicBelow.Value && diastolic < limits.DiastolicBelow.Value,
            "bloodPressure", limits.SystolicBelow.Value, limits.DiastolicBelow.Value);
        var near = systolic is null || diastolic is null || baseline.Systolic is null || baseline.Diastolic is null
            ? (bool?)null
            : IsNear(systolic.Value, baseline.Systolic.Value, limits) && IsNear(diastolic.Value, baseline.Diastolic.Value, limits);
        Need(near is not true && IsBloodPressureAccepted() ? true : near, "bloodPressureBaseline", limits.PressurePercent.Value);
        var oxygen = Recent(Sign.OxygenSaturation)?[Measure.OxygenSaturation];
        Need(oxygen is null || baseline.OxygenSaturation is null ? null : oxygen >= baseline.OxygenSaturation - limits.OxygenFall.Value, "oxygen", limits.OxygenFall.Value);
        var rate = Recent(Sign.HeartRate)?[Measure.HeartRate];
        Need(
            rate is null ? null : rate >= limits.HeartRateFrom.Value && rate <= limits.HeartRateTo.Value,
            "heartRate", limits.HeartRateFrom.Value, limits.HeartRateTo.Value);
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
        if (HasCriteria(out var limits))
        {
            var rating = Recent(Sign.Experience)?[Measure.Experience];
            Need(rating is null ? null : rating <= limits.HighestExperience.Value || rating <= baseline.Experience, "experience", limits.HighestExperience.Value);
        }
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

    private void Need(bool? holds, string what, params double[] numbers)
    {
        if (holds != true)
        {
            (holds is null ? missing : failing).Add(new DischargeNeed(Key(what), numbers));
        }
    }

    private bool HasCriteria([NotNullWhen(true)] out DischargeCriteria? limits)
    {
        limits = criteria;
        Need(limits is null ? null : true, "criteria");
        return limits is not null;
    }

    /// <summary>The answer, when it was given after the infusion: what was found before says nothing of leaving.</summary>
    private DischargeItemRecorded? AfterEnd(DischargeItem item) =>
        course.End is { } end && course.Discharge.TryGetValue(item, out var line) && line.At >= end.At ? line.Entry as DischargeItemRecorded : null;

    private bool IsBloodPressureAccepted() =>
        AfterEnd(DischargeItem.BloodPressureAccepted) is { Answer: Answer.Yes }
        && course.Discharge[DischargeItem.BloodPressureAccepted].Event.By.Role == ActorRole.Physician;

    private Reading? Recent(Sign sign) =>
        course.End is { } end && latestAt(sign, now) is { } reading && reading.At >= end.At && now - reading.At <= criteria?.OldestValue.Value.ToTimeSpan()
            ? reading
            : null;

    private static bool IsNear(double value, double reference, DischargeCriteria limits) => Math.Abs(value - reference) <= limits.PressurePercent.Value / 100 * reference;

    private static string Key(string what) => "session.discharge." + what;
}
