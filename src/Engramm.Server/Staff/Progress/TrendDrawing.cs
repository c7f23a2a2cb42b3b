using System.Globalization;
using System.Text;
using Engramm.Outcomes;

namespace Engramm.Server.Staff.Progress;

/// <summary>Where everything of a trend figure lies on its sheet of 640 × 300. Only geometry: no words, no colours.</summary>
public sealed class TrendDrawing
{
    public const int Width = 640;
    public const int Height = 300;
    public const double Left = 30;
    public const double Right = 632;
    public const double Top = 62;
    public const double Bottom = 268;

    /// <summary>Ends of the diary's scales.</summary>
    public const int Greatest = 10;

    /// <summary>Values with a line of the grid.</summary>
    public static IReadOnlyList<int> Marked { get; } = [0, 2, 4, 6, 8, 10];

    /// <summary>Room a label needs before the next one may stand on the same line.</summary>
    private const double LabelWidth = 150;

    private readonly DiaryTrend trend;

    public TrendDrawing(DiaryTrend trend) => this.trend = trend;

    /// <summary>Stretches of days without a gap: the outline of the band and the curve in it.</summary>
    public IReadOnlyList<(string Band, string Curve)> Stretches =>
    [
        .. Unbroken(trend.Trend.Points).Select(points => (
            Band: Path([.. points.Select(p => (p.Day, p.High)), .. points.Reverse().Select(p => (p.Day, p.Low))]) + "Z",
            Curve: Path([.. points.Select(p => (p.Day, p.Estimate))]))),
    ];

    /// <summary>Days at which the axis carries a date, both ends included.</summary>
    public IReadOnlyList<DateOnly> Dates =>
        [.. Enumerable.Range(0, 5).Select(i => trend.First.AddDays((int)Math.Round((trend.Last.DayNumber - trend.First.DayNumber) * i / 4.0, MidpointRounding.AwayFromZero)))];

    /// <summary>Marks with the line their label stands on, 0 or 1, so that neighbours stay readable.</summary>
    public IReadOnlyList<(TrendMarker Marker, double X, int Line, string Anchor)> Marks
    {
        get
        {
            Span<double> taken = [double.NegativeInfinity, double.NegativeInfinity];
            var marks = new List<(TrendMarker, double, int, string)>();
            foreach (var marker in trend.Markers)
            {
                var x = X(marker.Day);
                var anchor = x > Right - (LabelWidth / 2) ? "end" : x < Left + (LabelWidth / 2) ? "start" : "middle";
                var begins = anchor switch { "end" => x - LabelWidth, "start" => x, _ => x - (LabelWidth / 2) };
                var line = begins >= taken[0] ? 0 : 1;
                taken[line] = begins + LabelWidth;
                marks.Add((marker, x, line, anchor));
            }

            return marks;
        }
    }

    /// <summary>From left to right.</summary>
    public double X(DateOnly day) => Left + ((Right - Left) * (day.DayNumber - trend.First.DayNumber) / Math.Max(1, trend.Last.DayNumber - trend.First.DayNumber));

    /// <summary>From bottom to top.</summary>
    public static double Y(double value) => Bottom - ((Bottom - Top) * value / Greatest);

    /// <summary>A coordinate as SVG writes it.</summary>
    public static string At(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private string Path(IReadOnlyList<(DateOnly Day, double Value)> points)
    {
        var path = new StringBuilder();
        foreach (var (day, value) in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(At(X(day))).Append(' ').Append(At(Y(value)));
        }

        return path.ToString();
    }

    private static List<IReadOnlyList<TrendPoint>> Unbroken(IReadOnlyList<TrendPoint> points)
    {
        var stretches = new List<IReadOnlyList<TrendPoint>>();
        var from = 0;
        for (var i = 1; i <= points.Count; i++)
        {
            if (i == points.Count || points[i].Day.DayNumber != points[i - 1].Day.DayNumber + 1)
            {
                stretches.Add([.. points.Skip(from).Take(i - from)]);
                from = i;
            }
        }

        return stretches;
    }
}
