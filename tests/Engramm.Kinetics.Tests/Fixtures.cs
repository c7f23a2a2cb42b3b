using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Tests;

/// <summary>Published parameter sets as the content files hold them.</summary>
internal static class Fixtures
{
    private const string KampCitation = "Kamp et al., Anesthesiology 2020;133:1192, three-compartment arterial model";

    public static MammillaryModel Kamp { get; } = Model("kamp2020", Substance.RacemicKetamine, SamplingSite.Arterial, KampCitation, (25, 84), (1, 0.75), [(56, 161), (157, 79)]) with
    {
        EffectSites =
        [
            new EffectSite("slow", "kamp2020", "analgesic and psychotropic", new Sourced<PerMinute>(PerMinute.FromHalfLife(new Minutes(6.1)), "Olofsen et al., Anesthesiology 2012;117:353, mean", Verification.Assumed)),
            new EffectSite("fast", "kamp2020", "electroencephalographic", new Sourced<PerMinute>(new PerMinute(1.39), "simtiva, re-derived for a peak at 1.6 min", Verification.Assumed)),
        ],
    };

    /// <summary>Kamp 2020 with the clearance of the S-enantiomer, 90.8 L/h: a derivation of this project.</summary>
    public static MammillaryModel KampEsketamine { get; } = Model("kamp2020-s", Substance.Esketamine, SamplingSite.Arterial, KampCitation, (25, 90.8), (1, 0.75), [(56, 161), (157, 79)]);

    public static MammillaryModel Simons { get; } = Model("simons2022", Substance.Esketamine, SamplingSite.Arterial, "Simons 2022", (11.6, 88.8), (1, 0.75), [(39, 145.8), (174, 72.6)]);

    public static MammillaryModel Otto { get; } = Model("otto2021", Substance.Esketamine, SamplingSite.Venous, "Otto et al. 2021 after Fanta et al. 2015", (133, 95.2), (0, 0), [(187, 23.2), (98.8, 157)]);

    // Micro constants per minute and V1 = 0.063 L/kg, all volumes proportional to weight.
    public static MammillaryModel Domino { get; } = Model(
        "domino", Substance.RacemicKetamine, SamplingSite.Arterial, "Domino et al., Clin Pharmacol Ther 1984;36:645", (4.41, 4.41 * 0.4381 * 60), (1, 1),
        [(4.41 * 0.5921 / 0.2470, 4.41 * 0.5921 * 60), (4.41 * 0.5900 / 0.0146, 4.41 * 0.5900 * 60)]);

    // Two compartments, V1 = 1.7522 L/kg.
    public static MammillaryModel Clements { get; } = Model(
        "clements250", Substance.RacemicKetamine, SamplingSite.Venous, "Clements and Nimmo 1981", (122.654, 122.654 * 0.0109 * 60), (1, 1), [(122.654 * 0.0186 / 0.0137, 122.654 * 0.0186 * 60)]);

    public static EffectSite Slow => Kamp.EffectSites[0];

    public static EffectSite Fast => Kamp.EffectSites[1];

    /// <summary>Volunteers: an assumption of this project for Kamp 2020, which printed no variability that was located.</summary>
    public static Variability SetA { get; } = new(
        "kamp2020-a",
        "kamp2020",
        "volunteers",
        [
            Omega(ModelParameter.CentralVolume, 0.08),
            Omega(ModelParameter.Clearance, 0.045),
            Omega(ModelParameter.FirstFlow, 0.03),
            Omega(ModelParameter.SecondFlow, 0.03),
            Omega(ModelParameter.FirstVolume, 0.06),
            Omega(ModelParameter.SecondVolume, 0.06),
        ],
        [new ParameterCorrelation(ModelParameter.CentralVolume, ModelParameter.Clearance, Assumed(0.5))]);

    public static Kilograms Seventy { get; } = new(70);

    /// <summary>35 mg over 40 min: 0.5 mg/kg for 70 kg.</summary>
    public static DoseSchedule Standard { get; } = DoseSchedule.Even(Substance.RacemicKetamine, new Milligrams(35), new Minutes(40)).Required();

    public static Minutes[] Times(params double[] minutes) => [.. minutes.Select(m => new Minutes(m))];

    public static Infusion Infusion(double start, double end, double rate) => new(new Minutes(start), new Minutes(end), new MilligramsPerMinute(rate));

    public static Bolus Bolus(double at, double amount) => new(new Minutes(at), new Milligrams(amount));

    public static DoseSchedule Schedule(Substance substance, IEnumerable<Infusion>? infusions = null, IEnumerable<Bolus>? boluses = null) =>
        DoseSchedule.Of(substance, infusions ?? [], boluses ?? []).Required();

    public static ConcentrationCurve Curve(MammillaryModel model, double weight, DoseSchedule schedule, EffectSite? site, params double[] minutes) =>
        Prediction.At(model, new Kilograms(weight), schedule, site, Times(minutes)).Required();

    public static Sourced<double> Assumed(double value) => new(value, "expert default of this project, needs physician's signature", Verification.Assumed);

    public static MammillaryModel Model(
        string id, Substance substance, SamplingSite site, string citation, (double Volume, double Clearance) central, (double Volumes, double Flows) exponents, (double Volume, double Flow)[] peripherals)
    {
        Scaled<Litres> Volume(double value) => new(new Sourced<Litres>(new Litres(value), citation, Verification.Seen), Assumed(exponents.Volumes));
        Scaled<LitresPerHour> Flow(double value) => new(new Sourced<LitresPerHour>(new LitresPerHour(value), citation, Verification.Seen), Assumed(exponents.Flows));
        return new MammillaryModel(
            id,
            id,
            substance,
            site,
            new Kilograms(70),
            new WeightRange(
                new Sourced<Kilograms>(new Kilograms(50), "expert default of this project", Verification.Assumed),
                new Sourced<Kilograms>(new Kilograms(110), "expert default of this project", Verification.Assumed)),
            Volume(central.Volume),
            Flow(central.Clearance),
            [.. peripherals.Select(p => new Peripheral(Volume(p.Volume), Flow(p.Flow)))],
            []);
    }

    private static ParameterVariance Omega(ModelParameter parameter, double variance) => new(parameter, Assumed(variance));
}
