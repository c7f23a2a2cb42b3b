using Engramm.Kinetics.Models;
using Engramm.Quantities;

namespace Engramm.Kinetics.Curves;

/// <summary>
/// Predicted concentrations over time, of one substance at one sampling site. Comparing curves or thresholds of another
/// substance or site is a mistake; both stand on the curve so that a screen can say so.
/// </summary>
public sealed class ConcentrationCurve
{
    private readonly double[] times;
    private readonly double[] plasma;
    private readonly double[]? effect;

    internal ConcentrationCurve(MammillaryModel model, EffectSite? effectSite, double[] times, double[] plasma, double[]? effect)
    {
        ModelId = model.Id;
        Substance = model.Substance;
        Site = model.Site;
        EffectSiteId = effectSite?.Id;
        IsEstablished = model.IsEstablished && effectSite?.Ke0.IsEstablished != false;
        this.times = times;
        this.plasma = plasma;
        this.effect = effect;
    }

    /// <summary>The model that predicts.</summary>
    public string ModelId { get; }

    /// <summary>The substance given and predicted.</summary>
    public Substance Substance { get; }

    /// <summary>The site the plasma values stand for.</summary>
    public SamplingSite Site { get; }

    /// <summary>The effect site of the second line, or null when there is none.</summary>
    public string? EffectSiteId { get; }

    /// <summary>Whether every number behind the curve may be presented as established.</summary>
    public bool IsEstablished { get; }

    /// <summary>How many points the curve has.</summary>
    public int Count => times.Length;

    /// <summary>The times in minutes, for drawing.</summary>
    public ReadOnlySpan<double> TimesInMinutes => times;

    /// <summary>The plasma concentrations in ng/mL, for drawing.</summary>
    public ReadOnlySpan<double> PlasmaInNanogramsPerMillilitre => plasma;

    /// <summary>The effect-site concentrations in ng/mL, for drawing; empty without an effect site.</summary>
    public ReadOnlySpan<double> EffectInNanogramsPerMillilitre => effect;

    /// <summary>The time of a point.</summary>
    public Minutes Time(int point) => new(times[point]);

    /// <summary>The plasma concentration at a point.</summary>
    public NanogramsPerMillilitre Plasma(int point) => new(plasma[point]);

    /// <summary>The effect-site concentration at a point, or null when no effect site was asked for.</summary>
    public NanogramsPerMillilitre? Effect(int point) => effect is null ? null : new NanogramsPerMillilitre(effect[point]);

    /// <summary>The point with the highest plasma concentration, the first of equals; null for an empty curve.</summary>
    public int? HighestPlasmaPoint()
    {
        int? highest = null;
        for (var i = 0; i < plasma.Length; i++)
        {
            if (highest is not { } h || plasma[i] > plasma[h])
            {
                highest = i;
            }
        }

        return highest;
    }
}
