using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Readings;

/// <summary>
/// All readings of one sign in the order in which they were seen, with the watches that look for alarms. A reading at the end
/// costs the same however long the series is; only a reading that comes late makes the watches look again from the start.
/// </summary>
internal sealed class SignSeries(Sign sign)
{
    private readonly List<Reading> readings = [];
    private readonly FeedWatch feed = new();
    private LimitWatch limits = new(sign, [], LimitChanges.None);
    private IReadOnlyList<AlarmLimit> watched = [];
    private LimitChanges changes = LimitChanges.None;
    private bool mustLookAgain;
    private bool hasAmended;

    public IReadOnlyList<Reading> Readings => readings;

    public FeedWatch Feed => feed;

    public IReadOnlyList<Episode> Episodes
    {
        get
        {
            LookAgain();
            return limits.Episodes;
        }
    }

    public void Add(Reading reading)
    {
        feed.Add(reading);
        if (readings.Count == 0 || Reading.Order(readings[^1], reading) < 0)
        {
            readings.Add(reading);
            if (!mustLookAgain)
            {
                limits.See(reading);
            }

            return;
        }

        var place = readings.BinarySearch(reading, Comparer<Reading>.Create(Reading.Order));
        readings.Insert(place < 0 ? ~place : place, reading);
        mustLookAgain = true;
    }

    public void Remove(Guid commandId)
    {
        if (readings.RemoveAll(r => r.CommandId == commandId) > 0)
        {
            feed.Reset(readings);
            mustLookAgain = true;
        }
    }

    /// <summary>Marks the readings of these events as amended, each since its time, and no others.</summary>
    public void Amend(IReadOnlyDictionary<Guid, DateTimeOffset> targets)
    {
        if (targets.Count == 0 && !hasAmended)
        {
            return;
        }

        hasAmended = targets.Count > 0;
        foreach (var reading in readings)
        {
            reading.AmendedAt = targets.TryGetValue(reading.CommandId, out var since) ? since : null;
        }
    }

    public void Watch(IReadOnlyList<AlarmLimit> all, LimitChanges changed)
    {
        changes = changed;
        watched = [.. all.Where(l => l.SignWatched() == sign)];
        mustLookAgain = true;
    }

    /// <summary>The newest whole reading that may stand for the patient at this moment.</summary>
    public Reading? LatestAt(DateTimeOffset now)
    {
        for (var i = readings.Count - 1; i >= 0; i--)
        {
            if (readings[i].At <= now && readings[i].IsUsable && readings[i].IsWhole && readings[i].Values.Count > 0)
            {
                return readings[i];
            }
        }

        return null;
    }

    /// <summary>The readings of exactly this moment.</summary>
    public IEnumerable<Reading> SeenAt(DateTimeOffset at)
    {
        var (low, high) = (0, readings.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = readings[middle].At < at ? (middle + 1, high) : (low, middle);
        }

        for (; low < readings.Count && readings[low].At == at; low++)
        {
            yield return readings[low];
        }
    }

    private void LookAgain()
    {
        if (!mustLookAgain)
        {
            return;
        }

        mustLookAgain = false;
        limits = new LimitWatch(sign, watched, changes);
        foreach (var reading in readings)
        {
            limits.See(reading);
        }
    }
}
