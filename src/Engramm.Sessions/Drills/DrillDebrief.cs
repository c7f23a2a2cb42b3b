using Engramm.Sessions.Alarms;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Drills;

/// <summary>One alarm of the drill.</summary>
/// <param name="Alarm">As it stood on the screen.</param>
/// <param name="Waited">From its start until somebody acknowledged it; null when nobody did.</param>
public sealed record DrillAlarm(Alarm Alarm, TimeSpan? Waited);

/// <summary>One step of a rescue checklist.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="After">From the start of the incident until it was ticked; null when it was not.</param>
public sealed record DrillStep(string Step, TimeSpan? After);

/// <summary>One rescue checklist that was opened.</summary>
/// <param name="Checklist">Which.</param>
/// <param name="After">From the start of the incident until it was opened.</param>
/// <param name="Steps">All its steps, in its order.</param>
public sealed record DrillChecklist(RescueChecklist Checklist, TimeSpan After, IReadOnlyList<DrillStep> Steps);

/// <summary>
/// What a team looks at together after a drill: when something went wrong, and what was done when. It judges nothing: no mark, no score,
/// no name. All spans are of the drill's clock.
/// </summary>
/// <param name="IncidentAt">When it went wrong; null when the drill ended before.</param>
/// <param name="FirstAlarm">From the incident to the first alarm by a limit or a noted sign; null when there was none.</param>
/// <param name="Paused">From the incident to the first pause; null when there was none.</param>
/// <param name="Stopped">From the incident to the stop; null when there was none.</param>
/// <param name="Called">From the incident to "physician called"; null when nobody noted it.</param>
/// <param name="Alarms">Every alarm since the incident, by its start.</param>
/// <param name="Checklists">Every checklist opened since the incident.</param>
public sealed record DrillDebrief(
    DateTimeOffset? IncidentAt,
    TimeSpan? FirstAlarm,
    TimeSpan? Paused,
    TimeSpan? Stopped,
    TimeSpan? Called,
    IReadOnlyList<DrillAlarm> Alarms,
    IReadOnlyList<DrillChecklist> Checklists)
{
    /// <summary>Reads the debrief from what happened.</summary>
    /// <param name="drill">The drill.</param>
    /// <param name="now">When it ended, by its own clock, UTC.</param>
    public static DrillDebrief Of(DrillSession drill, DateTimeOffset now)
    {
        var state = drill.Log.State;
        if (drill.IncidentAt is not { } since || since > now)
        {
            return new DrillDebrief(null, null, null, null, null, [], []);
        }

        // An alarm that stood before and got worse afterwards counts from when it got worse.
        var alarms = state.Alarms(now).Where(a => a.LevelSince >= since).OrderBy(a => a.LevelSince).ToList();
        TimeSpan? First(Func<SessionEntry?, bool> wanted) =>
            state.Entries.Where(e => e.At >= since && wanted(e.Entry)).Select(e => (TimeSpan?)(e.At - since)).FirstOrDefault();
        return new DrillDebrief(
            since,
            alarms.Where(a => a.Kind is AlarmKind.Limit or AlarmKind.Symptom).Select(a => (TimeSpan?)(a.LevelSince - since)).FirstOrDefault(),
            First(e => e is InfusionPaused),
            First(e => e is InfusionStopped),
            First(e => e is EventNoted { What: RoomEvent.PhysicianCalled }),
            [.. alarms.Select(a => new DrillAlarm(a, a.AcknowledgedAt - a.LevelSince))],
            [.. state.Rescues.Where(r => r.Started.At >= since).Select(r => Checklist(r, state.Plan!, since))]);
    }

    private static DrillChecklist Checklist(RescueRun run, SessionPlan plan, DateTimeOffset since)
    {
        var steps = plan.Rescue.FirstOrDefault(l => l.Checklist == run.Checklist)?.Steps ?? [];
        return new DrillChecklist(run.Checklist, run.Started.At - since, [.. steps.Select(s => new DrillStep(s, run.Done(s)?.At - since))]);
    }
}
