using Engramm.Kinetics.Models;
using Engramm.Quantities;

namespace Engramm.Kinetics.Populations;

/// <summary>What a band was made with: enough to make it again.</summary>
public sealed record BandSettings(int Subjects, ulong Seed, double LowerPercentile, double UpperPercentile);

/// <summary>Percentiles of the plasma concentration over time between virtual people.</summary>
public sealed class ConcentrationBand
{
    private readonly double[] times;
    private readonly double[] lower;
    private readonly double[] median;
    private readonly double[] upper;

    internal ConcentrationBand(MammillaryModel model, Variability variability, BandSettings settings, double[] times, double[] lower, double[] median, double[] upper)
    {
        ModelId = model.Id;
        Substance = model.Substance;
        Site = model.Site;
        VariabilityId = variability.Id;
        IsEstablished = model.IsEstablished && variability.IsEstablished;
        Settings = settings;
        this.times = times;
        this.lower = lower;
        this.median = median;
        this.upper = upper;
    }

    /// <summary>The model that predicts.</summary>
    public string ModelId { get; }

    /// <summary>The substance given and predicted.</summary>
    public Substance Substance { get; }

    /// <summary>The site the values stand for.</summary>
    public SamplingSite Site { get; }

    /// <summary>The variability the subjects were drawn with.</summary>
    public string VariabilityId { get; }

    /// <summary>Whether model and variability may be presented as established; otherwise the screen says "assumed".</summary>
    public bool IsEstablished { get; }

    /// <summary>Subjects, seed and percentiles.</summary>
    public BandSettings Settings { get; }

    /// <summary>How many points the band has.</summary>
    public int Count => times.Length;

    /// <summary>The times in minutes, for drawing.</summary>
    public ReadOnlySpan<double> TimesInMinutes => times;

    /// <summary>The lower edge in ng/mL, for drawing.</summary>
    public ReadOnlySpan<double> LowerInNanogramsPerMillilitre => lower;

    /// <summary>The median in ng/mL, for drawing.</summary>
    public ReadOnlySpan<double> MedianInNanogramsPerMillilitre => median;

    /// <summary>The upper edge in ng/mL, for drawing.</summary>
    public ReadOnlySpan<double> UpperInNanogramsPerMillilitre => upper;

    /// <summary>The time of a point.</summary>
    public Minutes Time(int point) => new(times[point]);

    /// <summary>The lower percentile at a point.</summary>
    public NanogramsPerMillilitre Lower(int point) => new(lower[point]);

    /// <summary>The median at a point.</summary>
    public NanogramsPerMillilitre Median(int point) => new(median[point]);

    /// <summary>The upper percentile at a point.</summary>
    public NanogramsPerMillilitre Upper(int point) => new(upper[point]);
}
