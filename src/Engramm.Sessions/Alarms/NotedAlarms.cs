using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Alarms;

/// <summary>
/// Alarms from what people and screens have noted: symptoms of the practice's matrix after the start, what arose in the record, and the software's own
/// failures.
/// A corrected entry still counts as it was first written: an alarm that was there is not taken back.
/// </summary>
internal static class NotedAlarms
{
    public static IEnumerable<Alarm> At(
        DateTimeOffset now, SessionCourse course, Func<Sign, IReadOnlyList<Reading>> readings, Acknowledgements acknowledgements)
    {
        foreach (var line in course.Entries)
        {
            foreach (var (entry, at) in line.Amendment is null ? [(line.Entry, line.At)] : new[] { (line.Event.Entry, line.Event.OccurredAt), (line.Entry, line.At) })
            {
                if (entry is EventNoted noted && at <= now && at >= course.Dose.StartedAt)
                {
                    foreach (var rule in course.Plan!.Symptoms.Where(r => r.Signs.Any(s => s.Is(noted)) && IsBeside(r.Beside, at, course, readings)))
                    {
                        yield return OfSymptom(rule, at, acknowledgements);
                    }
                }
                else if (entry is OwnFailureNoted failure && failure.From <= now)
                {
                    yield return OfFailure(failure, acknowledgements);
                }
            }
        }
    }

    /// <summary>One for each while after the start during which something stood in the record.</summary>
    public static IEnumerable<Alarm> FromRecord(DateTimeOffset now, SessionCourse course, Acknowledgements acknowledgements)
    {
        foreach (var run in course.RecordHolds.Where(r => course.Dose.StartedAt is { } start && !(r.Until <= start)))
        {
            var since = run.From > course.Dose.StartedAt!.Value ? run.From : course.Dose.StartedAt.Value;
            if (since <= now)
            {
                var priority = run.What == RecordHold.Consent ? AlarmPriority.High : AlarmPriority.Medium;
                var condition = "record." + run.What;
                var by = acknowledgements.Of(condition, since, since, priority, Alarm.AskedBy(run.What));
                yield return new Alarm(condition, AlarmKind.Record, priority, since, since, since, run.Until <= now ? run.Until : null, null, null, [], null, null, null, by?.Event.By, by?.At)
                {
                    Record = run.What,
                };
            }
        }
    }

    private static Alarm OfSymptom(SymptomRule rule, DateTimeOffset at, Acknowledgements acknowledgements)
    {
        var condition = "symptom." + rule.Id;
        var by = acknowledgements.Of(condition, at, at, rule.Priority, rule.Action);
        return new Alarm(condition, AlarmKind.Symptom, rule.Priority, at, at, at, at, null, null, [], null, rule, null, by?.Event.By, by?.At);
    }

    private static Alarm OfFailure(OwnFailureNoted failure, Acknowledgements acknowledgements)
    {
        var condition = "own." + failure.What;
        var by = acknowledgements.Of(condition, failure.From, failure.From, AlarmPriority.Medium, null);
        return new Alarm(
            condition, AlarmKind.OwnFailure, AlarmPriority.Medium, failure.From, failure.From, failure.From, failure.To, null, null, [], null, null, failure.What,
            by?.Event.By, by?.At);
    }

    private static bool IsBeside(SymptomBeside? beside, DateTimeOffset at, SessionCourse course, Func<Sign, IReadOnlyList<Reading>> readings)
    {
        if (beside is null)
        {
            return true;
        }

        bool Crosses(LimitBound bound) => Around(readings(Measures.SignOf(bound.Measure))).Any(r => r[bound.Measure] is { } value && bound.IsCrossedBy(value));
        IEnumerable<Reading> Around(IReadOnlyList<Reading> all) => all.Where(r => !r.IsImpossible && !r.IsQuestionable && (r.At - at).Duration() <= beside.Within);
        return beside.Bounds.Any(Crosses)
            || (beside.RisePercent is { } rise && Around(readings(Sign.BloodPressure)).Any(r => HasRisen(r, rise, course, readings(Sign.BloodPressure))));
    }

    /// <summary>
    /// Whether a pressure lies so far above any single one known before the start. Against the lowest, not the mean: a pressure
    /// before the start that is written down late can then only add an alarm.
    /// </summary>
    private static bool HasRisen(Reading reading, double percent, SessionCourse course, IReadOnlyList<Reading> pressures)
    {
        var before = pressures.Where(p => p.IsUsable && !(p.At > course.Dose.StartedAt)).ToList();
        bool Above(Measure measure) => reading[measure] is { } value && before.Min(p => p[measure]) is { } lowest && value > lowest * (1 + (percent / 100));
        return reading.At > course.Dose.StartedAt && (Above(Measure.Systolic) || Above(Measure.Diastolic));
    }
}
