using Engramm.Sessions.Due;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Alarms;

/// <summary>
/// Alarms for observations that are overdue: low, medium and high after the plan's times. They last until the answer became known, so that a value written down late does not undo the alarm that was there.
/// </summary>
internal static class OverdueAlarms
{
    public static IEnumerable<Alarm> At(DateTimeOffset now, IEnumerable<DueObservation> due, ReminderTimes times, DateTimeOffset? closedAt, Acknowledgements acknowledgements)
    {
        var (low, medium, high) = (times.Low.ToTimeSpan(), times.Medium.ToTimeSpan(), times.High.ToTimeSpan());
        foreach (var observation in due)
        {
            var since = observation.DueAt + low;
            var ended = Earliest(Earliest(observation.AnswerKnownAt, observation.Closes), closedAt);
            if (since > now || ended <= since)
            {
                continue;
            }

            var late = (ended < now ? ended.Value : now) - observation.DueAt;
            var (priority, after) = late >= high ? (AlarmPriority.High, high) : late >= medium ? (AlarmPriority.Medium, medium) : (AlarmPriority.Low, low);
            var condition = "overdue." + observation.Id;
            var by = acknowledgements.Of(condition, since, since, priority, null);
            yield return new Alarm(
                condition, AlarmKind.Overdue, priority, since, observation.DueAt + after, since, ended <= now ? ended : null, null, null, [],
                observation.Id, null, null, by?.Event.By, by?.At);
        }
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}
