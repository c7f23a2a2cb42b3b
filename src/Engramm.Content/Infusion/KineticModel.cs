using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>A parameter for a person of the reference weight, and the power of weight it grows with.</summary>
public sealed record ModelParameter(Sourced<double> Value, Sourced<double> WeightExponent);

/// <summary>A peripheral compartment.</summary>
/// <param name="VolumeL">Volume in L.</param>
/// <param name="FlowLPerH">Exchange with the central compartment in L/h.</param>
public sealed record ModelPeripheral(ModelParameter VolumeL, ModelParameter FlowLPerH);

/// <summary>An effect site estimated with this model, and with no other.</summary>
/// <param name="Id">Stable id within the model.</param>
/// <param name="Name">What effect it stands for.</param>
/// <param name="Ke0PerMinute">Equilibration constant in 1/min.</param>
public sealed record ModelEffectSite(string Id, Words Name, Sourced<double> Ke0PerMinute);

/// <summary>The weights a model may be used for, kg.</summary>
public sealed record ModelWeights(Sourced<double> Least, Sourced<double> Greatest);

/// <summary>A parameter of a model, as variability names it.</summary>
public enum ModelParameterName
{
    V1,
    Cl,
    V2,
    Q2,
    V3,
    Q3,
}

/// <summary>Spread of one parameter between people: log-normal with this variance.</summary>
public sealed record ParameterVariance(ModelParameterName Parameter, Sourced<double> OmegaSquared);

/// <summary>How two parameters go together between people.</summary>
public sealed record ParameterCorrelation(ModelParameterName First, ModelParameterName Second, Sourced<double> Coefficient);

/// <summary>A set of spreads between people, from which the band around a curve comes.</summary>
public sealed record ModelVariability(string Id, Words Name, IReadOnlyList<ParameterVariance> Variances, IReadOnlyList<ParameterCorrelation> Correlations);

/// <summary>A published compartment model, every number with its source.</summary>
public sealed record KineticModel : ContentFile
{
    /// <summary>How it is cited on screen.</summary>
    public required Words Name { get; init; }

    public required KetamineForm Substance { get; init; }

    /// <summary>Where the samples were drawn: <c>arterial</c> or <c>venous</c>.</summary>
    public required BloodSite Site { get; init; }

    public required double ReferenceWeightKg { get; init; }

    public required ModelWeights WeightsKg { get; init; }

    public required ModelParameter CentralVolumeL { get; init; }

    public required ModelParameter ClearanceLPerH { get; init; }

    /// <summary>(V2, Q2) and (V3, Q3).</summary>
    public required IReadOnlyList<ModelPeripheral> Peripherals { get; init; }

    public required IReadOnlyList<ModelEffectSite> EffectSites { get; init; }

    public required IReadOnlyList<ModelVariability> Variabilities { get; init; }
}

/// <summary>Where the samples behind a model were drawn.</summary>
public enum BloodSite
{
    Arterial,
    Venous,
}
