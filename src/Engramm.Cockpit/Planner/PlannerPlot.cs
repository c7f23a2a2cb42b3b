using System.Globalization;
using System.Text;

namespace Engramm.Cockpit.Planner;

/// <summary>Where things of the planner's figure lie, in a box of 800 × 380.</summary>
internal sealed class PlannerPlot(PlannerView view)
{
    public const double Left = 46;
    public const double Right = 790;
    public const double Top = 40;
    public const double Bottom = 320;

    private static readonly int[] Steps = [1, 2, 5, 10];

    /// <summary>Between two grid lines, ng/mL.</summary>
    private double Step { get; } = StepFor(Most(view));

    /// <summary>Last minute drawn.</summary>
    public double LastMinute { get; } = view.Times[^1];

    /// <summary>Highest concentration drawn, a whole number of steps.</summary>
    public double Highest => Math.Ceiling(Most(view) * 1.05 / Step) * Step;

    /// <summary>The values beside the grid lines.</summary>
    public IEnumerable<double> Grid()
    {
        for (var i = 0; i * Step <= Highest + (Step / 2); i++)
        {
            yield return i * Step;
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

    public double Y(double value) => Bottom - ((Bottom - Top) * Math.Min(value, Highest) / Highest);

    /// <summary>A line through the values, or nothing where there are none.</summary>
    public string Line(double[] values)
    {
        var path = new StringBuilder(values.Length * 12);
        Append(path, values, 'M');
        return path.ToString();
    }

    /// <summary>The area between the edges of the band.</summary>
    public string Area()
    {
        var path = new StringBuilder(view.Upper.Length * 24);
        Append(path, view.Upper, 'M');
        for (var i = view.Lower.Length - 1; i >= 0; i--)
        {
            Point(path, 'L', view.Times[i], view.Lower[i]);
        }

        return path.Append(view.Upper.Length > 0 ? "Z" : "").ToString();
    }

    /// <summary>A coordinate as SVG writes it.</summary>
    public static string At(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private void Append(StringBuilder path, double[] values, char first)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Point(path, i == 0 ? first : 'L', view.Times[i], values[i]);
        }
    }

    private void Point(StringBuilder path, char command, double minute, double value) =>
        path.Append(command).Append(At(X(minute))).Append(' ').Append(At(Y(value)));

    private static double Most(PlannerView view) => Math.Max(view.Typical.Max(), Math.Max(view.Upper.DefaultIfEmpty().Max(), Math.Max(view.Beside.DefaultIfEmpty().Max(), view.Metabolites.SelectMany(m => m.Values).DefaultIfEmpty().Max())));

    private static double StepFor(double most)
    {
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(most, 1) / 4)));
        return Steps.Select(n => n * magnitude).First(step => most / step <= 4.6 || step >= 10 * magnitude);
    }
}
