using Engramm.Care.Infusion;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using Engramm.Quantities;
using Engramm.Server.Design;
using Engramm.Sessions;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Course;
using Engramm.Sessions.Due;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Leaving;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Server.Staff.Infusion;

/// <summary>What happened in a session, told from the fold of its log and from nothing else.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Chair">Where.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="State">The fold, for the figure.</param>
/// <param name="UpTo">The last event the report contains.</param>
/// <param name="Until">Up to when time is counted: the end of the session, or now.</param>
/// <param name="IsClosed">The person has gone home, or the session was called off.</param>
public sealed record SessionReport(Guid SessionId, string Chair, DateTimeOffset OpenedAt, SessionState State, long UpTo, DateTimeOffset Until, bool IsClosed)
{
    /// <summary>Running values are summed up over so many minutes; the single ones stay in the log.</summary>
    public const int SpanMinutes = 5;

    public required IReadOnlyList<PumpLine> Pump { get; init; }

    public required IReadOnlyList<GateLine> Gate { get; init; }

    public required IReadOnlyList<ValueLine> Values { get; init; }

    public required IReadOnlyList<AlarmLine> Alarms { get; init; }

    public required IReadOnlyList<EntryLine> Entries { get; init; }

    public required IReadOnlyList<string> Missed { get; init; }

    public required IReadOnlyList<string> People { get; init; }

    public required IReadOnlyList<LeavingLine> Leaving { get; init; }

    /// <summary>The signatures, oldest first: the report's, then one for each time additions were signed.</summary>
    public required IReadOnlyList<SessionEvent> Signatures { get; init; }

    /// <summary>What was written after the first signature. The signed report above it is never changed.</summary>
    public required IReadOnlyList<AdditionLine> Additions { get; init; }

    /// <summary>Whether something stands here that no physician has signed.</summary>
    public bool AwaitsSignature => Signatures.Count == 0 || Additions.Any(a => a.SignedBy is null);

    /// <summary>The prediction beside what was given, drawn as in the cockpit; null when nothing can be predicted.</summary>
    public Engramm.Cockpit.Figures.PredictedCourse? Predicted()
    {
        var planned = State.Plan is { } plan ? plan.Infusion.Duration.Value + plan.ObservationTime.Value : 0;
        var ran = State.StartedAt is { } start ? (Until - start).TotalMinutes : 0;
        return Engramm.Cockpit.Figures.PredictedCourse.Of(State, Until, new Minutes(Math.Ceiling(Math.Max(planned, ran))));
    }

    /// <summary>Tells the session.</summary>
    public static SessionReport Of(InfusionSession session, string chair, SessionLog log, ContentLibrary content, DateTimeOffset now, PageContext context)
    {
        var state = log.State;
        var until = session.ClosedAt ?? now;
        var words = new EntryWords(context, content);
        IReadOnlyList<SessionEvent> signatures = [.. log.Events.Where(e => e.Entry is ReportSigned)];
        var signedUpTo = signatures.Count > 0 ? ((ReportSigned)signatures[0].Entry).UpToSequence : (long?)null;
        return new SessionReport(session.Id, chair, session.OpenedAt, state, log.CompleteUpTo, until, session.ClosedAt is not null)
        {
            Signatures = signatures,
            Additions = AdditionLine.Of(log, signatures, words, context),
            Pump = [.. state.Dose.Steps.Select(s => new PumpLine(s.At, $"{context.Number(s.PumpRate.Value, 1)} ml/h, {context.Number(s.Rate.Value, 2)} mg/min"))],
            Gate = [.. state.Gate.Select(f => new GateLine(OutcomeOf(f.Outcome), words.GatePoint(f), Said(f, state, context)))],
            Values = ReportValues.Of(state, context),
            Alarms = [.. state.Alarms(until).Select(a => Line(a, context))],
            Entries = [.. state.Entries.Where(e => e.Event.Entry is not (SessionOpened or Amended)).Select(e => new EntryLine(
                e.At,
                words.Of(e.Entry ?? e.Event.Entry),
                e.Event.By.DisplayName,
                e.Amendment is { Entry: Amended amended } correction
                    ? context.T(e.Entry is null ? "report.struck" : "report.amended", words.Of(e.Event.Entry), amended.Reason, correction.By.DisplayName, context.DateAndTime(correction.OccurredAt))
                    : null,
                signedUpTo is { } last && (e.Event.Sequence > last || e.Amendment?.Sequence > last) && e.Event.Entry is not ReportSigned))],
            Missed = [.. state.Due(until).Where(d => d.State == DueState.Missed || (d.IsOpen && d.DueAt < until)).Select(d =>
                $"{context.Time(d.DueAt)} {context.T("report.due." + d.Kind)}" + (d.Skip?.Entry is ObservationSkipped skipped ? $": {skipped.Reason}" : ""))],
            People = [.. log.Events.Where(e => e.By.Role is not (ActorRole.Monitor or ActorRole.Software)).Select(e => (e.By.DisplayName, e.By.Role)).Distinct()
                .Select(p => $"{p.DisplayName} ({context.T("report.part." + p.Role)})")],
            Leaving = [.. state.Discharge(until).Select(c => new LeavingLine(
                c.Number,
                context.T("session.discharge.topic." + c.Topic),
                c.State,
                string.Join(", ", c.Failing.Concat(c.Missing).Select(need => context.T(need.Key, [.. need.Numbers.Select(n => context.Number(n, n % 1 == 0 ? 0 : 1))])))))],
        };
    }

    private static string Said(GateFinding finding, SessionState state, PageContext context)
    {
        var said = finding.Value is { } value ? context.Number(value, value % 1 == 0 ? 0 : 1)
            : finding.IsMissing ? context.T("report.gate.missing")
            : state.Entries.LastOrDefault(e => e.Entry is CheckInAnswered answered && string.Equals(answered.Item, finding.Id, StringComparison.Ordinal))?.Entry is CheckInAnswered answer
                ? context.T("report.answer." + answer.Answer) + (answer.Note is { Length: > 0 } note ? ", " + note : "")
                : context.T("report.gate.done");
        return finding.ReleasedBy is { Entry: HoldReleased release } by ? $"{said}. {context.T("report.gate.released", by.By.DisplayName, release.Reason)}" : said;
    }

    private static AlarmLine Line(Alarm alarm, PageContext context) => new(
        alarm.Since,
        alarm.Ended,
        alarm.Priority switch
        {
            Engramm.Sessions.Planning.AlarmPriority.High => BadgeKind.Block,
            Engramm.Sessions.Planning.AlarmPriority.Medium => BadgeKind.Hold,
            Engramm.Sessions.Planning.AlarmPriority.Low => BadgeKind.Info,
        },
        context.T("report.priority." + alarm.Priority),
        string.Join(" ", new[]
        {
            context.T("report.alarm." + alarm.Kind),
            alarm.Sign is { } sign ? context.T("report.sign." + sign) : null,
            alarm.Values.Count > 0 ? string.Join("/", alarm.Values.Where(v => v.Measure != Measure.MeanPressure).Select(v => context.Number(v.Value))) : null,
            alarm.Limit is { } limit ? $"({limit.Id})" : null,
            alarm.Symptom is { } symptom ? $"({symptom.Id})" : null,
            alarm.Own is { } failure ? $"({context.T("report.own." + failure)})" : null,
        }.OfType<string>()),
        alarm is { AcknowledgedBy: { } who, AcknowledgedAt: { } at } ? $"{who.DisplayName}, {context.Time(at)}" : context.T("report.alarm.nobody"));

    private static RuleOutcome OutcomeOf(GateOutcome outcome) => outcome switch
    {
        GateOutcome.Go => RuleOutcome.Go,
        GateOutcome.Caution => RuleOutcome.Caution,
        GateOutcome.Hold => RuleOutcome.Hold,
        GateOutcome.Block => RuleOutcome.Block,
    };
}
