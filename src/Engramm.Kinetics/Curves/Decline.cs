using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Curves;

/// <summary>When a predicted concentration has fallen. For looking ahead; never a reason to discharge or to dose.</summary>
public static class Decline
{
    // Between two changes of rate a curve turns at most a few times; this many looks do not miss a turn that matters.
    private const int LooksPerStretch = 400;
    private const int Halvings = 80;
    private const double LongestHorizon = 1e7;

    /// <summary>
    /// The minute, counted from the start of the schedule, from which on the concentration of a typical person stays below a
    /// level; 0 when it never reaches it.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="weight">Body weight.</param>
    /// <param name="schedule">Everything that is given; nothing follows it.</param>
    /// <param name="effectSite">The effect site that is meant, or null for plasma.</param>
    /// <param name="level">The level; positive.</param>
    public static Checked<Answer<Minutes>> BelowFrom(MammillaryModel model, Kilograms weight, DoseSchedule schedule, EffectSite? effectSite, NanogramsPerMillilitre level)
    {
        var person = model.At(weight);
        List<KineticsFinding> findings = [.. person.Findings, .. Prediction.Examine(model, schedule, [])];
        findings.AddRange(effectSite is null ? [] : model.Examine(effectSite, "effectSite"));
        if (level.Value <= 0)
        {
            findings.Add(new KineticsFinding(KineticsFault.NotPositive, "level", level.Value, Least: 0));
        }

        return findings.Count > 0
            ? Checked.Refused<Answer<Minutes>>(findings)
            : Checked.Sound(new Answer<Minutes>(new Minutes(Last(person.Required(), schedule, effectSite?.Ke0.Value.Value ?? 0, level.Value / 1000))));
    }

    /// <summary>
    /// How long after an infusion at constant rate the concentration needs to fall by a part, for each duration of the infusion:
    /// the context-sensitive decrement time. It does not depend on the rate. Plasma falls from its own value at the end, an
    /// effect site from its own.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="weight">Body weight.</param>
    /// <param name="effectSite">The effect site that is meant, or null for plasma.</param>
    /// <param name="durations">How long the infusion ran; positive.</param>
    /// <param name="part">The part it falls by, between 0 and 1: 0.5 for the half-time.</param>
    public static Checked<IReadOnlyList<Minutes>> DecrementTimes(MammillaryModel model, Kilograms weight, EffectSite? effectSite, IReadOnlyList<Minutes> durations, double part)
    {
        var person = model.At(weight);
        List<KineticsFinding> findings = [.. person.Findings];
        findings.AddRange(effectSite is null ? [] : model.Examine(effectSite, "effectSite"));
        if (!(part > 0 && part < 1))
        {
            findings.Add(new KineticsFinding(KineticsFault.OutOfRange, "part", part, 0, 1));
        }

        for (var i = 0; i < durations.Count; i++)
        {
            if (durations[i].Value <= 0)
            {
                findings.Add(new KineticsFinding(KineticsFault.NoDuration, $"durations[{i}]", durations[i].Value, Least: 0));
            }
        }

        if (findings.Count > 0)
        {
            return Checked.Refused<IReadOnlyList<Minutes>>(findings);
        }

        var ke0 = effectSite?.Ke0.Value.Value ?? 0;
        return Checked.Sound<IReadOnlyList<Minutes>>([.. durations.Select(duration =>
        {
            var schedule = DoseSchedule.Even(model.Substance, new Milligrams(duration.Value), duration).Required();
            var atEnd = At(person.Required(), schedule, ke0, duration.Value);
            return new Minutes(Last(person.Required(), schedule, ke0, atEnd * (1 - part)) - duration.Value);
        })]);
    }

    private static double Last(Disposition person, DoseSchedule schedule, double ke0, double level)
    {
        var end = schedule.End.Value;
        var horizon = Math.Max(1, end);
        while (At(person, schedule, ke0, end + horizon) >= level && horizon < LongestHorizon)
        {
            horizon *= 2;
        }

        // Backwards: the first look that is not below holds the crossing between itself and the look after it.
        List<double> corners = [0, .. schedule.Course.Turns.Select(t => t.Time).Where(t => t > 0), end + horizon];
        for (var corner = corners.Count - 1; corner > 0; corner--)
        {
            var (from, to) = (corners[corner - 1], corners[corner]);
            for (var look = LooksPerStretch; look > 0; look--)
            {
                // Denser at the beginning of a stretch, where a curve bends most.
                var at = from + ((to - from) * Square((look - 1.0) / LooksPerStretch));
                if (At(person, schedule, ke0, at) >= level)
                {
                    return Crossing(person, schedule, ke0, level, at, from + ((to - from) * Square((double)look / LooksPerStretch)));
                }
            }
        }

        return 0;
    }

    private static double Crossing(Disposition person, DoseSchedule schedule, double ke0, double level, double above, double below)
    {
        for (var i = 0; i < Halvings && below - above > Math.BitIncrement(above) - above; i++)
        {
            var middle = above + ((below - above) / 2);
            (above, below) = At(person, schedule, ke0, middle) >= level ? (middle, below) : (above, middle);
        }

        return below;
    }

    private static double At(Disposition person, DoseSchedule schedule, double ke0, double time)
    {
        Span<double> plasma = stackalloc double[1];
        Span<double> effect = stackalloc double[1];
        Response.Fill(person.Modes, ke0, schedule.Course.Turns, [time], plasma, ke0 > 0 ? effect : []);
        return ke0 > 0 ? effect[0] : plasma[0];
    }

    private static double Square(double value) => value * value;
}

/// <summary>A single value as an answer.</summary>
/// <typeparam name="T">Its kind.</typeparam>
public sealed record Answer<T>(T Value)
    where T : struct;
