using Engramm.Sessions.Alarms;
using Engramm.Sessions.Due;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using FsCheck.Xunit;

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
    [InlineData(1.9, false, true)]
    [InlineData(2, true, true)]
    [InlineData(5, true, true)]
    [InlineData(5.1, true, false)]
    [InlineData(11, true, false)]
    [InlineData(30, true, false)]
    [InlineData(30.1, false, false)]
    public void The_second_value_counts_from_two_minutes_to_the_next_of_the_table(double later, bool alarms, bool asBefore)
    {
        var ward = Ward.Running();
        ward.Write(10, Ward.Pressure(162, 80));
        ward.Write(10 + later, Ward.Pressure(120, 101));
        Assert.Equal(alarms, Of(ward, 45).Count == 1);

        // A session opened before that was so keeps the alarms it had: nobody was shown others.
        var old = Ward.Running(Earlier());
        old.Write(10, Ward.Pressure(162, 80));
        old.Write(10 + later, Ward.Pressure(120, 101));
        Assert.Equal(asBefore && alarms, Of(old, 45).Count == 1);
        Assert.DoesNotContain(old.State.Due(Ward.At(45)), d => d.Anchor == DueAnchor.Crossing);
    }

    [Fact]
    public void Three_stop_level_pressures_eleven_minutes_apart_raise_the_stop_alarm()
    {
        var ward = Ward.Running();
        ward.Write(11, Ward.Pressure(190, 115));
        Assert.Empty(Of(ward, 12));
        ward.Write(22, Ward.Pressure(196, 118));
        Assert.Equal(("bp.high.stop", AlarmPriority.High, Ward.At(22)), Assert.Single(Of(ward, 23)) is var alarm ? (alarm.Limit?.Id, alarm.Priority, alarm.Since) : default);
        ward.Write(33, Ward.Pressure(200, 122));
        Assert.True(Assert.Single(Of(ward, 34)).IsActive);
    }

    /// <summary>The twin of the one above: the rule is about two high values, not about any two.</summary>
    [Fact]
    public void One_stop_level_pressure_among_good_ones_asks_for_a_second_and_raises_no_limit_alarm()
    {
        var ward = Ward.Running();
        ward.Write(11, Ward.Pressure(190, 115));
        ward.Write(13, Ward.Pressure(150, 90));
        ward.Write(22, Ward.Pressure(150, 90));
        Assert.Empty(Of(ward, 33));
        Assert.Equal(DueState.Done, Assert.Single(ward.State.Due(Ward.At(33)), d => d.Anchor == DueAnchor.Crossing).State);
    }

    [Theory]
    [InlineData(12.9, DueState.Upcoming, null)]
    [InlineData(13, DueState.Due, AlarmPriority.Low)]
    [InlineData(15, DueState.OverdueAmber, AlarmPriority.Medium)]
    [InlineData(18, DueState.OverdueRed, AlarmPriority.High)]
    public void A_first_crossing_asks_for_the_second_value_and_alarms_when_it_does_not_come(double minute, DueState state, AlarmPriority? priority)
    {
        var ward = Ward.Running();
        ward.Write(9, Ward.Pressure(130, 80));
        ward.Write(11, Ward.Pressure(190, 115));
        var due = Assert.Single(ward.State.Due(Ward.At(minute)), d => d.Anchor == DueAnchor.Crossing);
        Assert.Equal((DueKind.BloodPressure, Ward.At(13), state), (due.Kind, due.DueAt, due.State));
        Assert.Equal(priority, Of(ward, minute, AlarmKind.Overdue).FirstOrDefault(a => string.Equals(a.Due, due.Id, StringComparison.Ordinal))?.Priority);

        // It stands beside the table: what the table asks for stays what it was.
        Assert.Equal(DueState.Done, ward.State.Due(Ward.At(minute)).Single(d => d.Id is "bp.run+10").State);
    }

    [Fact]
    public void The_second_value_confirms_or_clears_and_then_nothing_more_is_asked_for()
    {
        var ward = Ward.Running();
        ward.Write(10, Ward.Pressure(162, 80));
        ward.Write(13, Ward.Pressure(186, 80));

        // 186 confirms the call and is the first to cross pause and stop.
        Assert.Equal(LimitAction.Call, Assert.Single(Of(ward, 14)).Limit?.Action);
        Assert.Equal([DueState.Done, DueState.Upcoming], ward.State.Due(Ward.At(14)).Where(d => d.Anchor == DueAnchor.Crossing).Select(d => d.State));
        ward.Write(15, Ward.Pressure(187, 80));
        Assert.Equal(LimitAction.Stop, Assert.Single(Of(ward, 16)).Limit?.Action);
        Assert.Equal([DueState.Done, DueState.Done], ward.State.Due(Ward.At(30)).Where(d => d.Anchor == DueAnchor.Crossing).Select(d => d.State));
    }

    [Fact]
    public void A_corrected_crossing_asks_for_nothing_any_more_and_a_skipped_repeat_says_why()
    {
        var ward = Ward.Running();
        var wrong = ward.Write(10, Ward.Pressure(190, 80));
        ward.Write(11, new Amended(wrong.CommandId, "Tippfehler", Ward.Pressure(120, 80)));
        Assert.Equal(DueState.Lapsed, Assert.Single(ward.State.Due(Ward.At(20)), d => d.Anchor == DueAnchor.Crossing).State);
        Assert.DoesNotContain(Of(ward, 20, AlarmKind.Overdue), a => a.Due!.StartsWith("again.", StringComparison.Ordinal));

        ward.Write(22, Ward.Pressure(190, 80));
        var due = ward.State.Due(Ward.At(25)).Single(d => d is { Anchor: DueAnchor.Crossing, IsOpen: true });
        ward.Write(25, new ObservationSkipped(due.Id, "Manschette defekt"));
        Assert.Equal(DueState.Missed, ward.State.Due(Ward.At(26)).Single(d => string.Equals(d.Id, due.Id, StringComparison.Ordinal)).State);
    }

    [Fact]
    public void Without_the_parts_that_compare_with_limits_nothing_is_asked_for()
    {
        foreach (var (alarms, highlighting) in new[] { (false, false), (false, true), (true, false) })
        {
            var ward = Ward.Running(Ward.Plan(alarms, highlighting));
            ward.Write(10, Ward.Pressure(190, 115));
            Assert.Equal(alarms || highlighting, ward.State.Due(Ward.At(12)).Any(d => d.Anchor == DueAnchor.Crossing));
        }
    }

    /// <summary>
    /// Whatever is measured and whenever it becomes known: two values beyond a limit that are far enough apart and no farther than two neighbours of the
    /// table can be are an alarm, at least at that limit's level; and everything that was an alarm by the rule before is one.
    /// </summary>
    [Property(MaxTest = 500)]
    public bool Two_crossings_that_neighbours_of_the_table_can_be_always_alarm(int seed)
    {
        var chance = new Random(seed);
        var (ward, old) = (Ward.Running(), Ward.Running(Earlier()));
        var values = Enumerable.Range(0, 2 + chance.Next(6)).Select(_ => (Minute: chance.Next(0, 160) / 2.0, Known: chance.Next(0, 40), Systolic: 140 + chance.Next(60))).ToList();
        foreach (var (minute, known, systolic) in values)
        {
            ward.Write(minute, Ward.Pressure(systolic, 80), knownAt: minute + known);
            old.Write(minute, Ward.Pressure(systolic, 80), knownAt: minute + known);
        }

        var (alarms, before) = (Of(ward, 200), Of(old, 200));
        var pairs = from limit in ward.State.Limits
                    where limit.Confirmation.Kind == ConfirmationKind.Twice
                    from first in values
                    from second in values
                    let apart = TimeSpan.FromMinutes(second.Minute - first.Minute)
                    where apart >= TimeSpan.FromMinutes(2) && apart <= TimeSpan.FromMinutes(30)
                        && first.Systolic >= limit.Bounds[0].Value && second.Systolic >= limit.Bounds[0].Value
                    select (limit.Action, At: Ward.At(second.Minute));
        return pairs.All(p => alarms.Any(a => a.Limit?.Action >= p.Action && a.Since <= p.At && a.LastRaised >= p.At))
            && before.All(b => alarms.Any(a => a.Limit?.Action >= b.Limit?.Action && a.Since <= b.Since && a.LastRaised >= b.LastRaised && (!b.IsActive || a.IsActive)));
    }

    /// <summary>After a first crossing a second value is asked for, unless one that was known then had asked already.</summary>
    [Property(MaxTest = 300)]
    public bool No_first_crossing_goes_without_a_second_value_asked_for(int seed)
    {
        var chance = new Random(seed);
        var ward = Ward.Running();
        var values = Enumerable.Range(0, 1 + chance.Next(6)).Select(_ => chance.Next(0, 160) / 2.0).Distinct().Order().Select(minute => (Minute: minute, Systolic: 140 + chance.Next(60))).ToList();
        foreach (var (minute, systolic) in values)
        {
            ward.Write(minute, Ward.Pressure(systolic, 80));
        }

        var asked = ward.State.Due(Ward.At(200)).Where(d => d.Anchor == DueAnchor.Crossing).Select(d => d.DueAt).ToHashSet();
        return ward.State.Limits.Where(l => l.Confirmation.Kind == ConfirmationKind.Twice).All(limit =>
        {
            var crossings = values.Where(v => v.Systolic >= limit.Bounds[0].Value).Select(v => v.Minute).ToList();
            return crossings.TrueForAll(c => asked.Contains(Ward.At(c + 2)) || crossings.Exists(e => e < c && c - e <= 30));
        });
    }

    /// <summary>The plan of a session opened before a second value was asked for.</summary>
    private static SessionPlan Earlier()
    {
        var plan = Ward.Plan();
        return plan with { Limits = [.. plan.Limits.Select(l => l with { Confirmation = l.Confirmation with { StillConfirms = null } })] };
    }

    [Theory]
    [InlineData(null, null, 45.0, true)]
    [InlineData(120.0, null, null, true)]
    [InlineData(null, 80.0, 90.0, true)]
    [InlineData(120.0, 80.0, null, false)]
    [InlineData(120.0, 80.0, 93.0, false)]
    public void Only_a_whole_pressure_within_the_limits_ends_the_alarm_of_a_low_one(double? systolic, double? diastolic, double? mean, bool lasts)
    {
        var ward = Ward.Running();
        ward.Write(10, Ward.Pressure(85, 50));
        ward.Write(13, Ward.Pressure(84, 50));
        Assert.Single(ward.State.ActiveAlarms(Ward.At(13)), a => a.Kind == AlarmKind.Limit);
        var values = new (Measure Measure, double? Value)[] { (Measure.Systolic, systolic), (Measure.Diastolic, diastolic), (Measure.MeanPressure, mean) };
        ward.Write(16, new VitalsObserved(ValueSource.Manual, [.. values.Where(v => v.Value is not null).Select(v => new VitalValue(v.Measure, v.Value!.Value, "mmHg"))]));
        Assert.Equal(lasts ? 1 : 0, ward.State.ActiveAlarms(Ward.At(17)).Count(a => a.Kind == AlarmKind.Limit));

        // Nor does a part of a pressure stand as the pressure.
        Assert.Equal(lasts ? 84 : 120, ward.State.Latest(Sign.BloodPressure, Ward.At(17)).Reading![Measure.Systolic]);
    }

    [Fact]
    public void A_part_of_a_pressure_beyond_its_limit_alarms()
    {
        var ward = Ward.Running();
        ward.Write(10, Ward.ByHand(Measure.Systolic, 85));
        ward.Write(13, Ward.ByHand(Measure.Systolic, 84));
        Assert.Single(ward.State.ActiveAlarms(Ward.At(13)), a => a.Kind == AlarmKind.Limit);
    }

    [Fact]
    public void An_alarm_of_one_scale_of_sedation_is_not_ended_by_the_other()
    {
        var ward = Ward.Running();
        ward.Write(10, new SedationRecorded(SedationScale.Moaas, 1));
        ward.Write(11, new SedationRecorded(SedationScale.Rass, 0));
        Assert.Null(Assert.Single(Of(ward, 11)).Ended);
        ward.Write(12, new SedationRecorded(SedationScale.Moaas, 5));
        Assert.Equal(Ward.At(12), Assert.Single(Of(ward, 12)).Ended);
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
