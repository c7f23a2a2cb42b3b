using System.Globalization;

namespace Engramm.Kinetics.Tests;

/// <summary>Comparison of numbers by relative distance.</summary>
internal static class Near
{
    public static double Distance(double expected, double actual) => Math.Abs(actual - expected) / Math.Abs(expected);

    public static void Equal(double expected, double actual, double relative, string what = "")
    {
        var close = expected == 0 ? Math.Abs(actual) <= relative : Distance(expected, actual) <= relative;
        Assert.True(close, string.Create(CultureInfo.InvariantCulture, $"{what} expected {expected:R}, got {actual:R}, allowed relative distance {relative:R}"));
    }
}
