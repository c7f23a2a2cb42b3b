using Engramm.Server.Design;
using Engramm.Sessions;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Server.Staff.Infusion;

/// <summary>An alarm with what became of it.</summary>
/// <param name="Since">Its first cause.</param>
/// <param name="Ended">When the cause was gone; null while it lasted.</param>
/// <param name="Kind">How its priority is shown.</param>
/// <param name="Priority">In words.</param>
/// <param name="What">What it was about.</param>
/// <param name="Acknowledged">By whom and when.</param>
/// <param name="Escalated">When it went to others as well, or null.</param>
public sealed record AlarmLine(DateTimeOffset Since, DateTimeOffset? Ended, BadgeKind Kind, string Priority, string What, string Acknowledged, string? Escalated);

/// <summary>A limit with other numbers for the rest of the session.</summary>
public sealed record LimitLine(DateTimeOffset At, string Limit, string Before, string After, string Reason, string By);

/// <summary>A rescue checklist that was worked through.</summary>
/// <param name="Name">Short name and what for.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="By">Who opened it.</param>
/// <param name="Steps">Every step of the list, with time and name, or that it was not done.</param>
/// <param name="Closed">When, by whom, how it went; or that it was not closed.</param>
public sealed record RescueLine(string Name, DateTimeOffset OpenedAt, string By, IReadOnlyList<string> Steps, string Closed);

/// <summary>An adverse event as last known.</summary>
public sealed record AdverseLine(string Term, int Grade, BadgeKind Kind, string Course, string Judged, string? Note, string By);

/// <summary>Alarms, changed limits, rescues and adverse events of a session as lines of its report.</summary>
internal sealed class ReportSafety(SessionState state, DateTimeOffset until, EntryWords words, ConditionWords named, PageContext context)
{
    public IReadOnlyList<AlarmLine> Alarms() => [.. state.Alarms(until).Select(Line)];

    public IReadOnlyList<LimitLine> Limits()
    {
        var bounds = (state.Plan?.Limits ?? []).ToDictionary(l => l.Id, l => l.Bounds, StringComparer.Ordinal);
        var lines = new List<LimitLine>();
        foreach (var line in state.Entries)
        {
            if (line.Entry is LimitChanged changed)
            {
                lines.Add(new LimitLine(
                    line.At, named.Limit(changed.Limit), bounds.TryGetValue(changed.Limit, out var before) ? words.Bounds(before) : "–", words.Bounds(changed.Bounds), changed.Reason, line.Event.By.DisplayName));
                bounds[changed.Limit] = changed.Bounds;
            }
        }

        return lines;
    }

    public IReadOnlyList<RescueLine> Rescues() => [.. state.Rescues.Select(Line)];

    public IReadOnlyList<AdverseLine> Adverse() => [.. state.AdverseEvents.Select(e => Line(e, (AdverseEventRecorded)e.Entry!))];

    private AlarmLine Line(Alarm alarm) => new(
        alarm.Since,
        alarm.Ended,
        alarm.Priority switch
        {
            AlarmPriority.High => BadgeKind.Block,
            AlarmPriority.Medium => BadgeKind.Hold,
            AlarmPriority.Low => BadgeKind.Info,
        },
        T("priority." + alarm.Priority),
        What(alarm),
        alarm is { AcknowledgedBy: { } who, AcknowledgedAt: { } at } ? $"{who.DisplayName}, {context.TimeWithSeconds(at)}" : T("alarm.nobody"),
        state.Plan is { } plan && alarm.EscalatedAt(plan.Escalation, until) is { } others ? T("alarm.escalated", context.TimeWithSeconds(others)) : null);

    /// <summary>What it was about, with the value, and for a limit what it asked for and its numbers as they were then.</summary>
    private string What(Alarm alarm)
    {
        var values = alarm.Values.Count > 0 ? " " + string.Join("/", alarm.Values.Where(v => v.Measure != Measure.MeanPressure).Select(v => context.Number(v.Value, v.Value % 1 == 0 ? 0 : 1))) : "";
        var asked = alarm switch
        {
            { Limit: { } limit } => $": {named.Action(limit.Action)} ({words.Bounds(limit.Bounds)})",
            { Action: { } action } => $": {named.Action(action)}",
            _ => "",
        };
        return named.Condition(alarm.Condition) + values + asked;
    }

    private RescueLine Line(RescueRun run)
    {
        var planned = state.Plan?.Rescue.FirstOrDefault(l => l.Checklist == run.Checklist)?.Steps ?? [];
        var done = run.Steps.Select(s => ((ChecklistStepDone)s.Entry!).Step);
        return new RescueLine(
            words.Rescue(run.Checklist),
            run.Started.At,
            run.Started.Event.By.DisplayName,
            [.. planned.Union(done, StringComparer.Ordinal).Select(step => words.RescueStep(run.Checklist, step) + ": "
                + (run.Done(step) is { } line ? $"{context.TimeWithSeconds(line.At)}, {line.Event.By.DisplayName}" : T("rescue.notDone")))],
            run.Closed is { Entry: ChecklistClosed closed } end ? $"{context.TimeWithSeconds(end.At)}, {end.Event.By.DisplayName}: {closed.Result}" : T("rescue.open"));
    }

    private AdverseLine Line(CourseEntry line, AdverseEventRecorded adverse) => new(
        adverse.Term,
        adverse.Severity,
        adverse.Severity >= 3 || adverse.IsSerious == Answer.Yes ? BadgeKind.Block : adverse.Severity == 2 ? BadgeKind.Hold : BadgeKind.Info,
        T("adverse.course", context.Time(adverse.OnsetAt), adverse.EndedAt is { } end ? context.Time(end) : T("adverse.lasts"), T("outcome." + adverse.Outcome)),
        T("adverse.judged", T("answer." + adverse.IsSerious), T("relation." + adverse.Relation), T("adverseAction." + adverse.Action)),
        adverse.Note,
        $"{line.Event.By.DisplayName}, {context.Time(line.Event.OccurredAt)}" + (line.Amendment is { } later ? "; " + T("adverse.updated", later.By.DisplayName, context.Time(later.OccurredAt)) : ""));

    private string T(string key, params object[] values) => context.T("report." + key, values);
}
