using System.Runtime.InteropServices;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Schedules;

namespace Engramm.Kinetics.Populations;

/// <summary>
/// Every curve of every virtual person, for those who want all of them. What a screen shows are percentiles, which
/// <see cref="Population.Percentiles"/> makes without keeping the curves.
/// </summary>
/// <remarks>
/// Layout: blocks of <see cref="VirtualPeople.PerBlock"/> people one after the other; within a block point after point; within a
/// point person after person. The copies that fill up the last block are written too.
/// </remarks>
public static class PopulationCurves
{
    private const int PerBlock = VirtualPeople.PerBlock;

    // Results larger than this leave the cache before anyone reads them; they are stored past it.
    private const int StoredPastCacheFrom = 1 << 20;

    /// <summary>How many numbers the result of one kind holds.</summary>
    public static long Length(VirtualPeople people, int points) => (long)people.Blocks * PerBlock * points;

    /// <summary>Where a person's value at a point stands.</summary>
    public static long Index(int person, int point, int points) =>
        (((long)(person / PerBlock) * points) + point) * PerBlock + (person % PerBlock);

    /// <summary>
    /// Fills the concentrations in mg/L at rising times from 0. <paramref name="effect"/> stays untouched when
    /// <paramref name="ke0"/> (1/min) is 0. One thread.
    /// </summary>
    /// <exception cref="ArgumentException">A result is not of <see cref="Length"/>, a time or <paramref name="ke0"/> is negative, or the times fall.</exception>
    public static unsafe void Fill(VirtualPeople people, double ke0, DoseSchedule schedule, ReadOnlySpan<double> times, Span<double> plasma, Span<double> effect)
    {
        Examine(people, ke0, times, plasma, effect);
        var runs = CollectionsMarshal.AsSpan(StepPlan.Of(schedule.Course.Turns, times, int.MaxValue));
        fixed (double* toPlasma = plasma, toEffect = effect)
        {
            var pastCache = plasma.Length >= StoredPastCacheFrom && ((nuint)toPlasma | (nuint)toEffect) % (StepBlock.Lanes * sizeof(double)) == 0;
            var stride = times.Length * PerBlock;
            for (var block = 0; block < people.Blocks; block++)
            {
                var sixteen = StepBlock.Of(people, block);
                var offset = (long)block * stride;
                sixteen.Walk(runs, ke0, toPlasma + offset, ke0 == 0 ? null : toEffect + offset, PerBlock, pastCache);
            }
        }
    }

    private static void Examine(VirtualPeople people, double ke0, ReadOnlySpan<double> times, Span<double> plasma, Span<double> effect)
    {
        if (!(ke0 >= 0 && double.IsFinite(ke0)))
        {
            throw new ArgumentException($"ke0 is {ke0}/min; it must be 0 (no effect site) or positive.", nameof(ke0));
        }

        for (var i = 0; i < times.Length; i++)
        {
            if (!(times[i] >= (i == 0 ? 0 : times[i - 1]) && double.IsFinite(times[i])))
            {
                throw new ArgumentException($"Time {i} is {times[i]} min; times rise from 0.", nameof(times));
            }
        }

        var length = Length(people, times.Length);
        if (plasma.Length != length || (ke0 > 0 && effect.Length != length))
        {
            throw new ArgumentException($"The results must hold {length} numbers; they hold {plasma.Length} and {effect.Length}.", nameof(plasma));
        }
    }
}
