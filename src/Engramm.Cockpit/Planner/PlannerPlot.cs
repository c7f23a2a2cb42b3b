using System.Globalization;

namespace Engramm.Cockpit.Planner;

/// <summary>Where things of the planner's figure lie, in a box of 800 × 380.</summary>
internal sealed class PlannerPlot
{
    public const double Left = 46;
    public const double Right = 790;
    public const double Top = 40;
    public const double Bottom = 320;

    private static readonly int[] Steps = [1, 2, 5, 10];

    private readonly PlannerView view;
    private readonly double apart;

    public PlannerPlot(PlannerView view)
    {
        this.view = view;
        var most = Most(view);
        apart = StepFor(most);
        Highest = Math.Ceiling(most * 1.05 / apart) * apart;
    }

    /// <summary>Last minute drawn.</summary>
    public double LastMinute => view.Times[^1];

    /// <summary>Highest concentration drawn, a whole number of steps.</summary>
    public double Highest { get; }

    /// <summary>The values beside the grid lines.</summary>
    public IEnumerable<double> Grid()
    {
        for (var i = 0; i * apart <= Highest + (apart / 2); i++)
        {
            yield return i * apart;
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
        var path = new PathWriter(values.Length);
        Forth(ref path, values);
        return path.ToString();
    }

    /// <summary>The area between the edges of the band.</summary>
    public string Area()
    {
        var path = new PathWriter(view.Upper.Length + view.Lower.Length);
        Forth(ref path, view.Upper);
        for (var i = view.Lower.Length - 1; i >= 0; i--)
        {
            path.To(X(view.Times[i]), Y(view.Lower[i]));
        }

        return path.ToString();
    }

    /// <summary>A coordinate as SVG writes it.</summary>
    public static string At(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private void Forth(ref PathWriter path, double[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            path.To(X(view.Times[i]), Y(values[i]));
        }
    }

    private static double Most(PlannerView view) => Math.Max(view.Typical.Max(), Math.Max(view.Upper.DefaultIfEmpty().Max(), Math.Max(view.Beside.DefaultIfEmpty().Max(), view.Metabolites.SelectMany(m => m.Values).DefaultIfEmpty().Max())));

    private static double StepFor(double most)
    {
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(most, 1) / 4)));
        return Steps.Select(n => n * magnitude).First(step => most / step <= 4.6 || step >= 10 * magnitude);
    }
}
