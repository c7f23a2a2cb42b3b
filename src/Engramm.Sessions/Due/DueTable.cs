using System.Globalization;
using Engramm.Quantities;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Due;

/// <summary>Lays the protocol's table over the session's real times.</summary>
internal static class DueTable
{
    /// <summary>
    /// A table goes on for at most this long after its beginning. No session lasts so long; a log with a rate or a time from before those were
    /// refused would fill the memory. Expert default of this project.
    /// </summary>
    private static readonly Minutes Longest = new(7 * 24 * 60);

    private sealed record Slot(string Id, PlannedObservation Planned, TimeSpan After, DateTimeOffset At, bool HasLapsed);

    public static IReadOnlyList<DueObservation> At(DateTimeOffset now, SessionCourse course, Func<Sign, IReadOnlyList<Reading>> readings)
    {
        if (course.Plan is not { } plan)
        {
            return [];
        }

        var slots = plan.Observations.SelectMany(p => Slots(p, plan, course, now)).ToList();
        var due = new List<DueObservation>();
        foreach (var kind in slots.GroupBy(s => s.Planned.Kind))
        {
            var ordered = kind.OrderBy(s => s.At).ThenBy(s => s.Id, StringComparer.Ordinal).ToList();
            for (var i = 0; i < ordered.Count; i++)
            {
                var closes = i + 1 < ordered.Count ? Opens(ordered[i + 1]) : (DateTimeOffset?)null;
                due.Add(Observe(ordered[i], closes, now, course, readings));
            }
        }

        due.AddRange(Repeats.Of(course, readings).Select(r => Observe(r, now, course, readings)));
        if (InfusionEnd(now, course) is { } end)
        {
            due.Add(end);
        }

        return [.. due.OrderBy(d => d.DueAt).ThenBy(d => d.Kind).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    private static DateTimeOffset Opens(Slot slot) => slot.At - slot.Planned.Tolerance.ToTimeSpan();

    private static IEnumerable<Slot> Slots(PlannedObservation planned, SessionPlan plan, SessionCourse course, DateTimeOffset now)
    {
        var anchor = planned.Anchor switch
        {
            DueAnchor.CheckIn => course.CheckInAt,
            DueAnchor.Start => course.Dose.StartedAt,
            DueAnchor.End => course.End?.At,
            DueAnchor.Crossing or DueAnchor.Caution => null,
        };
        if (anchor is not { } from || DateTimeOffset.MaxValue - from < Longest.ToTimeSpan())
        {
            yield break;
        }

        // While the infusion is not over the table goes on to the planned end, and past it; afterwards to the real one.
        var plannedEnd = course.Dose.PlannedEnd() ?? from + plan.Infusion.Duration.ToTimeSpan();
        var last = course.End?.At ?? (plannedEnd > now ? plannedEnd : now);
        var known = course.End?.Event.RecordedAt ?? last;
        for (var after = planned.After; ; after += planned.Every!.Value)
        {
            var at = from + after.ToTimeSpan();
            var lapsed = planned.Anchor == DueAnchor.Start && at > last;
            if ((lapsed && at >= known) || after.Value > Longest.Value)
            {
                yield break;
            }

            yield return new Slot(planned.Id + "+" + after.Value.ToString("0.##", CultureInfo.InvariantCulture), planned, after.ToTimeSpan(), at, lapsed);
            if (planned.Anchor != DueAnchor.Start || planned.Every is not { Value: > 0 })
            {
                yield break;
            }
        }
    }

    private static DueObservation Observe(Slot slot, DateTimeOffset? closes, DateTimeOffset now, SessionCourse course, Func<Sign, IReadOnlyList<Reading>> readings)
    {
        var opens = Opens(slot);
        var (answeredAt, knownAt) = Answer(slot.Planned.Kind, slot.At, opens, closes, course, readings) ?? ((DateTimeOffset?)null, (DateTimeOffset?)null);
        var skip = course.Skipped.GetValueOrDefault(slot.Id)?.Event;
        knownAt ??= skip?.RecordedAt ?? (slot.HasLapsed ? course.End?.Event.RecordedAt : null);
        var state = answeredAt is not null && answeredAt <= now ? DueState.Done
            : skip is not null ? DueState.Missed
            : slot.HasLapsed ? DueState.Lapsed
            : closes <= now ? DueState.Missed
            : Waiting(slot.At, now, course);
        return new DueObservation(slot.Id, slot.Planned.Kind, slot.Planned.Anchor, slot.After, slot.At, opens, closes, state, answeredAt, knownAt, skip);
    }

    /// <summary>A second value is looked for beside the table: it neither takes a value from the table nor gives one up to it, and waits until it comes.</summary>
    private static DueObservation Observe(Repeat repeat, DateTimeOffset now, SessionCourse course, Func<Sign, IReadOnlyList<Reading>> readings)
    {
        var dueAt = repeat.Because.At + repeat.After;
        var (answeredAt, knownAt) = Answer(repeat.Kind, dueAt, dueAt, repeat.Closes, course, readings) ?? ((DateTimeOffset?)null, (DateTimeOffset?)null);
        var skip = course.Skipped.GetValueOrDefault(repeat.Id)?.Event;
        knownAt ??= skip?.RecordedAt ?? repeat.Because.AmendedAt;
        var state = answeredAt is not null && answeredAt <= now ? DueState.Done
            : skip is not null ? DueState.Missed
            : repeat.Because.IsAmended ? DueState.Lapsed
            : repeat.Closes <= now ? DueState.Missed
            : Waiting(dueAt, now, course);
        return new DueObservation(repeat.Id, repeat.Kind, repeat.Anchor, repeat.After, dueAt, dueAt, repeat.Closes, state, answeredAt, knownAt, skip);
    }

    private static DueState Waiting(DateTimeOffset dueAt, DateTimeOffset now, SessionCourse course)
    {
        var late = now - dueAt;
        var times = course.Plan?.Reminders ?? ReminderTimes.Earlier;
        return late >= times.High.ToTimeSpan() ? DueState.OverdueRed
            : late >= times.Medium.ToTimeSpan() ? DueState.OverdueAmber
            : late >= TimeSpan.Zero ? DueState.Due
            : DueState.Upcoming;
    }

    private static (DateTimeOffset? At, DateTimeOffset? KnownAt)? Answer(
        DueKind kind, DateTimeOffset dueAt, DateTimeOffset opens, DateTimeOffset? closes, SessionCourse course, Func<Sign, IReadOnlyList<Reading>> readings)
    {
        switch (kind)
        {
            case DueKind.BloodPressure:
                return First(readings(Sign.BloodPressure), r => r[Measure.Systolic] is not null && r[Measure.Diastolic] is not null);
            case DueKind.OxygenSaturation:
                return First(readings(Sign.OxygenSaturation), _ => true);
            case DueKind.Sedation:
                return First(readings(Sign.Sedation), _ => true);
            case DueKind.Experience:
                return First(readings(Sign.Experience), _ => true);
            case DueKind.HeartRate:
                return First(readings(Sign.HeartRate), _ => true);
            case DueKind.RespiratoryRate:
                return First(readings(Sign.RespiratoryRate), _ => true);
            case DueKind.Temperature:
                return First(readings(Sign.Temperature), _ => true);
            case DueKind.LineCheck:
                return course.Entries.Where(e => e.Entry is EventNoted { What: RoomEvent.LineChecked } && e.At >= opens && !(e.At >= closes))
                    .Select(e => ((DateTimeOffset?, DateTimeOffset?)?)(e.At, e.Event.RecordedAt)).FirstOrDefault();
            default:
                return null;
        }

        (DateTimeOffset?, DateTimeOffset?)? First(IReadOnlyList<Reading> series, Func<Reading, bool> answers)
        {
            (DateTimeOffset At, DateTimeOffset KnownAt)? found = null;
            for (var i = FirstFrom(series, opens); i < series.Count && !(series[i].At >= closes); i++)
            {
                if (!series[i].IsUsable || !answers(series[i]))
                {
                    continue;
                }

                // The first value answers; but a value of the same window that was known earlier had already answered then.
                found = found is { } first
                    ? (first.At, series[i].KnownAt < first.KnownAt ? series[i].KnownAt : first.KnownAt)
                    : (series[i].At, series[i].KnownAt);
                if (found.Value.KnownAt <= dueAt || series[i].At > found.Value.KnownAt)
                {
                    break;
                }
            }

            return found;
        }
    }

    /// <summary>The index of the first reading seen at or after the instant.</summary>
    private static int FirstFrom(IReadOnlyList<Reading> series, DateTimeOffset instant)
    {
        var (low, high) = (0, series.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (series[middle].At < instant)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static DueObservation? InfusionEnd(DateTimeOffset now, SessionCourse course)
    {
        if (course.Dose.StartedAt is not { } start || (course.Dose.PlannedEnd() ?? course.EndWasDueAt) is not { } dueAt)
        {
            return null;
        }

        var answer = course.End;
        if (answer is not null && answer.Event.RecordedAt <= dueAt)
        {
            return null;
        }

        var state = answer is null ? Waiting(dueAt, now, course) : DueState.Done;
        return new DueObservation(
            "infusion.end", DueKind.InfusionEnd, DueAnchor.Start, dueAt - start, dueAt, dueAt, null, state, answer?.At, answer?.Event.RecordedAt, null);
    }
}
