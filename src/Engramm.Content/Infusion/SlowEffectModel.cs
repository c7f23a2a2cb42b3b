using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>A published slow effect behind the concentration: a research view of groups in one trial, which predicts nobody.</summary>
public sealed record SlowEffectModel : ContentFile
{
    /// <summary>How it is cited on screen.</summary>
    public required Words Name { get; init; }

    public required KetamineForm Substance { get; init; }

    /// <summary>Half-life of coming and going, days.</summary>
    public required Sourced<double> HalfLifeDays { get; init; }

    /// <summary>Slow concentration at half of the full effect, ng/mL.</summary>
    public required Sourced<double> HalfEffectNgPerMl { get; init; }

    /// <summary>Probability that the effect appears, 0…1.</summary>
    public required Sourced<double> ResponderShare { get; init; }

    /// <summary>The same under placebo, 0…1.</summary>
    public required Sourced<double> PlaceboShare { get; init; }

    /// <summary>Schedules that infuse for less in all are refused, hours.</summary>
    public required Sourced<double> ShortestInfusionHours { get; init; }

    /// <summary>Known limits, shown beside the curve.</summary>
    public required IReadOnlyList<Words> Notes { get; init; }
}
