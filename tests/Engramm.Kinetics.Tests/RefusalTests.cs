using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Quantities;
using static Engramm.Kinetics.Tests.Fixtures;

namespace Engramm.Kinetics.Tests;

/// <summary>What is asked for but cannot be answered is refused with the reason.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData(49.9, false)]
    [InlineData(50, true)]
    [InlineData(110, true)]
    [InlineData(110.1, false)]
    [InlineData(-70, false)]
    [InlineData(0, false)]
    public void A_weight_outside_the_range_of_the_model_gets_no_curve(double weight, bool sound)
    {
        var result = Prediction.At(Kamp, new Kilograms(weight), Standard, null, Times(40));
        Assert.Equal(sound, result.IsSound);
        if (!sound)
        {
            Assert.Equal([new KineticsFinding(KineticsFault.OutOfRange, "weight", weight, 50, 110)], result.Findings);
            Assert.Contains("weight: OutOfRange", result.Findings[0].ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_racemic_schedule_meets_no_model_of_esketamine() =>
        Refused(KineticsFault.WrongSubstance, Simons);

    [Fact]
    public void An_effect_site_is_not_moved_to_another_model() =>
        Refused(KineticsFault.WrongModel, Domino, Slow);

    [Fact]
    public void An_effect_site_needs_a_positive_constant() =>
        Refused(KineticsFault.NotPositive, Kamp, Slow with { Ke0 = new Sourced<PerMinute>(new PerMinute(0), "test", Verification.Assumed) });

    [Fact]
    public void Times_must_not_fall_or_lie_before_the_start()
    {
        Refused(KineticsFault.NotInOrder, Kamp, null, 10, 9);
        Refused(KineticsFault.Negative, Kamp, null, -1, 9);
        Assert.True(Prediction.At(Kamp, Seventy, Standard, null, Times(10, 10)).IsSound);
    }

    [Fact]
    public void Where_the_drug_is_cannot_be_asked_of_a_wrong_model_either() =>
        Assert.Equal([KineticsFault.WrongSubstance], Prediction.ContentAt(Simons, Seventy, Standard, new Minutes(5)).Findings.Select(f => f.Fault));

    public static TheoryData<string, MammillaryModel> FaultyModels()
    {
        static Scaled<Litres> Volume(double value, double exponent = 1) => new(new Sourced<Litres>(new Litres(value), "t", Verification.Assumed), Assumed(exponent));
        static Scaled<LitresPerHour> Flow(double value, double exponent = 1) => new(new Sourced<LitresPerHour>(new LitresPerHour(value), "t", Verification.Assumed), Assumed(exponent));
        var second = Kamp.Peripherals[1];
        return new()
        {
            { "centralVolume", Kamp with { CentralVolume = Volume(0) } },
            { "centralVolume.exponent", Kamp with { CentralVolume = Volume(25, double.NaN) } },
            { "clearance", Kamp with { Clearance = Flow(-84) } },
            { "clearance.exponent", Kamp with { Clearance = Flow(84, double.PositiveInfinity) } },
            { "peripherals[0].volume", Kamp with { Peripherals = [new Peripheral(Volume(0), Flow(161)), second] } },
            { "peripherals[0].volume.exponent", Kamp with { Peripherals = [new Peripheral(Volume(56, double.NaN), Flow(161)), second] } },
            { "peripherals[0].flow", Kamp with { Peripherals = [new Peripheral(Volume(56), Flow(0)), second] } },
            { "peripherals[0].flow.exponent", Kamp with { Peripherals = [new Peripheral(Volume(56), Flow(161, double.NaN)), second] } },
            { "peripherals", Kamp with { Peripherals = [second, second, second] } },
            { "referenceWeight", Kamp with { ReferenceWeight = new Kilograms(0) } },
            { "weights", Kamp with { Weights = new WeightRange(Kamp.Weights.Greatest, Kamp.Weights.Least) } },
            { "effectSites[0]", Kamp with { EffectSites = [Slow with { ModelId = "domino" }] } },
            { "weights.least", Kamp with { Weights = Kamp.Weights with { Least = new Sourced<Kilograms>(new Kilograms(0), "t", Verification.Assumed) } } },
        };
    }

    [Theory]
    [MemberData(nameof(FaultyModels))]
    public void A_faulty_model_names_its_fault_and_predicts_nothing(string subject, MammillaryModel model)
    {
        Assert.Contains(model.Examine(), f => string.Equals(f.Subject, subject, StringComparison.Ordinal));
        Assert.False(model.At(Seventy).IsSound);
    }

    [Fact]
    public void The_published_models_have_no_faults() =>
        Assert.All([Kamp, KampEsketamine, Simons, Otto, Domino, Clements], m => Assert.Empty(m.Examine()));

    private static void Refused(KineticsFault fault, MammillaryModel model, EffectSite? site = null, params double[] minutes)
    {
        var result = Prediction.At(model, Seventy, Standard, site, Times(minutes));
        Assert.Null(result.Value);
        Assert.Equal([fault], result.Findings.Select(f => f.Fault));
    }
}
