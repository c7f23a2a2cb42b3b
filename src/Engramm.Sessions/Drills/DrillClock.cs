namespace Engramm.Sessions.Drills;

/// <summary>The clock of one drill. It belongs to nobody else: turning it turns neither the practice's clock nor another drill's.</summary>
/// <param name="beginsAt">What it shows at first, UTC.</param>
/// <param name="monotonic">The device's monotonic clock at that moment.</param>
/// <param name="rate">Drill seconds per real second.</param>
public sealed class DrillClock(DateTimeOffset beginsAt, TimeSpan monotonic, double rate)
{
    /// <summary>The speeds a team may choose.</summary>
    public static readonly IReadOnlyList<int> Rates = [1, 4, 10];

    private readonly List<PracticeTime> spans = [new(beginsAt, monotonic, rate)];

    /// <summary>Drill seconds per real second now.</summary>
    public double Rate => spans[^1].Rate;

    /// <summary>Whether it ever ran at another speed than real time.</summary>
    public bool WasFast => spans.Exists(s => s.Rate is < 1 or > 1);

    /// <summary>What it shows at a reading of the monotonic clock.</summary>
    public DateTimeOffset At(TimeSpan monotonic) => spans[^1].At(monotonic);

    /// <summary>Goes on with another speed from here.</summary>
    public void Turn(double rate, TimeSpan monotonic) => spans.Add(new PracticeTime(At(monotonic), monotonic, rate));

    /// <summary>How much real time lay between two instants the clock has shown; negative when they are the wrong way round.</summary>
    public TimeSpan RealTime(DateTimeOffset from, DateTimeOffset to) => Monotonic(to) - Monotonic(from);

    private TimeSpan Monotonic(DateTimeOffset shown)
    {
        var span = spans.FindLast(s => s.Anchor <= shown) ?? spans[0];
        return span.MonotonicAnchor + ((shown - span.Anchor) / span.Rate);
    }
}
