using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Quantities;
using static Engramm.Kinetics.Tests.Fixtures;

namespace Engramm.Kinetics.Tests;

public class BandTests
{
    // Kamp 2020 with set A, 0.5 mg/kg over 40 min, 70 kg, 4000 subjects, calculated outside this project.
    // Allowed: median ±2 %, edges ±4 %; the reference is printed to whole ng/mL, which at 33 is another 1.5 %.
    [Theory]
    [InlineData(1UL)]
    [InlineData(20261123UL)]
    public void The_band_of_Kamp_with_set_A_matches_its_reference(ulong seed)
    {
        var band = Band(Times(40, 120), 4000, seed).Required();
        Near.Equal(207, band.Lower(0).Value, 0.04);
        Near.Equal(251, band.Median(0).Value, 0.02);
        Near.Equal(300, band.Upper(0).Value, 0.04);
        Near.Equal(33, band.Lower(1).Value, 0.04);
        Near.Equal(49, band.Median(1).Value, 0.02);
        Near.Equal(70, band.Upper(1).Value, 0.04);
    }

    [Fact]
    public void Two_hundred_subjects_draw_a_band_close_to_that_of_four_thousand()
    {
        var (few, many) = (Band(Times(40), 200, 1).Required(), Band(Times(40), 4000, 1).Required());
        Near.Equal(many.Lower(0).Value, few.Lower(0).Value, 0.06);
        Near.Equal(many.Median(0).Value, few.Median(0).Value, 0.03);
        Near.Equal(many.Upper(0).Value, few.Upper(0).Value, 0.06);
    }

    [Fact]
    public void The_same_seed_gives_the_same_band_and_another_seed_another()
    {
        var (a, b, c) = (Band(Times(40), 100, 5).Required(), Band(Times(40), 100, 5).Required(), Band(Times(40), 100, 6).Required());
        Assert.Equal(a.Lower(0), b.Lower(0));
        Assert.NotEqual(a.Lower(0), c.Lower(0));
    }

    [Fact]
    public void A_band_rises_from_lower_to_upper_and_says_what_it_is()
    {
        var band = Band(Times(0, 1, 10, 40, 60, 240), 50, 3).Required();
        for (var i = 1; i < band.Count; i++)
        {
            Assert.True(band.Lower(i).Value < band.Median(i).Value && band.Median(i).Value < band.Upper(i).Value);
        }

        Assert.Equal(0, band.Upper(0).Value);
        Assert.Equal(("kamp2020", "kamp2020-a", Substance.RacemicKetamine, SamplingSite.Arterial), (band.ModelId, band.VariabilityId, band.Substance, band.Site));
        Assert.Equal(new BandSettings(50, 3, 5, 95), band.Settings);
        Assert.False(band.IsEstablished, "set A is assumed");
        Assert.Equal(new Minutes(10), band.Time(2));
        Assert.Equal(band.Lower(2).Value, band.LowerInNanogramsPerMillilitre[2]);
        Assert.Equal(band.Median(2).Value, band.MedianInNanogramsPerMillilitre[2]);
        Assert.Equal(band.Upper(2).Value, band.UpperInNanogramsPerMillilitre[2]);
        Assert.Equal(10, band.TimesInMinutes[2]);
    }

    [Fact]
    public void Without_variability_everybody_is_the_typical_person()
    {
        var none = SetA with { Variances = [], Correlations = [] };
        var band = Population.Band(Kamp, Seventy, Standard, Times(40), none, 20, 1).Required();
        var typical = Curve(Kamp, 70, Standard, null, 40).Plasma(0).Value;
        Assert.Equal([typical, typical, typical], [band.Lower(0).Value, band.Median(0).Value, band.Upper(0).Value]);
    }

    [Fact]
    public void The_generator_is_SplitMix64_as_published()
    {
        // First outputs for the seed 1234567, as printed with many implementations of the algorithm.
        var random = new RandomNumbers(1234567);
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], [random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void Normal_numbers_have_mean_0_and_variance_1_and_stay_within_their_bound()
    {
        var numbers = Enumerable.Range(0, 20_000).Select(i => RandomNumbers.OfSubject(9, i).NextNormal(3.5)).ToArray();
        Assert.All(numbers, n => Assert.InRange(n, -3.5, 3.5));
        Assert.InRange(numbers.Average(), -0.03, 0.03);
        Assert.InRange(numbers.Sum(n => n * n) / numbers.Length, 0.96, 1.04);
    }

    [Fact]
    public void V1_and_clearance_go_together_as_the_correlation_says()
    {
        var lower = SetA.Factor(Kamp).Required();
        var (v1, cl) = ((int)ModelParameter.CentralVolume, (int)ModelParameter.Clearance);
        Near.Equal(0.08, lower[v1, v1] * lower[v1, v1], 1e-14);
        Near.Equal(0.045, (lower[cl, v1] * lower[cl, v1]) + (lower[cl, cl] * lower[cl, cl]), 1e-14);
        Near.Equal(0.5 * Math.Sqrt(0.08 * 0.045), lower[v1, v1] * lower[cl, v1], 1e-14);
    }

    [Fact]
    public void A_variability_of_another_model_is_refused() =>
        Refused(KineticsFault.WrongModel, SetA with { ModelId = "domino" });

    [Fact]
    public void A_parameter_the_model_lacks_is_refused()
    {
        var model = Model("two", Substance.RacemicKetamine, SamplingSite.Arterial, "test", (25, 84), (1, 1), [(56, 161)]);
        var findings = Population.Band(model, Seventy, Standard, Times(40), SetA with { ModelId = "two" }, 20, 1).Findings;
        Assert.Contains(new KineticsFinding(KineticsFault.WrongModel, "variability.SecondFlow"), findings);
    }

    [Theory]
    [InlineData(-0.01, KineticsFault.Negative)]
    [InlineData(double.NaN, KineticsFault.NotFinite)]
    public void A_variance_that_cannot_be_is_refused(double variance, KineticsFault fault) =>
        Refused(fault, SetA with { Variances = [new ParameterVariance(ModelParameter.CentralVolume, Assumed(variance))], Correlations = [] });

    [Fact]
    public void A_parameter_given_twice_is_refused() =>
        Refused(KineticsFault.GivenTwice, SetA with { Variances = [.. SetA.Variances, SetA.Variances[0]] });

    [Theory]
    [InlineData(1)]
    [InlineData(-1.2)]
    [InlineData(double.NaN)]
    public void A_correlation_that_cannot_be_is_refused(double correlation) =>
        Refused(KineticsFault.OutOfRange, SetA with { Correlations = [new ParameterCorrelation(ModelParameter.CentralVolume, ModelParameter.Clearance, Assumed(correlation))] });

    [Fact]
    public void A_pair_given_twice_in_either_order_is_refused() =>
        Refused(KineticsFault.GivenTwice, SetA with { Correlations = [SetA.Correlations[0], new ParameterCorrelation(ModelParameter.Clearance, ModelParameter.CentralVolume, Assumed(0.5))] });

    [Fact]
    public void Correlations_that_contradict_each_other_are_refused() =>
        Refused(
            KineticsFault.OutOfRange,
            SetA with
            {
                Correlations =
                [
                    new ParameterCorrelation(ModelParameter.CentralVolume, ModelParameter.Clearance, Assumed(0.9)),
                    new ParameterCorrelation(ModelParameter.Clearance, ModelParameter.FirstFlow, Assumed(0.9)),
                    new ParameterCorrelation(ModelParameter.CentralVolume, ModelParameter.FirstFlow, Assumed(-0.9)),
                ],
            });

    [Fact]
    public void A_correlation_with_a_parameter_that_does_not_vary_is_refused() =>
        Refused(KineticsFault.OutOfRange, SetA with { Variances = [SetA.Variances[0]] });

    [Theory]
    [InlineData(19, 5, 95, "subjects")]
    [InlineData(10_000_001, 5, 95, "subjects")]
    [InlineData(100, 0, 95, "lowerPercentile")]
    [InlineData(100, 51, 95, "lowerPercentile")]
    [InlineData(100, 5, 49, "upperPercentile")]
    [InlineData(100, 5, double.NaN, "upperPercentile")]
    public void Settings_outside_their_range_are_named(int subjects, double lower, double upper, string subject)
    {
        var finding = Assert.Single(Population.Band(Kamp, Seventy, Standard, Times(40), SetA, subjects, 1, lower, upper).Findings);
        Assert.Equal((KineticsFault.OutOfRange, subject), (finding.Fault, finding.Subject));
    }

    private static Checked<ConcentrationBand> Band(Minutes[] times, int subjects, ulong seed) =>
        Population.Band(Kamp, Seventy, Standard, times, SetA, subjects, seed);

    private static void Refused(KineticsFault fault, Variability variability)
    {
        var band = Population.Band(Kamp, Seventy, Standard, Times(40), variability, 20, 1);
        Assert.Null(band.Value);
        Assert.Contains(fault, band.Findings.Select(f => f.Fault));
    }
}
