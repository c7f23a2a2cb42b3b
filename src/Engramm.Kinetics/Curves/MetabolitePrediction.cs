using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Curves;

/// <summary>What a model predicts of the metabolites, for a typical person of a given weight. Not for dosing or discharge decisions.</summary>
public static class MetabolitePrediction
{
    /// <summary>
    /// One curve for each metabolite of the model, in order of formation, or what speaks against predicting. Empty for a model
    /// that says nothing of metabolites.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="weight">Body weight of the person.</param>
    /// <param name="schedule">What is given.</param>
    /// <param name="times">Rising, from 0. The curves hold exactly these points.</param>
    /// <param name="exploratory">Whether metabolites that are only exploratory come too.</param>
    public static Checked<IReadOnlyList<AnalyteCurve>> At(
        MammillaryModel model,
        Kilograms weight,
        DoseSchedule schedule,
        IReadOnlyList<Minutes> times,
        bool exploratory = false)
    {
        var disposition = model.At(weight);
        var findings = disposition.Findings.Concat(Prediction.Examine(model, schedule, times)).ToList();
        if (findings.Count > 0)
        {
            return Checked.Refused<IReadOnlyList<AnalyteCurve>>(findings);
        }

        var chain = MetaboliteChain.Behind(disposition.Required(), model.Metabolites, weight.Value / model.ReferenceWeight.Value);
        var curves = Curves(chain, chain.Into(0, schedule.Course.Turns), Prediction.Values(times), model.Metabolites, (model.Id, model.Site, model.IsEstablished));
        return Checked.Sound<IReadOnlyList<AnalyteCurve>>([.. curves.Where(c => exploratory || !c.IsExploratory)]);
    }

    /// <summary>The curves of all metabolites of a chain; <paramref name="alongside"/> sees the amounts at each point too.</summary>
    internal static List<AnalyteCurve> Curves(
        MetaboliteChain chain,
        IReadOnlyList<LinearTurn> turns,
        double[] times,
        IReadOnlyList<Metabolite> metabolites,
        (string Id, SamplingSite Site, bool IsEstablished) model,
        Action<int, double[]>? alongside = null)
    {
        var values = metabolites.Select(_ => new double[times.Length]).ToArray();
        chain.System.Walk(turns, times, (point, amounts) =>
        {
            alongside?.Invoke(point, amounts);
            for (var i = 0; i < values.Length; i++)
            {
                var (central, perMilligram) = chain.Readouts[i];
                values[i][point] = 1000 * amounts[central] * perMilligram;
            }
        });
        var established = model.IsEstablished;
        var curves = new List<AnalyteCurve>();
        for (var i = 0; i < values.Length; i++)
        {
            // A metabolite rests on all before it.
            established &= metabolites[i].IsEstablished;
            curves.Add(new AnalyteCurve(times, values[i])
            {
                ModelId = model.Id,
                AnalyteId = metabolites[i].Id,
                Name = metabolites[i].Name,
                Site = model.Site,
                IsEstablished = established,
                IsExploratory = metabolites[i].IsExploratory,
                AreaMayBeShown = metabolites[i].AreaMayBeShown,
            });
        }

        return curves;
    }
}
