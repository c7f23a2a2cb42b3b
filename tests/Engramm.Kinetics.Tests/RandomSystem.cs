using Engramm.Kinetics.Curves;

namespace Engramm.Kinetics.Tests;

/// <summary>A random system of two to nine compartments with flows in all directions, and random inputs, all from one number.</summary>
internal sealed record RandomSystem(LinearSystem System, IReadOnlyList<(int From, int To, double Rate)> Flows, IReadOnlyList<LinearTurn> Turns)
{
    public static RandomSystem Of(int seed)
    {
        var random = new Random(seed);
        double Between(double least, double greatest) => least * Math.Pow(greatest / least, random.NextDouble());
        var n = random.Next(2, 10);
        var system = new LinearSystem();
        var flows = new List<(int, int, double)>();
        for (var i = 0; i < n; i++)
        {
            system.Add();
            flows.Add((i, i == n - 1 ? LinearSystem.Outside : i + 1, Between(0.01, 3)));
        }

        for (var i = random.Next(2 * n); i > 0; i--)
        {
            var from = random.Next(n);
            var to = random.Next(-1, n);
            if (from != to)
            {
                // One in four repeats a rate, so that eigenvalues meet.
                flows.Add((from, to, random.Next(4) == 0 ? flows[0].Item3 : Between(0.001, 3)));
            }
        }

        foreach (var (from, to, rate) in flows)
        {
            system.Move(from, to, rate);
        }

        var turns = new List<LinearTurn> { new(0, Amounts(1), Amounts(1)) };
        for (var i = random.Next(4); i > 0; i--)
        {
            turns.Add(new LinearTurn(turns[^1].Time + Between(0.1, 60), Amounts(2), Amounts(2)));
        }

        turns.Add(new LinearTurn(turns[^1].Time + Between(0.1, 60), Amounts(3), new double[n]));
        return new RandomSystem(system, flows, turns);

        double[] Amounts(int oneIn) => [.. Enumerable.Range(0, n).Select(i => (i == 0 && oneIn == 1) || random.Next(3) == 0 ? Between(0.1, 20) : 0)];
    }

    /// <summary>What was put in by this time.</summary>
    public double GivenBy(double time)
    {
        var given = 0.0;
        for (var i = 0; i < Turns.Count && Turns[i].Time <= time; i++)
        {
            var end = i + 1 < Turns.Count ? Math.Min(Turns[i + 1].Time, time) : time;
            given += Turns[i].Added.Sum() + (Turns[i].Rates.Sum() * (end - Turns[i].Time));
        }

        return given;
    }

    /// <summary>Amounts at the times under these inputs.</summary>
    public double[][] At(IReadOnlyList<LinearTurn> turns, double[] times)
    {
        var shown = new double[times.Length][];
        System.Walk(turns, times, (point, amounts) => shown[point] = [.. amounts]);
        return shown;
    }

    /// <summary>Amounts from the differential equations.</summary>
    public double[] Integrate(double until)
    {
        var state = new double[System.Compartments];
        for (var i = 0; i < Turns.Count && Turns[i].Time <= until; i++)
        {
            var turn = Turns[i];
            for (var j = 0; j < state.Length; j++)
            {
                state[j] += turn.Added[j];
            }

            var end = i + 1 < Turns.Count ? Math.Min(Turns[i + 1].Time, until) : until;
            DormandPrince.Advance(Derivative, state, end - turn.Time);

            void Derivative(double[] x, double[] dx)
            {
                turn.Rates.CopyTo(dx, 0);
                foreach (var (from, to, rate) in Flows)
                {
                    dx[from] -= rate * x[from];
                    if (to != LinearSystem.Outside)
                    {
                        dx[to] += rate * x[from];
                    }
                }
            }
        }

        return state;
    }
}
