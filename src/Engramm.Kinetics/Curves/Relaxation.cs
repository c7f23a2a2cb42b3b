namespace Engramm.Kinetics.Curves;

/// <summary>
/// The three integrals a linear compartment needs, in forms that keep their digits when rates coincide, when a rate is
/// zero and when the time is short. All are positive for a positive time.
/// </summary>
internal static class Relaxation
{
    // Below these the series converge in a few terms; above them the quotients lose at most two of sixteen digits.
    private const double ShortHeld = 0.05;
    private const double ShortPassedHeld = 0.5;

    /// <summary>What is left after <paramref name="time"/> of something held up since its start: ∫ e^(−rate·s) ds.</summary>
    public static double Held(double rate, double time)
    {
        var x = rate * time;
        if (x > ShortHeld)
        {
            return (1 - Math.Exp(-x)) / rate;
        }

        // time · (1 − x/2! + x²/3! − …), innermost term first; what is left out is below 1e-17 at x = 0.05.
        var sum = 1.0;
        for (var n = 9; n >= 2; n--)
        {
            sum = 1 - (x / n * sum);
        }

        return time * sum;
    }

    /// <summary>What has passed through one site and is still in the next: ∫ e^(−first·s) e^(−second·(time−s)) ds. Symmetric in the rates.</summary>
    public static double Passed(double first, double second, double time) =>
        Math.Exp(-Math.Min(first, second) * time) * Held(Math.Abs(first - second), time);

    /// <summary>The integral of <see cref="Passed"/> from 0 to <paramref name="time"/>. Symmetric in the rates.</summary>
    public static double PassedHeld(double first, double second, double time)
    {
        var (slow, fast) = (Math.Min(first, second), Math.Max(first, second));
        var (x, y) = (-slow * time, -fast * time);
        if (-y > ShortPassedHeld)
        {
            // At least a fifth of the first term remains, so the difference keeps its digits.
            return (Held(slow, time) - Passed(slow, fast, time)) / fast;
        }

        // time² · sum of h(n; x, y) / (n + 2)!, where h is the sum of all products of n factors from {x, y}.
        var (sum, homogeneous, power, factorial) = (0.0, 1.0, 1.0, 2.0);
        for (var n = 0; n < 16; n++)
        {
            sum += homogeneous / factorial;
            power *= y;
            homogeneous = (x * homogeneous) + power;
            factorial *= n + 3;
        }

        return time * time * sum;
    }
}
