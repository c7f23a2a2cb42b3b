using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    private const int Lanes = 8;
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
            var aligned = ((nuint)toPlasma | (nuint)toEffect) % (Lanes * sizeof(double)) == 0;
            var stride = times.Length * PerBlock;
            for (var block = 0; block < people.Blocks; block++)
            {
                var offset = (long)block * stride;
                if (aligned && plasma.Length >= StoredPastCacheFrom)
                {
                    Block<PastCache>(people, block, ke0, runs, toPlasma + offset, ke0 == 0 ? null : toEffect + offset);
                }
                else
                {
                    Block<Plain>(people, block, ke0, runs, toPlasma + offset, ke0 == 0 ? null : toEffect + offset);
                }
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

    private static unsafe void Block<TStore>(VirtualPeople people, int block, double ke0, ReadOnlySpan<StepRun> runs, double* plasma, double* effect)
        where TStore : struct, IStore
    {
        var x = PeopleLanes.Of(people, block * PerBlock);
        var y = PeopleLanes.Of(people, (block * PerBlock) + Lanes);
        var previous = (Span: double.NaN, Rate: double.NaN);
        StepLanes xStep = default, yStep = default;
        foreach (var run in runs)
        {
            if (previous != (run.Span, run.Rate))
            {
                (xStep, yStep) = (StepLanes.Of(ref x.Modes, ke0, run.Span, run.Rate), StepLanes.Of(ref y.Modes, ke0, run.Span, run.Rate));
                previous = (run.Span, run.Rate);
            }

            x.Give(run.Bolus);
            y.Give(run.Bolus);
            if (run.First < 0)
            {
                xStep.Take(ref x);
                yStep.Take(ref y);
            }
            else if (effect is null)
            {
                Steps<TStore>(ref x, ref y, ref xStep, ref yStep, run.Count, ref plasma);
            }
            else
            {
                Steps<TStore>(ref x, ref y, ref xStep, ref yStep, run.Count, ref plasma, ref effect);
            }
        }
    }

    // Locals instead of fields: the processor's registers hold all of them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Steps<TStore>(ref PeopleLanes x, ref PeopleLanes y, ref StepLanes xs, ref StepLanes ys, int count, ref double* plasma, ref double* effect)
        where TStore : struct, IStore
    {
        Vector512<double> x0 = x.Plasma0, x1 = x.Plasma1, x2 = x.Plasma2, xe = x.Effect, y0 = y.Plasma0, y1 = y.Plasma1, y2 = y.Plasma2, ye = y.Effect;
        Vector512<double> xl0 = xs.Left0, xl1 = xs.Left1, xl2 = xs.Left2, yl0 = ys.Left0, yl1 = ys.Left1, yl2 = ys.Left2;
        Vector512<double> xg0 = xs.Gain0, xg1 = xs.Gain1, xg2 = xs.Gain2, yg0 = ys.Gain0, yg1 = ys.Gain1, yg2 = ys.Gain2;
        Vector512<double> xh0 = xs.Hand0, xh1 = xs.Hand1, xh2 = xs.Hand2, yh0 = ys.Hand0, yh1 = ys.Hand1, yh2 = ys.Hand2;
        Vector512<double> left = xs.EffectLeft, xg = xs.EffectGain, yg = ys.EffectGain;
        double* toPlasma = plasma, toEffect = effect;
        unchecked
        {
            for (var step = 0; step < count; step++)
            {
                var xIn = Vector512.FusedMultiplyAdd(x0, xh0, Vector512.FusedMultiplyAdd(x1, xh1, Vector512.FusedMultiplyAdd(x2, xh2, xg)));
                var yIn = Vector512.FusedMultiplyAdd(y0, yh0, Vector512.FusedMultiplyAdd(y1, yh1, Vector512.FusedMultiplyAdd(y2, yh2, yg)));
                xe = Vector512.FusedMultiplyAdd(xe, left, xIn);
                ye = Vector512.FusedMultiplyAdd(ye, left, yIn);
                x0 = Vector512.FusedMultiplyAdd(x0, xl0, xg0);
                y0 = Vector512.FusedMultiplyAdd(y0, yl0, yg0);
                x1 = Vector512.FusedMultiplyAdd(x1, xl1, xg1);
                y1 = Vector512.FusedMultiplyAdd(y1, yl1, yg1);
                x2 = Vector512.FusedMultiplyAdd(x2, xl2, xg2);
                y2 = Vector512.FusedMultiplyAdd(y2, yl2, yg2);
                TStore.Store(x0 + x1 + x2, toPlasma);
                TStore.Store(y0 + y1 + y2, toPlasma + Lanes);
                TStore.Store(xe, toEffect);
                TStore.Store(ye, toEffect + Lanes);
                toPlasma += PerBlock;
                toEffect += PerBlock;
            }
        }

        plasma = toPlasma;
        effect = toEffect;
        (x.Plasma0, x.Plasma1, x.Plasma2, x.Effect) = (x0, x1, x2, xe);
        (y.Plasma0, y.Plasma1, y.Plasma2, y.Effect) = (y0, y1, y2, ye);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Steps<TStore>(ref PeopleLanes x, ref PeopleLanes y, ref StepLanes xs, ref StepLanes ys, int count, ref double* plasma)
        where TStore : struct, IStore
    {
        Vector512<double> x0 = x.Plasma0, x1 = x.Plasma1, x2 = x.Plasma2, y0 = y.Plasma0, y1 = y.Plasma1, y2 = y.Plasma2;
        Vector512<double> xl0 = xs.Left0, xl1 = xs.Left1, xl2 = xs.Left2, yl0 = ys.Left0, yl1 = ys.Left1, yl2 = ys.Left2;
        Vector512<double> xg0 = xs.Gain0, xg1 = xs.Gain1, xg2 = xs.Gain2, yg0 = ys.Gain0, yg1 = ys.Gain1, yg2 = ys.Gain2;
        var toPlasma = plasma;
        unchecked
        {
            for (var step = 0; step < count; step++)
            {
                x0 = Vector512.FusedMultiplyAdd(x0, xl0, xg0);
                y0 = Vector512.FusedMultiplyAdd(y0, yl0, yg0);
                x1 = Vector512.FusedMultiplyAdd(x1, xl1, xg1);
                y1 = Vector512.FusedMultiplyAdd(y1, yl1, yg1);
                x2 = Vector512.FusedMultiplyAdd(x2, xl2, xg2);
                y2 = Vector512.FusedMultiplyAdd(y2, yl2, yg2);
                TStore.Store(x0 + x1 + x2, toPlasma);
                TStore.Store(y0 + y1 + y2, toPlasma + Lanes);
                toPlasma += PerBlock;
            }
        }

        plasma = toPlasma;
        (x.Plasma0, x.Plasma1, x.Plasma2) = (x0, x1, x2);
        (y.Plasma0, y.Plasma1, y.Plasma2) = (y0, y1, y2);
    }

    private unsafe interface IStore
    {
        static abstract void Store(Vector512<double> value, double* to);
    }

    private struct PastCache : IStore
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static unsafe void Store(Vector512<double> value, double* to) => value.StoreAlignedNonTemporal(to);
    }

    private struct Plain : IStore
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static unsafe void Store(Vector512<double> value, double* to) => value.Store(to);
    }
}
