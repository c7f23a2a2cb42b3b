using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Server.Design;
using Engramm.Sessions;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Server.Staff.Infusion;

/// <summary>Entries of a session as sentences of its report, in the words the content had on the day it was opened.</summary>
internal sealed class EntryWords(PageContext context, ContentLibrary content, DateOnly day, ConditionWords named)
{
    private readonly CheckInGate gate = content.Get<CheckInGate>(SessionPlanBuilder.GateId, day);
    private readonly RescueLists rescue = content.Get<RescueLists>(SessionPlanBuilder.RescueId, day);

    /// <summary>What an entry says.</summary>
    public string Of(SessionEntry entry) => entry switch
    {
        CheckInAnswered e => $"{Question(e.Item)} {T("answer." + e.Answer)}{After(e.Note)}",
        HoldReleased e => T("entry.released", Point(e.Finding), e.Reason),
        PumpChecked e => T(e.Check == PumpCheck.First ? "entry.pump.first" : "entry.pump.second") + " " + T(e.Agrees ? "entry.pump.agrees" : "entry.pump.differs")
            + (e.LotNumber is { Length: > 0 } lot ? " " + T("entry.lot", lot) : "") + After(e.Note),
        ReadinessConfirmed e => T("entry.readiness", string.Join(", ", e.Confirmed.Select(Ready))),
        MonitorAttached e => T("entry.attached", e.DeviceId, e.Chair),
        MonitorDetached e => T("entry.detached", e.DeviceId),
        ObservationSkipped e => T("entry.skipped", named.Due(e.Due), e.Reason),
        InfusionStarted e => T("entry.started", Rate(e.Rate.Value)) + (e.OutsideGateReason is { } why ? " " + T("entry.outside", why) : ""),
        PumpRateChanged e => T("entry.rate", Rate(e.Rate.Value), e.Reason),
        InfusionPaused e => T("entry.paused") + After(e.Reason),
        InfusionResumed e => T("entry.resumed") + (e.Rate is { } rate ? ", " + Rate(rate.Value) : "") + After(e.Reason),
        InfusionStopped e => T("entry.stopped") + After(e.Reason),
        InfusionEnded => T("entry.ended"),
        NoteAdded e => e.Text,
        EventNoted e => T("event." + e.What) + (e.Grade is { } grade ? $" {context.Number((double)grade)}/10" : "") + After(e.Note),
        ChecklistStepDone { Step: SessionRules.ChecklistStart } e => T("entry.checklist.opened", Rescue(e.Checklist)),
        ChecklistClosed e => T("entry.checklist.closed", Rescue(e.Checklist), e.Result),
        AlarmSelfTested e => T("entry.selfTest", e.Device, T("answer." + (e.SoundHeard ? Answer.Yes : Answer.No)), T("answer." + (e.LightSeen ? Answer.Yes : Answer.No)), T("answer." + e.SecondConsole)),
        OwnFailureNoted e => T("entry.ownFailure", T("own." + e.What), e.Device, context.Time(e.From), context.Time(e.To)),
        LimitChanged e => T("entry.limit", named.Limit(e.Limit), Bounds(e.Bounds), e.Reason),
        AdverseEventRecorded e => T(
            "entry.adverse", e.Term, e.Severity, T("answer." + e.IsSerious), T("relation." + e.Relation), T("adverseAction." + e.Action), T("outcome." + e.Outcome), context.Time(e.OnsetAt)) + After(e.Note),
        IntentionNoted e => T("entry.intention", e.Text),
        MusicChosen e => T("entry.music", e.Programme) + After(e.Note),
        BinauralBeatsStarted e => T("entry.beats", context.Number(e.Carrier.Value), context.Number(e.Beat.Value), T("answer." + e.HeardOnBothEars), T("answer." + e.AlarmsElsewhere)),
        BinauralBeatsStopped => T("entry.beatsOff"),
        ChargeTaken e => T("entry.charge", e.Device) + After(e.Note),
        ObserverJoined => T("entry.observer"),
        ObserverLeft => T("entry.observerLeft"),
        RecordHoldNoted e => T(e.Stands ? "entry.record.stands" : "entry.record.settled", T("record." + e.What)),
        ChecklistStepDone e => T("entry.checklist", Rescue(e.Checklist), RescueStep(e.Checklist, e.Step)),
        AlarmAcknowledged e => T("entry.acknowledged", named.Condition(e.Alarm)),
        AudioPaused e => T("entry.audio", e.Seconds),
        DischargeItemRecorded e => $"{T("item." + e.Item)}: {(e.Score is { } score ? context.Number((double)score) : T("answer." + e.Answer))}",
        EscortNamed e => T("entry.escort", e.Name) + After(e.Phone),
        LineRemoved => T("entry.line"),
        DischargeSigned e => T("entry.discharge") + After(e.Reason),
        ReportSigned e => T("entry.report", e.UpToSequence),
        SessionPostponed e => T("entry.postponed") + After(e.Reason),
        SessionCancelled e => T("entry.cancelled") + After(e.Reason),
        PatientTransferred e => T("entry.transferred", e.To, e.Reason),
        LeftAgainstAdvice e => T("entry.left", e.Reason),
        VitalsObserved e => string.Join(", ", e.Values.Select(v => $"{context.Number(v.Value)} {v.Unit}".TrimEnd())),
        SedationRecorded e => $"{(e.Scale == SedationScale.Moaas ? "MOAA/S" : "RASS")} {context.Number((double)e.Score)}",
        ExperienceRated e => T("sign.Experience") + " " + (e.Rating is { } rating ? context.Number((double)rating) : T("declined")),
        _ => entry.GetType().Name,
    };

    /// <summary>What a point of the gate is about.</summary>
    public string GatePoint(GateFinding finding) => finding.Topic switch
    {
        GateTopic.Pump => T(string.Equals(finding.Id, "pump.first", StringComparison.Ordinal) ? "entry.pump.first" : "entry.pump.second"),
        GateTopic.Readiness => T("gate.readiness"),
        GateTopic.Stop => T("gate.stop"),
        GateTopic.SelfTest => T("gate.selfTest"),
        GateTopic.Record => T(finding.Id),
        _ => Point(finding.Id),
    };

    private string Point(string id) =>
        gate.Questions.FirstOrDefault(q => string.Equals(q.Id, id, StringComparison.Ordinal))?.Words.In(context.Language)
        ?? (Enum.TryParse<Measure>(id, out var measure) ? T("measure." + measure) : Enum.TryParse<Sign>(id, out var sign) ? T("sign." + sign) : id);

    private string Question(string id) => Point(id);

    private string Ready(string id) => gate.Readiness.FirstOrDefault(p => string.Equals(p.Id, id, StringComparison.Ordinal))?.Words.In(context.Language) ?? id;

    private RescuePlan? RescueOf(RescueChecklist checklist) =>
        rescue.Lists.FirstOrDefault(l => string.Equals(l.Checklist.ToString(), checklist.ToString(), StringComparison.Ordinal));

    /// <summary>A rescue checklist's short name and what it is for.</summary>
    public string Rescue(RescueChecklist checklist) => RescueOf(checklist) is { } list ? $"{checklist} {list.Words.In(context.Language)}" : checklist.ToString();

    /// <summary>A step of a rescue checklist.</summary>
    public string RescueStep(RescueChecklist checklist, string step) =>
        RescueOf(checklist)?.Steps.FirstOrDefault(s => string.Equals(s.Id, step, StringComparison.Ordinal))?.Words.In(context.Language) ?? step;

    /// <summary>The numbers of a limit.</summary>
    public string Bounds(IEnumerable<LimitBound> bounds) =>
        string.Join(", ", bounds.Select(b => $"{T("measure." + b.Measure)} {T("side." + b.Side)} {context.Number(b.Value, b.Value % 1 == 0 ? 0 : 1)}"));

    private string Rate(double value) => context.Number(value, 1) + " ml/h";

    private static string After(string? more) => more is { Length: > 0 } ? ": " + more : "";

    private string T(string key, params object[] values) => context.T("report." + key, values);
}
