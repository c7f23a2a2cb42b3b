using Engramm.Quantities;

namespace Engramm.Kinetics.Schedules;

/// <summary>
/// What would be given if something were changed now. A question to look at; nothing is ordered by asking it. What was given
/// before <c>now</c> stays as it was.
/// </summary>
public static class WhatIf
{
    /// <summary>The pump is stopped now and nothing follows.</summary>
    public static DoseSchedule Stopped(this DoseSchedule schedule, Minutes now) => schedule.Until(now);

    /// <summary>The pump pauses now and goes on later as planned; everything that follows moves back by the pause.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="now">When the pause begins; not negative.</param>
    /// <param name="pause">How long; positive.</param>
    public static Checked<DoseSchedule> Paused(this DoseSchedule schedule, Minutes now, Minutes pause)
    {
        if (Refusal(now, "pause", pause.Value) is { } refusal)
        {
            return Checked.Refused<DoseSchedule>([refusal]);
        }

        var given = schedule.Until(now);
        var rest = schedule.Infusions.Where(i => i.End > now).Select(i => new Infusion((i.Start < now ? now : i.Start) + pause, i.End + pause, i.Rate));
        var boluses = schedule.Boluses.Where(b => b.At > now).Select(b => b with { At = b.At + pause });
        return DoseSchedule.Of(schedule.Substance, [.. given.Infusions, .. rest], [.. given.Boluses, .. boluses]);
    }

    /// <summary>
    /// What infusions still have to give is given from now on at another rate, without gaps, until it is in. Boluses stay.
    /// </summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="now">From when; not negative.</param>
    /// <param name="rate">The new rate; positive.</param>
    public static Checked<DoseSchedule> AtRate(this DoseSchedule schedule, Minutes now, MilligramsPerMinute rate)
    {
        if (Refusal(now, "rate", rate.Value) is { } refusal)
        {
            return Checked.Refused<DoseSchedule>([refusal]);
        }

        var given = schedule.Until(now).Infusions;
        var rest = schedule.Infusions.Sum(i => i.Amount.Value) - given.Sum(i => i.Amount.Value);
        var end = new Minutes(now.Value + (rest / rate.Value));
        return DoseSchedule.Of(schedule.Substance, end > now ? [.. given, new Infusion(now, end, rate)] : given, schedule.Boluses);
    }

    private static KineticsFinding? Refusal(Minutes now, string subject, double value) => now.Value < 0
        ? new KineticsFinding(KineticsFault.Negative, "now", now.Value, Least: 0)
        : value <= 0 ? new KineticsFinding(KineticsFault.NotPositive, subject, value, Least: 0) : null;
}
