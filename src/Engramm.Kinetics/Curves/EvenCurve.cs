using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Kinetics.Schedules;

namespace Engramm.Kinetics.Curves;

/// <summary>
/// One person's curve at many evenly spaced times, eight at once: the lanes that elsewhere hold eight people here hold eight
/// moments in a row, and one step takes all of them eight points further. Every change of rate is met exactly and begins anew
/// from the readable path.
/// </summary>
public static class EvenCurve
{
    private const int Lanes = 8;

    /// <summary>
    /// Fills the concentrations in mg/L at 0, step, 2·step … minutes. <paramref name="effect"/> is left alone when
    /// <paramref name="ke0"/> (1/min) is 0.
    /// </summary>
    /// <exception cref="ArgumentException">The step is not positive, <paramref name="ke0"/> is negative, or the results differ in length.</exception>
    public static void Fill(Disposition person, double ke0, DoseSchedule schedule, double step, Span<double> plasma, Span<double> effect)
    {
        if (!(step > 0 && double.IsFinite(step)))
        {
            throw new ArgumentException($"The step is {step} min; it must be positive.", nameof(step));
        }

        if (!(ke0 >= 0 && double.IsFinite(ke0)) || (ke0 > 0 && effect.Length != plasma.Length))
        {
            throw new ArgumentException($"ke0 is {ke0}/min with {plasma.Length} plasma and {effect.Length} effect values; it must be 0, or positive with as many of both.", nameof(ke0));
        }

        var turns = schedule.Course.Turns;
        Span<double> plasmaParts = stackalloc double[Response.MostModes];
        Span<double> effectParts = stackalloc double[Response.MostModes];
        plasmaParts.Clear();
        effectParts.Clear();
        var (since, rate, next) = (0.0, 0.0, 0);
        for (var point = 0; point < plasma.Length;)
        {
            for (; next < turns.Length && turns[next].Time <= point * step; next++)
            {
                Response.Carry(person.Modes, ke0, rate, turns[next].Time - since, plasmaParts, effectParts, ke0 > 0);
                for (var i = 0; i < person.Modes.Length; i++)
                {
                    plasmaParts[i] += person.Modes[i].Weight * turns[next].Bolus;
                }

                (since, rate) = (turns[next].Time, turns[next].Rate);
            }

            var end = next == turns.Length ? plasma.Length : Math.Min(plasma.Length, (int)Math.Min(int.MaxValue, Math.Ceiling(turns[next].Time / step)));
            Stretch(person.Modes, ke0, rate, (point * step) - since, step, plasmaParts, effectParts, plasma[point..end], ke0 > 0 ? effect[point..end] : []);
            point = end;
        }
    }

    /// <summary>The points between two changes; the first lies <paramref name="offset"/> after the state that the parts hold.</summary>
    private static void Stretch(
        ReadOnlySpan<Mode> modes, double ke0, double rate, double offset, double step, ReadOnlySpan<double> plasmaParts, ReadOnlySpan<double> effectParts, Span<double> plasma, Span<double> effect)
    {
        Span<double> at = stackalloc double[(Response.MostModes + 1) * Lanes];
        at.Clear();
        Span<double> plasmaAt = stackalloc double[Response.MostModes];
        Span<double> effectAt = stackalloc double[Response.MostModes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            plasmaParts.CopyTo(plasmaAt);
            effectParts.CopyTo(effectAt);
            Response.Carry(modes, ke0, rate, offset + (lane * step), plasmaAt, effectAt, ke0 > 0);
            for (var i = 0; i < modes.Length; i++)
            {
                at[(i * Lanes) + lane] = plasmaAt[i];
                at[(Response.MostModes * Lanes) + lane] += effectAt[i];
            }
        }

        var lanes = new PeopleLanes
        {
            Modes = ModeLanes.Same(modes),
            Plasma0 = Vector512.Create<double>(at),
            Plasma1 = Vector512.Create<double>(at[Lanes..]),
            Plasma2 = Vector512.Create<double>(at[(2 * Lanes)..]),
            Effect = Vector512.Create<double>(at[(3 * Lanes)..]),
        };
        var further = StepLanes.Of(ref lanes.Modes, ke0, Lanes * step).At(rate);
        Walk(ref lanes, ref further, plasma, effect);
    }

    // Locals instead of fields: the processor's registers then hold everything.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Walk(ref PeopleLanes lanes, ref StepLanes step, Span<double> plasma, Span<double> effect)
    {
        Vector512<double> p0 = lanes.Plasma0, p1 = lanes.Plasma1, p2 = lanes.Plasma2, e = lanes.Effect;
        Vector512<double> l0 = step.Left0, l1 = step.Left1, l2 = step.Left2, g0 = step.Gain0, g1 = step.Gain1, g2 = step.Gain2;
        Vector512<double> h0 = step.Hand0, h1 = step.Hand1, h2 = step.Hand2, left = step.EffectLeft, g = step.EffectGain;
        ref var toPlasma = ref MemoryMarshal.GetReference(plasma);
        ref var toEffect = ref MemoryMarshal.GetReference(effect);
        var point = 0;
        for (; point + Lanes <= plasma.Length; point += Lanes)
        {
            (p0 + p1 + p2).StoreUnsafe(ref toPlasma, (nuint)point);
            if (!effect.IsEmpty)
            {
                e.StoreUnsafe(ref toEffect, (nuint)point);
                e = Vector512.FusedMultiplyAdd(e, left, Vector512.FusedMultiplyAdd(p0, h0, Vector512.FusedMultiplyAdd(p1, h1, Vector512.FusedMultiplyAdd(p2, h2, g))));
            }

            p0 = Vector512.FusedMultiplyAdd(p0, l0, g0);
            p1 = Vector512.FusedMultiplyAdd(p1, l1, g1);
            p2 = Vector512.FusedMultiplyAdd(p2, l2, g2);
        }

        for (var lane = 0; point < plasma.Length; point++, lane++)
        {
            plasma[point] = (p0 + p1 + p2)[lane];
            if (!effect.IsEmpty)
            {
                effect[point] = e[lane];
            }
        }
    }
}
