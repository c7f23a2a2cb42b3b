using Engramm.Content.Infusion;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Care.Planning;

/// <summary>A hard limit that one session of a schedule passes.</summary>
/// <param name="Session">Which, counted from 1.</param>
/// <param name="Value">What the session gives.</param>
/// <param name="Limit">The most that a plan may give.</param>
/// <param name="Unit">Of both.</param>
public sealed record PassedLimit(int Session, double Value, double Limit, string Unit);

/// <summary>
/// Holds a schedule that nobody orders, such as one of a publication, against the hard limits of a plan. It is told, not refused and
/// not changed: an infusion of days or an anaesthesia lies beyond what a plan here may hold, and may be calculated all the same.
/// </summary>
public static class SessionLimits
{
    // Relative, as in the check of a plan.
    private const double Rounding = 1e-9;
    private const double MinutesPerHour = 60;

    /// <summary>Every hard limit that is passed. Sessions lie at least the shortest interval of the limits apart; what lies closer counts as one.</summary>
    public static IReadOnlyList<PassedLimit> Passed(PlanLimits limits, KetamineForm form, DoseSchedule schedule, Kilograms weight)
    {
        var most = limits.Of(form);
        var passed = new List<PassedLimit>();
        var (session, end, given, fastest) = (0, double.NegativeInfinity, 0.0, 0.0);
        var parts = schedule.Infusions.Where(i => i.Rate.Value > 0).Select(i => (Start: i.Start.Value, End: i.End.Value, Amount: i.Amount.Value, Rate: i.Rate.Value))
            .Concat(schedule.Boluses.Select(b => (Start: b.At.Value, End: b.At.Value, Amount: b.Amount.Value, Rate: 0.0)));
        foreach (var part in parts.OrderBy(p => p.Start))
        {
            if (part.Start - end >= limits.IntervalHours.Hard.Value * MinutesPerHour)
            {
                Close();
                (session, given, fastest) = (session + 1, 0, 0);
            }

            (end, given, fastest) = (Math.Max(end, part.End), given + part.Amount, Math.Max(fastest, part.Rate));
        }

        Close();
        return passed;

        void Close()
        {
            Hold(given / weight.Value, most.MgPerKg, "mg/kg");
            Hold(fastest * MinutesPerHour / weight.Value, most.MgPerKgHour, "mg/kg/h");
        }

        void Hold(double value, Limit limit, string unit)
        {
            if (value > limit.Hard.Value * (1 + Rounding))
            {
                passed.Add(new PassedLimit(session, value, limit.Hard.Value, unit));
            }
        }
    }
}
