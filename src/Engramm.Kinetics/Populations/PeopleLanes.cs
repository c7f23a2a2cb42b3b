using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;

namespace Engramm.Kinetics.Populations;

/// <summary>
/// Where eight people stand: their three exponentials, the part of each in the plasma (mg/L) and the effect site (mg/L).
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct PeopleLanes
{
    public ModeLanes Modes;
    public Vector512<double> Plasma0;
    public Vector512<double> Plasma1;
    public Vector512<double> Plasma2;
    public Vector512<double> Effect;

    /// <summary>Two times eight people before anything is given, from the columns of <see cref="VirtualPeople"/>.</summary>
    public static void Of(VirtualPeople people, int first, out PeopleLanes x, out PeopleLanes y)
    {
        (x, y) = (default, default);
        ModeLanes.Of(At(people, first), At(people, first + Vector512<double>.Count), out x.Modes, out y.Modes);
    }

    private static DispositionLanes At(VirtualPeople people, int first) => new(
        Vector512.Create(people.Column(0)[first..]),
        Vector512.Create(people.Column(1)[first..]),
        Vector512.Create(people.Column(2)[first..]),
        Vector512.Create(people.Column(3)[first..]),
        Vector512.Create(people.Column(4)[first..]),
        Vector512.Create(people.Column(5)[first..]));

    /// <summary>An amount in mg goes in at once.</summary>
    public void Give(double bolus)
    {
        if (bolus != 0)
        {
            Plasma0 += Modes.Weight0 * bolus;
            Plasma1 += Modes.Weight1 * bolus;
            Plasma2 += Modes.Weight2 * bolus;
        }
    }
}

/// <summary>
/// What one step of a given length does to eight people. The effect site takes its share from the plasma parts before the step
/// and from the inflow during it; no term grows when its constant meets a rate of the model, so all digits stay.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct StepLanes
{
    /// <summary>What is left of each plasma part.</summary>
    public Vector512<double> Left0;
    public Vector512<double> Left1;
    public Vector512<double> Left2;

    /// <summary>What an inflow of 1 mg/min adds to each plasma part.</summary>
    public Vector512<double> Gain0;
    public Vector512<double> Gain1;
    public Vector512<double> Gain2;

    /// <summary>What each plasma part hands to the effect site.</summary>
    public Vector512<double> Hand0;
    public Vector512<double> Hand1;
    public Vector512<double> Hand2;

    /// <summary>What is left of the effect site, and what an inflow of 1 mg/min adds to it.</summary>
    public Vector512<double> EffectLeft;
    public Vector512<double> EffectGain;

    /// <summary>The step of this length (min); <paramref name="ke0"/> 0 means no effect site.</summary>
    public static StepLanes Of(ref ModeLanes modes, double ke0, double span)
    {
        StepLanes step = default;
        if (span == 0)
        {
            // The point at which something begins: nothing has happened yet.
            step.Left0 = step.Left1 = step.Left2 = step.EffectLeft = Vector512<double>.One;
            return step;
        }

        step.Left0 = RelaxationLanes.Left(modes.Rate0, span);
        step.Left1 = RelaxationLanes.Left(modes.Rate1, span);
        step.Left2 = RelaxationLanes.Left(modes.Rate2, span);
        var held0 = RelaxationLanes.Held(modes.Rate0, step.Left0, span);
        var held1 = RelaxationLanes.Held(modes.Rate1, step.Left1, span);
        var held2 = RelaxationLanes.Held(modes.Rate2, step.Left2, span);
        (step.Gain0, step.Gain1, step.Gain2) = (modes.Weight0 * held0, modes.Weight1 * held1, modes.Weight2 * held2);
        if (ke0 == 0)
        {
            return step;
        }

        var effect = Vector512.Create(ke0);
        var effectHeld = Vector512.Create(Relaxation.Held(ke0, span));
        step.EffectLeft = Vector512.Create(Math.Exp(-ke0 * span));
        var passed0 = RelaxationLanes.Passed(modes.Rate0, step.Left0, effect, step.EffectLeft, span);
        var passed1 = RelaxationLanes.Passed(modes.Rate1, step.Left1, effect, step.EffectLeft, span);
        var passed2 = RelaxationLanes.Passed(modes.Rate2, step.Left2, effect, step.EffectLeft, span);
        (step.Hand0, step.Hand1, step.Hand2) = (passed0 * ke0, passed1 * ke0, passed2 * ke0);
        step.EffectGain = ke0 * (
            (modes.Weight0 * RelaxationLanes.PassedHeld(modes.Rate0, held0, effect, effectHeld, passed0, span))
            + (modes.Weight1 * RelaxationLanes.PassedHeld(modes.Rate1, held1, effect, effectHeld, passed1, span))
            + (modes.Weight2 * RelaxationLanes.PassedHeld(modes.Rate2, held2, effect, effectHeld, passed2, span)));
        return step;
    }

    /// <summary>The same step with an inflow at this rate in mg/min.</summary>
    public readonly StepLanes At(double rate)
    {
        var step = this;
        step.Gain0 *= rate;
        step.Gain1 *= rate;
        step.Gain2 *= rate;
        step.EffectGain *= rate;
        return step;
    }

    /// <summary>One step without output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Take(ref PeopleLanes people)
    {
        people.Effect = Vector512.FusedMultiplyAdd(
            people.Effect,
            EffectLeft,
            Vector512.FusedMultiplyAdd(people.Plasma0, Hand0, Vector512.FusedMultiplyAdd(people.Plasma1, Hand1, Vector512.FusedMultiplyAdd(people.Plasma2, Hand2, EffectGain))));
        people.Plasma0 = Vector512.FusedMultiplyAdd(people.Plasma0, Left0, Gain0);
        people.Plasma1 = Vector512.FusedMultiplyAdd(people.Plasma1, Left1, Gain1);
        people.Plasma2 = Vector512.FusedMultiplyAdd(people.Plasma2, Left2, Gain2);
    }
}
