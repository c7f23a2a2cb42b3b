using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using static Engramm.Kinetics.Tests.Fixtures;

namespace Engramm.Kinetics.Tests;

/// <summary>Ages and the approximate venous reading of a model.</summary>
public class ModelPartTests
{
    [Theory]
    [InlineData(17.9, false)]
    [InlineData(18, true)]
    [InlineData(86, true)]
    [InlineData(86.1, false)]
    public void Both_ends_of_an_age_range_belong_to_it(double age, bool holds) => Assert.Equal(holds, Ages(18, 86).Refuse(new Years(age)).Count == 0);

    [Fact]
    public void An_age_range_that_cannot_be_is_refused()
    {
        Assert.Equal([new KineticsFinding(KineticsFault.NotInOrder, "ages", 18, Least: 86)], (Kamp with { Ages = Ages(86, 18) }).Examine());
        Assert.Equal([new KineticsFinding(KineticsFault.Negative, "ages.least", -1, Least: 0)], (Kamp with { Ages = Ages(-1, 18) }).Examine());
        Assert.Empty((Kamp with { Ages = Ages(18, 86) }).Examine());
    }

    [Fact]
    public void At_steady_state_vein_and_artery_agree()
    {
        var model = Kamp with { Venous = Readout((0.65, 0.5), (0.35, 40)) };
        var schedule = Schedule(Substance.RacemicKetamine, [Infusion(0, 20_000, 20 / 60.0)]);
        var venous = VenousPrediction.At(model, Seventy, schedule, Times(20_000)).Required();
        Near.Equal(1000 * 20 / 84.0, venous.At(0).Value, 1e-11);
    }

    [Fact]
    public void During_an_infusion_the_vein_lies_below_the_artery_and_afterwards_above()
    {
        var model = Kamp with { Venous = Readout((0.65, 0.5), (0.35, 40)) };
        var (artery, vein) = (Curve(model, 70, Standard, null, 20, 60), VenousPrediction.At(model, Seventy, Standard, Times(20, 60)).Required());
        Assert.True(vein.At(0).Value < artery.Plasma(0).Value && vein.At(1).Value > artery.Plasma(1).Value);
    }

    [Theory]
    [InlineData(0.6, 0.5, "venous.shares")]
    [InlineData(-0.35, 0.5, "venous[0].share")]
    [InlineData(0.65, 0, "venous[0].lag")]
    public void A_venous_reading_that_cannot_be_is_refused(double share, double lag, string subject)
    {
        var model = Kamp with { Venous = Readout((share, lag), (0.35, 40)) };
        Assert.Contains(subject, model.Examine().Select(f => f.Subject), StringComparer.Ordinal);
        Assert.False(VenousPrediction.At(model, Seventy, Standard, Times(20)).IsSound);
    }

    private static AgeRange Ages(double least, double greatest) =>
        new(new Sourced<Years>(new Years(least), "test", Verification.Assumed), new Sourced<Years>(new Years(greatest), "test", Verification.Assumed));

    private static VenousReadout Readout(params (double Share, double Lag)[] parts) =>
        new([.. parts.Select(p => new LaggedShare(Assumed(p.Share), new Sourced<Minutes>(new Minutes(p.Lag), "test", Verification.Assumed)))]);
}
