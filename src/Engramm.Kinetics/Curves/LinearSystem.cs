using System.Runtime.InteropServices;

namespace Engramm.Kinetics.Curves;

/// <summary>A moment at which something changes: amounts (mg) are added at once, and from here on the rates (mg/min) hold.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LinearTurn(double Time, double[] Added, double[] Rates);

/// <summary>
/// Compartments between which drug moves in proportion to what is there: delay chains, metabolites, absorption, a liver. The
/// answer to doses and constant rates is exact, by matrix exponential, and carried from one turn to the next only: where the
/// curve is looked at changes nothing. Rates may be equal or close.
/// </summary>
internal sealed class LinearSystem
{
    /// <summary>Where a flow goes that leaves the system.</summary>
    public const int Outside = -1;

    private readonly List<(int From, int To, double Rate)> flows = [];

    /// <summary>How many compartments there are.</summary>
    public int Compartments { get; private set; }

    /// <summary>One more compartment; its number.</summary>
    public int Add() => Compartments++;

    /// <summary>Drug goes from one compartment to another, or <see cref="Outside"/>, with this rate constant in 1/min.</summary>
    public void Move(int from, int to, double perMinute) => flows.Add((from, to, perMinute));

    /// <summary>Exchange between two volumes in L with a flow in L/min.</summary>
    public void Exchange(int first, double firstVolume, int second, double secondVolume, double flow)
    {
        Move(first, second, flow / firstVolume);
        Move(second, first, flow / secondVolume);
    }

    /// <summary>
    /// Walks through the times, which rise, and shows at each the amount in each compartment and last the amount that has left.
    /// At the moment of a turn they are those just after it. The array shown is used again.
    /// </summary>
    public void Walk(IReadOnlyList<LinearTurn> turns, ReadOnlySpan<double> times, Action<int, double[]> visit)
    {
        var matrix = new TransferMatrix(Compartments + 1, [.. flows.Select(f => f with { To = f.To == Outside ? Compartments : f.To })]);
        var (amounts, shown, rates) = (new double[Compartments + 1], new double[Compartments + 1], new double[Compartments + 1]);
        var (next, since) = (0, 0.0);
        for (var k = 0; k < times.Length; k++)
        {
            for (; next < turns.Count && turns[next].Time <= times[k]; next++)
            {
                matrix.Carry(amounts, rates, turns[next].Time - since, shown);
                shown.CopyTo(amounts, 0);
                for (var i = 0; i < Compartments; i++)
                {
                    amounts[i] += turns[next].Added[i];
                    rates[i] = turns[next].Rates[i];
                }

                since = turns[next].Time;
            }

            matrix.Carry(amounts, rates, times[k] - since, shown);
            visit(k, shown);
        }
    }
}
