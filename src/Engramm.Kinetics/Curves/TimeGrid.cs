using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Curves;

/// <summary>The times at which a curve is drawn.</summary>
public static class TimeGrid
{
    /// <summary>The most points a grid may have: a day at one per second, and some.</summary>
    public const int MostPoints = 100_000;

    /// <summary>From 0 in even steps up to and including <paramref name="until"/>, and each change of rate and bolus between, so that no corner is cut.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive, the end is negative, or there would be more than <see cref="MostPoints"/>.</exception>
    public static IReadOnlyList<Minutes> Every(Minutes step, Minutes until, DoseSchedule schedule)
    {
        if (step.Value <= 0 || until.Value < 0 || until.Value / step.Value > MostPoints)
        {
            throw new ArgumentOutOfRangeException(nameof(step), step.Value, $"A grid to {until.Value} min needs a positive step that makes at most {MostPoints} points.");
        }

        var times = new SortedSet<double> { until.Value };
        for (var i = 0; i * step.Value < until.Value; i++)
        {
            times.Add(i * step.Value);
        }

        foreach (var turn in schedule.Course.Turns.Where(t => t.Time <= until.Value))
        {
            times.Add(turn.Time);
        }

        return [.. times.Select(t => new Minutes(t))];
    }
}
