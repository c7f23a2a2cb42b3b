using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Populations;

/// <summary>
/// A band for even infusions whose length and dose change under the hand. Each virtual person's answer to 1 mg/min without end is
/// kept minute by minute; an infusion of any whole number of minutes is that answer less the same answer begun at its end. The
/// models are linear, so this is exact.
/// </summary>
public sealed class StepResponses
{
    private readonly double[][] answers;
    private readonly double[] none;
    private readonly int subjects;

    private StepResponses(double[][] answers, int subjects)
    {
        this.answers = answers;
        this.subjects = subjects;
        none = new double[subjects];
    }

    /// <summary>The last minute for which there are answers.</summary>
    public int LastMinute => answers.Length - 1;

    /// <summary>The answers of some people of one weight, or what speaks against drawing them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weight">Body weight of every subject.</param>
    /// <param name="variability">How the subjects differ; must belong to the model.</param>
    /// <param name="subjects">How many, at least <see cref="Population.FewestSubjects"/>.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="lastMinute">How far; positive.</param>
    public static Checked<StepResponses> Of(MammillaryModel model, Kilograms weight, Variability variability, int subjects, ulong seed, int lastMinute)
    {
        var drawn = VirtualPeople.Draw(model, weight, variability, subjects, seed);
        if (!drawn.IsSound || subjects < Population.FewestSubjects || lastMinute < 1)
        {
            return Checked.Refused<StepResponses>(
                drawn.IsSound ? [new KineticsFinding(KineticsFault.OutOfRange, lastMinute < 1 ? "lastMinute" : "subjects", Math.Min(lastMinute, subjects), Least: lastMinute < 1 ? 1 : Population.FewestSubjects)] : drawn.Findings);
        }

        var course = DoseSchedule.Even(model.Substance, new Milligrams(lastMinute), new Minutes(lastMinute)).Required().Course;
        double[] times = [.. Enumerable.Range(0, lastMinute + 1).Select(minute => (double)minute)];
        // The end of the course falls on the last minute, where the value is still that of a running infusion.
        double[][] made = [.. times.Select(_ => new double[subjects])];
        var curve = new double[times.Length];
        for (var person = 0; person < subjects; person++)
        {
            Response.Fill(drawn.Value.Person(person).Modes, 0, course.Turns, times, curve, []);
            for (var minute = 0; minute < curve.Length; minute++)
            {
                made[minute][person] = curve[minute] * 1000;
            }
        }

        return Checked.Sound(new StepResponses(made, subjects));
    }

    /// <summary>A lower and an upper percentile in ng/mL of an infusion at 1 mg/min, at whole minutes; as <see cref="PercentileList.Between"/> counts them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A minute lies beyond <see cref="LastMinute"/>.</exception>
    public (double[] Lower, double[] Upper) Band(int duration, ReadOnlySpan<int> minutes, double lowerPercentile = 5, double upperPercentile = 95)
    {
        var (below, lowerShare) = PercentileList.Rank(lowerPercentile, subjects);
        var (above, upperShare) = PercentileList.Rank(upperPercentile, subjects);
        // Only the ends are put in order: a percentile near them needs no more, and a slider no slower answer.
        var (lowest, highest) = (new double[below + 2], new double[subjects - above]);
        var (lower, upper) = (new double[minutes.Length], new double[minutes.Length]);
        for (var point = 0; point < minutes.Length; point++)
        {
            var minute = minutes[point];
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minute, LastMinute, nameof(minutes));
            Ends(answers[minute], minute > duration ? answers[minute - duration] : none, lowest, highest);
            lower[point] = lowest[below] + (lowerShare * (lowest[below + 1] - lowest[below]));
            upper[point] = highest[0] + (upperShare * (highest[1] - highest[0]));
        }

        return (lower, upper);
    }

    // The lowest and the highest of the differences, each in rising order.
    private static void Ends(double[] now, double[] since, double[] lowest, double[] highest)
    {
        Array.Fill(lowest, double.PositiveInfinity);
        Array.Fill(highest, double.NegativeInfinity);
        for (var person = 0; person < now.Length; person++)
        {
            var value = now[person] - since[person];
            if (value < lowest[^1])
            {
                var place = lowest.Length - 1;
                for (; place > 0 && lowest[place - 1] > value; place--)
                {
                    lowest[place] = lowest[place - 1];
                }

                lowest[place] = value;
            }

            if (value > highest[0])
            {
                var place = 0;
                for (; place < highest.Length - 1 && highest[place + 1] < value; place++)
                {
                    highest[place] = highest[place + 1];
                }

                highest[place] = value;
            }
        }
    }
}
