namespace Engramm.Server.Clock;

/// <summary>
/// What time it is in the practice. Runs with real time; a fictional practice may set it ahead or let it run faster, so that a
/// journey of hours can be walked in minutes. Cookies, second factors and link lifetimes use real time, never this.
/// Timers made from it run in real time: whoever waits asks it again on every tick.
/// </summary>
public sealed class PracticeClock(TimeProvider real) : TimeProvider
{
    /// <summary>The slowest and fastest the clock may run, practice seconds per real second.</summary>
    public const double SlowestRate = 1, FastestRate = 120;

    private readonly Lock gate = new();
    private DateTimeOffset anchorReal;
    private DateTimeOffset anchorShown;
    private double rate = 1;
    private bool isSet;

    /// <summary>Practice seconds per real second.</summary>
    public double Rate
    {
        get
        {
            lock (gate)
            {
                return rate;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            var now = real.GetUtcNow();
            return isSet ? anchorShown + ((now - anchorReal) * rate) : now;
        }
    }

    /// <summary>Takes up where the practice left off, after a start of the server.</summary>
    public void Resume(DateTimeOffset setAt, DateTimeOffset showed, double practiceRate)
    {
        lock (gate)
        {
            (anchorReal, anchorShown, rate, isSet) = (setAt, showed, practiceRate, true);
        }
    }

    /// <summary>Shows <paramref name="shown"/> from now on and runs at the rate. Going back is refused: what happened would lie in the future.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside 1…120, or the time lies before what the clock shows.</exception>
    public (DateTimeOffset SetAt, DateTimeOffset Shows) Set(DateTimeOffset shown, double practiceRate)
    {
        if (!double.IsFinite(practiceRate) || practiceRate is < SlowestRate or > FastestRate)
        {
            throw new ArgumentOutOfRangeException(nameof(practiceRate), practiceRate, $"The practice clock runs {SlowestRate} to {FastestRate} times as fast as real time.");
        }

        var current = GetUtcNow();
        if (shown < current)
        {
            throw new ArgumentOutOfRangeException(nameof(shown), shown, $"The practice clock shows {current:O} and only goes forward.");
        }

        lock (gate)
        {
            (anchorReal, anchorShown, rate, isSet) = (real.GetUtcNow(), shown, practiceRate, true);
            return (anchorReal, anchorShown);
        }
    }
}
