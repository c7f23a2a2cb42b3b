using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Alarms;

/// <summary>Alarms for a monitor, or one of its live signs, that has gone silent while it is tied to the chair.</summary>
internal static class FeedAlarms
{
    /// <summary>How long a monitor that was just tied may take to send its first value. Expert default of this project.</summary>
    public static readonly TimeSpan FirstValueWithin = TimeSpan.FromSeconds(30);

    public static IEnumerable<Alarm> At(
        DateTimeOffset now, SessionPlan plan, IReadOnlyList<MonitorTie> ties, DateTimeOffset? closedAt, Func<Sign, FeedWatch> feed, Acknowledgements acknowledgements)
    {
        var live = plan.Freshness.Where(f => f.LiveEvery is not null).ToList();
        foreach (var tie in ties)
        {
            var until = Earliest(tie.KnownUntil, closedAt);
            foreach (var alarm in live.SelectMany(f => OfSign(now, f.Sign, f.LiveEvery!.Value * plan.StaleFeed.Intervals, tie, until, feed(f.Sign), plan.StaleFeed.Priority, acknowledgements)))
            {
                yield return alarm;
            }

            var first = live.SelectMany(f => feed(f.Sign).Arrivals.Where(a => a >= tie.KnownFrom).Take(1)).Order().Cast<DateTimeOffset?>().FirstOrDefault();
            if (live.Count > 0 && Silence("feed.monitor", null, tie.KnownFrom + FirstValueWithin, Earliest(first, until), now, plan.StaleFeed.Priority, acknowledgements) is { } silent)
            {
                yield return silent;
            }
        }
    }

    private static IEnumerable<Alarm> OfSign(
        DateTimeOffset now, Sign sign, TimeSpan longest, MonitorTie tie, DateTimeOffset? until, FeedWatch feed, AlarmPriority priority, Acknowledgements acknowledgements)
    {
        foreach (var (from, to) in feed.Gaps(longest))
        {
            if (from >= tie.KnownFrom && Silence("feed." + sign, sign, from + longest, Earliest(to, until), now, priority, acknowledgements) is { } past)
            {
                yield return past;
            }
        }

        if (feed.Arrivals.Count > 0 && feed.Arrivals[^1] >= tie.KnownFrom
            && Silence("feed." + sign, sign, feed.Arrivals[^1] + longest, until, now, priority, acknowledgements) is { } present)
        {
            yield return present;
        }
    }

    private static Alarm? Silence(
        string condition, Sign? sign, DateTimeOffset since, DateTimeOffset? ended, DateTimeOffset now, AlarmPriority priority, Acknowledgements acknowledgements)
    {
        if (since > now || since >= ended)
        {
            return null;
        }

        var by = acknowledgements.Of(condition, since, since, priority, null);
        return new Alarm(
            condition, AlarmKind.StaleFeed, priority, since, since, since, ended <= now ? ended : null, sign, null, [], null, null, null, by?.Event.By, by?.At);
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}
