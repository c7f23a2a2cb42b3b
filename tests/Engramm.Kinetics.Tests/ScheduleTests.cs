using System.Text.Json;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using FsCheck.Xunit;
using static Engramm.Kinetics.Tests.Fixtures;

namespace Engramm.Kinetics.Tests;

public class ScheduleTests
{
    [Fact]
    public void The_standard_plan_gives_35_mg_evenly_in_40_minutes()
    {
        Assert.Equal([Infusion(0, 40, 0.875)], Standard.Infusions);
        Assert.Equal(new Milligrams(35), Standard.TotalDose);
        Assert.Equal(new Minutes(40), Standard.End);
    }

    [Fact]
    public void Half_way_through_half_is_given()
    {
        Assert.Equal(new Milligrams(17.5), Standard.GivenBy(new Minutes(20)));
        Assert.Equal([Infusion(0, 20, 0.875)], Standard.Until(new Minutes(20)).Infusions);
        Assert.Equal(new Milligrams(0), Standard.GivenBy(new Minutes(0)));
        Assert.Equal(new Milligrams(35), Standard.GivenBy(new Minutes(90)));
    }

    [Fact]
    public void A_bolus_counts_as_given_at_its_very_moment()
    {
        var schedule = Schedule(Substance.RacemicKetamine, boluses: [Bolus(5, 10)]);
        Assert.Equal(new Milligrams(0), schedule.GivenBy(new Minutes(4.999)));
        Assert.Equal(new Milligrams(10), schedule.GivenBy(new Minutes(5)));
        Near.Equal(1000 * 10 / 25.0, Curve(Kamp, 70, schedule, null, 5).Plasma(0).Value, 1e-14);
        Assert.Equal(new Minutes(5), schedule.End);
    }

    [Fact]
    public void Parts_given_in_any_order_are_put_in_order_of_time()
    {
        var schedule = Schedule(Substance.RacemicKetamine, [Infusion(20, 40, 1), Infusion(0, 20, 2)], [Bolus(30, 1), Bolus(10, 2)]);
        Assert.Equal([0, 20], schedule.Infusions.Select(i => i.Start.Value));
        Assert.Equal([10, 30], schedule.Boluses.Select(b => b.At.Value));
        Assert.Equal(new Milligrams(63), schedule.TotalDose);
    }

    [Fact]
    public void An_empty_schedule_gives_nothing()
    {
        var schedule = Schedule(Substance.RacemicKetamine);
        Assert.Equal((new Milligrams(0), new Minutes(0)), (schedule.TotalDose, schedule.End));
        Assert.Equal(0, Curve(Kamp, 70, schedule, Slow, 60).Effect(0)!.Value.Value);
    }

    [Theory]
    [InlineData(0, 40, -0.1, KineticsFault.Negative, "infusions[0].rate")]
    [InlineData(-1, 40, 1, KineticsFault.Negative, "infusions[0].start")]
    [InlineData(10, 10, 1, KineticsFault.NoDuration, "infusions[0].end")]
    [InlineData(10, 9, 1, KineticsFault.NoDuration, "infusions[0].end")]
    [InlineData(0, 1e300, 1e300, KineticsFault.NotFinite, "total")]
    public void A_faulty_infusion_is_named_and_nothing_is_repaired(double start, double end, double rate, KineticsFault fault, string subject)
    {
        var schedule = DoseSchedule.Of(Substance.RacemicKetamine, [Infusion(start, end, rate)], []);
        Assert.False(schedule.IsSound);
        Assert.Equal((fault, subject), schedule.Findings.Select(f => (f.Fault, f.Subject)).Single());
    }

    [Fact]
    public void Infusions_that_overlap_are_refused_and_ones_that_touch_are_not()
    {
        var overlap = DoseSchedule.Of(Substance.RacemicKetamine, [Infusion(0, 20, 1), Infusion(19.9, 40, 1)], []);
        Assert.Equal([new KineticsFinding(KineticsFault.Overlap, "infusions[1].start", 19.9, Least: 20)], overlap.Findings);
        Assert.Throws<InvalidOperationException>(() => overlap.Required());
        Assert.True(DoseSchedule.Of(Substance.RacemicKetamine, [Infusion(0, 20, 1), Infusion(20, 40, 1)], []).IsSound);
    }

    [Theory]
    [InlineData(5, 0, KineticsFault.NotPositive)]
    [InlineData(5, -1, KineticsFault.NotPositive)]
    [InlineData(-5, 1, KineticsFault.Negative)]
    public void A_faulty_bolus_is_refused(double at, double amount, KineticsFault fault) =>
        Assert.Equal([fault], DoseSchedule.Of(Substance.RacemicKetamine, [], [Bolus(at, amount)]).Findings.Select(f => f.Fault));

    [Theory]
    [InlineData(35, 0, 0, KineticsFault.NoDuration)]
    [InlineData(35, -40, 0, KineticsFault.NoDuration)]
    [InlineData(-35, 40, 0, KineticsFault.Negative)]
    [InlineData(35, 40, -1, KineticsFault.Negative)]
    [InlineData(1e300, 1e-300, 0, KineticsFault.NotFinite)]
    public void A_faulty_plan_is_refused(double amount, double duration, double start, KineticsFault fault) =>
        Assert.Equal([fault], DoseSchedule.Even(Substance.RacemicKetamine, new Milligrams(amount), new Minutes(duration), new Minutes(start)).Findings.Select(f => f.Fault));

    [Fact]
    public void A_dose_log_with_a_pause_gives_what_the_pump_gave()
    {
        // 10 min at 0.875 mg/min, paused 5 min, resumed until minute 30.
        RateChange[] log = [Change(0, 0.875), Change(10, 0), Change(15, 0.875)];
        var schedule = DoseSchedule.FromLog(Substance.RacemicKetamine, log, [Bolus(12, 5), Bolus(40, 5)], new Minutes(30)).Required();
        Assert.Equal([Infusion(0, 10, 0.875), Infusion(15, 30, 0.875)], schedule.Infusions);
        Assert.Equal([Bolus(12, 5)], schedule.Boluses);
        Near.Equal(0.875 * 25 + 5, schedule.TotalDose.Value, 1e-14);
    }

    [Fact]
    public void Of_two_entries_at_the_same_moment_the_later_in_the_log_holds()
    {
        var schedule = DoseSchedule.FromLog(Substance.RacemicKetamine, [Change(0, 5), Change(0, 0.875)], [], new Minutes(10)).Required();
        Assert.Equal([Infusion(0, 10, 0.875)], schedule.Infusions);
    }

    [Fact]
    public void Entries_after_the_moment_asked_for_have_not_happened_yet() =>
        Assert.Equal(
            [Infusion(0, 5, 1)],
            DoseSchedule.FromLog(Substance.RacemicKetamine, [Change(0, 1), Change(10, 2)], [], new Minutes(5)).Required().Infusions);

    [Theory]
    [InlineData(5, 1, 4, 1, KineticsFault.NotInOrder)]
    [InlineData(0, -1, 4, 1, KineticsFault.Negative)]
    [InlineData(-1, 1, 4, 1, KineticsFault.Negative)]
    public void A_log_that_cannot_be_is_refused(double firstAt, double firstRate, double secondAt, double secondRate, KineticsFault fault) =>
        Assert.Equal(
            [fault],
            DoseSchedule.FromLog(Substance.RacemicKetamine, [Change(firstAt, firstRate), Change(secondAt, secondRate)], [], new Minutes(30)).Findings.Select(f => f.Fault));

    [Property(MaxTest = 300)]
    public void What_is_given_by_now_never_falls_and_ends_at_the_total(int seed)
    {
        var schedule = RandomCase.Of(seed).Schedule;
        var before = 0.0;
        for (var minute = 0.0; minute <= schedule.End.Value; minute += 3.7)
        {
            var given = schedule.GivenBy(new Minutes(minute)).Value;
            Assert.True(given >= before);
            before = given;
        }

        Near.Equal(schedule.TotalDose.Value, schedule.GivenBy(schedule.End).Value, 1e-14);
    }

    [Property(MaxTest = 300)]
    public void What_comes_later_does_not_change_the_curve_until_now(int seed)
    {
        var c = RandomCase.Of(seed);
        var now = c.Schedule.End.Value / 2;
        var (whole, cut) = (Curve(c.Model, c.Weight.Value, c.Schedule, c.Effect, now), Curve(c.Model, c.Weight.Value, c.Schedule.Until(new Minutes(now)), c.Effect, now));
        Near.Equal(whole.Plasma(0).Value, cut.Plasma(0).Value, 1e-13);
        Near.Equal(whole.Effect(0)!.Value.Value, cut.Effect(0)!.Value.Value, 1e-13);
    }

    [Fact]
    public void A_model_and_the_parts_of_a_schedule_survive_JSON()
    {
        var model = JsonSerializer.Deserialize<MammillaryModel>(JsonSerializer.Serialize(Kamp))!;
        Assert.Equal(Curve(Kamp, 70, Standard, Slow, 40).Effect(0), Curve(model, 70, Standard, model.EffectSites[0], 40).Effect(0));
        var infusion = Infusion(0, 40, 0.875);
        Assert.Equal(infusion, JsonSerializer.Deserialize<Infusion>(JsonSerializer.Serialize(infusion)));
        Assert.Equal(SetA.Variances, JsonSerializer.Deserialize<Populations.Variability>(JsonSerializer.Serialize(SetA))!.Variances);
    }

    private static RateChange Change(double at, double rate) => new(new Minutes(at), new MilligramsPerMinute(rate));
}
