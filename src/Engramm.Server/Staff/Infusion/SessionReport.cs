using Engramm.Care.Infusion;
using Engramm.Content;
using Engramm.Content.Rules;
using Engramm.Quantities;
using Engramm.Server.Design;
using Engramm.Sessions;
using Engramm.Sessions.Course;
using Engramm.Sessions.Due;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Server.Staff.Infusion;

/// <summary>
/// What happened in a session, told from the fold of its log and from nothing else. Once a physician has signed, the report is told from the
/// signed part of the log alone and so stays as it was; what came later stands below it.
/// </summary>
/// <param name="SessionId">The session.</param>
/// <param name="Chair">Where.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="State">The fold, for the figure.</param>
/// <param name="UpTo">The last event stored.</param>
/// <param name="Until">Up to when time is counted: the end of the session, or now.</param>
public sealed record SessionReport(Guid SessionId, string Chair, DateTimeOffset OpenedAt, SessionState State, long UpTo, DateTimeOffset Until)
{
    /// <summary>The person has gone home, or the session was called off.</summary>
    public bool IsClosed => State.ClosedAt is not null;

    public required IReadOnlyList<string> Lots { get; init; }

    public required IReadOnlyList<PumpLine> Pump { get; init; }

    public required IReadOnlyList<GateLine> Gate { get; init; }

    public required IReadOnlyList<ValueLine> Values { get; init; }

    /// <summary>Values that came and do not count, as received.</summary>
    public required IReadOnlyList<AsideLine> Aside { get; init; }

    public required IReadOnlyList<AlarmLine> Alarms { get; init; }

    public required IReadOnlyList<LimitLine> Limits { get; init; }

    public required IReadOnlyList<RescueLine> Rescues { get; init; }

    public required IReadOnlyList<AdverseLine> Adverse { get; init; }

    public required IReadOnlyList<EntryLine> Entries { get; init; }

    public required IReadOnlyList<string> Missed { get; init; }

    public required IReadOnlyList<PersonLine> People { get; init; }

    public required IReadOnlyList<LeavingLine> Leaving { get; init; }

    /// <summary>How it ended otherwise than by a discharge; null when it did not.</summary>
    public required EntryLine? OtherEnding { get; init; }

    /// <summary>The signature under the report; null before.</summary>
    public required ReportSignature? Signature { get; init; }

    /// <summary>What came after the signature. The signed report above it is never changed.</summary>
    public required IReadOnlyList<AdditionLine> Additions { get; init; }

    /// <summary>Whether something stands here that no physician has signed.</summary>
    public bool AwaitsSignature => Signature is null || Additions.Any(a => a.SignedBy is null);

    /// <summary>The prediction beside what was given, drawn as in the cockpit; null when nothing can be predicted.</summary>
    public Engramm.Cockpit.Figures.PredictedCourse? Predicted()
    {
        var planned = State.Plan is { } plan ? plan.Infusion.Duration.Value + plan.ObservationTime.Value : 0;
        var ran = State.StartedAt is { } start ? (Until - start).TotalMinutes : 0;
        return Engramm.Cockpit.Figures.PredictedCourse.Of(State, Until, new Minutes(Math.Ceiling(Math.Max(planned, ran))));
    }

    /// <summary>Tells the session.</summary>
    /// <param name="session">Its head.</param>
    /// <param name="chair">The chair's name.</param>
    /// <param name="stored">Its log.</param>
    /// <param name="content">Whose words are used, as they were on the day it was opened.</param>
    /// <param name="now">Practice time, UTC.</param>
    /// <param name="context">Language and practice.</param>
    public static SessionReport Of(InfusionSession session, string chair, StoredLog stored, ContentLibrary content, DateTimeOffset now, PageContext context)
    {
        var whole = stored.Fold();
        IReadOnlyList<SessionEvent> signatures = [.. whole.Events.Where(e => e.Entry is ReportSigned).OrderBy(e => e.Sequence)];
        var log = signatures.Count > 0 ? stored.Fold(ReportAdditions.UpTo(signatures[0])) : whole;
        var state = log.State;
        var until = state.ClosedAt ?? now;
        var named = new ConditionWords(state.Plan, context);
        var words = new EntryWords(context, content, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(session.OpenedAt, context.Zone).DateTime), named);
        var safety = new ReportSafety(state, until, words, named, context);
        return new SessionReport(session.Id, chair, session.OpenedAt, state, whole.CompleteUpTo, until)
        {
            Signature = signatures.Count > 0 ? Signed(signatures[0], stored) : null,
            Additions = ReportAdditions.Of(whole, signatures, words, context),
            Lots = ReportPeople.Lots(state, context),
            Pump = [.. PumpLines(state, until, context)],
            Gate = [.. state.Gate.Select(f => new GateLine(OutcomeOf(f.Outcome), words.GatePoint(f), Said(f, state, context)))],
            Values = ReportValues.Of(state, context),
            Aside = ReportValues.Aside(state, context),
            Alarms = safety.Alarms(),
            Limits = safety.Limits(),
            Rescues = safety.Rescues(),
            Adverse = safety.Adverse(),
            Entries = [.. state.Entries.Where(e => e.Event.Entry is not (SessionOpened or Amended)).Select(e => new EntryLine(
                e.At,
                words.Of(e.Entry ?? e.Event.Entry),
                e.Event.By.DisplayName,
                e.Amendment is { Entry: Amended amended } correction
                    ? context.T(e.Entry is null ? "report.struck" : "report.amended", words.Of(e.Event.Entry), amended.Reason, correction.By.DisplayName, context.DateAndTime(correction.OccurredAt))
                    : null))],
            Missed = [.. state.Due(until).Where(d => d.State == DueState.Missed || (d.IsOpen && d.DueAt < until)).Select(d =>
                $"{context.Time(d.DueAt)} {(DueKinds.OfRepeat(d.Id) is null ? context.T("report.due." + d.Kind) : named.Due(d.Id))}" + (d.Skip?.Entry is ObservationSkipped skipped ? $": {skipped.Reason}" : ""))],
            OtherEnding = state.OtherEnding is { Entry: { } exit } ending ? new EntryLine(ending.At, words.Of(exit), ending.Event.By.DisplayName, null) : null,
            People = ReportPeople.Of(state, log.Events, until, context),
            Leaving = [.. state.Discharge(state.DischargeSignedBy?.OccurredAt ?? state.OtherEnding?.At ?? until).Select(c => new LeavingLine(
                c.Number,
                context.T("session.discharge.topic." + c.Topic),
                c.State,
                string.Join(", ", c.Failing.Concat(c.Missing).Select(need => context.T(need.Key, [.. need.Numbers.Select(n => context.Number(n, n % 1 == 0 ? 0 : 1))])))))],
        };
    }

    private static ReportSignature Signed(SessionEvent signature, StoredLog stored)
    {
        var signed = (ReportSigned)signature.Entry;
        return new ReportSignature(
            signature.By.DisplayName, signature.OccurredAt, signed.UpToSequence, signed.Fingerprint,
            signed.Fingerprint is null || string.Equals(signed.Fingerprint, stored.Fingerprint(signed.UpToSequence), StringComparison.Ordinal));
    }

    /// <summary>What people set, and between it the end of the programme, which nobody sets.</summary>
    private static IEnumerable<PumpLine> PumpLines(SessionState state, DateTimeOffset until, PageContext context)
    {
        var steps = state.Dose.Steps;
        for (var i = 0; i < steps.Count; i++)
        {
            yield return new PumpLine(steps[i].At, $"{context.Number(steps[i].PumpRate.Value, 1)} ml/h, {context.Number(steps[i].Rate.Value, 2)} mg/min");
            if (steps[i].OutAt is { } outAt && outAt < (i + 1 < steps.Count ? steps[i + 1].At : until))
            {
                yield return new PumpLine(outAt, context.T("report.pump.out"));
            }
        }
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

    private static RuleOutcome OutcomeOf(GateOutcome outcome) => outcome switch
    {
        GateOutcome.Go => RuleOutcome.Go,
        GateOutcome.Caution => RuleOutcome.Caution,
        GateOutcome.Hold => RuleOutcome.Hold,
        GateOutcome.Block => RuleOutcome.Block,
    };
}
