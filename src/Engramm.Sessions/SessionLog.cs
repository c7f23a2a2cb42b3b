using Engramm.Sessions.Alarms;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions;

/// <summary>
/// Collects a session's events as they come, in any order and any number of times, and keeps the state. A new monitor value
/// costs the same however long the session is; an entry made by a person makes the course, a few hundred lines, be read again.
/// Not safe for several threads at once.
/// </summary>
public sealed class SessionLog
{
    private readonly Dictionary<Guid, SessionEvent> events = [];
    private readonly List<SessionEvent> course = [];
    private readonly SortedSet<long> ahead = [];
    private readonly Dictionary<Sign, SignSeries> series = Enum.GetValues<Sign>().ToDictionary(s => s, s => new SignSeries(s));
    private readonly HashSet<Guid> replacements = [];
    private SessionPlan? plan;
    private LimitChanges limits = LimitChanges.None;
    private SessionCourse? folded;
    private SessionState? state;

    /// <summary>How many different events it holds.</summary>
    public int Count => events.Count;

    /// <summary>The greatest n for which every event from 1 to n is here: ask the server for what comes after.</summary>
    public long CompleteUpTo { get; private set; }

    /// <summary>The events the server has not stored yet, in the order in which they happened.</summary>
    public IReadOnlyList<SessionEvent> Pending => [.. events.Values.Where(e => !e.IsStored()).Order(InTime)];

    /// <summary>All events in the order in which they happened.</summary>
    public IReadOnlyList<SessionEvent> Events => [.. events.Values.Order(InTime)];

    /// <summary>The state of everything added so far.</summary>
    public SessionState State
    {
        get
        {
            if (folded is null)
            {
                folded = new SessionCourse(Effective(), plan);
                WatchWith(folded.Limits);
            }

            return state ??= new SessionState(folded, series);
        }
    }

    /// <summary>The order in which things happened: by time, then by command id, so that every place agrees.</summary>
    public static IComparer<SessionEvent> InTime { get; } = Comparer<SessionEvent>.Create((a, b) =>
    {
        var byTime = a.OccurredAt.CompareTo(b.OccurredAt);
        return byTime != 0 ? byTime : a.CommandId.CompareTo(b.CommandId);
    });

    /// <summary>Whether the command is already here, stored or pending.</summary>
    public bool Contains(Guid commandId) => events.ContainsKey(commandId);

    /// <summary>The event of a command, stored or pending; null when it is not here.</summary>
    public SessionEvent? Find(Guid commandId) => events.GetValueOrDefault(commandId);

    /// <summary>Adds events; returns how many changed anything.</summary>
    public int AddRange(IEnumerable<SessionEvent> added) => added.Count(Add);

    /// <summary>
    /// Adds an event. A known command id changes nothing, except that the stored event takes the place of the pending one;
    /// of two stored ones with the same id the lower number holds.
    /// </summary>
    /// <returns>Whether it changed anything.</returns>
    public bool Add(SessionEvent added)
    {
        if (events.TryGetValue(added.CommandId, out var known))
        {
            if (!Replaces(added, known))
            {
                return false;
            }

            Take(known);
        }

        events[added.CommandId] = added;
        Number(added.Sequence);
        Put(added);
        return true;
    }

    /// <summary>Forgets a pending event that the server has refused. A stored event stays.</summary>
    /// <returns>Whether there was such a pending event.</returns>
    public bool Withdraw(Guid commandId)
    {
        if (!events.TryGetValue(commandId, out var known) || known.IsStored())
        {
            return false;
        }

        events.Remove(commandId);
        Take(known);
        return true;
    }

    private static bool Replaces(SessionEvent added, SessionEvent known) =>
        added.IsStored() && (!known.IsStored() || added.Sequence < known.Sequence);

    private void Number(long sequence)
    {
        if (sequence <= CompleteUpTo)
        {
            return;
        }

        ahead.Add(sequence);
        while (ahead.Remove(CompleteUpTo + 1))
        {
            CompleteUpTo++;
        }
    }

    private void Put(SessionEvent added)
    {
        state = null;
        if (IsReading(added.Entry))
        {
            foreach (var reading in Reading.Of(added, added.Entry, added.OccurredAt))
            {
                series[reading.Sign].Add(reading);
            }

            if (course.Exists(e => e.Entry is Amended amended && amended.Target == added.CommandId))
            {
                Refold();
            }

            return;
        }

        var place = course.BinarySearch(added, InTime);
        course.Insert(place < 0 ? ~place : place, added);
        Refold();
    }

    private void Take(SessionEvent known)
    {
        if (IsReading(known.Entry) || known.Entry is Amended)
        {
            foreach (var sign in series.Values)
            {
                sign.Remove(known.CommandId);
            }
        }

        course.RemoveAll(e => e.CommandId == known.CommandId);
        Refold();
    }

    private void Refold()
    {
        (folded, state) = (null, null);
        var opening = course.Find(e => e.Entry is SessionOpened)?.Entry as SessionOpened;
        if (!ReferenceEquals(plan, opening?.Plan))
        {
            plan = opening?.Plan;
            foreach (var sign in series.Values)
            {
                sign.Watch(plan?.Limits ?? [], limits);
            }
        }
    }

    /// <summary>Looks at all values again when a physician's changes of limits are not those the watches know.</summary>
    private void WatchWith(LimitChanges changed)
    {
        if (limits.Changes.SequenceEqual(changed.Changes))
        {
            return;
        }

        limits = changed;
        foreach (var sign in series.Values)
        {
            sign.Watch(plan?.Limits ?? [], limits);
        }
    }

    /// <summary>
    /// The course with its amendments: the last amendment of an entry holds. A reading that is amended is marked, and its
    /// replacement stands beside it.
    /// </summary>
    private IEnumerable<CourseEntry> Effective()
    {
        var amendments = course.Where(e => e.Entry is Amended).GroupBy(e => ((Amended)e.Entry).Target).ToDictionary(g => g.Key, g => g.Last());
        AmendReadings(amendments);
        return course.Select(e => Amend(e, amendments.GetValueOrDefault(e.CommandId))).OrderBy(e => e.At).ThenBy(e => e.Event.CommandId);
    }

    private static CourseEntry Amend(SessionEvent original, SessionEvent? amendment) =>
        amendment?.Entry is Amended change && original.Entry is not (Amended or SessionOpened)
            ? new CourseEntry(change.OccurredAt ?? original.OccurredAt, change.Replacement, original, amendment)
            : new CourseEntry(original.OccurredAt, original.Entry, original, null);

    private void AmendReadings(Dictionary<Guid, SessionEvent> amendments)
    {
        var since = course.Where(e => e.Entry is Amended).GroupBy(e => ((Amended)e.Entry).Target).ToDictionary(g => g.Key, g => g.Min(e => e.RecordedAt));
        foreach (var sign in series.Values)
        {
            sign.Amend(since);
        }

        foreach (var earlier in replacements)
        {
            foreach (var sign in series.Values)
            {
                sign.Remove(earlier);
            }
        }

        replacements.Clear();
        foreach (var (target, amendment) in amendments)
        {
            if (amendment.Entry is not Amended { Replacement: { } replacement } change || !events.TryGetValue(target, out var original) || !IsReading(original.Entry))
            {
                continue;
            }

            foreach (var reading in Reading.Of(amendment, replacement, change.OccurredAt ?? original.OccurredAt))
            {
                series[reading.Sign].Add(reading);
                replacements.Add(amendment.CommandId);
            }
        }
    }

    private static bool IsReading(SessionEntry entry) => entry is VitalsObserved or SedationRecorded or ExperienceRated;
}
