using Engramm.Sessions.Entries;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Alarms;

/// <summary>
/// When values of one sign arrived from the monitor. Silence is measured by arrival, not by the time on the value:
/// what comes late does not undo that nothing came.
/// </summary>
internal sealed class FeedWatch
{
    private readonly List<DateTimeOffset> arrivals = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> gaps = [];
    private int looked;
    private TimeSpan lookedFor;

    public IReadOnlyList<DateTimeOffset> Arrivals => arrivals;

    public void Add(Reading reading)
    {
        if (reading.Source != ValueSource.Monitor)
        {
            return;
        }

        if (arrivals.Count == 0 || arrivals[^1] <= reading.KnownAt)
        {
            arrivals.Add(reading.KnownAt);
            return;
        }

        looked = 0;
        var place = arrivals.BinarySearch(reading.KnownAt);
        arrivals.Insert(place < 0 ? ~place : place, reading.KnownAt);
    }

    public void Reset(IEnumerable<Reading> readings)
    {
        looked = 0;
        arrivals.Clear();
        foreach (var reading in readings)
        {
            Add(reading);
        }
    }

    /// <summary>The pauses between two arrivals that were longer than this.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Gaps(TimeSpan longerThan)
    {
        if (looked == 0 || lookedFor != longerThan)
        {
            gaps.Clear();
            (looked, lookedFor) = (1, longerThan);
        }

        for (; looked < arrivals.Count; looked++)
        {
            if (arrivals[looked] - arrivals[looked - 1] > longerThan)
            {
                gaps.Add((arrivals[looked - 1], arrivals[looked]));
            }
        }

        return gaps;
    }
}
