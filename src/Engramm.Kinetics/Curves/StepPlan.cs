using System.Runtime.InteropServices;
using Engramm.Kinetics.Schedules;

namespace Engramm.Kinetics.Curves;

/// <summary>Steps of one length at one rate, all alike, so that their exponentials are calculated once.</summary>
/// <param name="Bolus">mg that go in before the first step.</param>
/// <param name="Span">Minutes of one step.</param>
/// <param name="Rate">mg/min during all of them.</param>
/// <param name="Count">How many steps.</param>
/// <param name="First">The point of the curve that the first step reaches, or −1 for a single step between points.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StepRun(double Bolus, double Span, double Rate, int Count, int First);

/// <summary>
/// The way through a schedule from point to point of a curve. Every change of rate and every bolus is met exactly; each step is
/// exact, so that stepping adds rounding and nothing else.
/// </summary>
internal static class StepPlan
{
    // A grid made by multiplication has steps that differ by the rounding of its times; they count as alike. Their common length
    // is the whole stretch divided by their number, so nothing drifts.
    private const double Rounding = 8 * 2.220446049250313e-16;

    /// <summary>The runs that fill the points in order; none reaches over a multiple of <paramref name="tile"/> points.</summary>
    public static List<StepRun> Of(ReadOnlySpan<Turn> turns, ReadOnlySpan<double> times, int tile)
    {
        var runs = new List<StepRun>();
        var (now, rate, bolus, next) = (0.0, 0.0, 0.0, 0);
        for (var point = 0; point < times.Length;)
        {
            for (; next < turns.Length && turns[next].Time <= times[point]; next++)
            {
                if (turns[next].Time > now)
                {
                    runs.Add(new StepRun(bolus, turns[next].Time - now, rate, 1, -1));
                    bolus = 0;
                }

                (now, rate) = (turns[next].Time, turns[next].Rate);
                bolus += turns[next].Bolus;
            }

            var span = times[point] - now;
            var end = point + 1;
            while (end < times.Length
                && end % tile != 0
                && (next == turns.Length || turns[next].Time > times[end])
                && Math.Abs(times[end] - times[end - 1] - span) <= Rounding * times[end])
            {
                end++;
            }

            var count = end - point;
            runs.Add(new StepRun(bolus, count == 1 ? span : (times[end - 1] - now) / count, rate, count, point));
            (bolus, now, point) = (0, times[end - 1], end);
        }

        return runs;
    }
}
