using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Populations;

/// <summary>The spread of predictions over virtual people who differ as a <see cref="Variability"/> says.</summary>
public static class Population
{
    /// <summary>The fewest subjects whose percentiles are worth drawing.</summary>
    public const int FewestSubjects = 20;

    /// <summary>The most subjects of one question: ten million take about 1.5 GB.</summary>
    public const int MostSubjects = 10_000_000;

    /// <summary>Nearer to 0 or 100 a percentile says more about the draw than about people.</summary>
    public const double OutermostPercentile = 0.1;

    /// <summary>Draws beyond this many standard deviations are drawn again: they are no people. Default of this project.</summary>
    public const double MostDeviations = 3.5;

    private const int NanogramsPerMillilitreInMilligramPerLitre = 1000;

    /// <summary>
    /// Percentiles over time between subjects, exact among them, without keeping their curves. The same seed gives the same
    /// subjects everywhere. Or what speaks against it: nothing is clamped.
    /// </summary>
    /// <param name="request">What is asked.</param>
    /// <param name="progress">Told the part that is done, 0 to 1, after every few points.</param>
    /// <param name="stop">Looked at every few points.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static Checked<PopulationPercentiles> Percentiles(PopulationRequest request, IProgress<double>? progress = null, CancellationToken stop = default)
    {
        var findings = request.Examine();
        if (findings.Count > 0)
        {
            return Checked.Refused<PopulationPercentiles>(findings);
        }

        var people = VirtualPeople.Draw(request.Model, request.Weight, request.Variability, request.Subjects, request.Seed).Required();
        var ke0 = request.EffectSite?.Ke0.Value.Value ?? 0;
        Action<int, Span<double>>? measure = request is { AsMeasured: true, Variability.Residual: { } residual }
            ? (point, values) => Measure(residual, request.Seed, point, values)
            : null;
        var times = Prediction.Values(request.Times);
        var (plasma, effect) = OperatingSystem.IsBrowser()
            ? PercentileList.Take(people, ke0, request.Schedule.Course, times, request.Percentiles, measure)
            : new PercentileStream(people, ke0, request.Threads).Take(request.Schedule.Course, times, request.Percentiles, measure, progress, stop);
        foreach (var row in plasma.Concat(effect))
        {
            Prediction.InNanogramsPerMillilitre(row);
        }

        return Checked.Sound(new PopulationPercentiles(request, plasma, effect));
    }

    /// <summary>
    /// Percentiles of the plasma concentration at each time, between subjects of the same weight; measurement error is not
    /// part of them. The same seed gives the same band everywhere.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="weight">Body weight of every subject.</param>
    /// <param name="schedule">What is given.</param>
    /// <param name="times">Rising, from 0.</param>
    /// <param name="variability">How the subjects differ; must belong to the model.</param>
    /// <param name="subjects">How many, <see cref="FewestSubjects"/> to <see cref="MostSubjects"/>.</param>
    /// <param name="seed">Any number; it is part of the result.</param>
    /// <param name="lowerPercentile">For instance 5; <see cref="OutermostPercentile"/> to 50.</param>
    /// <param name="upperPercentile">For instance 95; 50 to 100 less <see cref="OutermostPercentile"/>.</param>
    public static Checked<ConcentrationBand> Band(
        MammillaryModel model,
        Kilograms weight,
        DoseSchedule schedule,
        IReadOnlyList<Minutes> times,
        Variability variability,
        int subjects,
        ulong seed,
        double lowerPercentile = 5,
        double upperPercentile = 95)
    {
        List<KineticsFinding> findings = [];
        Within("lowerPercentile", lowerPercentile, OutermostPercentile, 50);
        Within("upperPercentile", upperPercentile, 50, 100 - OutermostPercentile);
        if (findings.Count > 0)
        {
            return Checked.Refused<ConcentrationBand>(findings);
        }

        double[] asked = [.. new SortedSet<double> { lowerPercentile, 50, upperPercentile }];
        var percentiles = Percentiles(new PopulationRequest(model, weight, schedule, times, variability) { Subjects = subjects, Seed = seed, Percentiles = asked });
        if (!percentiles.IsSound)
        {
            return Checked.Refused<ConcentrationBand>(percentiles.Findings);
        }

        double[] Row(double percentile) => percentiles.Value.PlasmaInNanogramsPerMillilitre(Array.IndexOf(asked, percentile)).ToArray();
        return Checked.Sound(new ConcentrationBand(
            model, variability, new BandSettings(subjects, seed, lowerPercentile, upperPercentile), Prediction.Values(times), Row(lowerPercentile), Row(50), Row(upperPercentile)));

        void Within(string subject, double value, double least, double greatest)
        {
            if (!(value >= least && value <= greatest))
            {
                findings.Add(new KineticsFinding(KineticsFault.OutOfRange, subject, value, least, greatest));
            }
        }
    }

    // A subject's errors at different points are independent, and the same for the same seed.
    private static void Measure(ResidualError residual, ulong seed, int point, Span<double> values)
    {
        for (var subject = 0; subject < values.Length; subject++)
        {
            var random = RandomNumbers.OfMeasurement(seed, subject, point);
            var measured = residual.Measured(values[subject] * NanogramsPerMillilitreInMilligramPerLitre, random.NextNormal(MostDeviations));
            values[subject] = measured / NanogramsPerMillilitreInMilligramPerLitre;
        }
    }
}
