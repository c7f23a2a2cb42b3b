using System.Globalization;
using System.Text;

namespace Engramm.Server.Staff.Planning;

/// <summary>Where things of the figure lie, in a box of 800 × 360.</summary>
internal sealed class ConcentrationDrawing(PredictedCourse course)
{
    public const double Left = 46;
    public const double Right = 790;
    public const double Top = 24;
    public const double Bottom = 306;

    private static readonly int[] Steps = [1, 2, 5, 10];

    /// <summary>Last minute drawn.</summary>
    public double LastMinute { get; } = course.Points[^1].Minute;

    /// <summary>Highest concentration drawn, a whole number of steps.</summary>
    public double Highest { get; } = Math.Ceiling(course.Points.Max(p => Math.Max(p.Upper, p.Second)) * 1.08 / StepOf(course)) * StepOf(course);

    /// <summary>The values beside the grid lines.</summary>
    public IEnumerable<double> Grid()
    {
        var step = StepOf(course);
        for (var i = 0; i * step <= Highest + (step / 2); i++)
        {
            yield return i * step;
        }
    }

    /// <summary>The minutes below the axis: at most ten of them.</summary>
    public IEnumerable<double> Minutes()
    {
        var step = LastMinute <= 200 ? 20 : LastMinute <= 400 ? 40 : 60;
        for (var minute = 0.0; minute <= LastMinute; minute += step)
        {
            yield return minute;
        }
    }

    public double X(double minute) => Left + ((Right - Left) * minute / LastMinute);

    public double Y(double value) => Bottom - ((Bottom - Top) * value / Highest);

    /// <summary>A line through one value of every point.</summary>
    public string Line(Func<PredictedPoint, double> value)
    {
        var path = new StringBuilder();
        foreach (var point in course.Points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(At(X(point.Minute))).Append(' ').Append(At(Y(value(point))));
        }

        return path.ToString();
    }

    /// <summary>The area between the edges of the band.</summary>
    public string Area()
    {
        var path = new StringBuilder(Line(p => p.Upper));
        foreach (var point in course.Points.Reverse())
        {
            path.Append('L').Append(At(X(point.Minute))).Append(' ').Append(At(Y(point.Lower)));
        }

        return path.Append('Z').ToString();
    }

    /// <summary>A coordinate as SVG writes it.</summary>
    public static string At(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static double StepOf(PredictedCourse course)
    {
        var most = course.Points.Max(p => Math.Max(p.Upper, p.Second));
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(most, 1) / 4)));
        return Steps.Select(n => n * magnitude).First(step => most / step <= 4.6 || step >= 10 * magnitude);
    }
}
