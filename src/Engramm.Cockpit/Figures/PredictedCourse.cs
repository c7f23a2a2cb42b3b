using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using Engramm.Sessions;

namespace Engramm.Cockpit.Figures;

/// <summary>The predicted concentration of a session: what the dose log says was given, and what is still planned. Not for dosing or discharge.</summary>
/// <param name="Origin">Minute 0 of the curve: the start of the pump; before it, the moment of drawing.</param>
/// <param name="Schedule">What was given, and what follows.</param>
/// <param name="Curve">The typical person of this weight.</param>
/// <param name="Band">The spread between people; null when none is drawn.</param>
public sealed record PredictedCourse(DateTimeOffset Origin, DoseSchedule Schedule, ConcentrationCurve Curve, ConcentrationBand? Band)
{
    /// <summary>How many virtual people the band is drawn from. Enough for a smooth 5th and 95th percentile on a tablet.</summary>
    public const int Subjects = 200;

    /// <summary>Any number; the same one gives the same band on every screen and in the report.</summary>
    public const ulong Seed = 40;

    /// <summary>Draws the course, or null when nothing can be predicted: prediction not accepted, no plan, another substance, a weight outside the model.</summary>
    /// <param name="state">The session.</param>
    /// <param name="now">Practice time, UTC.</param>
    /// <param name="horizon">How far to draw, from the start of the pump.</param>
    public static PredictedCourse? Of(SessionState state, DateTimeOffset now, Minutes horizon)
    {
        if (state.Plan is not { Switches.LimitHighlighting: true } plan || ScheduleOf(state, now)?.Value is not { } schedule)
        {
            return null;
        }

        var times = TimeGrid.Every(new Minutes(1), horizon, schedule);
        var curve = Prediction.At(plan.Kinetics.Model, plan.Patient.Weight, schedule, null, times);
        if (!curve.IsSound)
        {
            return null;
        }

        var band = plan.Kinetics.Variability is { } variability
            ? Population.Band(plan.Kinetics.Model, plan.Patient.Weight, schedule, times, variability, Subjects, Seed).Value
            : null;
        return new PredictedCourse(state.StartedAt ?? now, schedule, curve.Required(), band);
    }

    /// <summary>The typical curve if the question came true at this moment; without a band. Null while the pump does not run, or when nothing can be predicted.</summary>
    /// <param name="state">The session.</param>
    /// <param name="now">Practice time, UTC.</param>
    /// <param name="horizon">How far to draw, from the start of the pump.</param>
    /// <param name="question">What is asked.</param>
    public static PredictedCourse? Asked(SessionState state, DateTimeOffset now, Minutes horizon, WhatIfQuestion question)
    {
        if (state is not { Plan: { Switches.LimitHighlighting: true } plan, StartedAt: { } start, Dose.IsRunning: true }
            || ScheduleOf(state, now)?.Value is not { } planned
            || question.Change(planned, new Minutes((now - start).TotalMinutes), plan.Infusion).Value is not { } schedule)
        {
            return null;
        }

        var curve = Prediction.At(plan.Kinetics.Model, plan.Patient.Weight, schedule, null, TimeGrid.Every(new Minutes(1), horizon, schedule)).Value;
        return curve is null ? null : new PredictedCourse(start, schedule, curve, null);
    }

    /// <summary>What the curve says at a moment, ng/mL, between its points on a straight line; null outside.</summary>
    public double? LevelAt(DateTimeOffset at)
    {
        var minute = (at - Origin).TotalMinutes;
        for (var i = 1; i < Curve.Count && minute >= 0; i++)
        {
            var (before, after) = (Curve.TimesInMinutes[i - 1], Curve.TimesInMinutes[i]);
            if (after >= minute && after > before)
            {
                var (a, b) = (Curve.PlasmaInNanogramsPerMillilitre[i - 1], Curve.PlasmaInNanogramsPerMillilitre[i]);
                return a + ((minute - before) / (after - before) * (b - a));
            }
        }

        return null;
    }

    /// <summary>From when on the curve stays below half of what it says now; null when that cannot be said.</summary>
    public DateTimeOffset? HalfOfNowFrom(SessionState state, DateTimeOffset now) =>
        state.Plan is { } plan && LevelAt(now) is > 0 and var level
            && Decline.BelowFrom(plan.Kinetics.Model, plan.Patient.Weight, Schedule, null, new NanogramsPerMillilitre(level / 2)).Value is { } answer
            ? Origin + answer.Value.ToTimeSpan()
            : null;

    /// <summary>The dose log so far; while the pump runs, its present rate until the planned dose is in.</summary>
    private static Kinetics.Checked<DoseSchedule>? ScheduleOf(SessionState state, DateTimeOffset now) => now <= state.StartedAt ? null : state.Dose.ScheduleAhead(now);
}
