using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Tests;

public sealed class NotedAlarmTests
{
    [Fact]
    public void Chest_pain_asks_for_a_stop_and_stays_until_somebody_acknowledges_it()
    {
        var ward = Ward.Running();
        ward.Write(5, new EventNoted(RoomEvent.ChestPain));
        var alarm = Assert.Single(Symptoms(ward, 30));
        Assert.Equal(("symptom.danger-sign", AlarmPriority.High, LimitAction.Stop, true), (alarm.Condition, alarm.Priority, alarm.Action, alarm.IsActive));
        ward.Write(31, alarm.Acknowledgement());
        Assert.False(Assert.Single(Symptoms(ward, 32)).IsActive);
        ward.Write(33, new EventNoted(RoomEvent.ChestPain));
        Assert.Single(Symptoms(ward, 34), a => a.IsActive);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(9, 1)]
    public void Nausea_alarms_from_its_grade_on_and_without_a_grade_never(int? grade, int alarms)
    {
        var ward = Ward.Running();
        ward.Write(5, new EventNoted(RoomEvent.Nausea, grade));
        Assert.Equal(alarms, Symptoms(ward, 6).Count);
    }

    [Theory]
    [InlineData(3, 14, true)]
    [InlineData(3, 16, false)]
    [InlineData(4, 6, false)]
    public void Vomiting_asks_for_a_stop_only_beside_deep_sedation(int moaas, double minute, bool stops)
    {
        var ward = Ward.Running();
        ward.Write(5, new EventNoted(RoomEvent.Vomiting));
        ward.Write(minute, new SedationRecorded(SedationScale.Moaas, moaas));
        Assert.Equal(stops, Symptoms(ward, 30).Any(a => a.Action == LimitAction.Stop));
        Assert.Contains(Symptoms(ward, 30), a => a.Action == LimitAction.Pause);
    }

    [Theory]
    [InlineData(166, false)]
    [InlineData(167, true)]
    public void A_headache_beside_a_pressure_thirty_percent_up_asks_for_a_pause(double systolic, bool pauses)
    {
        // Before the start 128/78: 30 % more is 166.4.
        var ward = Ward.Running();
        ward.Write(4, Ward.Pressure(systolic, 80));
        ward.Write(5, new EventNoted(RoomEvent.Headache, 2));
        Assert.Equal(pauses, Symptoms(ward, 6).Any(a => a.Action == LimitAction.Pause));
    }

    [Fact]
    public void A_symptom_before_the_start_or_struck_out_before_it_raises_nothing_and_one_struck_out_later_stays()
    {
        var ward = Ward.Ready();
        ward.Write(-1, new EventNoted(RoomEvent.ChestPain));
        ward.Write(0, new InfusionStarted(new Quantities.MillilitresPerHour(51)), Ward.Physician);
        Assert.Empty(Symptoms(ward, 2));
        var noted = ward.Write(3, new EventNoted(RoomEvent.Syncope));
        ward.Write(4, new Amended(noted.CommandId, "Verwechslung"));
        Assert.Equal("symptom.syncope", Assert.Single(Symptoms(ward, 5)).Condition);
    }

    [Fact]
    public void A_screen_without_server_stands_in_the_alarm_log_but_no_longer_on_the_screen()
    {
        var ward = Ward.Running();
        ward.Write(9, new OwnFailureNoted(OwnFailure.NoServer, Ward.At(5), Ward.At(8), "Tablet 1"));
        var alarm = Assert.Single(ward.State.Alarms(Ward.At(10)), a => a.Kind == AlarmKind.OwnFailure);
        Assert.Equal((Ward.At(5), Ward.At(8), false, false), (alarm.Since, alarm.Ended, alarm.IsActive, alarm.CanBePaused));
    }

    [Fact]
    public void An_alarm_nobody_acknowledges_goes_to_others_and_again_when_it_gets_worse()
    {
        var ward = Ward.Running();
        ward.Write(5, Ward.ByHand(Measure.HeartRate, 112));
        Assert.Empty(Escalated(ward, 6.9));
        var medium = Assert.Single(Escalated(ward, 7));
        Assert.Equal(Ward.At(7), medium.EscalatedAt(ward.State.Plan!.Escalation, Ward.At(9)));
        ward.Write(8, medium.Acknowledgement());
        Assert.Empty(Escalated(ward, 9));
        ward.Write(10, Ward.ByHand(Measure.HeartRate, 145));
        Assert.Empty(Escalated(ward, 10.4));
        Assert.Equal(AlarmPriority.High, Assert.Single(Escalated(ward, 10.5)).Priority);
    }

    [Fact]
    public void An_alarm_acknowledged_in_time_never_escalates()
    {
        var ward = Ward.Running();
        ward.Write(5, Ward.ByHand(Measure.HeartRate, 145));
        ward.Write(5.2, ward.State.ActiveAlarms(Ward.At(5.1)).First(a => a.Kind == AlarmKind.Limit).Acknowledgement());
        Assert.DoesNotContain(ward.State.EscalatedAlarms(Ward.At(9)), a => a.Kind == AlarmKind.Limit);
    }

    private static IReadOnlyList<Alarm> Escalated(Ward ward, double minute) => [.. ward.State.EscalatedAlarms(Ward.At(minute)).Where(a => a.Kind == AlarmKind.Limit)];

    private static IReadOnlyList<Alarm> Symptoms(Ward ward, double minute) => [.. ward.State.Alarms(Ward.At(minute)).Where(a => a.Kind == AlarmKind.Symptom)];
}
