using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Engramm.Kinetics.Curves;

/// <summary>
/// <see cref="Relaxation"/> for eight people (or eight moments) at once. Where the processor has narrower vectors the same
/// code runs in two or four parts.
/// </summary>
internal static class RelaxationLanes
{
    private const double Short = 0.05;
    private const double ShortPassedHeld = 0.5;
    private const int HeldTerms = 9;
    private const int PassedHeldTerms = 16;

    private static readonly double[] Factorials = [.. Enumerable.Range(0, PassedHeldTerms + 2).Select(n => Enumerable.Range(1, n).Aggregate(1.0, (product, k) => product * k))];

    /// <summary>e^(−rate·time).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Left(Vector512<double> rate, double time) => Vector512.Exp(rate * -time);

    /// <summary>∫ e^(−rate·s) ds from 0 to <paramref name="time"/>; <paramref name="left"/> is e^(−rate·time), already known.</summary>
    public static Vector512<double> Held(Vector512<double> rate, Vector512<double> left, double time)
    {
        var x = rate * time;
        var isShort = Vector512.LessThanOrEqual(x, Vector512.Create(Short));
        var quotient = (Vector512<double>.One - left) / rate;
        if (Vector512.EqualsAll(isShort.AsInt64(), Vector512<long>.Zero))
        {
            return quotient;
        }

        var sum = Vector512<double>.One;
        for (var n = HeldTerms; n >= 2; n--)
        {
            sum = Vector512<double>.One - (x * (1.0 / n) * sum);
        }

        return Vector512.ConditionalSelect(isShort, sum * time, quotient);
    }

    /// <summary>∫ e^(−first·s) e^(−second·(time−s)) ds; the two exponentials over the whole time are already known.</summary>
    public static Vector512<double> Passed(Vector512<double> first, Vector512<double> firstLeft, Vector512<double> second, Vector512<double> secondLeft, double time)
    {
        var apart = Vector512.Abs(first - second);
        var slowLeft = Vector512.ConditionalSelect(Vector512.LessThan(first, second), firstLeft, secondLeft);
        return slowLeft * Held(apart, Left(apart, time), time);
    }

    /// <summary>The integral of <see cref="Passed"/> from 0 to <paramref name="time"/>, given what the three other integrals are.</summary>
    public static Vector512<double> PassedHeld(Vector512<double> first, Vector512<double> firstHeld, Vector512<double> second, Vector512<double> secondHeld, Vector512<double> passed, double time)
    {
        var firstIsSlow = Vector512.LessThan(first, second);
        var slow = Vector512.ConditionalSelect(firstIsSlow, first, second);
        var fast = Vector512.ConditionalSelect(firstIsSlow, second, first);
        var quotient = (Vector512.ConditionalSelect(firstIsSlow, firstHeld, secondHeld) - passed) / fast;
        var isLong = Vector512.GreaterThan(fast * time, Vector512.Create(ShortPassedHeld));
        if (Vector512.EqualsAll(isLong.AsInt64(), Vector512<long>.AllBitsSet))
        {
            return quotient;
        }

        var (x, y) = (slow * -time, fast * -time);
        var (sum, homogeneous, power) = (Vector512<double>.Zero, Vector512<double>.One, Vector512<double>.One);
        for (var n = 0; n < PassedHeldTerms; n++)
        {
            sum += homogeneous * (1 / Factorials[n + 2]);
            power *= y;
            homogeneous = (x * homogeneous) + power;
        }

        return Vector512.ConditionalSelect(isLong, quotient, sum * (time * time));
    }
}
