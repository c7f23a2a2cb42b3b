using Engramm.Quantities;

namespace Engramm.Kinetics.Models;

/// <summary>A parameter at the reference weight, and the power of weight it grows with: value × (weight / reference weight)^exponent.</summary>
/// <typeparam name="TUnit">Its unit.</typeparam>
/// <param name="AtReferenceWeight">The value for a person of the reference weight; positive.</param>
/// <param name="WeightExponent">0 when weight does not matter, 1 when proportional, 0.75 for allometric flows.</param>
public sealed record Scaled<TUnit>(Sourced<TUnit> AtReferenceWeight, Sourced<double> WeightExponent)
    where TUnit : struct, IQuantity<TUnit>
{
    /// <summary>Whether value and exponent may both be presented as established.</summary>
    public bool IsEstablished => AtReferenceWeight.IsEstablished && WeightExponent.IsEstablished;

    internal double At(double relativeWeight) => AtReferenceWeight.Value.Value * Math.Pow(relativeWeight, WeightExponent.Value);
}

/// <summary>A compartment that exchanges drug with the central one: V2 with Q2, or V3 with Q3.</summary>
public sealed record Peripheral(Scaled<Litres> Volume, Scaled<LitresPerHour> Flow)
{
    /// <summary>Whether all its numbers may be presented as established.</summary>
    public bool IsEstablished => Volume.IsEstablished && Flow.IsEstablished;
}

/// <summary>
/// The site where the drug acts, lagging behind plasma with one rate constant. The constant belongs to the model it was
/// estimated with: moved to another model it predicts the wrong time of the peak.
/// </summary>
/// <param name="Id">Stable id within the model.</param>
/// <param name="ModelId">The model it was estimated with.</param>
/// <param name="Name">What effect it stands for.</param>
/// <param name="Ke0">The equilibration constant; positive.</param>
public sealed record EffectSite(string Id, string ModelId, string Name, Sourced<PerMinute> Ke0);

/// <summary>The weights for which a model is taken to hold, both ends included.</summary>
public sealed record WeightRange(Sourced<Kilograms> Least, Sourced<Kilograms> Greatest);

/// <summary>
/// A published model of one analyte: a central compartment that is cleared, and up to two that exchange with it.
/// It arrives as data; every number carries its source.
/// </summary>
/// <param name="Id">Stable id, for instance <c>kamp2020</c>.</param>
/// <param name="Name">How it is cited on screen.</param>
/// <param name="Substance">What is given, and measured.</param>
/// <param name="Site">Where the samples behind it were drawn.</param>
/// <param name="ReferenceWeight">The weight the parameters are printed for.</param>
/// <param name="Weights">The weights it may be used for.</param>
/// <param name="CentralVolume">V1.</param>
/// <param name="Clearance">CL from the central compartment.</param>
/// <param name="Peripherals">None, one or two: (V2, Q2), (V3, Q3).</param>
/// <param name="EffectSites">The effect sites estimated with this model.</param>
public sealed record MammillaryModel(
    string Id,
    string Name,
    Substance Substance,
    SamplingSite Site,
    Kilograms ReferenceWeight,
    WeightRange Weights,
    Scaled<Litres> CentralVolume,
    Scaled<LitresPerHour> Clearance,
    IReadOnlyList<Peripheral> Peripherals,
    IReadOnlyList<EffectSite> EffectSites)
{
    /// <summary>The most compartments beside the central one.</summary>
    public const int MostPeripherals = 2;

    /// <summary>What is formed from the drug, each from the one before; empty when the model says nothing of it.</summary>
    public IReadOnlyList<Metabolite> Metabolites { get; init; } = [];

    /// <summary>How its arterial curve may be read as an approximate venous one, or null.</summary>
    public VenousReadout? Venous { get; init; }

    /// <summary>The ages it may be used for, or null when none are stated.</summary>
    public AgeRange? Ages { get; init; }

    /// <summary>In whom it was estimated, in the language of the name; null when it is not stated.</summary>
    public string? StudiedIn { get; init; }

    /// <summary>Known limits and errata of the publication, to be shown beside its curves.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether every structural number may be presented as established. Otherwise the curve is shown as unverified.</summary>
    public bool IsEstablished => CentralVolume.IsEstablished && Clearance.IsEstablished && Peripherals.All(p => p.IsEstablished);

    /// <summary>What is wrong with the record itself; empty for a usable model.</summary>
    public IReadOnlyList<KineticsFinding> Examine()
    {
        var findings = new List<KineticsFinding>();
        void Positive(string subject, double value)
        {
            if (value <= 0)
            {
                findings.Add(new KineticsFinding(KineticsFault.NotPositive, subject, value, Least: 0));
            }
        }

        void Exponent(string subject, double value)
        {
            if (!double.IsFinite(value))
            {
                findings.Add(new KineticsFinding(KineticsFault.NotFinite, subject));
            }
        }

        Positive("referenceWeight", ReferenceWeight.Value);
        Positive("weights.least", Weights.Least.Value.Value);
        if (Weights.Greatest.Value < Weights.Least.Value)
        {
            findings.Add(new KineticsFinding(KineticsFault.NotInOrder, "weights", Weights.Greatest.Value.Value, Least: Weights.Least.Value.Value));
        }

        if (Ages is { } ages)
        {
            findings.AddRange(ages.Examine());
        }

        Positive("centralVolume", CentralVolume.AtReferenceWeight.Value.Value);
        Exponent("centralVolume.exponent", CentralVolume.WeightExponent.Value);
        Positive("clearance", Clearance.AtReferenceWeight.Value.Value);
        Exponent("clearance.exponent", Clearance.WeightExponent.Value);
        for (var i = 0; i < Peripherals.Count; i++)
        {
            Positive($"peripherals[{i}].volume", Peripherals[i].Volume.AtReferenceWeight.Value.Value);
            Exponent($"peripherals[{i}].volume.exponent", Peripherals[i].Volume.WeightExponent.Value);
            Positive($"peripherals[{i}].flow", Peripherals[i].Flow.AtReferenceWeight.Value.Value);
            Exponent($"peripherals[{i}].flow.exponent", Peripherals[i].Flow.WeightExponent.Value);
        }

        if (Peripherals.Count > MostPeripherals)
        {
            findings.Add(new KineticsFinding(KineticsFault.OutOfRange, "peripherals", Peripherals.Count, 0, MostPeripherals));
        }

        for (var i = 0; i < EffectSites.Count; i++)
        {
            findings.AddRange(Examine(EffectSites[i], $"effectSites[{i}]"));
        }

        findings.AddRange(Metabolite.Examine(Metabolites));
        if (Venous is { } venous)
        {
            findings.AddRange(venous.Examine());
        }

        return findings;
    }

    /// <summary>What speaks against using this effect site with this model.</summary>
    internal IEnumerable<KineticsFinding> Examine(EffectSite effectSite, string subject)
    {
        if (!string.Equals(effectSite.ModelId, Id, StringComparison.Ordinal))
        {
            yield return new KineticsFinding(KineticsFault.WrongModel, subject);
        }

        if (effectSite.Ke0.Value.Value <= 0)
        {
            yield return new KineticsFinding(KineticsFault.NotPositive, $"{subject}.ke0", effectSite.Ke0.Value.Value, Least: 0);
        }
    }

    /// <summary>The model for a person of this weight, or why it does not hold for them.</summary>
    public Checked<Disposition> At(Kilograms weight)
    {
        var findings = Examine().ToList();
        if (weight < Weights.Least.Value || weight > Weights.Greatest.Value)
        {
            findings.Add(new KineticsFinding(KineticsFault.OutOfRange, "weight", weight.Value, Weights.Least.Value.Value, Weights.Greatest.Value.Value));
        }

        if (findings.Count > 0)
        {
            return Checked.Refused<Disposition>(findings);
        }

        var relative = weight.Value / ReferenceWeight.Value;
        return Checked.Sound(new Disposition(
            CentralVolume.At(relative),
            Clearance.At(relative) / 60,
            [.. Peripherals.Select(p => new Exchange(p.Volume.At(relative), p.Flow.At(relative) / 60))]));
    }
}
