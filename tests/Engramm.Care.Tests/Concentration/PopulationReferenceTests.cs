using Engramm.Care.Planning;
using Engramm.Kinetics.Populations;
using Engramm.Quantities;
using static Engramm.Care.Tests.Concentration.Published;

namespace Engramm.Care.Tests.Concentration;

/// <summary>
/// 0.5 mg/kg over 40 min at 70 kg between virtual people, calculated outside this project with 4000 of them: percentiles 5, 50
/// and 95 at 40 and 120 min in ng/mL. Allowed: median ±2 %, edges ±4 %, or rounding to whole ng/mL where that is larger.
/// </summary>
public class PopulationReferenceTests
{
    private const int Subjects = 20_000;

    [Theory]
    [InlineData("kamp2020", "volunteers", false, new[] { 207.0, 251, 300 }, new[] { 33.0, 49, 70 })]
    [InlineData("kamp2020", "volunteers", true, new[] { 185.0, 251, 338 }, new[] { 31.0, 49, 76 })]
    [InlineData("kamp2020", "clinic", false, new[] { 191.0, 249, 326 }, new[] { 26.0, 49, 79 })]
    [InlineData("kamp2020", "clinic", true, new[] { 164.0, 251, 385 }, new[] { 25.0, 49, 90 })]
    [InlineData("simons2022", "published", false, new[] { 249.0, 287, 329 }, new[] { 26.0, 38, 53 })]
    [InlineData("fanta-otto", "published", false, new[] { 113.0, 157, 205 }, new[] { 44.0, 55, 66 })]
    [InlineData("fanta-otto", "published", true, new[] { 95.0, 158, 250 }, new[] { 35.0, 54, 83 })]
    public void The_spread_of_each_set_matches_its_reference(string id, string set, bool asMeasured, double[] at40, double[] at120)
    {
        var model = Model(id);
        var variability = File(id).ToVariability(set, Language.English)!;

        // Otto's error is proportional as published; the reference row was calculated with a logarithmic one of the same size.
        var reference = variability.Residual is ProportionalError residual ? variability with { Residual = new LogarithmicError(residual.StandardDeviation) } : variability;
        var request = new PopulationRequest(model, new Kilograms(70), Even(model, 35, 40), Times(40, 120), reference)
        {
            Subjects = Subjects,
            Seed = 1,
            AsMeasured = asMeasured,
        };
        var found = Population.Percentiles(request, progress: null, TestContext.Current.CancellationToken).Required();
        for (var p = 0; p < 3; p++)
        {
            Near(at40[p], found.PlasmaInNanogramsPerMillilitre(p)[0], p == 1 ? 0.02 : 0.04, 0.51, $"40 min, {request.Percentiles[p]} %");
            Near(at120[p], found.PlasmaInNanogramsPerMillilitre(p)[1], p == 1 ? 0.02 : 0.04, 1.01, $"120 min, {request.Percentiles[p]} %");
        }
    }

    // Otto et al. 2021: covariance 0.02261 of V1 and CL.
    [Fact]
    public void A_printed_covariance_becomes_the_correlation_it_means()
    {
        var set = File("fanta-otto").ToVariability("published", Language.English)!;
        var pair = Assert.Single(set.Correlations);
        Near(0.02261 / Math.Sqrt(0.084177 * 0.026048), pair.Correlation.Value, 1e-15);
        Assert.Equal(Verification.Seen, pair.Correlation.Verification);
        Assert.True(set.IsEstablished);
        Assert.Equal(0.2361, Assert.IsType<ProportionalError>(set.Residual).StandardDeviation.Value);
    }
}
