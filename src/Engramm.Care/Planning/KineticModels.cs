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
    private const double MinutesPerHour = 60;
    private const double MinutesPerDay = 1440;

    /// <summary>The model; names in the language asked for.</summary>
    /// <exception cref="InvalidOperationException">The drug is lost in a liver: ask for <see cref="ToHepatoPortalModel"/>.</exception>
    public static MammillaryModel ToModel(this KineticModel model, Language language) => new(
        model.Id,
        model.Name.In(language),
        SubstanceOf(model.Substance),
        SiteOf(model.Site),
        new Kilograms(model.ReferenceWeightKg),
        Weights(model),
        Volume(model.CentralVolumeL),
        Flow(model.ClearanceLPerH ?? throw new InvalidOperationException($"'{model.Id}' has a liver and no clearance of its own.")),
        Peripherals(model.Peripherals),
        [.. model.EffectSites.Select(site => new EffectSite(site.Id, model.Id, site.Name.In(language), site.Ke0PerMinute.Map(ke0 => new PerMinute(ke0))))])
    {
        Metabolites = Metabolites(model, language),
        Venous = model.VenousReadout is { } parts ? new VenousReadout([.. parts.Select(p => new LaggedShare(p.Share, p.LagMin.Map(lag => new Minutes(lag))))]) : null,
        Ages = Ages(model),
        StudiedIn = model.StudiedIn.In(language),
        Notes = [.. model.Notes.Select(n => n.In(language))],
    };

    /// <summary>The model with a liver, or null when its file has none.</summary>
    public static HepatoPortalModel? ToHepatoPortalModel(this KineticModel model, Language language) => model.Liver is not { } liver
        ? null
        : new HepatoPortalModel(
            model.Id,
            model.Name.In(language),
            SubstanceOf(model.Substance),
            SiteOf(model.Site),
            new Kilograms(model.ReferenceWeightKg),
            Weights(model),
            Volume(model.CentralVolumeL),
            Peripherals(model.Peripherals),
            new Liver(
                Volume(liver.VolumeL),
                Flow(liver.FlowLPerH),
                liver.FlowLostPerYearLPerH.Map(flow => new LitresPerHour(flow)),
                liver.FlowFallsFromYears.Map(years => new Years(years)),
                PerHour(liver.EliminationPerH),
                PerHour(liver.MetabolismPerH)),
            model.Nasal is { } nasal
                ? new NasalAbsorption(PerHour(nasal.RatePerH), nasal.Fraction, nasal.LaterFactor, nasal.DeviceMg.Map(mg => new Milligrams(mg)), nasal.MostDevices, Oral(nasal.Swallowed))
                : null,
            model.Oral is { } oral ? Oral(oral) : null,
            Metabolites(model, language))
        {
            Ages = Ages(model),
            StudiedIn = model.StudiedIn.In(language),
            Notes = [.. model.Notes.Select(n => n.In(language))],
        };

    /// <summary>The slow effect; names in the language asked for.</summary>
    public static SlowEffect ToSlowEffect(this SlowEffectModel slow, Language language) => new(
        slow.Id,
        slow.Name.In(language),
        SubstanceOf(slow.Substance),
        slow.HalfLifeDays.Map(days => new Minutes(days * MinutesPerDay)),
        slow.HalfEffectNgPerMl.Map(level => new NanogramsPerMillilitre(level)),
        slow.ResponderShare,
        slow.PlaceboShare,
        slow.ShortestInfusionHours.Map(hours => new Minutes(hours * MinutesPerHour)))
    {
        Notes = [.. slow.Notes.Select(n => n.In(language))],
    };

    /// <summary>The spread between people that belongs to the model, or null when it has none of this id.</summary>
    public static Variability? ToVariability(this KineticModel model, string id, Language language) =>
        model.Variabilities.FirstOrDefault(v => string.Equals(v.Id, id, StringComparison.Ordinal)) is { } set
            ? new Variability(
                set.Id,
                model.Id,
                set.Name.In(language),
                [.. set.Variances.Select(v => new Engramm.Kinetics.Populations.ParameterVariance(ParameterOf(v.Parameter), v.OmegaSquared))],
                [.. set.Correlations.Select(c => new Engramm.Kinetics.Populations.ParameterCorrelation(ParameterOf(c.First), ParameterOf(c.Second), Correlation(set, c)))])
            {
                Residual = set.Residual is { } residual ? ResidualOf(residual) : null,
            }
            : null;

    /// <summary>The form of ketamine as the kinetics names it.</summary>
    public static Substance SubstanceOf(KetamineForm form) => form switch
    {
        KetamineForm.RacemicKetamine => Substance.RacemicKetamine,
        KetamineForm.Esketamine => Substance.Esketamine,
    };

    /// <summary>The sampling site as the kinetics names it.</summary>
    public static SamplingSite SiteOf(BloodSite site) => site switch
    {
        BloodSite.Arterial => SamplingSite.Arterial,
        BloodSite.Venous => SamplingSite.Venous,
        BloodSite.NotStated => SamplingSite.NotStated,
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

    private static ResidualError ResidualOf(ModelResidual residual) => residual.Kind switch
    {
        ResidualKind.Proportional => new ProportionalError(residual.StandardDeviation),
        ResidualKind.Logarithmic => new LogarithmicError(residual.StandardDeviation),
        ResidualKind.Combined => new CombinedError(residual.StandardDeviation, residual.AdditiveNgPerMl!.Map(level => new NanogramsPerMillilitre(level))),
    };

    // Files hold what the publication printed; a covariance becomes a correlation by dividing by both deviations.
    private static Sourced<double> Correlation(ModelVariability set, Content.Infusion.ParameterCorrelation pair) =>
        pair.Coefficient ?? pair.Covariance!.Map(covariance => covariance / Math.Sqrt(Variance(set, pair.First) * Variance(set, pair.Second)));

    private static double Variance(ModelVariability set, ModelParameterName parameter) => set.Variances.First(v => v.Parameter == parameter).OmegaSquared.Value;

    private static IReadOnlyList<Metabolite> Metabolites(KineticModel model, Language language) =>
    [
        .. model.Metabolites.Select(m => new Metabolite(
            m.Id,
            m.Name.In(language),
            m.Delay is { } delay ? new DelayChain(delay.MeanTransitTimeMin.Map(time => new Minutes(time)), delay.Compartments) : null,
            m.FractionFormed,
            m.MassRatio,
            Volume(m.VolumeL),
            Flow(m.ClearanceLPerH),
            Peripherals(m.Peripherals))
        {
            IsExploratory = m.Exploratory,
            AreaMayBeShown = m.AreaMayBeShown,
        }),
    ];

    private static OralAbsorption Oral(ModelOralAbsorption oral) => new(oral.Available, oral.EntryMin.Map(minutes => new Minutes(minutes)), PerHour(oral.RatePerH));

    private static WeightRange Weights(KineticModel model) => new(model.WeightsKg.Least.Map(kg => new Kilograms(kg)), model.WeightsKg.Greatest.Map(kg => new Kilograms(kg)));

    private static AgeRange Ages(KineticModel model) => new(model.AgesYears.Least.Map(years => new Years(years)), model.AgesYears.Greatest.Map(years => new Years(years)));

    private static IReadOnlyList<Peripheral> Peripherals(IReadOnlyList<ModelPeripheral> peripherals) => [.. peripherals.Select(p => new Peripheral(Volume(p.VolumeL), Flow(p.FlowLPerH)))];

    private static Scaled<Litres> Volume(ContentParameter parameter) => new(parameter.Value.Map(litres => new Litres(litres)), parameter.WeightExponent);

    private static Scaled<LitresPerHour> Flow(ContentParameter parameter) => new(parameter.Value.Map(flow => new LitresPerHour(flow)), parameter.WeightExponent);

    private static Sourced<PerMinute> PerHour(Sourced<double> rate) => rate.Map(perHour => new PerMinute(perHour / MinutesPerHour));

    private static Sourced<TUnit> Map<TUnit>(this Sourced<double> number, Func<double, TUnit> unit) =>
        new(unit(number.Value), number.Citation, number.Verification, number.Note);
}
