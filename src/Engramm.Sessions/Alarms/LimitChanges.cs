using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Alarms;

/// <summary>
/// The plan's limits with a physician's changes. A value is judged by the last change that was made before it was seen and known
/// before it became known: a change never reaches back, so that no alarm is taken away by one.
/// </summary>
internal sealed class LimitChanges(IReadOnlyList<AlarmLimit> limits, IReadOnlyList<CourseEntry> changes)
{
    /// <summary>No limits and no changes.</summary>
    public static LimitChanges None { get; } = new([], []);

    /// <summary>The changes it was made from, to see whether it is still the same.</summary>
    public IReadOnlyList<CourseEntry> Changes => changes;

    /// <summary>The limits after all changes.</summary>
    public IReadOnlyList<AlarmLimit> Now => changes.Count == 0 ? limits : [.. limits.Select(l => Changed(l, _ => true))];

    /// <summary>The limit as it stood for this value.</summary>
    public AlarmLimit For(AlarmLimit limit, Reading reading) =>
        changes.Count == 0 ? limit : Changed(limit, c => c.At <= reading.At && c.Event.RecordedAt <= reading.KnownAt);

    private AlarmLimit Changed(AlarmLimit limit, Func<CourseEntry, bool> counts)
    {
        var last = changes.LastOrDefault(c => c.Entry is LimitChanged change && string.Equals(change.Limit, limit.Id, StringComparison.Ordinal) && counts(c));
        return last?.Entry is LimitChanged changed ? limit with { Bounds = changed.Bounds } : limit;
    }
}
