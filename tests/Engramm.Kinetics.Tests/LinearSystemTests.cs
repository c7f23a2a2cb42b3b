using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using FsCheck.Xunit;
using static Engramm.Kinetics.Tests.Fixtures;

namespace Engramm.Kinetics.Tests;

/// <summary>The matrix exponential against what shares nothing with it: closed forms, an integrator, and what must hold for any linear system.</summary>
public class LinearSystemTests
{
    private static readonly double[] Minutes = [0.01, 0.5, 3, 20, 47, 90, 150, 400, 6000];

    [Property(MaxTest = 200)]
    public void The_drug_itself_is_the_same_as_in_closed_form(int seed)
    {
        var c = RandomCase.Of(seed);
        var person = c.Model.At(c.Weight).Required();
        var chain = MetaboliteChain.Behind(person, [], 1);
        var closed = Curve(c.Model, c.Weight.Value, c.Schedule, null, Minutes);
        chain.System.Walk(chain.Into(0, c.Schedule.Course.Turns), Minutes, (point, amounts) =>
            Near.Equal(closed.Plasma(point).Value, 1000 * amounts[0] / person.CentralVolume, 1e-9, $"case {seed} at {Minutes[point]} min:"));
    }

    [Fact]
    public void Sixty_random_systems_agree_with_an_independent_integrator()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var s = RandomSystem.Of(seed);
            s.System.Walk(s.Turns, [1, 15, 60, 180], (point, amounts) =>
            {
                var expected = s.Integrate(new double[] { 1, 15, 60, 180 }[point]);
                for (var i = 0; i < s.System.Compartments; i++)
                {
                    Assert.True(Math.Abs(expected[i] - amounts[i]) <= (1e-8 * expected[i]) + 1e-11, $"case {seed}, compartment {i}, point {point}: {expected[i]:R} and {amounts[i]:R}");
                }
            });
        }
    }

    [Property(MaxTest = 200)]
    public void Nothing_is_lost_made_or_negative(int seed)
    {
        var s = RandomSystem.Of(seed);
        s.System.Walk(s.Turns, Minutes, (point, amounts) =>
        {
            Near.Equal(s.GivenBy(Minutes[point]), amounts.Sum(), 1e-10, $"mg at {Minutes[point]} min:");
            Assert.All(amounts, a => Assert.True(a >= 0));
        });
    }

    [Property(MaxTest = 200)]
    public void Two_inputs_together_give_the_sum_of_both_and_three_times_the_input_three_times_the_amount(int seed)
    {
        var s = RandomSystem.Of(seed);
        var whole = s.At(s.Turns, Minutes);
        var boluses = s.At([.. s.Turns.Select(t => t with { Rates = new double[t.Rates.Length] })], Minutes);
        var rates = s.At([.. s.Turns.Select(t => t with { Added = new double[t.Added.Length] })], Minutes);
        var tripled = s.At([.. s.Turns.Select(t => new LinearTurn(t.Time, [.. t.Added.Select(a => 3 * a)], [.. t.Rates.Select(r => 3 * r)]))], Minutes);
        for (var k = 0; k < Minutes.Length; k++)
        {
            for (var i = 0; i < whole[k].Length; i++)
            {
                Close(whole[k][i], boluses[k][i] + rates[k][i], 1e-11);
                Close(3 * whole[k][i], tripled[k][i], 1e-11);
            }
        }
    }

    [Property(MaxTest = 100)]
    public void A_point_does_not_depend_on_the_points_around_it(int seed)
    {
        var s = RandomSystem.Of(seed);
        double[] fine = [.. Enumerable.Range(0, 200).Select(i => i / 2.0).Concat(Minutes).Order()];
        var many = s.At(s.Turns, fine);
        foreach (var minute in Minutes)
        {
            Assert.Equal(s.At(s.Turns, [minute])[0], many[Array.IndexOf(fine, minute)]);
        }
    }

    [Property(MaxTest = 100)]
    public void A_stretch_cut_into_pieces_of_the_same_rate_is_the_same_stretch(int seed)
    {
        var s = RandomSystem.Of(seed);
        var cut = new List<LinearTurn>();
        foreach (var (turn, next) in s.Turns.Zip(s.Turns.Skip(1).Append(new LinearTurn(s.Turns[^1].Time + 50, [], []))))
        {
            cut.AddRange(Enumerable.Range(0, 5).Select(p => new LinearTurn(
                turn.Time + ((next.Time - turn.Time) * p / 5), p == 0 ? turn.Added : new double[turn.Added.Length], turn.Rates)));
        }

        var (once, pieces) = (s.At(s.Turns, Minutes), s.At(cut, Minutes));
        for (var k = 0; k < Minutes.Length; k++)
        {
            for (var i = 0; i < once[k].Length; i++)
            {
                Close(once[k][i], pieces[k][i], 1e-10);
            }
        }
    }

    // n compartments that empty at the same rate: the textbook's gamma density. All its eigenvalues are one.
    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-14)]
    [InlineData(1e-9)]
    public void A_chain_of_equal_compartments_is_the_gamma_density(double difference)
    {
        const double Rate = 0.31;
        var system = new LinearSystem();
        for (var i = 0; i < 6; i++)
        {
            system.Add();
        }

        for (var i = 0; i < 6; i++)
        {
            system.Move(i, i == 5 ? LinearSystem.Outside : i + 1, Rate * (1 + (i * difference)));
        }

        double[] times = [0.001, 0.1, 2, 10, 40, 200];
        system.Walk([new LinearTurn(0, [10, 0, 0, 0, 0, 0], new double[6])], times, (point, amounts) =>
        {
            var x = Rate * times[point];
            var term = 10 * Math.Exp(-x);
            for (var i = 0; i < 6; i++)
            {
                Near.Equal(term, amounts[i], 1e-11 + (200 * difference), $"compartment {i} at {times[point]} min:");
                term *= x / (i + 1);
            }
        });
    }

    [Fact]
    public void A_metabolite_at_steady_state_is_the_rate_formed_over_its_clearance()
    {
        // 20 mg/h of which 80 % become the metabolite, cleared with 40 L/h: 0.8 · 20 / 40 mg/L, times the mass ratio 0.94.
        var model = Kamp with { Metabolites = [Metabolite("nk", 0.8, 0.94, 2, 20)] };
        var curve = Metabolites(model, Schedule(Substance.RacemicKetamine, [Infusion(0, 40_000, 20 / 60.0)]), 40_000)[0];
        Near.Equal(1000 * 0.8 * 20 / 40 * 0.94, curve.At(0).Value, 1e-9);
        Assert.Equal(("kamp2020", "nk", SamplingSite.Arterial), (curve.ModelId, curve.AnalyteId, curve.Site));
    }

    [Fact]
    public void A_second_metabolite_is_formed_from_the_first_and_exploratory_ones_stay_away_unless_asked_for()
    {
        var model = Kamp with { Metabolites = [Metabolite("nk", 0.8, 1, 2, 20), Metabolite("hnk", 0.7, 1, 3, 1) with { IsExploratory = true }] };
        var schedule = Schedule(Substance.RacemicKetamine, [Infusion(0, 40_000, 20 / 60.0)]);
        Assert.Equal(["nk"], Metabolites(model, schedule, 60).Select(c => c.AnalyteId), StringComparer.Ordinal);
        var all = MetabolitePrediction.At(model, Seventy, schedule, Times(40_000), exploratory: true).Required();
        Assert.Equal([false, true], all.Select(c => c.IsExploratory));
        Near.Equal(1000 * 0.8 * 0.7 * 20 / 40, all[1].At(0).Value, 1e-9);
    }

    [Fact]
    public void A_model_without_metabolites_has_no_curves_of_them() => Assert.Empty(Metabolites(Kamp, Standard, 60));

    [Theory]
    [InlineData(0.0, 1, 2, "metabolites[0].fractionFormed")]
    [InlineData(1.01, 1, 2, "metabolites[0].fractionFormed")]
    [InlineData(0.8, 0, 2, "metabolites[0].massRatio")]
    [InlineData(0.8, 1, 0, "metabolites[0].delay.compartments")]
    [InlineData(0.8, 1, 21, "metabolites[0].delay.compartments")]
    public void A_metabolite_that_cannot_be_is_refused(double fraction, double ratio, int compartments, string subject)
    {
        var model = Kamp with { Metabolites = [Metabolite("nk", fraction, ratio, compartments, 20)] };
        Assert.Equal([subject], model.Examine().Select(f => f.Subject), StringComparer.Ordinal);
        Assert.False(MetabolitePrediction.At(model, Seventy, Standard, Times(60)).IsSound);
    }

    [Fact]
    public void Two_metabolites_of_one_name_are_refused() =>
        Assert.Equal(
            [new KineticsFinding(KineticsFault.GivenTwice, "metabolites[1].id")],
            (Kamp with { Metabolites = [Metabolite("nk", 0.8, 1, 2, 20), Metabolite("nk", 0.8, 1, 2, 20)] }).Examine());

    // Below the smallest normal number digits are lost by definition.
    private static void Close(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(expected - actual) <= (relative * expected) + 1e-300, $"{expected:R} and {actual:R}");

    private static IReadOnlyList<AnalyteCurve> Metabolites(MammillaryModel model, DoseSchedule schedule, params double[] minutes) =>
        MetabolitePrediction.At(model, Seventy, schedule, Times(minutes)).Required();

    private static Metabolite Metabolite(string id, double fraction, double ratio, int compartments, double transit)
    {
        Scaled<Litres> Volume(double litres) => new(new Sourced<Litres>(new Litres(litres), "test", Verification.Assumed), Assumed(1));
        Scaled<LitresPerHour> Flow(double flow) => new(new Sourced<LitresPerHour>(new LitresPerHour(flow), "test", Verification.Assumed), Assumed(0.75));
        return new Metabolite(
            id,
            id,
            new DelayChain(new Sourced<Minutes>(new Minutes(transit), "test", Verification.Assumed), new Sourced<int>(compartments, "test", Verification.Assumed)),
            Assumed(fraction),
            Assumed(ratio),
            Volume(60),
            Flow(40),
            [new Peripheral(Volume(150), Flow(45))]);
    }
}
