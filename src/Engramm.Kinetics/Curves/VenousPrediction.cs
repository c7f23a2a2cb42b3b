using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Curves;

/// <summary>An arterial model read approximately at a vein. Exploratory: never without that word, never for dosing or discharge.</summary>
public static class VenousPrediction
{
    /// <summary>The approximate venous curve, or what speaks against it: the model has no such reading, or what <see cref="Prediction.At"/> would refuse.</summary>
    /// <param name="model">An arterial model with <see cref="MammillaryModel.Venous"/>.</param>
    /// <param name="weight">Body weight of the person.</param>
    /// <param name="schedule">What is given.</param>
    /// <param name="times">Rising, from 0.</param>
    public static Checked<AnalyteCurve> At(MammillaryModel model, Kilograms weight, DoseSchedule schedule, IReadOnlyList<Minutes> times)
    {
        var disposition = model.At(weight);
        var findings = disposition.Findings.Concat(Prediction.Examine(model, schedule, times)).ToList();
        if (model.Venous is null)
        {
            findings.Add(new KineticsFinding(KineticsFault.WrongModel, "venous"));
        }

        if (findings.Count > 0)
        {
            return Checked.Refused<AnalyteCurve>(findings);
        }

        var at = Prediction.Values(times);
        var (sum, plasma, lagged) = (new double[at.Length], new double[at.Length], new double[at.Length]);
        foreach (var part in model.Venous!.Parts)
        {
            // A first-order lag is an effect site with the reciprocal as its constant.
            Response.Fill(disposition.Required().Modes, 1 / part.Lag.Value.Value, schedule.Course.Turns, at, plasma, lagged);
            for (var k = 0; k < sum.Length; k++)
            {
                sum[k] += part.Share.Value * lagged[k];
            }
        }

        Prediction.InNanogramsPerMillilitre(sum);
        return Checked.Sound(new AnalyteCurve(at, sum)
        {
            ModelId = model.Id,
            AnalyteId = "cv",
            Name = model.Name,
            Site = SamplingSite.Venous,
            IsEstablished = model.IsEstablished && model.Venous.IsEstablished,
            IsExploratory = true,
        });
    }
}
