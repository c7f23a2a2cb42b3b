namespace Engramm.Kinetics.Models;

/// <summary>Eigenvalues and orthonormal directions of a small symmetric matrix, by Jacobi's rotations; the largest value first.</summary>
internal sealed class SymmetricEigen
{
    // Convergence is quadratic; a matrix of three settles in four to six rounds.
    private const int MostRounds = 60;

    private SymmetricEigen(double[] values, double[,] directions)
    {
        Values = values;
        Directions = directions;
    }

    /// <summary>The eigenvalues, falling.</summary>
    public double[] Values { get; }

    /// <summary>Column i is the direction of value i.</summary>
    public double[,] Directions { get; }

    /// <summary>Takes the matrix apart; its content is used up.</summary>
    public static SymmetricEigen Of(double[,] a)
    {
        var n = a.GetLength(0);
        var v = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            v[i, i] = 1;
        }

        for (var round = 0; round < MostRounds && !IsDiagonal(a, n); round++)
        {
            for (var p = 0; p < n - 1; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    Rotate(a, v, n, p, q);
                }
            }
        }

        return Sorted(a, v, n);
    }

    // Relative to the diagonal elements concerned, so that a slow rate keeps its digits beside a fast one.
    private static bool IsDiagonal(double[,] a, int n)
    {
        for (var p = 0; p < n - 1; p++)
        {
            for (var q = p + 1; q < n; q++)
            {
                if (Math.Abs(a[p, q]) > 1e-17 * Math.Sqrt(Math.Abs(a[p, p] * a[q, q])))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static void Rotate(double[,] a, double[,] v, int n, int p, int q)
    {
        if (a[p, q] == 0)
        {
            return;
        }

        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        a[p, p] -= t * a[p, q];
        a[q, q] += t * a[p, q];
        a[p, q] = a[q, p] = 0;
        for (var k = 0; k < n; k++)
        {
            if (k != p && k != q)
            {
                var (kp, kq) = (a[k, p], a[k, q]);
                a[k, p] = a[p, k] = (c * kp) - (s * kq);
                a[k, q] = a[q, k] = (s * kp) + (c * kq);
            }

            var (vp, vq) = (v[k, p], v[k, q]);
            v[k, p] = (c * vp) - (s * vq);
            v[k, q] = (s * vp) + (c * vq);
        }
    }

    private static SymmetricEigen Sorted(double[,] a, double[,] v, int n)
    {
        var values = new double[n];
        var order = new int[n];
        for (var i = 0; i < n; i++)
        {
            values[i] = -a[i, i];
            order[i] = i;
        }

        Array.Sort(values, order);
        var directions = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            values[i] = -values[i];
            for (var k = 0; k < n; k++)
            {
                directions[k, i] = v[k, order[i]];
            }
        }

        return new SymmetricEigen(values, directions);
    }
}
