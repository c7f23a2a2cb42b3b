using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Schedules;

namespace Engramm.Kinetics.Populations;

/// <summary>
/// Percentiles the plain way: one person after the other, all values kept, sorted. For a browser, where vectors are slow and people
/// few; <see cref="PercentileStream"/> gives the same for many.
/// </summary>
internal static class PercentileList
{
    public static (double[][] Plasma, double[][] Effect) Take(
        VirtualPeople people, double ke0, Course course, double[] times, IReadOnlyList<double> percentiles, Action<int, Span<double>>? measure)
    {
        var (plasma, effect) = (Rows(times.Length, people.Count), Rows(ke0 == 0 ? 0 : times.Length, people.Count));
        var (plasmaCurve, effectCurve) = (new double[times.Length], new double[effect.Length]);
        for (var person = 0; person < people.Count; person++)
        {
            Response.Fill(people.Person(person).Modes, ke0, course.Turns, times, plasmaCurve, effectCurve);
            for (var point = 0; point < times.Length; point++)
            {
                plasma[point][person] = plasmaCurve[point];
                if (ke0 > 0)
                {
                    effect[point][person] = effectCurve[point];
                }
            }
        }

        for (var point = 0; point < times.Length; point++)
        {
            measure?.Invoke(point, plasma[point]);
        }

        return (Of(plasma, percentiles), ke0 == 0 ? [] : Of(effect, percentiles));
    }

    /// <summary>Between the two nearest ranks in proportion (Hyndman and Fan 1996, definition 7; the default of R).</summary>
    public static double Between(ReadOnlySpan<double> sorted, double percentile)
    {
        var (below, share) = Rank(percentile, sorted.Length);
        return sorted[below] + (share * (sorted[below + 1] - sorted[below]));
    }

    /// <summary>The rank below a percentile among <paramref name="count"/> numbers (two or more), and the share of the way to the next.</summary>
    public static (int Below, double Share) Rank(double percentile, int count)
    {
        var rank = percentile / 100 * (count - 1);
        var below = Math.Min((int)rank, count - 2);
        return (below, rank - below);
    }

    private static double[][] Of(double[][] points, IReadOnlyList<double> percentiles)
    {
        var rows = Rows(percentiles.Count, points.Length);
        for (var point = 0; point < points.Length; point++)
        {
            Array.Sort(points[point]);
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row][point] = Between(points[point], percentiles[row]);
            }
        }

        return rows;
    }

    private static double[][] Rows(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];
}
