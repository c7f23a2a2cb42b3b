using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Curves;

/// <summary>What a model predicts for a typical person of a given weight. Not for dosing or discharge decisions.</summary>
public static class Prediction
{
    /// <summary>
    /// The concentrations at the given times, or what speaks against predicting: the weight is outside the model's range,
    /// the schedule holds the other substance, the effect site belongs to another model, the times are negative or fall.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="weight">Body weight of the person.</param>
    /// <param name="schedule">What is given.</param>
    /// <param name="effectSite">An effect site of this model, or null for plasma alone.</param>
    /// <param name="times">Rising, from 0. The curve holds exactly these points.</param>
    public static Checked<ConcentrationCurve> At(MammillaryModel model, Kilograms weight, DoseSchedule schedule, EffectSite? effectSite, IReadOnlyList<Minutes> times)
    {
        var disposition = model.At(weight);
        var findings = disposition.Findings.ToList();
        findings.AddRange(Examine(model, schedule, times));
        findings.AddRange(effectSite is null ? [] : model.Examine(effectSite, "effectSite"));
        if (findings.Count > 0)
        {
            return Checked.Refused<ConcentrationCurve>(findings);
        }

        var at = Values(times);
        var plasma = new double[at.Length];
        var effect = effectSite is null ? null : new double[at.Length];
        Response.Fill(disposition.Required().Modes, effectSite?.Ke0.Value.Value ?? 0, schedule.Course.Turns, at, plasma, effect);
        InNanogramsPerMillilitre(plasma);
        InNanogramsPerMillilitre(effect);
        return Checked.Sound(new ConcentrationCurve(model, effectSite, at, plasma, effect));
    }

    /// <summary>Where the drug is at one time: the whole of what was given, nothing lost and nothing made.</summary>
    public static Checked<BodyContent> ContentAt(MammillaryModel model, Kilograms weight, DoseSchedule schedule, Minutes time)
    {
        var disposition = model.At(weight);
        var findings = disposition.Findings.Concat(Examine(model, schedule, [time])).ToList();
        if (findings.Count > 0)
        {
            return Checked.Refused<BodyContent>(findings);
        }

        var amounts = Response.Amounts(disposition.Required(), schedule.Course.Turns, time.Value);
        return Checked.Sound(new BodyContent([.. amounts[..^1].Select(a => new Milligrams(a))], new Milligrams(amounts[^1])));
    }

    internal static IEnumerable<KineticsFinding> Examine(MammillaryModel model, DoseSchedule schedule, IReadOnlyList<Minutes> times)
    {
        if (schedule.Substance != model.Substance)
        {
            yield return new KineticsFinding(KineticsFault.WrongSubstance, "schedule");
        }

        foreach (var finding in Examine(times))
        {
            yield return finding;
        }
    }

    internal static IEnumerable<KineticsFinding> Examine(IReadOnlyList<Minutes> times)
    {
        for (var i = 0; i < times.Count; i++)
        {
            if (times[i].Value < 0)
            {
                yield return new KineticsFinding(KineticsFault.Negative, $"times[{i}]", times[i].Value, Least: 0);
            }

            if (i > 0 && times[i] < times[i - 1])
            {
                yield return new KineticsFinding(KineticsFault.NotInOrder, $"times[{i}]", times[i].Value, Least: times[i - 1].Value);
            }
        }
    }

    internal static double[] Values(IReadOnlyList<Minutes> times)
    {
        var values = new double[times.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = times[i].Value;
        }

        return values;
    }

    // The solver counts in mg/L; 1 mg/L = 1000 ng/mL.
    internal static void InNanogramsPerMillilitre(Span<double> values)
    {
        foreach (ref var value in values)
        {
            value *= 1000;
        }
    }
}

/// <summary>Where the drug is at one time.</summary>
/// <param name="Compartments">The amount in the central compartment, then in the peripheral ones.</param>
/// <param name="Eliminated">What has left the body or been changed into something else.</param>
public sealed record BodyContent(IReadOnlyList<Milligrams> Compartments, Milligrams Eliminated);
