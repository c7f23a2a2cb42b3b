namespace Engramm.Kinetics.Tests;

/// <summary>
/// An integrator that shares nothing with the product: Dormand and Prince's method of order 5 with step control
/// (J Comput Appl Math 1980;6:19), on the differential equations as textbooks print them.
/// </summary>
internal static class DormandPrince
{
    private static readonly double[][] A =
    [
        [],
        [1.0 / 5],
        [3.0 / 40, 9.0 / 40],
        [44.0 / 45, -56.0 / 15, 32.0 / 9],
        [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
        [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
        [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
    ];

    private static readonly double[] Error = [71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40];

    /// <summary>Carries the state over the span.</summary>
    public static void Advance(Action<double[], double[]> derivative, double[] state, double span, double relative = 1e-12, double absolute = 1e-15)
    {
        var n = state.Length;
        var k = Enumerable.Range(0, 7).Select(_ => new double[n]).ToArray();
        var trial = new double[n];
        var (done, step) = (0.0, Math.Min(span, 1e-3));
        while (done < span)
        {
            step = Math.Min(step, span - done);
            for (var stage = 0; stage < 7; stage++)
            {
                for (var i = 0; i < n; i++)
                {
                    trial[i] = state[i];
                    for (var j = 0; j < stage; j++)
                    {
                        trial[i] += step * A[stage][j] * k[j][i];
                    }
                }

                derivative(trial, k[stage]);
            }

            var worst = 0.0;
            for (var i = 0; i < n; i++)
            {
                var error = 0.0;
                for (var stage = 0; stage < 7; stage++)
                {
                    error += step * Error[stage] * k[stage][i];
                }

                worst = Math.Max(worst, Math.Abs(error) / (absolute + (relative * Math.Max(Math.Abs(state[i]), Math.Abs(trial[i])))));
            }

            if (worst <= 1)
            {
                done += step;
                trial.CopyTo(state, 0);
            }

            step *= Math.Clamp(0.9 * Math.Pow(Math.Max(worst, 1e-10), -0.2), 0.2, 5);
        }
    }
}
