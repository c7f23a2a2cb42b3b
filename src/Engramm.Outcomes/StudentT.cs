namespace Engramm.Outcomes;

/// <summary>The factor of a two-sided 95 % interval.</summary>
internal static class StudentT
{
    /// <summary>
    /// Upper 2.5 % point of Student's t by the expansion of Abramowitz &amp; Stegun, Handbook of Mathematical Functions, 26.7.5.
    /// Off by less than 0.001 from 5 degrees of freedom on; fewer are refused.
    /// </summary>
    public static double For95Percent(double degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 5);
        const double z = 1.959963984540054;
        const double z3 = z * z * z;
        const double z5 = z3 * z * z;
        const double z7 = z5 * z * z;
        const double z9 = z7 * z * z;
        return z
            + ((z3 + z) / (4 * degrees))
            + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * Math.Pow(degrees, 2)))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / (384 * Math.Pow(degrees, 3)))
            + (((79 * z9) + (776 * z7) + (1482 * z5) - (1920 * z3) - (945 * z)) / (92160 * Math.Pow(degrees, 4)));
    }
}
