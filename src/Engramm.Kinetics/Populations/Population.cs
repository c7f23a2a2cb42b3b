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

    /// <summary>The most subjects kept in memory at once.</summary>
    public const int MostSubjects = 20_000;

    /// <summary>The most numbers (subjects × times) kept in memory at once: 160 MB.</summary>
    public const int MostNumbers = 20_000_000;

    /// <summary>Nearer to 0 or 100 a percentile says more about the draw than about people.</summary>
    public const double OutermostPercentile = 0.1;

    /// <summary>Draws beyond this many standard deviations are drawn again: they are no people. Default of this project.</summary>
    public const double MostDeviations = 3.5;

    private static readonly int Parameters = Enum.GetValues<ModelParameter>().Length;

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
        var typical = model.At(weight);
        var factor = variability.Factor(model);
        var findings = typical.Findings.Concat(Prediction.Examine(model, schedule, times)).Concat(factor.Findings).ToList();
        Within("subjects", subjects, FewestSubjects, (int)Math.Min(MostSubjects, (long)MostNumbers / Math.Max(1, times.Count)));
        Within("lowerPercentile", lowerPercentile, OutermostPercentile, 50);
        Within("upperPercentile", upperPercentile, 50, 100 - OutermostPercentile);
        if (findings.Count > 0)
        {
            return Checked.Refused<ConcentrationBand>(findings);
        }

        var at = Prediction.Values(times);
        var values = Draw(typical.Required(), factor.Required(), schedule.Course, at, subjects, seed);
        var (lower, middle, upper) = (new double[at.Length], new double[at.Length], new double[at.Length]);
        for (var k = 0; k < at.Length; k++)
        {
            var sorted = values.AsSpan(k * subjects, subjects);
            sorted.Sort();
            lower[k] = Percentile(sorted, lowerPercentile);
            middle[k] = Percentile(sorted, 50);
            upper[k] = Percentile(sorted, upperPercentile);
        }

        return Checked.Sound(new ConcentrationBand(model, variability, new BandSettings(subjects, seed, lowerPercentile, upperPercentile), at, lower, middle, upper));

        void Within(string subject, double value, double least, double greatest)
        {
            if (!(value >= least && value <= greatest))
            {
                findings.Add(new KineticsFinding(KineticsFault.OutOfRange, subject, value, least, greatest));
            }
        }
    }

    /// <summary>All concentrations in ng/mL, the subjects of one time side by side.</summary>
    private static double[] Draw(Disposition typical, double[,] factor, Course course, double[] times, int subjects, ulong seed)
    {
        var values = new double[subjects * times.Length];
        var plasma = new double[times.Length];
        for (var subject = 0; subject < subjects; subject++)
        {
            var person = Person(typical, factor, RandomNumbers.OfSubject(seed, subject));
            Response.Fill(person.Modes, 0, course.Turns, times, plasma, []);
            Prediction.InNanogramsPerMillilitre(plasma);
            for (var k = 0; k < plasma.Length; k++)
            {
                values[(k * subjects) + subject] = plasma[k];
            }
        }

        return values;
    }

    private static Disposition Person(Disposition typical, double[,] factor, RandomNumbers random)
    {
        Span<double> normal = stackalloc double[Parameters];
        Span<double> times = stackalloc double[Parameters];
        foreach (ref var number in normal)
        {
            number = random.NextNormal(MostDeviations);
        }

        for (var i = 0; i < Parameters; i++)
        {
            var logarithm = 0.0;
            for (var j = 0; j <= i; j++)
            {
                logarithm += factor[i, j] * normal[j];
            }

            times[i] = Math.Exp(logarithm);
        }

        ReadOnlySpan<(ModelParameter Volume, ModelParameter Flow)> pairs =
            [(ModelParameter.FirstVolume, ModelParameter.FirstFlow), (ModelParameter.SecondVolume, ModelParameter.SecondFlow)];
        Span<Exchange> exchanges = stackalloc Exchange[typical.Compartments - 1];
        for (var j = 0; j < exchanges.Length; j++)
        {
            var exchange = typical.Exchange(j);
            exchanges[j] = new Exchange(exchange.Volume * times[(int)pairs[j].Volume], exchange.Flow * times[(int)pairs[j].Flow]);
        }

        return new Disposition(
            typical.CentralVolume * times[(int)ModelParameter.CentralVolume],
            typical.Clearance * times[(int)ModelParameter.Clearance],
            exchanges);
    }

    // Between the two nearest ranks in proportion (Hyndman and Fan 1996, definition 7; the default of R).
    private static double Percentile(ReadOnlySpan<double> sorted, double percentile)
    {
        var rank = percentile / 100 * (sorted.Length - 1);
        var below = Math.Min((int)rank, sorted.Length - 2);
        return sorted[below] + ((rank - below) * (sorted[below + 1] - sorted[below]));
    }
}
