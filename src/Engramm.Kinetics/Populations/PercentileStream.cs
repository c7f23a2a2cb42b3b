using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Schedules;

namespace Engramm.Kinetics.Populations;

/// <summary>
/// Walks all people through a few points at a time, takes the percentiles of those points and forgets the curves. What stays
/// in memory is where each person stands.
/// </summary>
internal sealed class PercentileStream
{
    private const int Lanes = 8;

    // Numbers held at once; more points at a time save exponentials as long as they stay in the cache.
    private const int TileNumbers = 1 << 19;
    private const int LargestTile = 64;

    // Blocks of eight that one thread takes at a time.
    private const int Portion = 512;

    private readonly PeopleLanes[] lanes;
    private readonly int count;
    private readonly double ke0;
    private readonly int threads;
    private readonly int tile;
    private readonly double[] plasmaTile;
    private readonly double[] effectTile;

    public PercentileStream(VirtualPeople people, double ke0, int threads)
    {
        count = people.Count;
        this.ke0 = ke0;
        this.threads = threads;
        var padded = people.Blocks * VirtualPeople.PerBlock;
        tile = Math.Clamp(TileNumbers / padded, 1, LargestTile);
        plasmaTile = new double[padded * tile];
        effectTile = ke0 == 0 ? [] : new double[padded * tile];
        lanes = new PeopleLanes[padded / Lanes];
        InPortions((from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                lanes[i] = PeopleLanes.Of(people, i * Lanes);
            }
        });
    }

    /// <summary>Percentiles in mg/L: for each percentile one value at each time; those of the effect site are empty without one.</summary>
    public (double[][] Plasma, double[][] Effect) Take(
        Course course, double[] times, IReadOnlyList<double> percentiles, Action<int, Span<double>>? measure, IProgress<double>? progress, CancellationToken stop)
    {
        var plasma = Rows(percentiles.Count, times.Length);
        var effect = ke0 == 0 ? [] : Rows(percentiles.Count, times.Length);
        RunningPercentile[] running = [.. Enumerable.Range(0, plasma.Length + effect.Length).Select(i => new RunningPercentile(count, percentiles[i % percentiles.Count]))];
        var runs = StepPlan.Of(course.Turns, times, tile);
        var next = 0;
        for (var start = 0; start < times.Length; start += tile)
        {
            stop.ThrowIfCancellationRequested();
            var end = Math.Min(start + tile, times.Length);
            var first = next;
            while (next < runs.Count && runs[next].First < end)
            {
                next++;
            }

            Walk(runs, first, next, start);
            if (measure is not null)
            {
                Each(end - start, point => measure(start + point, Point(plasmaTile, point)));
            }

            Each(running.Length, which =>
            {
                var (rows, source, row) = which < plasma.Length ? (plasma, plasmaTile, which) : (effect, effectTile, which - plasma.Length);
                for (var point = start; point < end; point++)
                {
                    rows[row][point] = running[which].Of(Point(source, point - start));
                }
            });
            progress?.Report((double)end / times.Length);
        }

        return (plasma, effect);
    }

    private Span<double> Point(double[] source, int point) => source.AsSpan(point * lanes.Length * Lanes, count);

    private void Walk(List<StepRun> runs, int first, int next, int start) => InPortions((from, to) =>
    {
        for (var i = from; i < to; i++)
        {
            var people = lanes[i];
            var previous = (Span: double.NaN, Rate: double.NaN);
            StepLanes step = default;
            foreach (var run in CollectionsMarshal.AsSpan(runs)[first..next])
            {
                if (previous != (run.Span, run.Rate))
                {
                    step = StepLanes.Of(ref people.Modes, ke0, run.Span, run.Rate);
                    previous = (run.Span, run.Rate);
                }

                people.Give(run.Bolus);
                for (var n = 0; n < run.Count; n++)
                {
                    step.Take(ref people);
                    if (run.First >= 0)
                    {
                        var at = (((run.First - start + n) * lanes.Length) + i) * Lanes;
                        (people.Plasma0 + people.Plasma1 + people.Plasma2).CopyTo(plasmaTile, at);
                        if (effectTile.Length > 0)
                        {
                            people.Effect.CopyTo(effectTile, at);
                        }
                    }
                }
            }

            lanes[i] = people;
        }
    });

    private void InPortions(Action<int, int> work) =>
        Each((lanes.Length + Portion - 1) / Portion, portion => work(portion * Portion, Math.Min((portion + 1) * Portion, lanes.Length)));

    // A browser has one thread and no way to wait for another.
    private void Each(int number, Action<int> work)
    {
        if (threads == 1)
        {
            for (var i = 0; i < number; i++)
            {
                work(i);
            }
        }
        else
        {
            Parallel.For(0, number, new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads }, work);
        }
    }

    private static double[][] Rows(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];
}
