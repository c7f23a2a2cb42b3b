namespace Engramm.Kinetics.Tests;

/// <summary>
/// An integrator that shares nothing with the product: the Taylor series of the differential equation itself, term by term from its
/// right-hand side, no eigenvalue, no exponential. For x' = f(x) with f affine the term k+1 is h/(k+1) · (f(term k) − f(0)).
/// Each step is so short that the terms shrink at once; they are added until they no longer change the sum.
/// </summary>
internal static class PowerSeries
{
    private const int MostTerms = 40;

    /// <summary>Carries the state over the span.</summary>
    public static void Advance(Action<double[], double[]> derivative, double[] state, double span)
    {
        var n = state.Length;
        var (constant, term, change) = (new double[n], new double[n], new double[n]);
        derivative(new double[n], constant);
        var steps = (int)Math.Ceiling(Math.Max(1, span * Steepest(derivative, constant)));
        var step = span / steps;
        for (var i = 0; i < steps; i++)
        {
            derivative(state, change);
            for (var j = 0; j < n; j++)
            {
                term[j] = step * change[j];
                state[j] += term[j];
            }

            for (var k = 2; k <= MostTerms && Adds(term, state); k++)
            {
                derivative(term, change);
                for (var j = 0; j < n; j++)
                {
                    term[j] = step / k * (change[j] - constant[j]);
                    state[j] += term[j];
                }
            }
        }
    }

    private static bool Adds(double[] term, double[] state)
    {
        for (var j = 0; j < term.Length; j++)
        {
            if (Math.Abs(term[j]) > 1e-18 * Math.Abs(state[j]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The greatest column sum of the system's matrix, per minute.</summary>
    private static double Steepest(Action<double[], double[]> derivative, double[] constant)
    {
        var (unit, column, greatest) = (new double[constant.Length], new double[constant.Length], 0.0);
        for (var j = 0; j < unit.Length; j++)
        {
            unit[j] = 1;
            derivative(unit, column);
            unit[j] = 0;
            greatest = Math.Max(greatest, column.Zip(constant, (a, b) => Math.Abs(a - b)).Sum());
        }

        return greatest;
    }
}
