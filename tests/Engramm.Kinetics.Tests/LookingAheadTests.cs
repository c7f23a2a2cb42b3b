using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using static Engramm.Kinetics.Tests.Fixtures;

namespace Engramm.Kinetics.Tests;

/// <summary>Questions about what would follow: stop, pause, another rate, a pump's rounding, and when a level is left.</summary>
public class LookingAheadTests
{
    private static readonly MammillaryModel OneCompartment = Model("one", Substance.RacemicKetamine, SamplingSite.Venous, "test", (40, 80), (1, 1), []);

    [Fact]
    public void Stopping_leaves_what_was_given() =>
        Assert.Equal(17.5, Standard.Stopped(new Minutes(20)).TotalDose.Value, 1e-12);

    [Fact]
    public void A_pause_moves_the_rest_and_keeps_the_dose()
    {
        var plan = Schedule(Substance.RacemicKetamine, [Infusion(0, 10, 1), Infusion(10, 40, 0.5)], [Bolus(5, 2), Bolus(30, 1)]);
        var paused = plan.Paused(new Minutes(20), new Minutes(7)).Required();
        Assert.Equal(plan.TotalDose.Value, paused.TotalDose.Value, 1e-12);
        Assert.Equal([Infusion(0, 10, 1), Infusion(10, 20, 0.5), Infusion(27, 47, 0.5)], paused.Infusions);
        Assert.Equal([Bolus(5, 2), Bolus(37, 1)], paused.Boluses);
    }

    [Fact]
    public void Another_rate_gives_the_rest_sooner_or_later()
    {
        var slower = Standard.AtRate(new Minutes(20), new MilligramsPerMinute(0.4375)).Required();
        Assert.Equal(new Minutes(60), slower.End);
        Assert.Equal(35, slower.TotalDose.Value, 1e-12);
        Assert.Equal(Standard.End, Standard.AtRate(new Minutes(50), new MilligramsPerMinute(1)).Required().End);
    }

    [Fact]
    public void A_pause_or_rate_that_cannot_be_is_named()
    {
        Assert.Equal(new KineticsFinding(KineticsFault.NotPositive, "pause", 0, Least: 0), Assert.Single(Standard.Paused(new Minutes(1), new Minutes(0)).Findings));
        Assert.Equal(new KineticsFinding(KineticsFault.Negative, "now", -1, Least: 0), Assert.Single(Standard.AtRate(new Minutes(-1), new MilligramsPerMinute(1)).Findings));
    }

    [Fact]
    public void A_ramp_is_its_stretches_one_after_the_other()
    {
        var ramp = DoseSchedule.Ramp(Substance.Esketamine, [(new MilligramsPerMinute(5 / 60.0), new Minutes(1440)), (new MilligramsPerMinute(10 / 60.0), new Minutes(1440))]).Required();
        Assert.Equal([Infusion(0, 1440, 5 / 60.0), Infusion(1440, 2880, 10 / 60.0)], ramp.Infusions);
        Assert.Equal(KineticsFault.NoDuration, Assert.Single(DoseSchedule.Ramp(Substance.Esketamine, [(new MilligramsPerMinute(1), new Minutes(0))]).Findings).Fault);
    }

    [Fact]
    public void A_series_repeats_and_overlapping_repeats_are_refused()
    {
        var series = Standard.Series(Times(0, 2880, 5760)).Required();
        Assert.Equal(105, series.TotalDose.Value, 1e-12);
        Assert.Equal(new Minutes(5800), series.End);
        Assert.Contains(Standard.Series(Times(0, 30)).Findings, f => f.Fault == KineticsFault.Overlap);
    }

    [Fact]
    public void A_pump_rounds_to_its_step_and_says_what_that_changes()
    {
        // 35 mg in 50 mL over 40 min: 75 mL/h exactly. At 0.7 mg/mL and whole millilitres nothing is lost.
        var exact = PumpProgram.Of(Standard, new MilligramsPerMillilitre(0.7), Pump(1)).Required();
        Assert.Equal((75.0, 0.0), (exact.Stretches[0].Set.Value, Math.Round(exact.Difference.Value, 12)));

        // At 2 mg/mL 26.25 mL/h are wanted; a pump with whole millilitres gives 26, which is 1 % less, or takes 40.4 min.
        var rounded = PumpProgram.Of(Standard, new MilligramsPerMillilitre(2), Pump(1)).Required();
        var stretch = Assert.Single(rounded.Stretches);
        Assert.Equal((26.25, 26.0), (stretch.Exact.Value, stretch.Set.Value));
        Assert.Equal(34.0 + (2.0 / 3), rounded.Given.TotalDose.Value, 1e-12);
        Assert.Equal(-1.0 / 3, rounded.Difference.Value, 1e-12);
        Assert.Equal(40 * 26.25 / 26, stretch.TimeForPlannedAmount.Value, 1e-12);
        Assert.Equal(rounded.Given.TotalDose.Value, rounded.Volume.Value * 2, 1e-12);
    }

    [Fact]
    public void A_rate_the_pump_does_not_have_is_named()
    {
        Assert.Equal(new KineticsFinding(KineticsFault.OutOfRange, "infusions[0].rate", 26.25, 60, 1200), Assert.Single(PumpProgram.Of(Standard, new MilligramsPerMillilitre(2), Pump(60)).Findings));
        Assert.Equal(KineticsFault.NotPositive, Assert.Single(PumpProgram.Of(Standard, new MilligramsPerMillilitre(0), Pump(1)).Findings).Fault);
    }

    // One compartment of 40 L cleared with 80 L/h falls by half in ln 2 · 30 min, however long the infusion ran.
    [Fact]
    public void One_compartment_halves_in_its_half_life_after_every_infusion()
    {
        var times = Decline.DecrementTimes(OneCompartment, Seventy, null, Times(1, 40, 600), 0.5).Required();
        Assert.All(times, t => Near.Equal(Math.Log(2) * 30, t.Value, 1e-9));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void After_its_decrement_time_the_concentration_has_fallen_by_that_part(double part)
    {
        foreach (var site in new[] { null, Slow, Fast })
        {
            var durations = Times(5, 40, 100, 1000);
            var times = Decline.DecrementTimes(Kamp, Seventy, site, durations, part).Required();
            for (var i = 0; i < durations.Length; i++)
            {
                var schedule = DoseSchedule.Even(Substance.RacemicKetamine, new Milligrams(35), durations[i]).Required();
                var curve = Curve(Kamp, 70, schedule, site, durations[i].Value, durations[i].Value + times[i].Value);
                double At(int point) => site is null ? curve.Plasma(point).Value : curve.Effect(point)!.Value.Value;
                Near.Equal(At(0) * (1 - part), At(1), 1e-9);
            }
        }
    }

    [Fact]
    public void A_longer_infusion_makes_for_a_longer_decline()
    {
        var times = Decline.DecrementTimes(Kamp, Seventy, null, Times(1, 10, 40, 120, 600, 3000), 0.5).Required();
        Assert.Equal(times.Order(), times);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(100)]
    [InlineData(10)]
    [InlineData(0.01)]
    public void A_level_is_left_for_good_at_the_minute_given(double level)
    {
        var plan = Schedule(Substance.RacemicKetamine, [Infusion(0, 40, 0.875), Infusion(90, 100, 0.5)]);
        foreach (var site in new[] { null, Slow })
        {
            var minute = Decline.BelowFrom(Kamp, Seventy, plan, site, new NanogramsPerMillilitre(level)).Required().Value.Value;
            double[] times = [minute * (1 - 1e-9), .. Enumerable.Range(1, 300).Select(i => minute + (i * 0.5))];
            var curve = Curve(Kamp, 70, plan, site, times);
            double At(int point) => site is null ? curve.Plasma(point).Value : curve.Effect(point)!.Value.Value;
            Assert.True(At(0) >= level, $"{At(0)} at {times[0]} min");
            Assert.All(Enumerable.Range(1, 300), point => Assert.True(At(point) < level));
        }
    }

    [Fact]
    public void A_level_never_reached_is_left_from_the_start() =>
        Assert.Equal(0, Decline.BelowFrom(Kamp, Seventy, Standard, Slow, new NanogramsPerMillilitre(1000)).Required().Value.Value);

    [Fact]
    public void A_level_or_part_that_cannot_be_is_named()
    {
        Assert.Equal("level", Assert.Single(Decline.BelowFrom(Kamp, Seventy, Standard, null, new NanogramsPerMillilitre(0)).Findings).Subject);
        Assert.Equal("part", Assert.Single(Decline.DecrementTimes(Kamp, Seventy, null, Times(1), 1).Findings).Subject);
        Assert.Equal("durations[0]", Assert.Single(Decline.DecrementTimes(Kamp, Seventy, null, Times(0), 0.5).Findings).Subject);
    }

    private static PumpRange Pump(double step) => new(new MillilitresPerHour(step), new MillilitresPerHour(1200));
}
