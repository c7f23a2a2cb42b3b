namespace Engramm.Sessions;

/// <summary>
/// The practice clock as a cockpit runs it between two messages of the server: an instant of practice time, the reading of the
/// browser's monotonic clock when it arrived, and how fast practice time runs. A tab that slept shows the right time the moment
/// it wakes, and a wrong wall clock changes nothing.
/// </summary>
/// <param name="Anchor">Practice time when the message arrived, UTC.</param>
/// <param name="MonotonicAnchor">The monotonic clock at that moment.</param>
/// <param name="Rate">Practice seconds per real second; 1 in a real practice.</param>
public sealed record PracticeTime(DateTimeOffset Anchor, TimeSpan MonotonicAnchor, double Rate)
{
    /// <summary>Practice time at this reading of the monotonic clock.</summary>
    public DateTimeOffset At(TimeSpan monotonic) => Anchor + ((monotonic - MonotonicAnchor) * Rate);

    /// <summary>How much real time passes until practice time reaches the instant; zero when it is already past, null when the clock stands still.</summary>
    public TimeSpan? RealTimeUntil(DateTimeOffset instant, TimeSpan monotonic)
    {
        var ahead = instant - At(monotonic);
        if (ahead <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        return Rate > 0 ? ahead / Rate : null;
    }

    /// <summary>A new message: its practice time and rate hold from now on.</summary>
    public static PracticeTime FromServer(DateTimeOffset serverTime, double rate, TimeSpan monotonic) => new(serverTime, monotonic, rate);
}
