using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using static Engramm.Kinetics.Tests.Fixtures;

namespace Engramm.Kinetics.Tests;

/// <summary>Numbers calculated outside this project, by scripts in closed form, from the parameters named with each fixture.</summary>
public class ReferenceVectorTests
{
    private const double Allowed = 1e-4;

    [Fact]
    public void Kamp_at_70_kg_has_the_rates_and_weights_of_its_unit_bolus()
    {
        var disposition = Kamp.At(Seventy).Required();
        Near.Equal(0.056, disposition.Elimination, 1e-12);
        Near.Equal(0.107333, disposition.Outward(0), 1e-5);
        Near.Equal(0.052667, disposition.Outward(1), 1e-5);
        Near.Equal(0.047917, disposition.Return(0), 1e-5);
        Near.Equal(0.008386, disposition.Return(1), 1e-4);
        (double Rate, double Weight)[] expected = [(0.244090694, 0.035038827), (0.024440181, 0.003320778), (0.003772204, 0.001640394)];
        for (var i = 0; i < 3; i++)
        {
            Near.Equal(expected[i].Rate, disposition.Modes[i].Rate, 3e-7);
            Near.Equal(expected[i].Weight, disposition.Modes[i].Weight, 3e-7);
        }
    }

    // T1: Kamp 2020, 70 kg, 35 mg over 40 min; ke0 = ln 2 / 6.1 min and 1.39 / min.
    [Theory]
    [InlineData(1, 31.5070, 1.7842, 14.8905)]
    [InlineData(5, 109.3246, 29.7345, 98.5588)]
    [InlineData(10, 154.5315, 76.1142, 149.5381)]
    [InlineData(20, 198.2706, 148.4420, 195.8024)]
    [InlineData(30, 228.0141, 194.5887, 226.0496)]
    [InlineData(40, 253.0518, 227.5629, 251.3594)]
    [InlineData(41, 223.8583, 228.6434, 238.8053)]
    [InlineData(45, 154.9911, 211.5739, 164.1742)]
    [InlineData(60, 95.8600, 127.5448, 97.0114)]
    [InlineData(120, 49.9062, 54.1568, 50.2013)]
    [InlineData(240, 25.6208, 26.6345, 25.6990)]
    [InlineData(480, 10.1368, 10.4853, 10.1644)]
    [InlineData(1440, 0.2711, 0.2804, 0.2718)]
    public void The_standard_infusion_with_Kamp_matches_vector_T1(double minute, double plasma, double slow, double fast)
    {
        // The last row is printed to four digits only.
        var allowed = Math.Max(Allowed, 0.00005 / slow);
        Near.Equal(plasma, Curve(Kamp, 70, Standard, null, minute).Plasma(0).Value, Math.Max(Allowed, 0.00005 / plasma));
        Near.Equal(slow, Curve(Kamp, 70, Standard, Slow, minute).Effect(0)!.Value.Value, allowed);
        Near.Equal(fast, Curve(Kamp, 70, Standard, Fast, minute).Effect(0)!.Value.Value, allowed);
    }

    [Fact]
    public void A_35_mg_bolus_with_Kamp_matches_vector_T2()
    {
        var curve = Curve(Kamp, 70, Schedule(Substance.RacemicKetamine, boluses: [Bolus(0, 35)]), null, 0.5, 1, 2, 5, 10, 30, 60, 240);
        double[] expected = [1257.5816, 1131.3686, 920.3323, 521.0928, 253.1080, 107.9122, 72.6050, 23.5482];
        for (var i = 0; i < expected.Length; i++)
        {
            Near.Equal(expected[i], curve.Plasma(i).Value, Allowed);
        }
    }

    [Theory]
    [InlineData(55, 190.5127, 243.6066, 92.6484, 47.5640)]
    [InlineData(110, 213.6842, 271.8410, 102.1064, 54.5435)]
    public void Half_a_mg_per_kg_at_other_weights_matches_vector_T4(double weight, double at20, double at40, double at60, double at120)
    {
        var dose = new MilligramsPerKilogram(0.5) * new Kilograms(weight);
        var schedule = DoseSchedule.Even(Substance.RacemicKetamine, dose, new Minutes(40)).Required();
        var curve = Curve(Kamp, weight, schedule, null, 20, 40, 60, 120);
        double[] expected = [at20, at40, at60, at120];
        for (var i = 0; i < expected.Length; i++)
        {
            Near.Equal(expected[i], curve.Plasma(i).Value, Allowed);
        }
    }

    // T5: 5, 10, 15 mg/h for 24 h each, then 20 mg/h to 100 h. Printed to two decimals.
    [Theory]
    [InlineData(6, 47.28)]
    [InlineData(24, 54.96)]
    [InlineData(48, 110.02)]
    [InlineData(72, 165.09)]
    [InlineData(100, 220.22)]
    [InlineData(101, 111.75)]
    [InlineData(104, 50.13)]
    [InlineData(112, 7.50)]
    [InlineData(124, 0.44)]
    public void The_hundred_hour_ramp_of_esketamine_matches_vector_T5(double hour, double expected)
    {
        var schedule = Schedule(
            Substance.Esketamine,
            [Infusion(0, 1440, 5 / 60.0), Infusion(1440, 2880, 10 / 60.0), Infusion(2880, 4320, 15 / 60.0), Infusion(4320, 6000, 20 / 60.0)]);
        Near.Equal(expected, Curve(KampEsketamine, 70, schedule, null, hour * 60).Plasma(0).Value, Math.Max(Allowed, 0.00501 / expected));
    }

    // Parent columns of T7 and T8, printed to one decimal, and the reference protocol with further models, printed to whole
    // ng/mL by way of one decimal (109.48 stands there as 110), hence 0.55 and not 0.5.
    public static TheoryData<string, double, double, double[], double[], double> PrintedCurves() => new()
    {
        { "simons2022", 20, 20, [10, 20, 40, 60, 120, 360], [222.9, 268.0, 62.0, 41.6, 19.8, 7.1], 0.051 },
        { "otto2021", 10, 30, [10, 30, 60, 120, 240, 360], [21.4, 49.9, 27.0, 15.1, 7.0, 3.6], 0.051 },
        { "domino", 35, 40, [10, 20, 30, 40, 60, 80, 120, 230], [182, 210, 227, 240, 55, 46, 36, 18], 0.55 },
        { "clements250", 35, 40, [10, 20, 30, 40, 60, 80, 120, 230, 480], [62, 110, 147, 177, 115, 85, 59, 36, 14], 0.55 },
        { "simons2022", 35, 40, [10, 20, 30, 40, 60, 80, 120, 230], [195, 235, 265, 289, 91, 63, 38, 21], 0.55 },
    };

    [Theory]
    [MemberData(nameof(PrintedCurves))]
    public void Other_published_models_match_their_printed_curves(string modelId, double dose, double duration, double[] minutes, double[] expected, double rounding)
    {
        var model = new[] { Simons, Otto, Domino, Clements }.Single(m => string.Equals(m.Id, modelId, StringComparison.Ordinal));
        var schedule = DoseSchedule.Even(model.Substance, new Milligrams(dose), new Minutes(duration)).Required();
        var curve = Curve(model, 70, schedule, null, minutes);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - curve.Plasma(i).Value) <= rounding, $"{modelId} at {minutes[i]} min: {curve.Plasma(i).Value} instead of {expected[i]}");
        }
    }

    [Fact]
    public void A_curve_says_what_it_is()
    {
        var curve = Curve(Kamp, 70, Standard, Slow, 0, 20, 40, 60);
        Assert.Equal(("kamp2020", Substance.RacemicKetamine, SamplingSite.Arterial, "slow"), (curve.ModelId, curve.Substance, curve.Site, curve.EffectSiteId));
        Assert.False(curve.IsEstablished, "the weight exponents and ke0 are assumed");
        Assert.Equal(4, curve.Count);
        Assert.Equal(new Minutes(40), curve.Time(curve.HighestPlasmaPoint()!.Value));
        Assert.Equal(0, curve.Plasma(0).Value);
        Assert.Equal([0, 20, 40, 60], curve.TimesInMinutes.ToArray());
        Assert.Equal(curve.Plasma(2).Value, curve.PlasmaInNanogramsPerMillilitre[2]);
        Assert.Equal(curve.Effect(2)!.Value.Value, curve.EffectInNanogramsPerMillilitre[2]);
    }

    [Fact]
    public void A_curve_without_effect_site_has_none()
    {
        var curve = Curve(Kamp, 70, Standard, null);
        Assert.Null(curve.EffectSiteId);
        Assert.True(curve.EffectInNanogramsPerMillilitre.IsEmpty);
        Assert.Null(curve.HighestPlasmaPoint());
        Assert.Null(Curve(Kamp, 70, Standard, null, 10).Effect(0));
    }

    [Fact]
    public void A_grid_has_each_change_of_rate_as_a_point()
    {
        var schedule = Schedule(Substance.RacemicKetamine, [Infusion(0, 7.5, 1), Infusion(7.5, 40, 0.5)], [Bolus(3.3, 5), Bolus(90, 1)]);
        Assert.Equal(Times(0, 3.3, 5, 7.5, 10, 12), TimeGrid.Every(new Minutes(5), new Minutes(12), schedule));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeGrid.Every(new Minutes(0), new Minutes(12), schedule));
    }
}
