using System.Globalization;
using System.Text;
using Engramm.Outcomes;

namespace Engramm.Server.Staff.Progress;

/// <summary>A mark as it is drawn.</summary>
/// <param name="Marker">What it marks.</param>
/// <param name="X">Where its line stands.</param>
/// <param name="Label">The words; empty where there is no room.</param>
/// <param name="Line">The line of the label, 0 or 1.</param>
/// <param name="Anchor">start, middle or end.</param>
/// <param name="Begins">Left end of the label.</param>
/// <param name="Ends">Right end of the label.</param>
public sealed record TrendMark(TrendMarker Marker, double X, string Label, int Line, string Anchor, double Begins, double Ends);

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

    /// <summary>Room for one letter of a label, a little more than the mean of the typeface at 12 units, and the gap between two labels.</summary>
    private const double LetterWidth = 6.8, BetweenLabels = 8;

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

    /// <summary>
    /// Marks with their label and the line it stands on, 0 or 1. Where the whole label does not fit, the short one stands; where that does
    /// not fit either, none does: the table below says the same in words.
    /// </summary>
    public IReadOnlyList<TrendMark> Marks
    {
        get
        {
            Span<double> taken = [double.NegativeInfinity, double.NegativeInfinity];
            var marks = new List<TrendMark>();
            foreach (var marker in trend.Markers)
            {
                var x = X(marker.Day);
                var (label, anchor, begins, line) = Place(marker.Text, x, taken);
                if (line < 0)
                {
                    (label, anchor, begins, line) = Place(marker.Short, x, taken);
                }

                if (line < 0)
                {
                    marks.Add(new TrendMark(marker, x, "", 0, "middle", x, x));
                    continue;
                }

                var ends = begins + WidthOf(label);
                taken[line] = ends + BetweenLabels;
                marks.Add(new TrendMark(marker, x, label, line, anchor, begins, ends));
            }

            return marks;
        }
    }

    private static (string Label, string Anchor, double Begins, int Line) Place(string label, double x, ReadOnlySpan<double> taken)
    {
        var width = WidthOf(label);
        var anchor = x + (width / 2) > Right ? "end" : x - (width / 2) < Left ? "start" : "middle";
        var begins = anchor switch { "end" => x - width, "start" => x, _ => x - (width / 2) };
        return (label, anchor, begins, label.Length == 0 ? -1 : begins >= taken[0] ? 0 : begins >= taken[1] ? 1 : -1);
    }

    private static double WidthOf(string label) => label.Length * LetterWidth;

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
