using Engramm.Sessions.Alarms;
using Engramm.Sessions.Course;
using Engramm.Sessions.Dosing;
using Engramm.Sessions.Due;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Leaving;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions;

/// <summary>
/// What is known of a session: a pure function of the set of its events. In which order they arrive, and how often, makes no
/// difference. Whatever depends on the time takes it as an argument. Valid until the next event is added to its log.
/// </summary>
public sealed class SessionState
{
    private readonly SessionCourse course;
    private readonly IReadOnlyDictionary<Sign, SignSeries> series;
    private readonly Acknowledgements acknowledgements;
    private readonly Lazy<IReadOnlyList<GateFinding>> gate;
    private readonly Lazy<Baseline> baseline;

    internal SessionState(SessionCourse course, IReadOnlyDictionary<Sign, SignSeries> series)
    {
        this.course = course;
        this.series = series;
        acknowledgements = new Acknowledgements(course.Entries);
        gate = new(() => Course.Gate.Of(course, (sign, measure) => BeforeStart(sign, r => r[measure] is not null).LastOrDefault()));
        baseline = new(FindBaseline);
    }

    /// <summary>Folds events in any order.</summary>
    public static SessionState Of(IEnumerable<SessionEvent> events)
    {
        var log = new SessionLog();
        log.AddRange(events);
        return log.State;
    }

    /// <summary>The plan; null until the opening event is known.</summary>
    public SessionPlan? Plan => course.Plan;

    /// <summary>When the session was opened; null until the opening event is known.</summary>
    public DateTimeOffset? OpenedAt => Entries.FirstOrDefault(e => e.Entry is SessionOpened)?.At;

    /// <summary>Everything people entered except measured values, in the order in which it happened, amendments applied.</summary>
    public IReadOnlyList<CourseEntry> Entries => course.Entries;

    /// <summary>The dose log.</summary>
    public DoseLog Dose => course.Dose;

    /// <summary>The start of the pump; null before.</summary>
    public DateTimeOffset? StartedAt => course.Dose.StartedAt;

    /// <summary>The end of the infusion, however it ended; null while it may go on.</summary>
    public DateTimeOffset? EndedAt => course.End?.At;

    /// <summary>Whether the infusion was stopped early.</summary>
    public bool WasStopped => course.End?.Entry is InfusionStopped;

    /// <summary>Whether a STOP was the last word on the pump at this moment: after it nobody but a physician lets it run again.</summary>
    public bool IsStoppedAt(DateTimeOffset at) =>
        course.Entries.LastOrDefault(e => e.At <= at && e.Entry is InfusionStarted or InfusionResumed or InfusionStopped) is { Entry: InfusionStopped } && StartedAt <= at;

    /// <summary>The times the pump was let run again after a STOP, in their order.</summary>
    public IReadOnlyList<CourseEntry> RestartsAfterStop => course.RestartsAfterStop;

    /// <summary>The monitor tied to the chair now; null when none is.</summary>
    public MonitorTie? Monitor => course.Ties.Count > 0 && course.Ties[^1].Until is null ? course.Ties[^1] : null;

    /// <summary>All ties of monitors to the chair.</summary>
    public IReadOnlyList<MonitorTie> MonitorTies => course.Ties;

    /// <summary>Whether an event with this command id is part of the session, values included.</summary>
    public bool Knows(Guid commandId) =>
        Entries.Any(e => e.Event.CommandId == commandId) || series.Values.Any(s => s.Readings.Any(r => r.CommandId == commandId));

    /// <summary>Who has taken over last; null until somebody has.</summary>
    public SessionEvent? InCharge => course.Charge?.Event;

    /// <summary>Who watches beside the person in charge, in the order in which they came.</summary>
    public IReadOnlyList<SessionEvent> Observers => course.Observers;

    /// <summary>What stands in the person's record now and keeps the start closed, or alarms.</summary>
    public IReadOnlySet<RecordHold> RecordHolds => course.RecordHolds.Where(r => r.Until is null).Select(r => r.What).ToHashSet();

    /// <summary>The rescue checklists that were opened, in order of their start.</summary>
    public IReadOnlyList<RescueRun> Rescues => course.Rescues;

    /// <summary>
    /// What in this session tells of thoughts of suicide, as first written or as corrected: the day's question, a check that is worse than before, and
    /// each time the rescue list for it was opened.
    /// </summary>
    public IReadOnlyList<CourseEntry> SuicideSigns =>
    [
        .. course.Entries.Where(e => TellsOfSuicide(e.Event.Entry) || (e.Entry is { } corrected && TellsOfSuicide(corrected))),
        .. Rescues.Where(r => r.Checklist == RescueChecklist.R10).Select(r => r.Started),
    ];

    /// <summary>The adverse events, corrections applied, in the order in which they were entered.</summary>
    public IReadOnlyList<CourseEntry> AdverseEvents => [.. course.Entries.Where(e => e.Entry is AdverseEventRecorded)];

    /// <summary>The tones that play; null when none do. A STOP ends them.</summary>
    public BinauralBeatsStarted? Beats => course.Beats?.Entry as BinauralBeatsStarted;

    /// <summary>The limits as they stand now: the plan's, with a physician's changes.</summary>
    public IReadOnlyList<AlarmLimit> Limits => course.Limits.Now;

    /// <summary>The escort; null until named.</summary>
    public EscortNamed? Escort => course.Escort?.Entry as EscortNamed;

    /// <summary>A nurse's signature that waits for the physician's.</summary>
    public SessionEvent? DischargePreparedBy => course.DischargePrepared?.Event;

    /// <summary>The physician's signature; null before.</summary>
    public SessionEvent? DischargeSignedBy => course.DischargeSigned?.Event;

    /// <summary>
    /// Until when nobody drives, at least: counted from the end of the infusion, rounded up to the full minute so that the written time is never
    /// early. A restful night is needed besides. Null while the infusion has not ended, and where no advice is known.
    /// </summary>
    public DateTimeOffset? NoDrivingUntil => EndedAt + (Plan?.Advice is { } advice ? TimeSpan.FromHours(advice.NoDrivingHours.Value) : null) is { } until
        ? new DateTimeOffset((until.Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, until.Offset)
        : null;

    /// <summary>
    /// Before this nobody is discharged, whatever the reason: the plan's least observation time after the end, and the quiet time after the last STOP.
    /// Null while the infusion has not ended.
    /// </summary>
    public DateTimeOffset? NoDischargeBefore
    {
        get
        {
            var observed = EndedAt + (Plan?.LeastObservation ?? SessionPlan.LeastObservationOfOld).ToTimeSpan();
            var quiet = course.Stops.Count > 0 ? course.Stops[^1] + Plan?.Discharge?.QuietAfterStop.Value.ToTimeSpan() : null;
            return quiet > observed ? quiet : observed;
        }
    }

    /// <summary>How the session ended otherwise than by a discharge: left against advice, handed over, called off; null while it did not.</summary>
    public CourseEntry? OtherEnding => course.SideExit;

    /// <summary>When the session was closed, as the server wrote it: the discharge was signed, or the person left, it was called off or handed over; null while it is open.</summary>
    public DateTimeOffset? ClosedAt => Earliest(course.DischargeSigned, course.SideExit);

    /// <summary>When the line was taken out; null before.</summary>
    public DateTimeOffset? LineRemovedAt => course.LineRemoved?.At;

    /// <summary>The signature under the report; null before.</summary>
    public SessionEvent? ReportSignedBy => course.ReportSigned?.Event;

    /// <summary>
    /// Whether the screen must say all the time that this software gives no alarms. True also while the plan is not known.
    /// </summary>
    public bool AreAlarmsOff => Plan?.Switches.DeviceAlarms != true;

    /// <summary>The points of the day's gate with their outcome.</summary>
    public IReadOnlyList<GateFinding> Gate => gate.Value;

    /// <summary>Whether nothing keeps the regular start closed.</summary>
    public bool IsGateOpen => Plan is not null && Gate.All(f => !f.IsOpen);

    /// <summary>What the patient showed before the start.</summary>
    public Baseline Baseline => baseline.Value;

    /// <summary>Where the session stands by its events alone.</summary>
    public SessionPhase Phase => FindPhase();

    /// <summary>Where the session stands now: as <see cref="Phase"/>, and <see cref="SessionPhase.DischargeReady"/> once only the signature is missing.</summary>
    public SessionPhase PhaseAt(DateTimeOffset now)
    {
        var phase = Phase;
        return phase is SessionPhase.Observation && Discharge(now).All(c => c.State == ConditionState.Met || c.Topic == DischargeTopic.Signature)
            ? SessionPhase.DischargeReady
            : phase;
    }

    /// <summary>All readings of a sign in the order in which they were seen, amended and doubtful ones included.</summary>
    public IReadOnlyList<Reading> Readings(Sign sign) => series.TryGetValue(sign, out var known) ? known.Readings : [];

    /// <summary>
    /// What of a monitor's values is not here yet. A monitor repeats its last cuff pressure with every message, under a new control id and
    /// with the old time: the same numbers of the same device for the same moment are one measurement. The two or three numbers of a blood
    /// pressure stay together, and a number that differs is always new. A reading that somebody struck counts as here: it does not come back.
    /// </summary>
    /// <param name="vitals">What was sent.</param>
    /// <param name="at">When it was seen, practice time, UTC.</param>
    /// <returns>The new values, none when all are known; and the event that brought the last of the known ones.</returns>
    public (IReadOnlyList<VitalValue> New, Guid? KnownFrom) Unrepeated(VitalsObserved vitals, DateTimeOffset at)
    {
        Guid? from = null;
        var fresh = new List<VitalValue>();
        foreach (var sign in vitals.Values.GroupBy(v => Measures.SignOf(v.Measure)))
        {
            var known = series[sign.Key].SeenAt(at)
                .FirstOrDefault(r => r.Source == vitals.Source && string.Equals(r.DeviceId, vitals.DeviceId, StringComparison.Ordinal) && sign.All(r.Values.Contains));
            from = known?.CommandId ?? from;
            fresh.AddRange(known is null ? sign : []);
        }

        return (fresh, from);
    }

    /// <summary>The latest usable value of a sign, how old it is and how it may be shown.</summary>
    public LatestReading Latest(Sign sign, DateTimeOffset now)
    {
        if (!series.TryGetValue(sign, out var known) || known.LatestAt(now) is not { } reading)
        {
            return new LatestReading(sign, null, null, Freshness.None, null);
        }

        var rule = Plan?.Freshness.FirstOrDefault(f => f.Sign == sign);
        var age = now - reading.At;
        var isLive = reading.Source == ValueSource.Monitor && rule?.LiveEvery is not null;
        var longest = isLive ? rule!.LiveEvery!.Value * Plan!.StaleFeed.Intervals : rule?.StaleAfter ?? TimeSpan.Zero;
        // A device whose clock is ahead: by its own time the value would be current for as long as that lasts.
        var isAhead = reading.Source == ValueSource.Monitor && reading.At - reading.KnownAt > LatestReading.MostAhead;
        var freshness = age > longest || isAhead ? Freshness.Stale : isLive ? Freshness.Live : Freshness.Measured;
        return new LatestReading(sign, reading, age, freshness, Crossed(reading));
    }

    /// <summary>The protocol's table laid over the real times, in order of time.</summary>
    public IReadOnlyList<DueObservation> Due(DateTimeOffset now) => DueTable.At(now, course, Readings);

    /// <summary>Every alarm there was and is, by its start; empty while alarms are switched off.</summary>
    public IReadOnlyList<Alarm> Alarms(DateTimeOffset now)
    {
        if (AreAlarmsOff)
        {
            return [];
        }

        var closed = Earliest(course.DischargeSigned, course.SideExit);
        return
        [
            .. series.SelectMany(s => s.Value.Episodes.Select(e => e.ToAlarm(s.Key, acknowledgements)))
                .Concat(FeedAlarms.At(now, Plan!, course.Ties, closed, sign => series[sign].Feed, acknowledgements))
                .Concat(OverdueAlarms.At(now, Due(now), Plan!.Reminders, closed, acknowledgements))
                .Concat(NotedAlarms.At(now, course, Readings, acknowledgements))
                .Concat(NotedAlarms.FromRecord(now, course, acknowledgements))
                .OrderBy(a => a.Since).ThenBy(a => a.Condition, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// The alarms that belong on the screen now: not acknowledged before acknowledged, then most pressing, what the patient shows, what arose in the record, oldest first.
    /// An overdue observation becomes high with time alone; here it ranks no higher than medium, so that it never stands over the body's own alarm.
    /// </summary>
    public IReadOnlyList<Alarm> ActiveAlarms(DateTimeOffset now) => OnScreen(Alarms(now));

    /// <summary>Those of these alarms that belong on the screen, as <see cref="ActiveAlarms"/> orders them.</summary>
    public static IReadOnlyList<Alarm> OnScreen(IEnumerable<Alarm> alarms) =>
    [
        .. alarms.Where(a => a.IsActive)
            .OrderBy(a => a.IsAcknowledged)
            .ThenByDescending(a => a.Kind == AlarmKind.Overdue && a.Priority == AlarmPriority.High ? AlarmPriority.Medium : a.Priority)
            .ThenByDescending(a => a.IsOfPatient)
            .ThenByDescending(a => a.Kind == AlarmKind.Record)
            .ThenByDescending(a => a.Priority)
            .ThenBy(a => a.Since),
    ];

    /// <summary>The alarms that go to others as well now: nobody in the room has acknowledged them in the practice's time.</summary>
    public IReadOnlyList<Alarm> EscalatedAlarms(DateTimeOffset now) =>
        [.. ActiveAlarms(now).Where(a => !a.IsAcknowledged && a.EscalatedAt(Plan!.Escalation, now) is not null)];

    /// <summary>The practice's stop and hold matrix, each line with how it stands; empty while the plan is not known.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="alarms">Every alarm there was until then, see <see cref="Alarms"/>.</param>
    public IReadOnlyList<MatrixRowNow> Matrix(DateTimeOffset now, IReadOnlyList<Alarm> alarms) =>
        Plan is { } plan ? MatrixReader.At(plan, Limits, alarms, sign => Latest(sign, now), IsCrossed) : [];

    /// <summary>Until when the sound is paused; null when it is not.</summary>
    public DateTimeOffset? AudioPausedUntil(DateTimeOffset now)
    {
        var last = course.Entries.LastOrDefault(e => e.Entry is AudioPaused && e.At <= now);
        var until = last?.At + TimeSpan.FromSeconds(Math.Clamp((last?.Entry as AudioPaused)?.Seconds ?? 0, 0, SessionRules.LongestAudioPauseSeconds));
        return until > now ? until : null;
    }

    /// <summary>The nine conditions for leaving. Computed, never acted upon.</summary>
    public IReadOnlyList<DischargeCondition> Discharge(DateTimeOffset now) =>
        new DischargeRule(course, (sign, at) => series.TryGetValue(sign, out var known) ? known.LatestAt(at) : null, Baseline, now).Conditions();

    /// <summary>The crossed limit that asks for most, or null; confirmation is not asked for here.</summary>
    private AlarmLimit? Crossed(Reading reading) =>
        Plan is { Switches.LimitHighlighting: true }
            ? Plan.Limits.Where(l => IsCrossed(l, reading)).Select(l => course.Limits.For(l, reading)).MaxBy(l => l.Action)
            : null;

    private bool TellsOfSuicide(SessionEntry entry) => entry switch
    {
        DischargeItemRecorded { Item: DischargeItem.SuicideCheckNotWorse, Answer: Answer.No } => true,
        CheckInAnswered { Answer: not Answer.Unknown } answered => Plan?.CheckIn.Any(
            i => i.IsAboutSuicide() && string.Equals(i.Id, answered.Item, StringComparison.Ordinal) && i.GoAnswer != answered.Answer) == true,
        _ => false,
    };

    /// <summary>Whether a reading crosses the limit as it stood for it.</summary>
    private bool IsCrossed(AlarmLimit limit, Reading reading) => course.Limits.For(limit, reading).IsCrossedBy(reading);

    private SessionPhase FindPhase()
    {
        switch (course.SideExit?.Entry)
        {
            case PatientTransferred:
                return SessionPhase.Transferred;
            case LeftAgainstAdvice:
                return SessionPhase.LeftAgainstAdvice;
            case SessionPostponed when !course.HasStarted:
                return SessionPhase.Postponed;
            case SessionCancelled when !course.HasStarted:
                return SessionPhase.Cancelled;
            default:
                break;
        }

        if (course.DischargeSigned is not null)
        {
            return SessionPhase.Discharged;
        }

        if (!course.HasStarted)
        {
            return HasBegun() ? (IsGateOpen ? SessionPhase.Ready : SessionPhase.PreCheck) : SessionPhase.Planned;
        }

        if (course.End is { } end)
        {
            var isObserved = series.Values.Any(s => s.Readings.Count > 0 && s.Readings[^1].At > end.At);
            return isObserved ? SessionPhase.Observation : WasStopped ? SessionPhase.Stopped : SessionPhase.Ended;
        }

        return course.IsPaused ? SessionPhase.Paused : SessionPhase.Running;
    }

    private bool HasBegun() =>
        course.CheckInAt is not null || course.Ties.Count > 0 || course.FirstPumpCheck is not null || course.SecondPumpCheck is not null
        || course.Readiness is not null || series.Values.Any(s => s.Readings.Count > 0);

    private IEnumerable<Reading> BeforeStart(Sign sign, Func<Reading, bool> wanted) =>
        Readings(sign).Where(r => r.IsUsable && !(r.At > StartedAt) && wanted(r));

    private Baseline FindBaseline()
    {
        var pressures = BeforeStart(Sign.BloodPressure, r => r[Measure.Systolic] is not null && r[Measure.Diastolic] is not null).TakeLast(2).ToList();
        double? Last(Sign sign, Measure measure) => BeforeStart(sign, r => r[measure] is not null).LastOrDefault()?[measure];
        return new Baseline(
            pressures.Average(p => p[Measure.Systolic]),
            pressures.Average(p => p[Measure.Diastolic]),
            Last(Sign.OxygenSaturation, Measure.OxygenSaturation),
            Last(Sign.HeartRate, Measure.HeartRate),
            Last(Sign.Experience, Measure.Experience));
    }

    private static DateTimeOffset? Earliest(CourseEntry? a, CourseEntry? b) =>
        a is null ? b?.Event.RecordedAt : b is null || a.Event.RecordedAt < b.Event.RecordedAt ? a.Event.RecordedAt : b.Event.RecordedAt;
}
