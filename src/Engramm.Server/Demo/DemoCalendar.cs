using Engramm.Server.Access;

namespace Engramm.Server.Demo;

/// <summary>Days and hours of the fictional practice, counted back from the moment of seeding.</summary>
internal sealed class DemoCalendar(PracticeProfile practice, DateTimeOffset now)
{
    /// <summary>The moment of seeding, UTC.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>The practice's day at that moment.</summary>
    public DateOnly Today { get; } = practice.DayOf(now);

    /// <summary>The instant of a wall-clock time some days ago.</summary>
    public DateTimeOffset At(int daysAgo, int hour, int minute = 0) => practice.Instant(Today.AddDays(-daysAgo), new TimeOnly(hour, minute));

    /// <summary>As <see cref="At"/>, moved back to Friday when it falls on a weekend: the practice is closed then.</summary>
    public DateTimeOffset AtWork(int daysAgo, int hour, int minute = 0) => At(WorkingDay(daysAgo), hour, minute);

    /// <summary>The same day or the Friday before.</summary>
    public int WorkingDay(int daysAgo)
    {
        while (Today.AddDays(-daysAgo).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            daysAgo++;
        }

        return daysAgo;
    }

    /// <summary>The next day on which the practice is open, at a wall-clock time.</summary>
    public DateTimeOffset NextWorkingDay(int inDays, int hour)
    {
        while (Today.AddDays(inDays).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            inDays++;
        }

        return At(-inDays, hour);
    }

    /// <summary>The practice's time zone.</summary>
    public TimeZoneInfo Zone => practice.Zone;

    /// <summary>The practice's day of an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => practice.DayOf(instant);
}
