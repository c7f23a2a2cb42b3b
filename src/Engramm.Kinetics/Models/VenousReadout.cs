using Engramm.Quantities;

namespace Engramm.Kinetics.Models;

/// <summary>A share of the arterial curve that reaches the vein late.</summary>
/// <param name="Share">Which part; all parts together are 1.</param>
/// <param name="Lag">Time constant of its first-order lag; positive.</param>
public sealed record LaggedShare(Sourced<double> Share, Sourced<Minutes> Lag);

/// <summary>
/// An approximate reading of an arterial curve at a vein of the arm: the sum of its shares, each lagging. Fitted by this project
/// to a few digitised points; exploratory, and never more than a labelled second line.
/// </summary>
public sealed record VenousReadout(IReadOnlyList<LaggedShare> Parts)
{
    private const double RoundingOfShares = 1e-9;

    /// <summary>Whether all its numbers may be presented as established.</summary>
    public bool IsEstablished => Parts.All(p => p.Share.IsEstablished && p.Lag.IsEstablished);

    internal IEnumerable<KineticsFinding> Examine()
    {
        for (var i = 0; i < Parts.Count; i++)
        {
            if (!(Parts[i].Share.Value > 0))
            {
                yield return new KineticsFinding(KineticsFault.NotPositive, $"venous[{i}].share", Parts[i].Share.Value, Least: 0);
            }

            if (Parts[i].Lag.Value.Value <= 0)
            {
                yield return new KineticsFinding(KineticsFault.NotPositive, $"venous[{i}].lag", Parts[i].Lag.Value.Value, Least: 0);
            }
        }

        var whole = Parts.Sum(p => p.Share.Value);
        if (!(Math.Abs(whole - 1) <= RoundingOfShares))
        {
            yield return new KineticsFinding(KineticsFault.OutOfRange, "venous.shares", whole, 1, 1);
        }
    }
}
