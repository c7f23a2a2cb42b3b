using Engramm.Content.Infusion;

namespace Engramm.Care.Tests.Infusion;

public class ProtocolAndAlarmTests
{
    private static readonly InfusionProtocol Protocol = TheContent.Get<InfusionProtocol>("PROT-DEP-40");
    private static readonly AlarmLimits Alarms = TheContent.Get<AlarmLimits>("infusion-default");

    [Fact]
    public void Blood_pressure_is_due_every_ten_minutes_during_and_six_times_after()
    {
        var pressure = Protocol.Observations.Where(o => o.LookAt == ObservationKind.BloodPressure).ToList();
        Assert.Equal(10, Assert.Single(pressure, o => o.EveryMinutes is not null).EveryMinutes);
        Assert.Equal([15.0, 30, 45, 60, 90, 120], pressure.Where(o => o.Anchor == ObservationAnchor.End).Select(o => o.Minutes));
        Assert.Equal(2, Assert.Single(pressure, o => o.Anchor == ObservationAnchor.CheckIn).Times);
    }

    [Fact]
    public void Observation_is_two_hours_by_default_and_never_less_than_one() =>
        Assert.Equal((120.0, 60.0), (Protocol.ObservationTime.DefaultMinutes.Value, Protocol.ObservationTime.LeastMinutes.Value));

    [Fact]
    public void An_overdue_measurement_is_low_at_once_medium_after_two_and_high_after_five_minutes() =>
        Assert.Equal((0.0, 2.0, 5.0), (Protocol.Reminders.LowMinutes.Value, Protocol.Reminders.MediumMinutes.Value, Protocol.Reminders.HighMinutes.Value));

    [Fact]
    public void A_stricter_action_never_comes_at_a_milder_value()
    {
        var lines = Alarms.Limits
            .SelectMany(limit => limit.Bounds.Select(bound => (limit.Id, limit.Action, Bound: bound)))
            .GroupBy(line => (Name: line.Id[..line.Id.LastIndexOf('.')], line.Bound.Measure, line.Bound.Side));
        foreach (var line in lines)
        {
            var values = line.OrderBy(l => l.Action).Select(l => l.Bound.Value).ToList();
            var rising = line.Key.Side is AlarmSide.Above or AlarmSide.AtLeast;
            Assert.Equal(rising ? values.Order() : values.OrderDescending(), values);
            Assert.Equal(values.Count, values.Distinct().Count());
        }
    }

    [Theory]
    [InlineData("bp.high.stop", VitalMeasure.Systolic, AlarmSide.AtLeast, 180)]
    [InlineData("bp.high.stop", VitalMeasure.Diastolic, AlarmSide.AtLeast, 110)]
    [InlineData("bp.low.pause", VitalMeasure.Systolic, AlarmSide.Below, 90)]
    [InlineData("hr.stop", VitalMeasure.HeartRate, AlarmSide.Above, 140)]
    [InlineData("spo2.call", VitalMeasure.OxygenSaturation, AlarmSide.Below, 94)]
    [InlineData("rr.stop", VitalMeasure.RespiratoryRate, AlarmSide.Below, 8)]
    [InlineData("sedation.pause", VitalMeasure.Moaas, AlarmSide.AtMost, 3)]
    [InlineData("agitation.stop", VitalMeasure.Rass, AlarmSide.AtLeast, 3)]
    public void The_stop_and_hold_matrix_is_in_the_content(string id, VitalMeasure measure, AlarmSide side, double value) =>
        Assert.Contains(new AlarmBound(measure, side, value), Alarms.Limits.Single(limit => string.Equals(limit.Id, id, StringComparison.Ordinal)).Bounds);

    [Fact]
    public void A_person_who_says_stop_is_always_heard() =>
        Assert.Equal(AlarmAction.Stop, Alarms.Symptoms.Single(symptom => symptom.Id is "patient-says-stop").Action);

    [Fact]
    public void The_matrix_has_the_eleven_rows_of_the_rule_and_every_row_asks_for_stop() =>
        Assert.Equal((11, 11), (Alarms.Matrix.Count, Alarms.Matrix.Count(row => row.Lines.Any(IsStop))));

    private static bool IsStop(string line) =>
        Alarms.Limits.Any(limit => string.Equals(limit.Id, line, StringComparison.Ordinal) && limit.Action == AlarmAction.Stop)
        || Alarms.Symptoms.Any(symptom => string.Equals(symptom.Id, line, StringComparison.Ordinal) && symptom.Action == AlarmAction.Stop);
}
