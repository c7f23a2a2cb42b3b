using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Tests;

public sealed class AlarmTests
{
    private static IReadOnlyList<Alarm> Of(Ward ward, double minute, AlarmKind kind = AlarmKind.Limit) =>
        [.. ward.State.Alarms(Ward.At(minute)).Where(a => a.Kind == kind)];

    [Fact]
    public void Blood_pressure_alarms_at_the_second_high_value_two_to_five_minutes_later()
    {
        var ward = Ward.Running();
        ward.Write(24, Ward.Pressure(162, 96));
        Assert.Empty(Of(ward, 25));
        ward.Write(28, Ward.Pressure(164, 95));
        var alarm = Assert.Single(Of(ward, 28));
        Assert.Equal(("limit.BloodPressure", AlarmPriority.Medium, "bp.high.call"), (alarm.Condition, alarm.Priority, alarm.Limit?.Id));
        Assert.Equal(Ward.At(28), alarm.Since);
        Assert.True(alarm.IsActive);
    }

    [Theory]
    [InlineData(1.9, false)]
    [InlineData(2, true)]
    [InlineData(5, true)]
    [InlineData(5.1, false)]
    public void The_second_value_counts_only_within_its_window(double later, bool alarms)
    {
        var ward = Ward.Running();
        ward.Write(10, Ward.Pressure(162, 80));
        ward.Write(10 + later, Ward.Pressure(120, 101));
        Assert.Equal(alarms, Of(ward, 20).Count == 1);
    }

    [Fact]
    public void One_sign_has_one_alarm_which_grows_with_the_value()
    {
        var ward = Ward.Running();
        ward.Write(5, Ward.ByHand(Measure.HeartRate, 112));
        ward.Write(6, Ward.ByHand(Measure.HeartRate, 145));
        ward.Write(7, Ward.ByHand(Measure.HeartRate, 113));
        var alarm = Assert.Single(Of(ward, 8));
        Assert.Equal((LimitAction.Stop, 145, Ward.At(5)), (alarm.Limit?.Action, alarm.Values[0].Value, alarm.Since));
    }

    [Fact]
    public void Low_oxygen_pauses_after_more_than_thirty_seconds()
    {
        var ward = Ward.Running();
        ward.Write(-3, new MonitorAttached("MON-1", "Stuhl 1"));
        for (var second = 0; second <= 30; second += 5)
        {
            ward.Write(5 + (second / 60.0), Ward.FromMonitor(Measure.OxygenSaturation, 91), Ward.Monitor);
        }

        Assert.Equal(LimitAction.Call, Assert.Single(Of(ward, 5.6)).Limit?.Action);
        ward.Write(5 + (31 / 60.0), Ward.FromMonitor(Measure.OxygenSaturation, 91), Ward.Monitor);
        Assert.Equal(LimitAction.Pause, Assert.Single(Of(ward, 5.6)).Limit?.Action);
    }

    [Fact]
    public void A_high_alarm_stays_until_acknowledged_and_a_medium_one_ends_with_its_cause()
    {
        var ward = Ward.Running();
        ward.Write(5, Ward.ByHand(Measure.HeartRate, 125));
        ward.Write(5, new SedationRecorded(SedationScale.Moaas, 4));
        ward.Write(7, Ward.ByHand(Measure.HeartRate, 90));
        ward.Write(7, new SedationRecorded(SedationScale.Moaas, 5));
        var active = Assert.Single(ward.State.ActiveAlarms(Ward.At(8)), a => a.Kind == AlarmKind.Limit);
        Assert.Equal(("limit.HeartRate", Ward.At(7)), (active.Condition, active.Ended));
        ward.Write(9, active.Acknowledgement());
        Assert.DoesNotContain(ward.State.ActiveAlarms(Ward.At(9)), a => a.Kind == AlarmKind.Limit);
        Assert.Equal((Ward.Nurse, Ward.At(9)), (Of(ward, 9)[0].AcknowledgedBy, Of(ward, 9)[0].AcknowledgedAt));
        Assert.Equal(2, Of(ward, 9).Count);
    }

    [Fact]
    public void An_acknowledgement_does_not_cover_what_gets_worse()
    {
        var ward = Ward.Running();
        ward.Write(5, Ward.ByHand(Measure.HeartRate, 125));
        ward.Write(6, Of(ward, 6)[0].Acknowledgement());
        ward.Write(7, Ward.ByHand(Measure.HeartRate, 124));
        Assert.True(Assert.Single(Of(ward, 7)).IsAcknowledged);
        ward.Write(8, Ward.ByHand(Measure.HeartRate, 145));
        Assert.False(Assert.Single(Of(ward, 8)).IsAcknowledged);
    }

    [Fact]
    public void An_impossible_value_raises_a_technical_alarm_and_no_physiological_one()
    {
        var ward = Ward.Running();
        ward.Write(5, Ward.ByHand(Measure.HeartRate, 900));
        Assert.Empty(Of(ward, 5));
        var alarm = Assert.Single(Of(ward, 5, AlarmKind.ImpossibleValue));
        Assert.Equal(("impossible.HeartRate", 900, false), (alarm.Condition, alarm.Values[0].Value, alarm.CanBePaused));
        Assert.Null(ward.State.Latest(Sign.HeartRate, Ward.At(6)).Reading);
        ward.Write(6, Ward.ByHand(Measure.HeartRate, 90));
        Assert.Equal(Ward.At(6), Assert.Single(Of(ward, 6, AlarmKind.ImpossibleValue)).Ended);
    }

    [Fact]
    public void A_live_value_older_than_three_intervals_is_stale_and_alarms()
    {
        var ward = Ward.Running();
        ward.Write(1, new MonitorAttached("MON-1", "Stuhl 1"));
        ward.Write(2, Ward.FromMonitor(Measure.HeartRate, 80), Ward.Monitor);
        Assert.Equal(Readings.Freshness.Live, ward.State.Latest(Sign.HeartRate, Ward.At(2 + (3 / 60.0))).Freshness);
        Assert.Equal(Readings.Freshness.Stale, ward.State.Latest(Sign.HeartRate, Ward.At(2 + (4 / 60.0))).Freshness);
        var alarm = Assert.Single(Of(ward, 3, AlarmKind.StaleFeed), a => a.Sign is Sign.HeartRate);
        Assert.Equal((AlarmPriority.Medium, (DateTimeOffset?)null), (alarm.Priority, alarm.Ended));
        ward.Write(4, Ward.FromMonitor(Measure.HeartRate, 80), Ward.Monitor);
        Assert.Equal(Ward.At(4), Assert.Single(Of(ward, 4, AlarmKind.StaleFeed), a => a.Sign is Sign.HeartRate).Ended);
    }

    [Fact]
    public void A_monitor_that_never_sends_alarms()
    {
        var ward = Ward.Running();
        ward.Write(1, new MonitorAttached("MON-1", "Stuhl 1"));
        Assert.Empty(Of(ward, 1.4, AlarmKind.StaleFeed));
        Assert.Equal("feed.monitor", Assert.Single(Of(ward, 1.6, AlarmKind.StaleFeed)).Condition);
        ward.Write(2, new MonitorDetached("MON-1"));
        Assert.Equal(Ward.At(2), Assert.Single(Of(ward, 3, AlarmKind.StaleFeed)).Ended);
    }

    [Theory]
    [InlineData(9.9, null)]
    [InlineData(10, AlarmPriority.Low)]
    [InlineData(12, AlarmPriority.Medium)]
    [InlineData(15, AlarmPriority.High)]
    public void An_overdue_observation_grows_from_low_to_high(double minute, AlarmPriority? priority)
    {
        var ward = Ward.Running();
        ward.Write(0, Ward.Pressure(130, 80));
        Assert.Equal(priority, Of(ward, minute, AlarmKind.Overdue).FirstOrDefault(a => a.Due is "bp.run+10")?.Priority);
    }

    [Fact]
    public void A_value_written_down_late_ends_the_overdue_alarm_but_does_not_undo_it()
    {
        var ward = Ward.Running();
        ward.Write(11, Ward.Pressure(130, 80), knownAt: 14);
        var alarm = Assert.Single(Of(ward, 16, AlarmKind.Overdue), a => a.Due is "bp.run+10");
        Assert.Equal((AlarmPriority.Medium, Ward.At(14)), (alarm.Priority, alarm.Ended));
    }

    [Fact]
    public void Without_the_alarm_part_there_is_no_alarm_and_the_state_says_so()
    {
        var ward = Ward.Opened(alarms: false, highlighting: false);
        ward.Write(5, Ward.ByHand(Measure.HeartRate, 145));
        Assert.True(ward.State.AreAlarmsOff);
        Assert.Empty(ward.State.Alarms(Ward.At(6)));
        Assert.Null(ward.State.Latest(Sign.HeartRate, Ward.At(6)).Crossed);
        Assert.False(Ward.Opened().State.AreAlarmsOff);
    }

    [Fact]
    public void What_belongs_to_a_part_that_is_off_is_refused_and_a_fact_never()
    {
        var off = Ward.Opened(alarms: false, highlighting: false).State;
        var on = Ward.Opened().State;
        var changed = new LimitChanged(on.Limits[0].Id, on.Limits[0].Bounds, "Ein Grund mit zwanzig Zeichen.");
        foreach (var entry in (SessionEntry[])[new AlarmAcknowledged("x", Ward.At(1), AlarmPriority.High), new AudioPaused(60), new AlarmSelfTested("Tablet", true, true, Answer.Yes), changed])
        {
            Assert.True(SessionRules.Check(off, entry, Ward.Physician, Ward.At(1)) is { Code: "switchedOff" });
            Assert.False(SessionRules.Check(on, entry, Ward.Physician, Ward.At(1)) is { Code: "switchedOff" });
        }

        Assert.False(SessionRules.Check(Ward.Opened(alarms: true, highlighting: false).State, changed, Ward.Physician, Ward.At(1)) is { Code: "switchedOff" });
        Assert.Null(SessionRules.Check(off, Ward.ByHand(Measure.HeartRate, 145), Ward.Physician, Ward.At(1)));
    }

    [Fact]
    public void An_amended_value_is_no_longer_shown_but_its_alarm_stays()
    {
        var ward = Ward.Running();
        var wrong = ward.Write(5, Ward.ByHand(Measure.HeartRate, 145));
        ward.Write(6, new Amended(wrong.CommandId, "Tippfehler", Ward.ByHand(Measure.HeartRate, 75)));
        Assert.Equal(75, ward.State.Latest(Sign.HeartRate, Ward.At(6)).Reading?[Measure.HeartRate]);
        Assert.Equal(LimitAction.Stop, Assert.Single(Of(ward, 7)).Limit?.Action);
        Assert.Equal(2, ward.State.Readings(Sign.HeartRate).Count);
    }
}
