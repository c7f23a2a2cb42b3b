using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>Where the samples behind a reported concentration were drawn, as far as the source says.</summary>
public enum ReportedSite
{
    Arterial,
    Venous,

    /// <summary>The source does not say. Such a level is never drawn beside a curve.</summary>
    NotStated,
}

/// <summary>Concentrations that a study reports beside an effect, ng/mL.</summary>
public sealed record ReferenceLevel(string Id, KetamineForm Substance, ReportedSite Site, Words Name, Sourced<double> Least, Sourced<double> Greatest);

/// <summary>From which predicted concentration on, ng/mL, a plan leaves what this software is made for.</summary>
public sealed record BeyondLevel(KetamineForm Substance, BloodSite Site, Sourced<double> From);

/// <summary>Published concentrations for reading a predicted curve. No targets, and no predictors of response.</summary>
public sealed record ReferenceLevels : ContentFile
{
    public required IReadOnlyList<ReferenceLevel> Levels { get; init; }

    public required IReadOnlyList<BeyondLevel> Beyond { get; init; }

    /// <inheritdoc/>
    protected internal override IEnumerable<ContentFault> Faults() => Levels
        .Where(level => !(level.Least.Value > 0 && level.Greatest.Value >= level.Least.Value))
        .Select(level => new ContentFault("levels", $"'{level.Id}' reaches from {level.Least.Value} to {level.Greatest.Value} ng/mL; it must rise from above 0"));
}
