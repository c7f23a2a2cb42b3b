using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Due;

/// <summary>A value that must be taken again.</summary>
/// <param name="Id">Stable: what is repeated, and the event of the value that asks for it.</param>
/// <param name="Kind">What is looked at again.</param>
/// <param name="Anchor">Why.</param>
/// <param name="Because">The value that asks for it.</param>
/// <param name="After">How long after it.</param>
/// <param name="Closes">Until when; null when it waits until it comes.</param>
internal sealed record Repeat(string Id, DueKind Kind, DueAnchor Anchor, Reading Because, TimeSpan After, DateTimeOffset? Closes);

/// <summary>
/// Finds the values that ask for a second one: the first that crosses a limit which only a second one confirms, and before the start the first in the
/// CAUTION band of the gate. A value that is itself the second one asks for nothing. Whether there was an earlier one is judged by what was known when
/// the value became known, so that a value written down late can add a repeat and never takes one away.
/// </summary>
internal static class Repeats
{
    public static IEnumerable<Repeat> Of(SessionCourse course, Func<Sign, IReadOnlyList<Reading>> readings)
    {
        if (course.Plan is not { } plan)
        {
            return [];
        }

        // Comparing values with limits belongs to two separable parts; while both are off nothing here does it.
        var crossings = plan.Switches is { DeviceAlarms: false, LimitHighlighting: false } ? [] : plan.Limits
            .Where(l => l.Confirmation is { Kind: ConfirmationKind.Twice, StillConfirms: not null })
            .SelectMany(l => First(readings(l.SignWatched()), r => course.Limits.For(l, r).IsCrossedBy(r), l.Confirmation.ConfirmsUntil())
                .Select(r => Again(DueAnchor.Crossing, r, l.Confirmation.From, null)));
        return crossings.Concat(Cautions(plan, course, readings)).GroupBy(r => r.Id, StringComparer.Ordinal).Select(same => same.MinBy(r => r.After)!);
    }

    /// <summary>"CAUTION: repeat after a rest." Asked for until the pump runs; from then on the table asks.</summary>
    private static IEnumerable<Repeat> Cautions(SessionPlan plan, SessionCourse course, Func<Sign, IReadOnlyList<Reading>> readings)
    {
        if (plan.RepeatAfter is not { } rest)
        {
            return [];
        }

        var (after, started) = (rest.ToTimeSpan(), course.Dose.StartedAt);
        return from bands in plan.GateBands.Where(b => b.Outcome == GateOutcome.Caution).GroupBy(b => Measures.SignOf(b.Measure))
               from reading in First(readings(bands.Key), r => !(r.At > started) && bands.Any(b => r[b.Measure] is { } value && b.Contains(value)), 2 * after)
               where !(reading.At + after >= started)
               select Again(DueAnchor.Caution, reading, after, started);
    }

    /// <summary>The values of this kind without another one before them that was known then and lies no farther back.</summary>
    private static IEnumerable<Reading> First(IReadOnlyList<Reading> series, Func<Reading, bool> isOfKind, TimeSpan reach)
    {
        var before = new List<Reading>();
        foreach (var reading in series.Where(r => !r.IsImpossible && !r.IsQuestionable && isOfKind(r)))
        {
            if (!IsNear(before, reading, reach))
            {
                yield return reading;
            }

            before.Add(reading);
        }
    }

    private static bool IsNear(List<Reading> before, Reading reading, TimeSpan reach)
    {
        for (var i = before.Count - 1; i >= 0 && reading.At - before[i].At <= reach; i--)
        {
            if (!before[i].IsAmended && before[i].KnownAt <= reading.KnownAt)
            {
                return true;
            }
        }

        return false;
    }

    private static Repeat Again(DueAnchor why, Reading because, TimeSpan after, DateTimeOffset? closes) =>
        new(DueKinds.Again(because.Sign, why, because.CommandId), DueKinds.Of(because.Sign), why, because, after, closes);
}
