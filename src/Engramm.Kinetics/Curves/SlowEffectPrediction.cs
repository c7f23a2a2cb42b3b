using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Curves;

/// <summary>A point of a slow effect.</summary>
/// <param name="Time">From the start of the schedule.</param>
/// <param name="Concentration">At the slow site.</param>
/// <param name="Effect">Share of the full effect in those in whom it appears, 0 to below 1.</param>
/// <param name="ExpectedEffect">The same over everybody: effect times the share of responders.</param>
public sealed record SlowEffectPoint(Minutes Time, NanogramsPerMillilitre Concentration, double Effect, double ExpectedEffect);

/// <summary>A slow effect over time, as research view.</summary>
/// <param name="SlowEffectId">Which description.</param>
/// <param name="ModelId">Which model gave the concentration.</param>
/// <param name="IsEstablished">Whether every number behind it may be presented as established.</param>
/// <param name="Points">At the times asked for.</param>
public sealed record SlowEffectCurve(string SlowEffectId, string ModelId, bool IsEstablished, IReadOnlyList<SlowEffectPoint> Points);

/// <summary>The slow effect behind a schedule. A research view of one trial; it predicts nobody.</summary>
public static class SlowEffectPrediction
{
    /// <summary>
    /// The effect at the given times, or what speaks against showing one: the other substance, an infusion shorter than any that
    /// was studied (all stretches together), or what <see cref="Prediction.At"/> would refuse.
    /// </summary>
    public static Checked<SlowEffectCurve> At(SlowEffect slow, MammillaryModel model, Kilograms weight, DoseSchedule schedule, IReadOnlyList<Minutes> times)
    {
        var findings = slow.Examine().ToList();
        if (slow.Substance != model.Substance)
        {
            findings.Add(new KineticsFinding(KineticsFault.WrongSubstance, "model"));
        }

        var infused = schedule.Infusions.Sum(i => i.Duration.Value);
        if (infused < slow.ShortestInfusion.Value.Value)
        {
            findings.Add(new KineticsFinding(KineticsFault.OutOfRange, "schedule.duration", infused, slow.ShortestInfusion.Value.Value));
        }

        if (findings.Count > 0)
        {
            return Checked.Refused<SlowEffectCurve>(findings);
        }

        var site = new EffectSite(slow.Id, model.Id, slow.Name, new Sourced<PerMinute>(PerMinute.FromHalfLife(slow.HalfLife.Value), slow.HalfLife.Citation, slow.HalfLife.Verification));
        var curve = Prediction.At(model, weight, schedule, site, times);
        return curve.Value is { } found
            ? Checked.Sound(new SlowEffectCurve(slow.Id, model.Id, slow.IsEstablished && model.IsEstablished, [.. Enumerable.Range(0, found.Count).Select(i => Point(slow, found, i))]))
            : Checked.Refused<SlowEffectCurve>(curve.Findings);
    }

    private static SlowEffectPoint Point(SlowEffect slow, ConcentrationCurve curve, int point)
    {
        var concentration = curve.Effect(point)!.Value;
        var effect = concentration.Value / (concentration.Value + slow.HalfEffect.Value.Value);
        return new SlowEffectPoint(curve.Time(point), concentration, effect, effect * slow.ResponderShare.Value);
    }
}
