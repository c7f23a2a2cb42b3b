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

    /// <summary>Goes ahead from what it shows at this very moment, and runs at the rate from now on. Nothing passes between reading and setting.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside 1…120, or the clock should go back.</exception>
    public (DateTimeOffset SetAt, DateTimeOffset Shows) Turn(TimeSpan ahead, double practiceRate) => Turn(shows => shows + ahead, ahead, practiceRate);

    /// <summary>Goes ahead to an instant, or stays where it is when that has passed meanwhile; runs at the rate from now on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside 1…120.</exception>
    public (DateTimeOffset SetAt, DateTimeOffset Shows) TurnTo(DateTimeOffset instant, double practiceRate) =>
        Turn(shows => instant > shows ? instant : shows, TimeSpan.Zero, practiceRate);

    private (DateTimeOffset SetAt, DateTimeOffset Shows) Turn(Func<DateTimeOffset, DateTimeOffset> to, TimeSpan ahead, double practiceRate)
    {
        lock (gate)
        {
            var now = real.GetUtcNow();
            var shows = isSet ? anchorShown + ((now - anchorReal) * rate) : now;
            if (ahead < TimeSpan.Zero)
            {
                throw new ArgumentOutOfRangeException(nameof(ahead), ahead, $"The practice clock shows {shows:O} and only goes forward.");
            }

            if (!double.IsFinite(practiceRate) || practiceRate is < SlowestRate or > FastestRate)
            {
                throw new ArgumentOutOfRangeException(nameof(practiceRate), practiceRate, $"The practice clock runs {SlowestRate} to {FastestRate} times as fast as real time.");
            }

            (anchorReal, anchorShown, rate, isSet) = (now, to(shows), practiceRate, true);
            return (anchorReal, anchorShown);
        }
    }
}
