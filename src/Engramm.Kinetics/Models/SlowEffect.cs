using Engramm.Quantities;

namespace Engramm.Kinetics.Models;

/// <summary>
/// A published view of an effect that comes and goes over days: a slow site behind plasma, a saturating effect, and the share of
/// people in whom it appears at all. A research view: it describes groups in one trial and predicts nobody.
/// </summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">How it is cited on screen.</param>
/// <param name="Substance">The substance it was described for, and no other.</param>
/// <param name="HalfLife">Of coming and going.</param>
/// <param name="HalfEffect">The slow concentration at half of the full effect, C50.</param>
/// <param name="ResponderShare">The probability that the effect appears; 0 to 1.</param>
/// <param name="PlaceboShare">The same under placebo, without which the first says nothing; 0 to 1.</param>
/// <param name="ShortestInfusion">A schedule that infuses for less in all is refused: nothing is known of it.</param>
public sealed record SlowEffect(
    string Id,
    string Name,
    Substance Substance,
    Sourced<Minutes> HalfLife,
    Sourced<NanogramsPerMillilitre> HalfEffect,
    Sourced<double> ResponderShare,
    Sourced<double> PlaceboShare,
    Sourced<Minutes> ShortestInfusion)
{
    /// <summary>Known limits, to be shown beside its curve.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether every number may be presented as established.</summary>
    public bool IsEstablished =>
        HalfLife.IsEstablished && HalfEffect.IsEstablished && ResponderShare.IsEstablished && PlaceboShare.IsEstablished && ShortestInfusion.IsEstablished;

    /// <summary>What is wrong with the record itself; empty when it can be used.</summary>
    public IReadOnlyList<KineticsFinding> Examine() =>
    [
        .. new[] { ("halfLife", HalfLife.Value.Value), ("halfEffect", HalfEffect.Value.Value), ("shortestInfusion", ShortestInfusion.Value.Value) }
            .Where(p => !(p.Item2 > 0)).Select(p => new KineticsFinding(KineticsFault.NotPositive, p.Item1, p.Item2, Least: 0)),
        .. new[] { ("responderShare", ResponderShare.Value), ("placeboShare", PlaceboShare.Value) }
            .Where(s => !(s.Item2 >= 0 && s.Item2 <= 1)).Select(s => new KineticsFinding(KineticsFault.OutOfRange, s.Item1, s.Item2, 0, 1)),
    ];
}
