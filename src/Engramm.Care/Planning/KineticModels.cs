using Engramm.Content.Infusion;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Quantities;
using ContentParameter = Engramm.Content.Infusion.ModelParameter;
using KineticParameter = Engramm.Kinetics.Populations.ModelParameter;

namespace Engramm.Care.Planning;

/// <summary>Makes the calculating model from its content file. Every number keeps its source on the way.</summary>
public static class KineticModels
{
    /// <summary>The model; names in the language asked for.</summary>
    public static MammillaryModel ToModel(this KineticModel model, Language language) => new(
        model.Id,
        model.Name.In(language),
        SubstanceOf(model.Substance),
        model.Site == BloodSite.Arterial ? SamplingSite.Arterial : SamplingSite.Venous,
        new Kilograms(model.ReferenceWeightKg),
        new WeightRange(model.WeightsKg.Least.Map(kg => new Kilograms(kg)), model.WeightsKg.Greatest.Map(kg => new Kilograms(kg))),
        Volume(model.CentralVolumeL),
        Flow(model.ClearanceLPerH),
        [.. model.Peripherals.Select(p => new Peripheral(Volume(p.VolumeL), Flow(p.FlowLPerH)))],
        [.. model.EffectSites.Select(site => new EffectSite(site.Id, model.Id, site.Name.In(language), site.Ke0PerMinute.Map(ke0 => new PerMinute(ke0))))]);

    /// <summary>The spread between people that belongs to the model, or null when it has none of this id.</summary>
    public static Variability? ToVariability(this KineticModel model, string id, Language language) =>
        model.Variabilities.FirstOrDefault(v => string.Equals(v.Id, id, StringComparison.Ordinal)) is { } set
            ? new Variability(
                set.Id,
                model.Id,
                set.Name.In(language),
                [.. set.Variances.Select(v => new Engramm.Kinetics.Populations.ParameterVariance(ParameterOf(v.Parameter), v.OmegaSquared))],
                [.. set.Correlations.Select(c => new Engramm.Kinetics.Populations.ParameterCorrelation(ParameterOf(c.First), ParameterOf(c.Second), c.Coefficient))])
            : null;

    /// <summary>The form of ketamine as the kinetics names it.</summary>
    public static Substance SubstanceOf(KetamineForm form) => form switch
    {
        KetamineForm.RacemicKetamine => Substance.RacemicKetamine,
        KetamineForm.Esketamine => Substance.Esketamine,
    };

    private static KineticParameter ParameterOf(ModelParameterName name) => name switch
    {
        ModelParameterName.V1 => KineticParameter.CentralVolume,
        ModelParameterName.Cl => KineticParameter.Clearance,
        ModelParameterName.Q2 => KineticParameter.FirstFlow,
        ModelParameterName.Q3 => KineticParameter.SecondFlow,
        ModelParameterName.V2 => KineticParameter.FirstVolume,
        ModelParameterName.V3 => KineticParameter.SecondVolume,
    };

    private static Scaled<Litres> Volume(ContentParameter parameter) => new(parameter.Value.Map(litres => new Litres(litres)), parameter.WeightExponent);

    private static Scaled<LitresPerHour> Flow(ContentParameter parameter) => new(parameter.Value.Map(flow => new LitresPerHour(flow)), parameter.WeightExponent);

    private static Sourced<TUnit> Map<TUnit>(this Sourced<double> number, Func<double, TUnit> unit) =>
        new(unit(number.Value), number.Citation, number.Verification, number.Note);
}
