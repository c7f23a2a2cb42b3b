using System.Runtime.InteropServices;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Schedules;

namespace Engramm.Kinetics.Populations;

/// <summary>
/// Walks all people through a few points at a time, takes the percentiles of those points and forgets the curves. What stays
/// in memory is where each person stands.
/// </summary>
internal sealed class PercentileStream
{
    // Points walked at a time: as many as the nearer cache holds, for each point is read once more for every percentile. Where not even
    // a few fit, those few still save exponentials, up to what may be held at all.
    private const int CachedNumbers = 96 << 10;
    private const int HeldNumbers = 2 << 20;
    private const int FewPoints = 8;
    private const int LargestTile = 64;

    // Blocks that one thread takes at a time.
    private const int Portion = 256;

    private readonly StepBlock[] blocks;
    private readonly int count;
    private readonly double ke0;
    private readonly int threads;
    private readonly int stride;
    private readonly int tile;
    private readonly double[] plasmaTile;
    private readonly double[] effectTile;

    public PercentileStream(VirtualPeople people, double ke0, int threads)
    {
        count = people.Count;
        this.ke0 = ke0;
        this.threads = threads;
        stride = people.Blocks * VirtualPeople.PerBlock;
        tile = Math.Clamp(Math.Max(CachedNumbers / stride, Math.Min(FewPoints, HeldNumbers / stride)), 1, LargestTile);
        plasmaTile = new double[stride * tile];
        effectTile = ke0 == 0 ? [] : new double[stride * tile];
        blocks = new StepBlock[people.Blocks];
        InPortions((from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                blocks[i] = StepBlock.Of(people, i);
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

            Walk(runs, first, next);
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

    private Span<double> Point(double[] source, int point) => source.AsSpan(point * stride, count);

    private unsafe void Walk(List<StepRun> runs, int first, int next) => InPortions((from, to) =>
    {
        fixed (double* plasma = plasmaTile, effect = effectTile)
        {
            for (var i = from; i < to; i++)
            {
                var offset = i * VirtualPeople.PerBlock;
                blocks[i].Walk(CollectionsMarshal.AsSpan(runs)[first..next], ke0, plasma + offset, effect is null ? null : effect + offset, stride, pastCache: false);
            }
        }
    });

    private void InPortions(Action<int, int> work) =>
        Each((blocks.Length + Portion - 1) / Portion, portion => work(portion * Portion, Math.Min((portion + 1) * Portion, blocks.Length)));

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
