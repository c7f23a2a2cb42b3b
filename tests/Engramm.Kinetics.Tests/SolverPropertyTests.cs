using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using FsCheck.Xunit;
using static Engramm.Kinetics.Tests.Fixtures;

namespace Engramm.Kinetics.Tests;

/// <summary>What must hold for any linear model, whatever its numbers.</summary>
public class SolverPropertyTests
{
    private static readonly double[] Minutes = [0.01, 0.5, 3, 20, 47, 90, 150, 400];

    [Fact]
    public void Ten_thousand_random_cases_agree_with_an_independent_integrator()
    {
        Parallel.For(0, 10_000, seed =>
        {
            var c = RandomCase.Of(seed);
            var curve = Curve(c.Model, c.Weight.Value, c.Schedule, c.Effect, 1, 15, 60, 180);
            var expected = c.Integrate(1, 15, 60, 180);
            for (var i = 0; i < curve.Count; i++)
            {
                var (plasma, effect) = expected[i];
                Close(plasma, curve.Plasma(i).Value, $"case {seed} plasma at {curve.Time(i).Value} min:");
                Close(effect, curve.Effect(i)!.Value.Value, $"case {seed} effect site at {curve.Time(i).Value} min:");
            }
        });

        static void Close(double expected, double actual, string what) =>
            Assert.True(Math.Abs(expected - actual) <= 1e-8 * expected, $"{what} {expected:R} and {actual:R}");
    }

    [Property(MaxTest = 300)]
    public void Nothing_is_lost_and_nothing_is_made(int seed)
    {
        var c = RandomCase.Of(seed);
        foreach (var minute in Minutes)
        {
            var content = Prediction.ContentAt(c.Model, c.Weight, c.Schedule, new Minutes(minute)).Required();
            var there = content.Compartments.Sum(a => a.Value) + content.Eliminated.Value;
            Near.Equal(c.Schedule.GivenBy(new Minutes(minute)).Value, there, 1e-10, $"mg at {minute} min:");
            Assert.All(content.Compartments, a => Assert.True(a.Value >= -1e-12, $"{a.Value} mg"));
        }
    }

    [Property(MaxTest = 300)]
    public void Plasma_is_the_central_amount_over_its_volume(int seed)
    {
        var c = RandomCase.Of(seed);
        var volume = c.Model.At(c.Weight).Required().CentralVolume;
        var curve = Curve(c.Model, c.Weight.Value, c.Schedule, null, Minutes);
        for (var i = 0; i < curve.Count; i++)
        {
            var content = Prediction.ContentAt(c.Model, c.Weight, c.Schedule, curve.Time(i)).Required();
            Near.Equal(1000 * content.Compartments[0].Value / volume, curve.Plasma(i).Value, 1e-12);
        }
    }

    [Property(MaxTest = 300)]
    public void Two_schedules_together_give_the_sum_of_both(int seed)
    {
        var c = RandomCase.Of(seed);
        var infusions = Curve(c.Model, c.Weight.Value, Schedule(c.Schedule.Substance, infusions: c.Schedule.Infusions), c.Effect, Minutes);
        var boluses = Curve(c.Model, c.Weight.Value, Schedule(c.Schedule.Substance, boluses: c.Schedule.Boluses), c.Effect, Minutes);
        var both = Curve(c.Model, c.Weight.Value, c.Schedule, c.Effect, Minutes);
        for (var i = 0; i < both.Count; i++)
        {
            Near.Equal(infusions.Plasma(i).Value + boluses.Plasma(i).Value, both.Plasma(i).Value, 1e-12);
            Near.Equal(infusions.Effect(i)!.Value.Value + boluses.Effect(i)!.Value.Value, both.Effect(i)!.Value.Value, 1e-12);
        }
    }

    [Property(MaxTest = 300)]
    public void Three_times_the_dose_gives_three_times_the_concentration(int seed)
    {
        var c = RandomCase.Of(seed);
        var tripled = Schedule(
            c.Schedule.Substance,
            c.Schedule.Infusions.Select(i => i with { Rate = new MilligramsPerMinute(3 * i.Rate.Value) }),
            c.Schedule.Boluses.Select(b => b with { Amount = new Milligrams(3 * b.Amount.Value) }));
        var (once, thrice) = (Curve(c.Model, c.Weight.Value, c.Schedule, c.Effect, Minutes), Curve(c.Model, c.Weight.Value, tripled, c.Effect, Minutes));
        for (var i = 0; i < once.Count; i++)
        {
            Near.Equal(3 * once.Plasma(i).Value, thrice.Plasma(i).Value, 1e-13);
            Near.Equal(3 * once.Effect(i)!.Value.Value, thrice.Effect(i)!.Value.Value, 1e-13);
        }
    }

    [Property(MaxTest = 300)]
    public void A_point_does_not_depend_on_the_points_around_it(int seed)
    {
        var c = RandomCase.Of(seed);
        var fine = Enumerable.Range(0, 400).Select(i => i / 4.0).Concat(Minutes).Order().ToArray();
        var many = Curve(c.Model, c.Weight.Value, c.Schedule, c.Effect, fine);
        foreach (var minute in Minutes)
        {
            var single = Curve(c.Model, c.Weight.Value, c.Schedule, c.Effect, minute);
            var point = Array.IndexOf(fine, minute);
            Assert.Equal(single.Plasma(0), many.Plasma(point));
            Assert.Equal(single.Effect(0), many.Effect(point));
        }
    }

    [Property(MaxTest = 300)]
    public void An_infusion_cut_into_pieces_of_the_same_rate_is_the_same_infusion(int seed)
    {
        var c = RandomCase.Of(seed);
        var pieces = c.Schedule.Infusions.SelectMany(i => Enumerable.Range(0, 7).Select(p =>
            Infusion(Cut(i, p), Cut(i, p + 1), i.Rate.Value)));
        var cut = Schedule(c.Schedule.Substance, pieces, c.Schedule.Boluses);
        var (whole, parts) = (Curve(c.Model, c.Weight.Value, c.Schedule, c.Effect, Minutes), Curve(c.Model, c.Weight.Value, cut, c.Effect, Minutes));
        for (var i = 0; i < whole.Count; i++)
        {
            Near.Equal(whole.Plasma(i).Value, parts.Plasma(i).Value, 1e-12);
            Near.Equal(whole.Effect(i)!.Value.Value, parts.Effect(i)!.Value.Value, 1e-11);
        }

        static double Cut(Infusion i, int piece) => piece == 7 ? i.End.Value : i.Start.Value + (i.Duration.Value * piece / 7);
    }

    [Property(MaxTest = 300)]
    public void No_concentration_is_ever_negative(int seed)
    {
        var c = RandomCase.Of(seed);
        var curve = Curve(c.Model, c.Weight.Value, c.Schedule, c.Effect, [0, 1e-9, 1e-6, 1e-3, .. Minutes, 1e5, 1e7]);
        Assert.All(Enumerable.Range(0, curve.Count), i => Assert.True(curve.Plasma(i).Value >= 0 && curve.Effect(i)!.Value.Value >= 0));
    }

    [Property(MaxTest = 300)]
    public void The_weights_of_a_bolus_add_up_to_one_over_the_volume_and_its_area_to_one_over_the_clearance(int seed)
    {
        var disposition = RandomCase.Of(seed).Model.At(Seventy).Required();
        var modes = disposition.Modes.ToArray();
        Near.Equal(1, modes.Sum(m => m.Weight) * disposition.CentralVolume, 1e-13);
        Near.Equal(1, modes.Sum(m => m.Weight / m.Rate) * disposition.Clearance, 1e-11);
        Assert.All(modes, m => Assert.True(m.Rate > 0 && m.Weight >= 0));
        Assert.Equal(modes.OrderByDescending(m => m.Rate), modes);
    }

    [Fact]
    public void At_steady_state_plasma_and_effect_site_are_rate_over_clearance()
    {
        // 20 mg/h at 84 L/h.
        var curve = Curve(Kamp, 70, Schedule(Substance.RacemicKetamine, [Infusion(0, 20_000, 20 / 60.0)]), Slow, 20_000);
        Near.Equal(1000 * 20 / 84.0, curve.Plasma(0).Value, 1e-12);
        Near.Equal(1000 * 20 / 84.0, curve.Effect(0)!.Value.Value, 1e-12);
    }

    [Fact]
    public void One_compartment_is_the_textbook_exponential()
    {
        var model = Model("one", Substance.RacemicKetamine, SamplingSite.Venous, "textbook", (30, 60), (1, 1), []);
        var curve = Curve(model, 70, Schedule(Substance.RacemicKetamine, boluses: [Bolus(0, 30)]), null, 0, 30, 60);
        Near.Equal(1000, curve.Plasma(0).Value, 1e-14);
        Near.Equal(1000 * Math.Exp(-1), curve.Plasma(1).Value, 1e-14);
        Near.Equal(1000 * Math.Exp(-2), curve.Plasma(2).Value, 1e-14);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Ke0_may_pass_through_every_eigenvalue(int mode)
    {
        var rate = Kamp.At(Seventy).Required().Modes[mode].Rate;
        var schedule = Schedule(Substance.RacemicKetamine, [Infusion(0, 40, 0.875)], [Bolus(10, 5)]);
        var exact = At(rate);
        foreach (var minute in Minutes)
        {
            var centre = Value(exact, minute);
            foreach (var offset in new[] { 1e-15, 1e-13, 1e-11, 1e-9, 1e-7, 1e-5 })
            {
                // Ce depends on ke0 with a relative slope below 10 over these times, and nowhere jumps.
                Near.Equal(centre, Value(At(rate * (1 + offset)), minute), (10 * offset) + 1e-13, $"+{offset} at {minute} min:");
                Near.Equal(centre, Value(At(rate * (1 - offset)), minute), (10 * offset) + 1e-13, $"-{offset} at {minute} min:");
            }
        }

        EffectSite At(double ke0) => Slow with { Ke0 = new Sourced<PerMinute>(new PerMinute(ke0), "sweep", Verification.Assumed) };
        double Value(EffectSite site, double minute) => Curve(Kamp, 70, schedule, site, minute).Effect(0)!.Value.Value;
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-15)]
    [InlineData(1e-9)]
    [InlineData(1e-4)]
    public void Two_peripheral_compartments_alike_act_as_one_of_their_sum(double difference)
    {
        var twins = Model("twins", Substance.RacemicKetamine, SamplingSite.Arterial, "test", (25, 84), (1, 1), [(50, 80), (50 * (1 + difference), 80)]);
        var sum = Model("sum", Substance.RacemicKetamine, SamplingSite.Arterial, "test", (25, 84), (1, 1), [(100, 160)]);
        var (a, b) = (Curve(twins, 70, Standard, null, Minutes), Curve(sum, 70, Standard, null, Minutes));
        for (var i = 0; i < a.Count; i++)
        {
            Near.Equal(b.Plasma(i).Value, a.Plasma(i).Value, 1e-12 + (5 * difference));
        }
    }
}
