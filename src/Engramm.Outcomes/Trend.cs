namespace Engramm.Outcomes;

/// <summary>One diary entry: a day and a number on the scale of the diary.</summary>
public sealed record DiaryValue(DateOnly Day, double Value);

/// <summary>The estimated level on one day with its 95 % band. The band may reach beyond the scale; it is not cut.</summary>
public sealed record TrendPoint(DateOnly Day, double Estimate, double Low, double High);

/// <summary>What a diary series says about the change from its first to its last day.</summary>
public enum TrendVerdict
{
    /// <summary>Too few entries, or too short a time, for any statement. The entries themselves can still be shown.</summary>
    TooFewEntries,

    /// <summary>Cannot tell: the 95 % interval of the change includes no change.</summary>
    NoClearChange,

    /// <summary>The level at the end lies below that at the start, beyond chance.</summary>
    Lower,

    /// <summary>The level at the end lies above that at the start, beyond chance.</summary>
    Higher,
}

/// <summary>The change of the estimated level from the first to the last day, with its 95 % interval.</summary>
public sealed record TrendChange(double Estimate, double Low, double High);

/// <summary>
/// The smoothed course of a diary series. It describes; it says nothing about the cause of a change.
/// </summary>
/// <remarks>
/// Method: local-linear regression on the day with tricube weights over 14 days to either side. The spread of single entries is
/// estimated from all residuals with n − 2 tr(L) + tr(LLᵀ) degrees of freedom (L is the smoothing matrix; Loader, Local Regression
/// and Likelihood, 1999, ch. 2). When residuals of neighbouring days resemble each other (lag-1 correlation r above 0), the variance
/// is widened by (1 + r) / (1 − r), the large-sample factor for a mean of such a series. The band is pointwise, 95 %, with Student's t.
/// A day with fewer than 5 entries on 3 days inside its window gets no point: a gap stays a gap. The window and the least counts are
/// expert defaults of this project.
/// </remarks>
/// <param name="Verdict">What can be said about the change.</param>
/// <param name="Points">One point per day that has enough entries around it, in order; empty when there are too few entries.</param>
/// <param name="Change">The change from the first to the last point; null when there are too few entries.</param>
public sealed record Trend(TrendVerdict Verdict, IReadOnlyList<TrendPoint> Points, TrendChange? Change)
{
    /// <summary>Days to either side that count for one day's level.</summary>
    public const int HalfWindowDays = 14;

    /// <summary>Fewer entries than this say nothing.</summary>
    public const int FewestEntries = 10;

    /// <summary>A series shorter than this says nothing.</summary>
    public const int ShortestDays = 14;

    private const int FewestEntriesInWindow = 5;
    private const int FewestDaysInWindow = 3;
    private const double FewestDegreesOfFreedom = 5;

    private static readonly Trend CannotTell = new(TrendVerdict.TooFewEntries, [], null);

    /// <summary>Estimates the course. The order of the entries does not matter; several on one day all count.</summary>
    public static Trend Of(IEnumerable<DiaryValue> entries)
    {
        var series = entries.OrderBy(entry => entry.Day).ToArray();
        if (series.Length < FewestEntries || series[^1].Day.DayNumber - series[0].Day.DayNumber < ShortestDays)
        {
            return CannotTell;
        }

        // An entry without enough company around it has no smoothed level and so no residual.
        var own = series.Select(entry => WeightsAt(series, entry.Day)).ToArray();
        if (Spread(series, own) is not { } spread)
        {
            return CannotTell;
        }

        var points = new List<TrendPoint>();
        double[]? first = null;
        double[]? last = null;
        for (var day = series[0].Day; day <= series[^1].Day; day = day.AddDays(1))
        {
            if (WeightsAt(series, day) is { } weights)
            {
                var (estimate, low, high) = Interval(series, weights, spread);
                points.Add(new TrendPoint(day, estimate, low, high));
                first ??= weights;
                last = weights;
            }
        }

        var (change, least, greatest) = Interval(series, [.. last!.Zip(first!, (end, start) => end - start)], spread);
        var verdict = greatest < 0 ? TrendVerdict.Lower : least > 0 ? TrendVerdict.Higher : TrendVerdict.NoClearChange;
        return new Trend(verdict, points, new TrendChange(change, least, greatest));
    }

    /// <summary>The row of the smoothing matrix for a day: what each entry contributes to its level. Null when too few are near.</summary>
    private static double[]? WeightsAt(DiaryValue[] series, DateOnly day)
    {
        var offsets = series.Select(entry => (double)(entry.Day.DayNumber - day.DayNumber)).ToArray();
        var kernel = offsets.Select(Tricube).ToArray();
        var near = offsets.Where((_, i) => kernel[i] > 0).ToArray();
        if (near.Length < FewestEntriesInWindow || near.Distinct().Count() < FewestDaysInWindow)
        {
            return null;
        }

        var s0 = kernel.Sum();
        var s1 = kernel.Zip(offsets, (k, x) => k * x).Sum();
        var s2 = kernel.Zip(offsets, (k, x) => k * x * x).Sum();
        return [.. kernel.Zip(offsets, (k, x) => k * (s2 - (s1 * x)) / ((s0 * s2) - (s1 * s1)))];
    }

    private static double Tricube(double days)
    {
        var u = Math.Abs(days) / (HalfWindowDays + 1);
        return u < 1 ? Math.Pow(1 - (u * u * u), 3) : 0;
    }

    private static (double Variance, double StudentT)? Spread(DiaryValue[] series, double[]?[] own)
    {
        var residuals = new List<(int Day, double Value)>();
        var degrees = 0.0;
        for (var i = 0; i < series.Length; i++)
        {
            if (own[i] is { } row)
            {
                residuals.Add((series[i].Day.DayNumber, series[i].Value - Level(series, row)));
                degrees += 1 - (2 * row[i]) + row.Sum(w => w * w);
            }
        }

        if (degrees < FewestDegreesOfFreedom)
        {
            return null;
        }

        var likeness = Math.Max(0, Likeness(residuals));
        var variance = residuals.Sum(r => r.Value * r.Value) / degrees * (1 + likeness) / (1 - likeness);
        return (variance, StudentT.For95Percent(degrees));
    }

    /// <summary>Correlation of residuals one day apart; 0 when they do not vary.</summary>
    private static double Likeness(List<(int Day, double Value)> residuals)
    {
        var pairs = residuals.Zip(residuals.Skip(1)).Where(pair => pair.Second.Day - pair.First.Day == 1).ToArray();
        var size = pairs.Sum(pair => (pair.First.Value * pair.First.Value) + (pair.Second.Value * pair.Second.Value)) / 2;
        return size > 1e-12 ? Math.Min(0.9, pairs.Sum(pair => pair.First.Value * pair.Second.Value) / size) : 0;
    }

    private static double Level(DiaryValue[] series, double[] weights) => series.Select((entry, i) => entry.Value * weights[i]).Sum();

    private static (double Estimate, double Low, double High) Interval(DiaryValue[] series, double[] weights, (double Variance, double StudentT) spread)
    {
        var estimate = Level(series, weights);
        var half = spread.StudentT * Math.Sqrt(spread.Variance * weights.Sum(w => w * w));
        return (estimate, estimate - half, estimate + half);
    }
}
