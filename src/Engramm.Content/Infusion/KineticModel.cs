using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>Where the samples behind a model were drawn.</summary>
public enum BloodSite
{
    Arterial,
    Venous,
    NotStated,
}

/// <summary>What an amount counts. Models count base; a salt weighs more for the same drug.</summary>
public enum AmountForm
{
    Base,
}

/// <summary>How a model is offered.</summary>
public enum ModelStanding
{
    /// <summary>Shown first.</summary>
    Default,

    /// <summary>May be chosen.</summary>
    Selectable,

    /// <summary>May be chosen for comparison; named historical.</summary>
    Legacy,
}

/// <summary>A published compartment model, every number with its source.</summary>
public sealed record KineticModel : ContentFile
{
    /// <summary>How it is cited on screen.</summary>
    public required Words Name { get; init; }

    public required ModelStanding Standing { get; init; }

    public required KetamineForm Substance { get; init; }

    public required AmountForm AmountsAs { get; init; }

    /// <summary>Where the samples were drawn.</summary>
    public required BloodSite Site { get; init; }

    /// <summary>In whom it was estimated.</summary>
    public required Words StudiedIn { get; init; }

    public required double ReferenceWeightKg { get; init; }

    public required ModelRange WeightsKg { get; init; }

    public required ModelRange AgesYears { get; init; }

    public required ModelParameter CentralVolumeL { get; init; }

    /// <summary>Clearance from the central compartment; absent when the drug is lost in the <see cref="Liver"/>.</summary>
    public ModelParameter? ClearanceLPerH { get; init; }

    /// <summary>(V2, Q2) and (V3, Q3).</summary>
    public required IReadOnlyList<ModelPeripheral> Peripherals { get; init; }

    /// <summary>The liver as a compartment where alone the drug is lost; absent when there is a clearance.</summary>
    public ModelLiver? Liver { get; init; }

    /// <summary>How a nasal dose gets in; needs a liver.</summary>
    public ModelNasalAbsorption? Nasal { get; init; }

    /// <summary>How a swallowed dose gets in; needs a liver.</summary>
    public ModelOralAbsorption? Oral { get; init; }

    public required IReadOnlyList<ModelEffectSite> EffectSites { get; init; }

    /// <summary>What is formed, each from the one before.</summary>
    public required IReadOnlyList<ModelMetabolite> Metabolites { get; init; }

    /// <summary>Shares of an arterial curve that reach a vein late; exploratory.</summary>
    public IReadOnlyList<ModelLaggedShare>? VenousReadout { get; init; }

    public required IReadOnlyList<ModelVariability> Variabilities { get; init; }

    /// <summary>Known limits and errata, shown beside its curves.</summary>
    public required IReadOnlyList<Words> Notes { get; init; }

    /// <inheritdoc/>
    protected internal override IEnumerable<ContentFault> Faults()
    {
        if (ClearanceLPerH is null == Liver is null)
        {
            yield return new ContentFault("clearance_l_per_h", "a model has either clearance_l_per_h or liver; write exactly one of them");
        }

        if (Liver is null && (Nasal is not null || Oral is not null))
        {
            yield return new ContentFault("nasal", "nasal and swallowed doses pass a liver; add it, or leave the routes out");
        }

        if (Liver is not null && (EffectSites.Count > 0 || Variabilities.Count > 0 || VenousReadout is not null))
        {
            yield return new ContentFault("liver", "effect sites, spread between people and a venous reading are not calculated for a model with a liver; leave them out");
        }

        if (VenousReadout is not null && Site != BloodSite.Arterial)
        {
            yield return new ContentFault("venous_readout", "only an arterial model is read at a vein; remove it");
        }

        for (var i = 0; i < Variabilities.Count; i++)
        {
            foreach (var fault in Variabilities[i].Faults())
            {
                yield return fault with { Path = FormattableString.Invariant($"variabilities[{i}].{fault.Path}") };
            }
        }
    }
}
