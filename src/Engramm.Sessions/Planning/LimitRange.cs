using Engramm.Sessions.Entries;

namespace Engramm.Sessions.Planning;

/// <summary>
/// Between which numbers a physician may move a bound: what a body can show, and so that calling, pausing and stopping keep their order and the
/// lower limits stay below the upper ones.
/// </summary>
public static class LimitRange
{
    /// <summary>The least and the greatest number allowed for one bound, both included.</summary>
    /// <param name="limits">All limits as they stand.</param>
    /// <param name="limit">The limit that is to be changed.</param>
    /// <param name="bound">The bound of it; its present value does not matter.</param>
    /// <param name="others">The bounds that the limit would have beside this one.</param>
    public static (double Lowest, double Highest) Of(IReadOnlyList<AlarmLimit> limits, AlarmLimit limit, LimitBound bound, IReadOnlyList<LimitBound> others)
    {
        var (lowest, highest) = Measures.Possible(bound.Measure);
        var isUpper = IsUpper(bound);
        foreach (var (other, action) in limits
            .Where(l => !string.Equals(l.Id, limit.Id, StringComparison.Ordinal))
            .SelectMany(l => l.Bounds.Select(b => (Bound: b, l.Action)))
            .Concat(others.Select(b => (Bound: b, limit.Action)))
            .Where(o => o.Bound.Measure == bound.Measure))
        {
            // An upper limit lies above every lower one; of two on the same side the stricter lies further out.
            var isSameSide = IsUpper(other) == isUpper;
            if (isSameSide && action == limit.Action)
            {
                continue;
            }

            if (isSameSide ? (action > limit.Action) == isUpper : !isUpper)
            {
                highest = Math.Min(highest, other.Value);
            }
            else
            {
                lowest = Math.Max(lowest, other.Value);
            }
        }

        return (lowest, highest);
    }

    private static bool IsUpper(LimitBound bound) => bound.Side is BoundSide.AtLeast or BoundSide.Above;
}
