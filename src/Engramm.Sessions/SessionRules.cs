using Engramm.Quantities;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Leaving;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions;

/// <summary>Why an entry was not taken.</summary>
/// <param name="Code">Stable code, for programs and tests.</param>
/// <param name="Details">What the sentence needs: a name, a number, a list.</param>
public sealed record Refusal(string Code, params IReadOnlyList<string> Details)
{
    /// <summary>The key of the sentence in the text files.</summary>
    public string TextKey => "session.refused." + Code;
}

/// <summary>
/// Who may write what, and when. Limits bind plans and orders, never facts: what happened is always recordable, some of it
/// with a reason. Anyone in the room may pause and stop.
/// </summary>
public static partial class SessionRules
{
    /// <summary>The shortest reason for a decision against a hold, in characters. Expert default of this project.</summary>
    public const int ShortestReason = 20;

    /// <summary>The longest pause of the alarm sound in seconds, after the behaviour described in IEC 60601-1-8; the figure is a target of this project.</summary>
    public const int LongestAudioPauseSeconds = 120;

    /// <summary>The step that opens a rescue checklist.</summary>
    public const string ChecklistStart = "start";

    /// <summary>The tones of binaural beats: from a low hum to below what is shrill, 40 to 1000 Hz. Expert default of this project.</summary>
    public static readonly Hertz LowestCarrier = new(40), HighestCarrier = new(1000);

    /// <summary>The greatest difference that is still heard as a beat rather than as two tones, 40 Hz. Expert default of this project.</summary>
    public static readonly Hertz HighestBeat = new(40);

    /// <summary>The longest time tones take to rise, in seconds.</summary>
    public const double LongestFadeSeconds = 120;

    /// <summary>
    /// What any pump can be set to, 0.01 to 1500 mL/h, both included: wider than what a practice's own pump takes (content/limits, 0.1 to 999 as
    /// delivered), because what a pump shows is a fact and stays recordable. Expert default of this project, not checked against makers' data.
    /// </summary>
    public static readonly MillilitresPerHour LowestRate = new(0.01), HighestRate = new(1500);

    /// <summary>How far an entry's time may lie before the opening of the session or ahead of the practice clock, for tablets whose clock is off. Expert default of this project.</summary>
    public static readonly TimeSpan ClockRoom = TimeSpan.FromDays(1);

    /// <summary>Checks an entry that happens at its command's time. Who signs a discharge ahead of the clock is judged by the clock.</summary>
    /// <param name="state">What is known so far.</param>
    /// <param name="command">What somebody wants to write.</param>
    /// <param name="now">The practice clock here, UTC.</param>
    /// <returns>Null when the entry is accepted.</returns>
    public static Refusal? Check(SessionState state, SessionCommand command, DateTimeOffset now) =>
        CheckTime(state, command, now) ?? Check(state, command.Entry, command.By, command.Entry is DischargeSigned && command.OccurredAt > now ? now : command.OccurredAt);

    /// <summary>An entry belongs to the life of its session; so does what it says about times.</summary>
    private static Refusal? CheckTime(SessionState state, SessionCommand command, DateTimeOffset now)
    {
        // An opening that a crash cut short is completed whenever somebody comes back to it.
        var (first, last) = (command.Entry is SessionOpened ? DateTimeOffset.MinValue : (state.OpenedAt ?? now) - ClockRoom, now + ClockRoom);
        IEnumerable<DateTimeOffset?> named = command.Entry switch
        {
            Amended amended => [command.OccurredAt, amended.OccurredAt],
            OwnFailureNoted failure => [command.OccurredAt, failure.From, failure.To],
            _ => [command.OccurredAt],
        };
        return named.FirstOrDefault(t => t < first || t > last) is { } outside ? new Refusal("time.range", Moment(outside), Moment(first), Moment(last)) : null;
    }

    /// <summary>Checks an entry against the state.</summary>
    /// <param name="state">What is known so far.</param>
    /// <param name="entry">What somebody wants to write.</param>
    /// <param name="by">Who.</param>
    /// <param name="at">When it happened, practice time, UTC.</param>
    /// <returns>Null when the entry is accepted.</returns>
    public static Refusal? Check(SessionState state, SessionEntry entry, Actor by, DateTimeOffset at)
    {
        if (at.Offset != TimeSpan.Zero)
        {
            return new Refusal("time.utc");
        }

        if (entry is SessionOpened)
        {
            return state.Plan is not null ? new Refusal("opened.twice") : !IsStaff(by) && by.Role != ActorRole.Software ? new Refusal("role", by.Role.ToString()) : null;
        }

        return state.Plan is null ? new Refusal("notOpened")
            : !MayWrite(entry, by.Role) ? new Refusal("role", by.Role.ToString())
            : IsSwitchedOff(state.Plan.Switches, entry) ? new Refusal("switchedOff")
            : CheckContent(state, entry, by, at);
    }

    /// <summary>Whether a role may make this kind of entry at all.</summary>
    public static bool MayWrite(SessionEntry entry, ActorRole role) => entry switch
    {
        InfusionPaused or InfusionStopped => role is not (ActorRole.Monitor or ActorRole.Software),
        VitalsObserved { Source: ValueSource.Monitor } => role == ActorRole.Monitor,
        ExperienceRated => role is ActorRole.Patient || IsClinician(role),
        HoldReleased or ReportSigned or LimitChanged => role == ActorRole.Physician,
        RecordHoldNoted => role == ActorRole.Software,
        DischargeItemRecorded { Item: DischargeItem.BloodPressureAccepted } => role == ActorRole.Physician,
        VitalsObserved or SedationRecorded or ObservationSkipped or NoteAdded or EventNoted or ChecklistStepDone or ChecklistClosed or AlarmAcknowledged
            or AudioPaused or Amended or EscortNamed or PatientTransferred or LeftAgainstAdvice or AlarmSelfTested or OwnFailureNoted or AdverseEventRecorded
            or IntentionNoted or MusicChosen or BinauralBeatsStarted or BinauralBeatsStopped or ChargeTaken or ObserverJoined or ObserverLeft => IsClinician(role),
        _ => role is ActorRole.Physician or ActorRole.Nurse,
    };

    /// <summary>Whether the entry belongs to a part that was off when the session was opened. Facts belong to charting and are never refused for this.</summary>
    private static bool IsSwitchedOff(SessionSwitches switches, SessionEntry entry) => entry switch
    {
        AlarmAcknowledged or AudioPaused or AlarmSelfTested => !switches.DeviceAlarms,
        LimitChanged => switches is { DeviceAlarms: false, LimitHighlighting: false },
        _ => false,
    };

    private static Refusal? CheckContent(SessionState state, SessionEntry entry, Actor by, DateTimeOffset at) => entry switch
    {
        CheckInAnswered answered => state.Plan!.CheckIn.Any(i => Is(i.Id, answered.Item)) ? null : new Refusal("checkIn.unknown", answered.Item),
        HoldReleased release => CheckRelease(state, release),
        PumpChecked check => CheckPump(state, check, by),
        MonitorDetached detached => Is(state.Monitor?.DeviceId, detached.DeviceId) ? null : new Refusal("monitor.notAttached", detached.DeviceId),
        VitalsObserved vitals => CheckVitals(state, vitals, at),
        SedationRecorded sedation => CheckScore(sedation.Scale == SedationScale.Moaas ? Measure.Moaas : Measure.Rass, sedation.Score),
        ExperienceRated { Rating: { } rating } => CheckScore(Measure.Experience, rating),
        ObservationSkipped skipped => IsBlank(skipped.Reason) ? new Refusal("reason") : null,
        InfusionStarted or InfusionResumed or PumpRateChanged or InfusionEnded => CheckPumpRun(state, entry, by, at),
        EventNoted { Grade: < 0 or > 10 } => new Refusal("grade"),
        EventNoted { What: RoomEvent.Other } noted when IsBlank(noted.Note) => new Refusal("note"),
        NoteAdded note => IsBlank(note.Text) ? new Refusal("note") : null,
        AudioPaused pause => pause.Seconds is < 1 or > LongestAudioPauseSeconds ? new Refusal("audioPause") : null,
        Amended amended => CheckAmended(state, amended, by, at),
        LimitChanged changed => CheckLimit(state, changed),
        OwnFailureNoted failure => IsBlank(failure.Device) ? new Refusal("device") : failure.To < failure.From ? new Refusal("period") : null,
        AlarmSelfTested { Device: var device } => IsBlank(device) ? new Refusal("device") : null,
        ChargeTaken { Device: var device } => IsBlank(device) ? new Refusal("device") : null,
        IntentionNoted { Text: var text } => IsBlank(text) ? new Refusal("note") : null,
        MusicChosen { Programme: var programme } => IsBlank(programme) ? new Refusal("note") : null,
        BinauralBeatsStarted beats => CheckBeats(state, beats),
        AdverseEventRecorded adverse => CheckAdverse(adverse, at),
        ChecklistStepDone step => CheckStep(state, step),
        ChecklistClosed closed => IsBlank(closed.Result) ? new Refusal("note")
            : state.Rescues.Any(r => r.Checklist == closed.Checklist && r.Closed is null) ? null : new Refusal("checklist.notOpen", closed.Checklist.ToString()),
        _ => CheckLeaving(state, entry, by, at),
    };

    private static Refusal? CheckRelease(SessionState state, HoldReleased release)
    {
        var finding = state.Gate.FirstOrDefault(f => Is(f.Id, release.Finding));
        return finding is null ? new Refusal("release.unknown", release.Finding)
            : finding.Outcome == GateOutcome.Block ? new Refusal("release.block", release.Finding)
            : !finding.CanBeReleased ? new Refusal("release.notPossible", release.Finding)
            : release.Reason.Trim().Length < ShortestReason ? new Refusal("release.reason")
            : null;
    }

    private static Refusal? CheckPump(SessionState state, PumpChecked check, Actor by)
    {
        var other = check.Check == PumpCheck.First ? PumpCheck.Second : PumpCheck.First;
        var last = state.Entries.LastOrDefault(e => e.Entry is PumpChecked earlier && earlier.Check == other);
        return Is(last?.Event.By.Id, by.Id) ? new Refusal("pump.samePerson", by.DisplayName)
            : !check.Agrees && IsBlank(check.Note) ? new Refusal("note")
            : null;
    }

    private static Refusal? CheckVitals(SessionState state, VitalsObserved vitals, DateTimeOffset at)
    {
        if (vitals.Values.Count == 0)
        {
            return new Refusal("vitals.empty");
        }

        var wrong = vitals.Values.FirstOrDefault(v => !Is(v.Unit, Measures.Unit(v.Measure)));
        if (wrong is not null)
        {
            return new Refusal("vitals.unit", wrong.Measure.ToString(), wrong.Unit, Measures.Unit(wrong.Measure));
        }

        if (vitals.Values.Any(v => !double.IsFinite(v.Value)))
        {
            return new Refusal("vitals.number");
        }

        var isTied = vitals.Source == ValueSource.Manual
            || state.MonitorTies.Any(t => Is(t.DeviceId, vitals.DeviceId) && at >= t.From && !(at > t.Until));
        return isTied ? null : new Refusal("monitor.notAttached", vitals.DeviceId ?? "");
    }

    /// <summary>The new numbers stand for the same measures and sides, within what a body can show, and keep calling, pausing and stopping in their order.</summary>
    private static Refusal? CheckLimit(SessionState state, LimitChanged changed)
    {
        if (state.Plan!.Limits.FirstOrDefault(l => Is(l.Id, changed.Limit)) is not { } limit)
        {
            return new Refusal("limit.unknown", changed.Limit);
        }

        if (!limit.Bounds.Select(b => (b.Measure, b.Side)).Order().SequenceEqual(changed.Bounds.Select(b => (b.Measure, b.Side)).Order()))
        {
            return new Refusal("limit.bounds", string.Join(", ", limit.Bounds.Select(b => b.Measure)));
        }

        foreach (var bound in changed.Bounds)
        {
            var (lowest, highest) = LimitRange.Of(state.Limits, limit, bound, [.. changed.Bounds.Where(b => b != bound)]);
            if (!(bound.Value >= lowest && bound.Value <= highest))
            {
                return new Refusal("limit.range", bound.Measure.ToString(), Number(bound.Value), Number(lowest), Number(highest));
            }
        }

        return changed.Reason.Trim().Length < ShortestReason ? new Refusal("release.reason") : null;
    }

    private static Refusal? CheckBeats(SessionState state, BinauralBeatsStarted beats) =>
        beats.Carrier.Value < LowestCarrier.Value || beats.Carrier.Value > HighestCarrier.Value
            ? new Refusal("beats.carrier", Number(beats.Carrier.Value), Number(LowestCarrier.Value), Number(HighestCarrier.Value))
            : beats.Beat.Value <= 0 || beats.Beat.Value > HighestBeat.Value ? new Refusal("beats.beat", Number(beats.Beat.Value), Number(HighestBeat.Value))
            : !(beats.FadeSeconds is >= 0 and <= LongestFadeSeconds) ? new Refusal("beats.fade", Number(beats.FadeSeconds), Number(LongestFadeSeconds))
            : state.AreAlarmsOff || beats.AlarmsElsewhere == Answer.Yes ? null
            : new Refusal("beats.elsewhere");

    private static Refusal? CheckAdverse(AdverseEventRecorded adverse, DateTimeOffset at) =>
        IsBlank(adverse.Term) ? new Refusal("note")
        : adverse.Severity is < 1 or > 5 ? new Refusal("severity", Number(adverse.Severity))
        : adverse.EndedAt < adverse.OnsetAt || adverse.OnsetAt > at ? new Refusal("period")
        : null;

    /// <summary>A list the plan does not know can still be worked through: what happened is recordable. A known one knows its steps.</summary>
    private static Refusal? CheckStep(SessionState state, ChecklistStepDone step) =>
        state.Plan!.Rescue.FirstOrDefault(r => r.Checklist == step.Checklist) is { } list && !Is(step.Step, ChecklistStart)
            && !list.Steps.Contains(step.Step, StringComparer.Ordinal)
            ? new Refusal("checklist.step", step.Step)
            : null;

    private static Refusal? CheckScore(Measure measure, double score)
    {
        var (lowest, highest) = Measures.Possible(measure);
        return Measures.IsPossible(measure, score) ? null : new Refusal("score", measure.ToString(), Number(lowest), Number(highest));
    }

    private static Refusal? CheckPumpRun(SessionState state, SessionEntry entry, Actor by, DateTimeOffset at)
    {
        var isPhysician = by.Role == ActorRole.Physician;
        return entry switch
        {
            InfusionStarted when state.StartedAt is not null => new Refusal("start.already"),
            _ when CheckRate(entry) is { } rate => rate,
            InfusionStarted start when IsBlank(start.OutsideGateReason) && !state.IsGateOpen =>
                new Refusal("start.gate", [.. state.Gate.Where(f => f.IsOpen).Select(f => f.Id)]),
            InfusionStarted start when IsBlank(start.OutsideGateReason) && !isPhysician => new Refusal("start.physician"),
            InfusionResumed or InfusionEnded or PumpRateChanged when state.StartedAt is null => new Refusal("notStarted"),
            InfusionResumed when state.Dose.IsRunning => new Refusal("resume.running"),
            InfusionResumed when !isPhysician && state.IsStoppedAt(at) => new Refusal("resume.afterStopPhysician"),
            InfusionResumed resume when !isPhysician && IsBlank(resume.Reason) => new Refusal("resume.physician"),
            InfusionResumed resume when state.EndedAt is not null && IsBlank(resume.Reason) => new Refusal("resume.afterStop"),
            PumpRateChanged change when IsBlank(change.Reason) => new Refusal("reason"),
            InfusionEnded when state.EndedAt is not null => new Refusal("end.already"),
            _ => null,
        };
    }

    private static Refusal? CheckRate(SessionEntry entry)
    {
        var rate = entry switch
        {
            InfusionStarted start => start.Rate,
            InfusionResumed resume => resume.Rate,
            PumpRateChanged change => change.Rate,
            _ => (MillilitresPerHour?)null,
        };
        return rate is { Value: var set } && !(set >= LowestRate.Value && set <= HighestRate.Value)
            ? new Refusal("rate", Number(set), Number(LowestRate.Value), Number(HighestRate.Value))
            : null;
    }

    private static Refusal? CheckLeaving(SessionState state, SessionEntry entry, Actor by, DateTimeOffset at) => entry switch
    {
        DischargeItemRecorded { Item: DischargeItem.Aldrete or DischargeItem.Padss } item =>
            item is { Answer: Answer.Yes, Score: not (>= 0 and <= 10) } ? new Refusal("score", item.Item.ToString(), "0", "10") : null,
        DischargeItemRecorded { Score: not null } => new Refusal("scoreNotExpected"),
        EscortNamed escort => IsBlank(escort.Name) ? new Refusal("name") : null,
        DischargeSigned signed => CheckDischarge(state, signed, by, at),
        ReportSigned { UpToSequence: < 1 } => new Refusal("report.upTo"),
        ReportSigned => state.DischargeSignedBy is not null || state.Phase is SessionPhase.Transferred or SessionPhase.LeftAgainstAdvice or SessionPhase.Cancelled or SessionPhase.Postponed
            ? null
            : new Refusal("report.open"),
        SessionPostponed { Reason: var reason } => CheckSideExit(state, reason),
        SessionCancelled { Reason: var reason } => CheckSideExit(state, reason),
        PatientTransferred transferred => IsBlank(transferred.To) ? new Refusal("name") : IsBlank(transferred.Reason) ? new Refusal("reason") : null,
        LeftAgainstAdvice left => CheckLeft(state, left),
        _ => null,
    };

    private static Refusal? CheckDischarge(SessionState state, DischargeSigned signed, Actor by, DateTimeOffset at)
    {
        if (state.DischargeSignedBy is not null)
        {
            return new Refusal("discharge.already");
        }

        if (state.OtherEnding is not null)
        {
            return new Refusal("discharge.otherEnding");
        }

        if (state.EndedAt is not { } ended || state.NoDischargeBefore is not { } earliest)
        {
            return new Refusal("discharge.notEnded");
        }

        // Nobody's reason shortens this: whoever goes earlier has left, and is written down as having left.
        if (at < earliest)
        {
            return new Refusal("discharge.tooEarly", Number((earliest - ended).TotalMinutes), Number(Math.Ceiling((earliest - at).TotalMinutes)));
        }

        var open = state.Discharge(at).Where(c => c.Topic != DischargeTopic.Signature && c.State != ConditionState.Met).ToList();
        return open.Count == 0 || (by.Role == ActorRole.Physician && signed.Reason?.Trim().Length >= ShortestReason)
            ? null
            : new Refusal("discharge.conditions", [.. open.Select(c => Number(c.Number))]);
    }

    private static Refusal? CheckLeft(SessionState state, LeftAgainstAdvice left) =>
        state.DischargeSignedBy is not null ? new Refusal("discharge.already")
        : state.OtherEnding is not null ? new Refusal("discharge.otherEnding")
        : state.StartedAt is null ? new Refusal("left.notStarted")
        : state.EndedAt is null ? new Refusal("left.notEnded")
        : left.Reason.Trim().Length < ShortestReason ? new Refusal("release.reason")
        : null;

    private static Refusal? CheckSideExit(SessionState state, string reason) =>
        state.StartedAt is not null ? new Refusal("sideExit.started") : IsBlank(reason) ? new Refusal("reason") : null;

    private static bool IsStaff(Actor by) => IsClinician(by.Role);

    private static bool IsClinician(ActorRole role) => role is ActorRole.Physician or ActorRole.Nurse or ActorRole.Therapist;

    private static bool IsBlank(string? text) => string.IsNullOrWhiteSpace(text);

    private static bool Is(string? a, string? b) => a is not null && string.Equals(a, b, StringComparison.Ordinal);

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
