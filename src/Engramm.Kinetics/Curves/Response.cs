using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;

namespace Engramm.Kinetics.Curves;

/// <summary>
/// The exact answer of a linear model to a schedule. The state is carried from one change of rate to the next and never
/// from one point of the curve to another: a finer or coarser curve has the same values.
/// </summary>
internal static class Response
{
    public const int MostModes = MammillaryModel.MostPeripherals + 1;

    /// <summary>
    /// Concentrations in mg/L at rising times. At the moment of a bolus the value is the one just after it.
    /// <paramref name="effect"/> is filled when it is not empty, with the rate constant <paramref name="ke0"/>.
    /// </summary>
    public static void Fill(ReadOnlySpan<Mode> modes, double ke0, ReadOnlySpan<Turn> turns, ReadOnlySpan<double> times, Span<double> plasma, Span<double> effect)
    {
        Span<double> plasmaParts = stackalloc double[MostModes];
        Span<double> effectParts = stackalloc double[MostModes];
        plasmaParts.Clear();
        effectParts.Clear();
        var withEffect = !effect.IsEmpty;
        var (next, since, rate) = (0, 0.0, 0.0);
        for (var k = 0; k < times.Length; k++)
        {
            for (; next < turns.Length && turns[next].Time <= times[k]; next++)
            {
                Carry(modes, ke0, rate, turns[next].Time - since, plasmaParts, effectParts, withEffect);
                for (var i = 0; i < modes.Length; i++)
                {
                    plasmaParts[i] += modes[i].Weight * turns[next].Bolus;
                }

                (since, rate) = (turns[next].Time, turns[next].Rate);
            }

            var (span, sum, effectSum) = (times[k] - since, 0.0, 0.0);
            for (var i = 0; i < modes.Length; i++)
            {
                sum += Plasma(modes[i], rate, span, plasmaParts[i]);
                effectSum += withEffect ? Effect(modes[i], ke0, rate, span, plasmaParts[i], effectParts[i]) : 0;
            }

            plasma[k] = sum;
            if (withEffect)
            {
                effect[k] = effectSum;
            }
        }
    }

    /// <summary>The amounts in mg in each compartment, and last the amount eliminated, at one time.</summary>
    public static double[] Amounts(Disposition disposition, ReadOnlySpan<Turn> turns, double time)
    {
        var modes = disposition.Modes;
        var amounts = new double[disposition.Compartments + 1];
        for (var i = 0; i < modes.Length; i++)
        {
            var (part, area, since, rate) = (0.0, 0.0, 0.0, 0.0);
            foreach (var turn in turns)
            {
                if (turn.Time > time)
                {
                    break;
                }

                area += Area(modes[i], rate, turn.Time - since, part);
                part = Plasma(modes[i], rate, turn.Time - since, part) + (modes[i].Weight * turn.Bolus);
                (since, rate) = (turn.Time, turn.Rate);
            }

            area += Area(modes[i], rate, time - since, part);
            part = Plasma(modes[i], rate, time - since, part);
            for (var j = 0; j < disposition.Compartments; j++)
            {
                amounts[j] += disposition.AmountPerConcentration(j, i) * part;
            }

            amounts[^1] += disposition.Clearance * area;
        }

        return amounts;
    }

    /// <summary>Carries the parts of each mode over a span without change of rate.</summary>
    public static void Carry(ReadOnlySpan<Mode> modes, double ke0, double rate, double span, Span<double> plasma, Span<double> effect, bool withEffect)
    {
        for (var i = 0; i < modes.Length; i++)
        {
            if (withEffect)
            {
                effect[i] = Effect(modes[i], ke0, rate, span, plasma[i], effect[i]);
            }

            plasma[i] = Plasma(modes[i], rate, span, plasma[i]);
        }
    }

    // c' = −λ c + A · rate
    private static double Plasma(Mode mode, double rate, double span, double start)
    {
        var left = start * Math.Exp(-mode.Rate * span);
        return rate == 0 ? left : left + (mode.Weight * rate * Relaxation.Held(mode.Rate, span));
    }

    // e' = ke0 (c − e)
    private static double Effect(Mode mode, double ke0, double rate, double span, double plasma, double effect)
    {
        var left = (effect * Math.Exp(-ke0 * span)) + (ke0 * plasma * Relaxation.Passed(mode.Rate, ke0, span));
        return rate == 0 ? left : left + (ke0 * mode.Weight * rate * Relaxation.PassedHeld(mode.Rate, ke0, span));
    }

    // The area under the part of this mode over the span.
    private static double Area(Mode mode, double rate, double span, double start) =>
        (start * Relaxation.Held(mode.Rate, span)) + (mode.Weight * rate * Relaxation.PassedHeld(mode.Rate, 0, span));
}
