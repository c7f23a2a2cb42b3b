using Engramm.Sessions.Due;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Alarms;

/// <summary>
/// Alarms for observations that are overdue: low at their time, medium two and high five minutes later. They last until the
/// answer became known, so that a value written down late does not undo the alarm that was there.
/// </summary>
internal static class OverdueAlarms
{
    public static IEnumerable<Alarm> At(DateTimeOffset now, IEnumerable<DueObservation> due, DateTimeOffset? closedAt, Acknowledgements acknowledgements)
    {
        foreach (var observation in due)
        {
            var ended = Earliest(Earliest(observation.AnswerKnownAt, observation.Closes), closedAt);
            if (observation.DueAt > now || ended <= observation.DueAt)
            {
                continue;
            }

            var late = (ended < now ? ended.Value : now) - observation.DueAt;
            var priority = late >= DueObservation.RedAfter ? AlarmPriority.High
                : late >= DueObservation.AmberAfter ? AlarmPriority.Medium
                : AlarmPriority.Low;
            var level = observation.DueAt + (priority == AlarmPriority.High ? DueObservation.RedAfter : priority == AlarmPriority.Medium ? DueObservation.AmberAfter : TimeSpan.Zero);
            var condition = "overdue." + observation.Id;
            var by = acknowledgements.Of(condition, observation.DueAt, observation.DueAt, priority, null);
            yield return new Alarm(
                condition, AlarmKind.Overdue, priority, observation.DueAt, level, observation.DueAt, ended <= now ? ended : null, null, null, [],
                observation.Id, null, null, by?.Event.By, by?.At);
        }
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}
