using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>Concentrations that a study reports beside an effect, ng/mL. One whose site the source does not state is never drawn beside a curve.</summary>
public sealed record ReferenceLevel(string Id, KetamineForm Substance, BloodSite Site, Words Name, Sourced<double> Least, Sourced<double> Greatest);

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
