using Engramm.Kinetics.Models;
using Engramm.Quantities;

namespace Engramm.Kinetics.Curves;

/// <summary>Predicted concentrations of one analyte over time, with all a screen needs to name them. ng/mL.</summary>
public sealed class AnalyteCurve
{
    private readonly double[] times;
    private readonly double[] values;

    internal AnalyteCurve(double[] times, double[] values)
    {
        this.times = times;
        this.values = values;
    }

    /// <summary>The model that predicts.</summary>
    public required string ModelId { get; init; }

    /// <summary>Which analyte: <c>cp</c> for the drug given, else the id of the metabolite.</summary>
    public required string AnalyteId { get; init; }

    /// <summary>How the analyte is named on screen.</summary>
    public required string Name { get; init; }

    /// <summary>The site the values stand for.</summary>
    public required SamplingSite Site { get; init; }

    /// <summary>Whether every number behind the curve may be presented as established.</summary>
    public required bool IsEstablished { get; init; }

    /// <summary>Whether the curve is named exploratory wherever it is shown.</summary>
    public bool IsExploratory { get; init; }

    /// <summary>False where the area under this curve is known to be wrong although its height is right.</summary>
    public bool AreaMayBeShown { get; init; } = true;

    /// <summary>How many points the curve has.</summary>
    public int Count => times.Length;

    /// <summary>The times in minutes, for drawing.</summary>
    public ReadOnlySpan<double> TimesInMinutes => times;

    /// <summary>The concentrations in ng/mL, for drawing.</summary>
    public ReadOnlySpan<double> InNanogramsPerMillilitre => values;

    /// <summary>The time of a point.</summary>
    public Minutes Time(int point) => new(times[point]);

    /// <summary>The concentration at a point.</summary>
    public NanogramsPerMillilitre At(int point) => new(values[point]);
}
