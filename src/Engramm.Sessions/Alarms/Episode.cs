using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Alarms;

/// <summary>The run of an alarm without its acknowledgement.</summary>
internal sealed class Episode(AlarmKind kind, string condition, Reading first, AlarmLimit? limit)
{
    public AlarmKind Kind { get; } = kind;

    public string Condition { get; } = condition;

    public DateTimeOffset Since { get; } = first.At;

    public DateTimeOffset LevelSince { get; private set; } = first.At;

    public DateTimeOffset LastRaised { get; private set; } = first.At;

    public DateTimeOffset? Ended { get; private set; }

    public AlarmLimit? Limit { get; private set; } = limit;

    public Reading Worst { get; private set; } = first;

    public AlarmPriority Priority => Limit?.Priority ?? AlarmPriority.Medium;

    public void Raise(Reading reading, AlarmLimit? limit)
    {
        LastRaised = reading.At;
        if (limit is not null && (Limit is null || limit.Action > Limit.Action))
        {
            LevelSince = reading.At;
            Limit = limit;
            Worst = reading;
        }
    }

    public void End(DateTimeOffset at) => Ended ??= at;

    public Alarm ToAlarm(Sign sign, Acknowledgements acknowledgements)
    {
        var by = acknowledgements.Of(Condition, Since, LastRaised, Priority, Limit?.Action);
        return new Alarm(Condition, Kind, Priority, Since, LevelSince, LastRaised, Ended, sign, Limit, Worst.Values, null, null, null, by?.Event.By, by?.At);
    }
}

/// <summary>The acknowledgements of a session.</summary>
internal sealed class Acknowledgements(IEnumerable<CourseEntry> entries)
{
    private readonly ILookup<string, CourseEntry> byCondition =
        entries.Where(e => e.Entry is AlarmAcknowledged).ToLookup(e => ((AlarmAcknowledged)e.Entry!).Alarm, StringComparer.Ordinal);

    /// <summary>
    /// The first acknowledgement that covers the alarm: of the same condition, naming a cause within this very run, and at least as
    /// pressing as the alarm is now. An acknowledgement of an earlier run or a lower level covers nothing.
    /// </summary>
    public CourseEntry? Of(string condition, DateTimeOffset since, DateTimeOffset lastRaised, AlarmPriority priority, LimitAction? action) =>
        byCondition[condition].FirstOrDefault(e => e.Entry is AlarmAcknowledged seen
            && seen.RaisedAt >= since && seen.RaisedAt <= lastRaised
            && seen.Priority >= priority && (action is null || seen.Action >= action));
}
