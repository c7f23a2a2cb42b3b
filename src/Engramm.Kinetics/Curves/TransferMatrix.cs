namespace Engramm.Kinetics.Curves;

/// <summary>
/// The exponential of a compartment matrix, times a vector, by scaling and squaring.
/// </summary>
/// <remarks>
/// Drug that moves is never negative and never lost, and the calculation keeps to that. With q the fastest rate at which any
/// compartment empties, A = q (P − I) where P has no negative element and columns that add up to 1, so
/// e^(A h) = e^(−qh) e^(qhP): the series and each squaring only add and multiply positive numbers, which keeps the digits of
/// small elements too, and each column is brought back to its known sum. A constant input is one more compartment that never
/// empties. (Uniformisation: Jensen, Skand Aktuarietidskr 1953;36:87. Scaling and squaring: Moler and Van Loan, SIAM Rev 2003;45:3.)
/// </remarks>
internal sealed class TransferMatrix
{
    // With steps of at most one half the sixteenth term is below 1e-17 of the first.
    private const double LongestStep = 0.5;
    private const int Terms = 16;
    private const int Block = 4;

    private readonly int compartments;
    private readonly int size;
    private readonly double fastest;
    private readonly double[] jump;
    private double[] current;
    private double[] spare;
    private readonly double[][] powers;

    /// <summary>From the flows between compartments; drug that arrives in the last one stays there.</summary>
    public TransferMatrix(int compartments, (int From, int To, double Rate)[] flows)
    {
        this.compartments = compartments;
        size = compartments + 1;
        var leaving = new double[compartments];
        foreach (var (from, _, rate) in flows)
        {
            leaving[from] += rate;
        }

        fastest = leaving.Max();
        jump = new double[size * size];
        foreach (var (from, to, rate) in flows)
        {
            jump[(to * size) + from] += rate / fastest;
        }

        for (var i = 0; i < compartments; i++)
        {
            jump[(i * size) + i] += 1 - (leaving[i] / fastest);
        }

        jump[^1] = 1;
        current = new double[size * size];
        spare = new double[size * size];
        powers = [.. Enumerable.Range(0, Block + 1).Select(_ => new double[size * size])];
    }

    /// <summary>The amounts after a span of minutes under constant rates (mg/min), none of them negative.</summary>
    public void Carry(double[] amounts, double[] rates, double span, double[] after)
    {
        var input = rates.Sum();
        if (span <= 0 || fastest <= 0)
        {
            for (var i = 0; i < compartments; i++)
            {
                after[i] = amounts[i] + (rates[i] * Math.Max(span, 0));
            }

            return;
        }

        Exponential(rates, input, span);
        for (var i = 0; i < compartments; i++)
        {
            var sum = current[(i * size) + compartments] * input / fastest;
            for (var j = 0; j < compartments; j++)
            {
                sum += current[(i * size) + j] * amounts[j];
            }

            after[i] = sum;
        }
    }

    private void Exponential(double[] rates, double input, double span)
    {
        for (var i = 0; i < compartments; i++)
        {
            jump[(i * size) + compartments] = input == 0 ? 0 : rates[i] / input;
        }

        var whole = fastest * span;
        var squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(whole / LongestStep)));
        var step = Math.ScaleB(whole, -squarings);
        Series(step);
        Settle(step);
        for (var i = 0; i < squarings; i++)
        {
            Multiply(current, current, spare);
            (current, spare) = (spare, current);
            step *= 2;
            Settle(step);
        }
    }

    // e^(−step) · sum of (step P)^k / k!, in blocks of four powers (Paterson and Stockmeyer).
    private void Series(double step)
    {
        var one = powers[0];
        Array.Clear(one);
        for (var i = 0; i < size; i++)
        {
            one[(i * size) + i] = 1;
        }

        for (var i = 0; i < jump.Length; i++)
        {
            powers[1][i] = jump[i] * step;
        }

        for (var k = 2; k <= Block; k++)
        {
            Multiply(powers[k - 1], powers[1], powers[k]);
        }

        Array.Clear(current);
        for (var block = (Terms / Block) - 1; block >= 0; block--)
        {
            Multiply(current, powers[Block], spare);
            (current, spare) = (spare, current);
            for (var k = Block - 1; k >= 0; k--)
            {
                var weight = Math.Exp(-step) / Factorial((block * Block) + k);
                for (var i = 0; i < current.Length; i++)
                {
                    current[i] += weight * powers[k][i];
                }
            }
        }
    }

    // Each compartment's drug is somewhere; what came in is the rate times the time; the input itself never empties.
    private void Settle(double step)
    {
        for (var column = 0; column < size; column++)
        {
            var sum = 0.0;
            for (var row = 0; row < compartments; row++)
            {
                sum += current[(row * size) + column];
            }

            var scale = sum == 0 ? 0 : (column < compartments ? 1 : step) / sum;
            for (var row = 0; row < compartments; row++)
            {
                current[(row * size) + column] *= scale;
            }

            current[(compartments * size) + column] = column < compartments ? 0 : 1;
        }
    }

    private void Multiply(double[] a, double[] b, double[] product)
    {
        Array.Clear(product);
        for (var i = 0; i < size; i++)
        {
            var row = product.AsSpan(i * size, size);
            for (var k = 0; k < size; k++)
            {
                var factor = a[(i * size) + k];
                if (factor == 0)
                {
                    continue;
                }

                var from = b.AsSpan(k * size, size);
                for (var j = 0; j < row.Length; j++)
                {
                    row[j] += factor * from[j];
                }
            }
        }
    }

    private static double Factorial(int n)
    {
        var product = 1.0;
        for (var i = 2; i <= n; i++)
        {
            product *= i;
        }

        return product;
    }
}
