using Engramm.Kinetics.Models;

namespace Engramm.Kinetics.Curves;

/// <summary>
/// One person, step after step of one length, each exact: for a simulated patient whose pump a person turns while time runs.
/// What is shown of a real person is calculated anew from the dose log instead, so that nothing adds up.
/// </summary>
public sealed class LiveSteps
{
    private readonly double left0;
    private readonly double left1;
    private readonly double left2;
    private readonly double gain0;
    private readonly double gain1;
    private readonly double gain2;
    private readonly double hand0;
    private readonly double hand1;
    private readonly double hand2;
    private readonly double effectLeft;
    private readonly double effectGain;
    private double plasma0;
    private double plasma1;
    private double plasma2;
    private double effect;

    /// <summary>A person before anything is given. <paramref name="ke0"/> in 1/min, 0 for no effect site; <paramref name="span"/> in minutes.</summary>
    /// <exception cref="ArgumentException">The span is not positive or <paramref name="ke0"/> is negative.</exception>
    public LiveSteps(Disposition person, double ke0, double span)
    {
        if (!(span > 0 && double.IsFinite(span) && ke0 >= 0 && double.IsFinite(ke0)))
        {
            throw new ArgumentException($"A step of {span} min with ke0 {ke0}/min: the step must be positive and ke0 not negative.", nameof(span));
        }

        Span<Mode> modes = stackalloc Mode[Response.MostModes];
        modes.Clear();
        person.Modes.CopyTo(modes);
        (left0, gain0, hand0, var effectGain0) = Of(modes[0], ke0, span);
        (left1, gain1, hand1, var effectGain1) = Of(modes[1], ke0, span);
        (left2, gain2, hand2, var effectGain2) = Of(modes[2], ke0, span);
        effectLeft = Math.Exp(-ke0 * span);
        effectGain = effectGain0 + effectGain1 + effectGain2;
    }

    /// <summary>Goes one step on at a rate in mg/min, which is not negative; gives plasma and effect site in mg/L.</summary>
    public (double Plasma, double Effect) Step(double rate)
    {
        effect = Math.FusedMultiplyAdd(effect, effectLeft, Math.FusedMultiplyAdd(plasma0, hand0, (plasma1 * hand1) + Math.FusedMultiplyAdd(plasma2, hand2, rate * effectGain)));
        plasma0 = Math.FusedMultiplyAdd(plasma0, left0, rate * gain0);
        plasma1 = Math.FusedMultiplyAdd(plasma1, left1, rate * gain1);
        plasma2 = Math.FusedMultiplyAdd(plasma2, left2, rate * gain2);
        return (plasma0 + plasma1 + plasma2, effect);
    }

    private static (double Left, double Gain, double Hand, double EffectGain) Of(Mode mode, double ke0, double span) => (
        Math.Exp(-mode.Rate * span),
        mode.Weight * Relaxation.Held(mode.Rate, span),
        ke0 * Relaxation.Passed(mode.Rate, ke0, span),
        ke0 * mode.Weight * Relaxation.PassedHeld(mode.Rate, ke0, span));
}
