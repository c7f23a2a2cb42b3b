using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Engramm.Kinetics.Curves;

namespace Engramm.Kinetics.Populations;

/// <summary>Whether one of the choices below is taken; the compiler makes a loop of its own for each combination.</summary>
internal interface IChoice
{
    static abstract bool Taken { get; }
}

internal struct Yes : IChoice
{
    public static bool Taken => true;
}

internal struct No : IChoice
{
    public static bool Taken => false;
}

/// <summary>Sixteen people on their way through a schedule, as two times eight that the processor interleaves.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct StepBlock
{
    public const int Lanes = 8;

    private PeopleLanes x;
    private PeopleLanes y;

    /// <summary>People before anything is given.</summary>
    public static StepBlock Of(VirtualPeople people, int block)
    {
        StepBlock sixteen = default;
        PeopleLanes.Of(people, block * VirtualPeople.PerBlock, out sixteen.x, out sixteen.y);
        return sixteen;
    }

    /// <summary>
    /// Walks the runs. The values of the sixteen at a point stand side by side, the next point <paramref name="stride"/> numbers
    /// further. <paramref name="effect"/> is null without an effect site.
    /// </summary>
    public unsafe void Walk(ReadOnlySpan<StepRun> runs, double ke0, double* plasma, double* effect, int stride, bool pastCache)
    {
        var span = double.NaN;
        StepLanes xStep = default, yStep = default;
        foreach (var run in runs)
        {
            if (run.Span != span)
            {
                (xStep, yStep) = (StepLanes.Of(ref x.Modes, ke0, run.Span), StepLanes.Of(ref y.Modes, ke0, run.Span));
                span = run.Span;
            }

            x.Give(run.Bolus);
            y.Give(run.Bolus);
            var (xs, ys) = (xStep.At(run.Rate), yStep.At(run.Rate));
            if (run.First < 0)
            {
                xs.Take(ref x);
                ys.Take(ref y);
                continue;
            }

            switch (pastCache, run.Rate != 0, effect is not null)
            {
                case (true, true, true):
                    Steps<Yes, Yes, Yes>(ref xs, ref ys, run.Count, plasma, effect, stride);
                    break;
                case (true, true, false):
                    Steps<Yes, Yes, No>(ref xs, ref ys, run.Count, plasma, effect, stride);
                    break;
                case (true, false, true):
                    Steps<Yes, No, Yes>(ref xs, ref ys, run.Count, plasma, effect, stride);
                    break;
                case (true, false, false):
                    Steps<Yes, No, No>(ref xs, ref ys, run.Count, plasma, effect, stride);
                    break;
                case (false, true, true):
                    Steps<No, Yes, Yes>(ref xs, ref ys, run.Count, plasma, effect, stride);
                    break;
                case (false, true, false):
                    Steps<No, Yes, No>(ref xs, ref ys, run.Count, plasma, effect, stride);
                    break;
                case (false, false, true):
                    Steps<No, No, Yes>(ref xs, ref ys, run.Count, plasma, effect, stride);
                    break;
                default:
                    Steps<No, No, No>(ref xs, ref ys, run.Count, plasma, effect, stride);
                    break;
            }

            unchecked
            {
                plasma += (long)stride * run.Count;
                effect = effect is null ? null : effect + ((long)stride * run.Count);
            }
        }
    }

    // Locals instead of fields, and no inflow where there is none: the processor's registers then hold everything.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Steps<TPastCache, TInflow, TEffect>(ref StepLanes xs, ref StepLanes ys, int count, double* plasma, double* effect, int stride)
        where TPastCache : struct, IChoice
        where TInflow : struct, IChoice
        where TEffect : struct, IChoice
    {
        Vector512<double> x0 = x.Plasma0, x1 = x.Plasma1, x2 = x.Plasma2, xe = x.Effect, y0 = y.Plasma0, y1 = y.Plasma1, y2 = y.Plasma2, ye = y.Effect;
        Vector512<double> xl0 = xs.Left0, xl1 = xs.Left1, xl2 = xs.Left2, yl0 = ys.Left0, yl1 = ys.Left1, yl2 = ys.Left2;
        Vector512<double> xg0 = xs.Gain0, xg1 = xs.Gain1, xg2 = xs.Gain2, yg0 = ys.Gain0, yg1 = ys.Gain1, yg2 = ys.Gain2;
        Vector512<double> xh0 = xs.Hand0, xh1 = xs.Hand1, xh2 = xs.Hand2, yh0 = ys.Hand0, yh1 = ys.Hand1, yh2 = ys.Hand2;
        Vector512<double> left = xs.EffectLeft, xg = xs.EffectGain, yg = ys.EffectGain;
        unchecked
        {
            for (var step = 0; step < count; step++)
            {
                if (TEffect.Taken)
                {
                    xe = Vector512.FusedMultiplyAdd(xe, left, Vector512.FusedMultiplyAdd(x0, xh0, Vector512.FusedMultiplyAdd(x1, xh1, Grown<TInflow>(x2, xh2, xg))));
                    ye = Vector512.FusedMultiplyAdd(ye, left, Vector512.FusedMultiplyAdd(y0, yh0, Vector512.FusedMultiplyAdd(y1, yh1, Grown<TInflow>(y2, yh2, yg))));
                    Store<TPastCache>(xe, effect);
                    Store<TPastCache>(ye, effect + Lanes);
                    effect += stride;
                }

                x0 = Grown<TInflow>(x0, xl0, xg0);
                y0 = Grown<TInflow>(y0, yl0, yg0);
                x1 = Grown<TInflow>(x1, xl1, xg1);
                y1 = Grown<TInflow>(y1, yl1, yg1);
                x2 = Grown<TInflow>(x2, xl2, xg2);
                y2 = Grown<TInflow>(y2, yl2, yg2);
                Store<TPastCache>(x0 + x1 + x2, plasma);
                Store<TPastCache>(y0 + y1 + y2, plasma + Lanes);
                plasma += stride;
            }
        }

        (x.Plasma0, x.Plasma1, x.Plasma2, x.Effect) = (x0, x1, x2, xe);
        (y.Plasma0, y.Plasma1, y.Plasma2, y.Effect) = (y0, y1, y2, ye);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Grown<TInflow>(Vector512<double> part, Vector512<double> left, Vector512<double> gain)
        where TInflow : struct, IChoice => TInflow.Taken ? Vector512.FusedMultiplyAdd(part, left, gain) : part * left;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Store<TPastCache>(Vector512<double> value, double* to)
        where TPastCache : struct, IChoice
    {
        if (TPastCache.Taken)
        {
            value.StoreAlignedNonTemporal(to);
        }
        else
        {
            value.Store(to);
        }
    }
}
