using Engramm.Quantities;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Due;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using FsCheck.Xunit;

namespace Engramm.Sessions.Tests;

public sealed class DueAndDoseTests
{
    private static DueState? Of(Ward ward, string id, double minute) => ward.State.Due(Ward.At(minute)).FirstOrDefault(d => string.Equals(d.Id, id, StringComparison.Ordinal))?.State;

    [Fact]
    public void The_table_runs_every_ten_minutes_to_the_planned_end()
    {
        var ids = Ward.Running().State.Due(Ward.At(1)).Where(d => d.Kind == DueKind.BloodPressure && d.Anchor == DueAnchor.Start).Select(d => d.Id);
        Assert.Equal("bp.start+0 bp.run+10 bp.run+20 bp.run+30 bp.run+40", string.Join(' ', ids));
    }

    [Fact]
    public void A_pause_moves_the_planned_end_and_the_table_with_it()
    {
        var ward = Ward.Running();
        ward.Write(10, new InfusionPaused());
        ward.Write(20, new InfusionResumed(), Ward.Physician);
        Assert.Equal(Ward.At(50), ward.State.Dose.PlannedEnd());
        Assert.Contains(ward.State.Due(Ward.At(21)), d => d.Id is "bp.run+50");
    }

    [Theory]
    [InlineData(9.9, DueState.Upcoming)]
    [InlineData(10, DueState.Due)]
    [InlineData(11.9, DueState.Due)]
    [InlineData(12, DueState.OverdueAmber)]
    [InlineData(15, DueState.OverdueRed)]
    [InlineData(17, DueState.Missed)]
    public void A_due_observation_turns_amber_red_and_missed(double minute, DueState state)
    {
        Assert.Equal(state, Of(Ward.Running(), "bp.run+10", minute));
    }

    [Theory]
    [InlineData(10.5, DueState.Due, null)]
    [InlineData(11, DueState.Due, AlarmPriority.Low)]
    [InlineData(13, DueState.OverdueAmber, AlarmPriority.Medium)]
    [InlineData(14, DueState.OverdueRed, AlarmPriority.High)]
    public void What_is_overdue_becomes_pressing_when_the_plan_says(double minute, DueState state, AlarmPriority? priority)
    {
        var ward = Ward.Running(Ward.Plan() with { Reminders = new ReminderTimes(new Minutes(1), new Minutes(3), new Minutes(4)) });
        ward.Write(0, Ward.Pressure(130, 80));
        Assert.Equal(state, Of(ward, "bp.run+10", minute));
        var alarm = ward.State.Alarms(Ward.At(minute)).FirstOrDefault(a => a.Due is "bp.run+10");
        Assert.Equal(priority, alarm?.Priority);
        Assert.True(alarm is null || alarm.Since == Ward.At(11));
    }

    [Fact]
    public void A_value_in_the_caution_band_is_asked_for_again_until_the_start()
    {
        var plan = Ward.Plan();
        plan = plan with
        {
            RepeatAfter = new Minutes(10),
            GateBands =
            [
                new GateBand(Measure.Systolic, null, 141, GateOutcome.Go, plan.GateBands[0].Source), new GateBand(Measure.Systolic, 141, 160, GateOutcome.Caution, plan.GateBands[0].Source),
                new GateBand(Measure.Systolic, 160, null, GateOutcome.Hold, plan.GateBands[0].Source), new GateBand(Measure.Temperature, 37.8, 38.5, GateOutcome.Caution, plan.GateBands[0].Source),
            ],
        };
        var ward = Ward.Opened(plan);
        ward.Write(-40, Ward.Pressure(140, 80));
        ward.Write(-39, Ward.Pressure(165, 80));
        Assert.DoesNotContain(ward.State.Due(Ward.At(-20)), d => d.Anchor == DueAnchor.Caution);
        ward.Write(-38, Ward.Pressure(145, 80));
        ward.Write(-36, Ward.ByHand(Measure.Temperature, 38));
        ward.Write(-35, Ward.Pressure(146, 80));
        DueObservation[] Asked(double minute) => [.. ward.State.Due(Ward.At(minute)).Where(d => d.Anchor == DueAnchor.Caution)];
        Assert.Equal([(DueKind.BloodPressure, Ward.At(-28)), (DueKind.Temperature, Ward.At(-26))], Asked(-30).Select(d => (d.Kind, d.DueAt)));
        ward.Write(-28, Ward.Pressure(138, 80));
        Assert.Equal([DueState.Done, DueState.OverdueRed], Asked(-20).Select(d => d.State));
        Assert.Contains(ward.State.Alarms(Ward.At(-20)), a => a is { Kind: AlarmKind.Overdue, Priority: AlarmPriority.High, Ended: null } && DueKinds.OfRepeat(a.Due!) == DueKind.Temperature);

        // The start ends the asking: what was not taken again is missed, and what would be due later is not asked for.
        ward.Write(-12, Ward.ByHand(Measure.Temperature, 37));
        ward.Write(-5, Ward.Pressure(150, 80));
        ward.Write(0, new InfusionStarted(new MillilitresPerHour(51)), Ward.Physician);
        Assert.Equal([DueState.Done, DueState.Done], Asked(20).Select(d => d.State));

        // The twin: a plan of an earlier version asks for nothing.
        var old = Ward.Opened(plan with { RepeatAfter = null });
        old.Write(-38, Ward.Pressure(145, 80));
        Assert.DoesNotContain(old.State.Due(Ward.At(-20)), d => d.Anchor == DueAnchor.Caution);
    }

    [Fact]
    public void A_silent_monitor_alarms_when_and_as_pressingly_as_the_plan_says()
    {
        var ward = Ward.Running(Ward.Plan() with { StaleFeed = new StaleFeed(10, AlarmPriority.High) });
        ward.Write(1.9, new MonitorAttached("MON-1", "Stuhl 1"));
        ward.Write(2, Ward.FromMonitor(Measure.HeartRate, 80), Ward.Monitor);
        Assert.Equal(Readings.Freshness.Live, ward.State.Latest(Sign.HeartRate, Ward.At(2 + (9 / 60.0))).Freshness);
        Assert.DoesNotContain(ward.State.Alarms(Ward.At(2 + (9 / 60.0))), a => a.Kind == AlarmKind.StaleFeed);
        Assert.Equal(Readings.Freshness.Stale, ward.State.Latest(Sign.HeartRate, Ward.At(2 + (11 / 60.0))).Freshness);
        Assert.Equal(AlarmPriority.High, Assert.Single(ward.State.Alarms(Ward.At(2 + (11 / 60.0))), a => a is { Kind: AlarmKind.StaleFeed, Sign: Sign.HeartRate }).Priority);
    }

    [Theory]
    [InlineData(6.9, DueState.Missed)]
    [InlineData(7, DueState.Done)]
    [InlineData(16.9, DueState.Done)]
    [InlineData(17, DueState.Missed)]
    public void A_value_answers_from_its_tolerance_until_the_next_window_opens(double minute, DueState state)
    {
        var ward = Ward.Running();
        ward.Write(minute, Ward.Pressure(130, 80));
        Assert.Equal(state, Of(ward, "bp.run+10", 30));
    }

    [Fact]
    public void An_impossible_or_half_blood_pressure_answers_nothing()
    {
        var ward = Ward.Running();
        ward.Write(10, Ward.Pressure(900, 80));
        ward.Write(10, Ward.ByHand(Measure.Systolic, 130));
        Assert.Equal(DueState.Due, Of(ward, "bp.run+10", 11));
    }

    [Fact]
    public void Declining_to_rate_answers_and_a_skipped_observation_is_missed_with_its_reason()
    {
        var ward = Ward.Running();
        ward.Write(20, new ExperienceRated("own", null));
        ward.Write(12, new ObservationSkipped("bp.run+10", "Manschette defekt"));
        Assert.Equal(DueState.Done, Of(ward, "exp+20", 21));
        Assert.Equal(DueState.Missed, Of(ward, "bp.run+10", 12));
        Assert.NotNull(ward.State.Due(Ward.At(12)).Single(d => d.Id is "bp.run+10").Skip);
    }

    [Fact]
    public void After_a_stop_the_table_counts_from_the_stop()
    {
        var ward = Ward.Running();
        ward.Write(23, new InfusionStopped(), Ward.Patient);
        Assert.Null(Of(ward, "bp.run+30", 24));
        Assert.Equal(Ward.At(38), ward.State.Due(Ward.At(24)).Single(d => d.Id is "bp.end+15").DueAt);
    }

    [Fact]
    public void The_dose_follows_the_pump_through_a_pause()
    {
        // 51 mL/h of 1 mg/mL is 0.85 mg/min; the mockup's 27:18 min give 23.2 mg.
        var dose = Ward.Running().State.Dose;
        Assert.Equal(23.205, dose.GivenAt(Ward.At(27.3)).Value, 9);
        Assert.Equal(23.205, dose.AssumedAt(Ward.At(27.3)).Volume.Value, 9);
        Assert.Equal(12.7, dose.RemainingAt(Ward.At(27.3))!.Value.TotalMinutes, 6);
        var ward = Ward.Running();
        ward.Write(10, new InfusionPaused());
        ward.Write(15, new InfusionResumed(new MillilitresPerHour(25.5)), Ward.Physician);
        Assert.Equal(8.5, ward.State.Dose.GivenAt(Ward.At(14)).Value, 9);
        Assert.Equal(8.5 + 4.25, ward.State.Dose.GivenAt(Ward.At(25)).Value, 9);
        Assert.Equal(TimeSpan.FromMinutes(20), ward.State.Dose.InfusedFor(Ward.At(25)));
    }

    [Fact]
    public void The_schedule_for_the_curve_holds_what_was_given_and_what_is_still_planned()
    {
        var ward = Ward.Ready();
        Assert.Null(ward.State.Dose.ScheduleGiven(Ward.At(-1)));
        Assert.Equal(34, ward.State.Dose.ScheduleAhead(Ward.At(-1))!.Required().TotalDose.Value, 9);
        ward = Ward.Running();
        ward.Write(10, new InfusionPaused());
        Assert.Equal(8.5, ward.State.Dose.ScheduleAhead(Ward.At(12))!.Required().TotalDose.Value, 9);
        ward.Write(15, new InfusionResumed(), Ward.Physician);
        var dose = ward.State.Dose;
        Assert.Equal(dose.GivenAt(Ward.At(25)).Value, dose.ScheduleGiven(Ward.At(25))!.Required().TotalDose.Value, 9);
        Assert.Equal(34, dose.ScheduleAhead(Ward.At(25))!.Required().TotalDose.Value, 9);
        Assert.Equal(45, dose.ScheduleAhead(Ward.At(25))!.Required().End.Value, 9);
    }

    [Fact]
    public void An_unconfirmed_end_is_asked_for_and_the_pump_gives_no_more_than_its_programme()
    {
        var ward = Ward.Running();
        Assert.Equal(DueState.OverdueAmber, Of(ward, "infusion.end", 42));
        var dose = ward.State.Dose;
        Assert.True(dose.IsPastPlannedEnd(Ward.At(42)));
        foreach (var minute in new double[] { 40, 42, 60 * 24 * 3 })
        {
            Assert.Equal(34, dose.GivenAt(Ward.At(minute)).Value, 6);
            Assert.Equal((0, 40), (dose.ConfirmedAt(Ward.At(minute)).Dose.Value, dose.AssumedAt(Ward.At(minute)).Time.TotalMinutes));
            Assert.Equal(34, dose.ScheduleGiven(Ward.At(minute))!.Required().TotalDose.Value, 6);
        }

        ward.Write(40, new InfusionEnded(), knownAt: 43);
        dose = ward.State.Dose;
        Assert.Equal((34, 0), (Math.Round(dose.ConfirmedAt(Ward.At(43)).Dose.Value, 6), dose.AssumedAt(Ward.At(43)).Dose.Value));
        Assert.Equal(DueState.Done, Of(ward, "infusion.end", 43));
        Assert.Equal(SessionPhase.Ended, ward.State.Phase);
    }

    [Fact]
    public void An_end_that_is_confirmed_late_adds_nothing_to_the_programme()
    {
        var ward = Ward.Running();
        ward.Write(30, new PumpRateChanged(new MillilitresPerHour(25.5), "Angeordnet"));
        ward.Write(90, new InfusionEnded());
        var confirmed = ward.State.Dose.ConfirmedAt(Ward.At(100));
        Assert.Equal((34, 34, 50), (Math.Round(confirmed.Dose.Value, 6), Math.Round(confirmed.Volume.Value, 6), Math.Round(confirmed.Time.TotalMinutes, 6)));
        Assert.Equal(50, ward.State.Dose.ScheduleGiven(Ward.At(100))!.Required().Infusions[^1].End.Value, 6);
    }

    [Fact]
    public void What_a_person_says_the_pump_gave_beyond_its_programme_is_counted_and_not_hidden()
    {
        var ward = Ward.Running();
        ward.Write(40, new InfusionEnded());
        ward.Write(45, new InfusionResumed(new MillilitresPerHour(51), "Zweite Spritze, angeordnet"), Ward.Physician);
        Assert.Equal(34 + 8.5, ward.State.Dose.GivenAt(Ward.At(55)).Value, 6);
        Assert.True(ward.State.Dose.IsPastPlannedEnd(Ward.At(46)));
        ward.Write(65, new InfusionEnded());
        Assert.Equal(34 + 17, ward.State.Dose.ConfirmedAt(Ward.At(200)).Dose.Value, 6);
    }

    [Property(MaxTest = 200)]
    public bool A_programme_is_never_exceeded_and_the_dose_never_falls(int seed)
    {
        var chance = new Random(seed);
        var ward = Ward.Running();
        var minute = 0.0;
        for (var i = 0; i < 8; i++)
        {
            minute += chance.NextDouble() * 12;
            var dose = ward.State.Dose;
            SessionEntry entry = dose.IsRunning
                ? chance.Next(2) == 0 ? new InfusionPaused() : new PumpRateChanged(new MillilitresPerHour(10 + chance.Next(90)), "Angeordnet")
                : new InfusionResumed();
            if (entry is not InfusionPaused && (dose.IsPastPlannedEnd(Ward.At(minute)) || dose.GivenAt(Ward.At(minute)).Value > 33.9))
            {
                break;
            }

            ward.Write(minute, entry);
        }

        var log = ward.State.Dose;
        var amounts = Enumerable.Range(0, 300).Select(m => log.GivenAt(Ward.At(m)).Value).ToList();
        return amounts.TrueForAll(a => a <= 34 + 1e-6)
            && amounts.Zip(amounts.Skip(1)).All(pair => pair.Second >= pair.First - 1e-9)
            && Enumerable.Range(1, 299).All(m => Math.Abs((log.ConfirmedAt(Ward.At(m)).Dose + log.AssumedAt(Ward.At(m)).Dose).Value - log.ScheduleGiven(Ward.At(m))!.Required().TotalDose.Value) < 1e-6);
    }

    [Fact]
    public void Practice_time_runs_from_the_monotonic_clock()
    {
        var time = PracticeTime.FromServer(Ward.At(0), 30, TimeSpan.FromSeconds(100));
        Assert.Equal(Ward.At(1), time.At(TimeSpan.FromSeconds(102)));
        Assert.Equal(TimeSpan.FromSeconds(2), time.RealTimeUntil(Ward.At(2), TimeSpan.FromSeconds(102)));
        Assert.Equal(TimeSpan.Zero, time.RealTimeUntil(Ward.At(0), TimeSpan.FromSeconds(102)));
        Assert.Null((time with { Rate = 0 }).RealTimeUntil(Ward.At(5), TimeSpan.FromSeconds(102)));
    }
}
