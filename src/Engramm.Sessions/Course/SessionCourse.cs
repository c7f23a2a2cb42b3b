using Engramm.Sessions.Alarms;
using Engramm.Sessions.Dosing;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Course;

/// <summary>An entry as it counts: an amended one appears once, as amended.</summary>
/// <param name="At">When it happened, corrections applied.</param>
/// <param name="Entry">What happened, corrections applied; null when struck out.</param>
/// <param name="Event">The event as first written.</param>
/// <param name="Amendment">The correction, if there is one.</param>
public sealed record CourseEntry(DateTimeOffset At, SessionEntry? Entry, SessionEvent Event, SessionEvent? Amendment);

/// <summary>A monitor tied to the chair for a while.</summary>
/// <param name="DeviceId">The monitor.</param>
/// <param name="Chair">The chair.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when; null while it is tied.</param>
/// <param name="KnownFrom">When the tie became known.</param>
/// <param name="KnownUntil">When its end became known.</param>
public sealed record MonitorTie(string DeviceId, string Chair, DateTimeOffset From, DateTimeOffset? Until, DateTimeOffset KnownFrom, DateTimeOffset? KnownUntil);

/// <summary>What people did in a session, read from the entries in the order in which things happened. Values are kept elsewhere.</summary>
internal sealed class SessionCourse
{
    private readonly Dictionary<string, CourseEntry> checkIn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CourseEntry> released = new(StringComparer.Ordinal);
    private readonly Dictionary<DischargeItem, CourseEntry> discharge = [];
    private readonly Dictionary<string, CourseEntry> skipped = new(StringComparer.Ordinal);
    private readonly List<CourseEntry> entries = [];
    private readonly List<MonitorTie> ties = [];
    private readonly List<DateTimeOffset> stops = [];
    private readonly List<CourseEntry> restarts = [];
    private readonly List<RescueRun> rescues = [];
    private readonly List<SessionEvent> observers = [];
    private readonly List<RecordHoldRun> recordHolds = [];
    private readonly List<CourseEntry> limitChanges = [];
    private readonly LimitChanges limits;

    public SessionCourse(IEnumerable<CourseEntry> ordered, SessionPlan? plan)
    {
        Plan = plan;
        Dose = new DoseLog(plan?.Infusion);
        limits = new LimitChanges(plan?.Limits ?? [], limitChanges);
        foreach (var entry in ordered)
        {
            entries.Add(entry);
            if (entry.Entry is not null)
            {
                Apply(entry, entry.Entry);
            }
        }
    }

    public SessionPlan? Plan { get; }

    public DoseLog Dose { get; }

    public IReadOnlyList<CourseEntry> Entries => entries;

    public IReadOnlyDictionary<string, CourseEntry> CheckIn => checkIn;

    public IReadOnlyDictionary<string, CourseEntry> Released => released;

    public IReadOnlyDictionary<DischargeItem, CourseEntry> Discharge => discharge;

    public IReadOnlyDictionary<string, CourseEntry> Skipped => skipped;

    public IReadOnlyList<MonitorTie> Ties => ties;

    public IReadOnlyList<DateTimeOffset> Stops => stops;

    public DateTimeOffset? CheckInAt { get; private set; }

    public CourseEntry? FirstPumpCheck { get; private set; }

    public CourseEntry? SecondPumpCheck { get; private set; }

    public CourseEntry? Readiness { get; private set; }

    public CourseEntry? StopBeforeStart { get; private set; }

    public IReadOnlyList<CourseEntry> RestartsAfterStop => restarts;

    public bool IsPaused { get; private set; }

    /// <summary>The entry that ended the infusion for now: InfusionEnded or InfusionStopped.</summary>
    public CourseEntry? End { get; private set; }

    /// <summary>When the planned dose was in by the pump's rate, as it stood before the infusion ended.</summary>
    public DateTimeOffset? EndWasDueAt { get; private set; }

    public IReadOnlyList<RescueRun> Rescues => rescues;

    public IReadOnlyList<SessionEvent> Observers => observers;

    /// <summary>What stood in the record while the session was open, by its beginning.</summary>
    public IReadOnlyList<RecordHoldRun> RecordHolds => recordHolds;

    public CourseEntry? Charge { get; private set; }

    public CourseEntry? SelfTest { get; private set; }

    public CourseEntry? Beats { get; private set; }

    /// <summary>The limits with the physician's changes.</summary>
    public LimitChanges Limits => limits;

    public CourseEntry? Escort { get; private set; }

    public CourseEntry? LineRemoved { get; private set; }

    public CourseEntry? DischargePrepared { get; private set; }

    public CourseEntry? DischargeSigned { get; private set; }

    public CourseEntry? ReportSigned { get; private set; }

    public CourseEntry? SideExit { get; private set; }

    public bool HasStarted => Dose.StartedAt is not null;

    private void Apply(CourseEntry line, SessionEntry entry)
    {
        switch (entry)
        {
            case CheckInAnswered answered:
                CheckInAt ??= line.At;
                checkIn[answered.Item] = line;
                break;
            case HoldReleased release:
                released[release.Finding] = line;
                break;
            case PumpChecked { Check: PumpCheck.First }:
                FirstPumpCheck = line;
                break;
            case PumpChecked:
                SecondPumpCheck = line;
                break;
            case ReadinessConfirmed:
                Readiness = line;
                break;
            case ObservationSkipped skip:
                skipped[skip.Due] = line;
                break;
            case MonitorAttached or MonitorDetached:
                ApplyMonitor(line, entry);
                break;
            case InfusionStarted or PumpRateChanged or InfusionPaused or InfusionResumed or InfusionStopped or InfusionEnded:
                ApplyPump(line, entry);
                break;
            case ChecklistStepDone or ChecklistClosed:
                ApplyRescue(line, entry);
                break;
            case RecordHoldNoted noted when line.Event.By.Role == ActorRole.Software:
                ApplyRecordHold(line.At, noted);
                break;
            case AlarmSelfTested or LimitChanged or ChargeTaken or ObserverJoined or ObserverLeft or BinauralBeatsStarted or BinauralBeatsStopped:
                ApplyRoom(line, entry);
                break;
            default:
                ApplyLeaving(line, entry);
                break;
        }
    }

    private void ApplyRoom(CourseEntry line, SessionEntry entry)
    {
        switch (entry)
        {
            case AlarmSelfTested:
                SelfTest = line;
                break;
            case LimitChanged when line.Event.By.Role == ActorRole.Physician:
                limitChanges.Add(line);
                break;
            case ChargeTaken:
                Charge = line;
                break;
            case ObserverJoined or ObserverLeft:
                observers.RemoveAll(o => string.Equals(o.By.Id, line.Event.By.Id, StringComparison.Ordinal));
                if (entry is ObserverJoined)
                {
                    observers.Add(line.Event);
                }

                break;
            default:
                Beats = entry is BinauralBeatsStarted ? line : null;
                break;
        }
    }

    private void ApplyRecordHold(DateTimeOffset at, RecordHoldNoted noted)
    {
        var open = recordHolds.FindLastIndex(r => r.What == noted.What && r.Until is null);
        if (noted.Stands && open < 0)
        {
            recordHolds.Add(new RecordHoldRun(noted.What, at, null));
        }
        else if (!noted.Stands && open >= 0)
        {
            recordHolds[open] = recordHolds[open] with { Until = at };
        }
    }

    /// <summary>A step without a start opens its list: in a hurry nobody presses start first.</summary>
    private void ApplyRescue(CourseEntry line, SessionEntry entry)
    {
        var checklist = entry is ChecklistStepDone step ? step.Checklist : ((ChecklistClosed)entry).Checklist;
        var open = rescues.FindLastIndex(r => r.Checklist == checklist && r.Closed is null);
        if (open < 0)
        {
            open = rescues.Count;
            rescues.Add(new RescueRun(checklist, line, [], null));
        }

        var run = rescues[open];
        if (entry is ChecklistClosed)
        {
            rescues[open] = run with { Closed = line };
        }
        else if (entry is ChecklistStepDone { Step: not SessionRules.ChecklistStart } done && run.Done(done.Step) is null)
        {
            rescues[open] = run with { Steps = [.. run.Steps, line] };
        }
    }

    private void ApplyMonitor(CourseEntry line, SessionEntry entry)
    {
        if (ties.Count > 0 && ties[^1].Until is null && (entry is MonitorAttached || string.Equals(((MonitorDetached)entry).DeviceId, ties[^1].DeviceId, StringComparison.Ordinal)))
        {
            ties[^1] = ties[^1] with { Until = line.At, KnownUntil = line.Event.RecordedAt };
        }

        if (entry is MonitorAttached attached)
        {
            ties.Add(new MonitorTie(attached.DeviceId, attached.Chair, line.At, null, line.Event.RecordedAt, null));
        }
    }

    private void ApplyPump(CourseEntry line, SessionEntry entry)
    {
        // A STOP ends the tones as well: the person is to hear the room.
        Beats = entry is InfusionStopped ? null : Beats;
        switch (entry)
        {
            case InfusionStarted started:
                Dose.Set(line.At, started.Rate);
                (IsPaused, End) = (false, null);
                break;
            case InfusionResumed resumed when HasStarted:
                if (End?.Entry is InfusionStopped)
                {
                    restarts.Add(line);
                }

                Dose.Set(line.At, resumed.Rate ?? Dose.LastPumpRate);
                (IsPaused, End) = (false, null);
                break;
            case PumpRateChanged changed when Dose.IsRunning:
                Dose.Set(line.At, changed.Rate);
                break;
            case InfusionPaused when Dose.IsRunning:
                Dose.Set(line.At, default);
                IsPaused = true;
                break;
            case InfusionStopped when !HasStarted:
                StopBeforeStart = line;
                break;
            case InfusionStopped or InfusionEnded when HasStarted:
                ApplyEnd(line, entry);
                break;
            default:
                break;
        }
    }

    private void ApplyEnd(CourseEntry line, SessionEntry entry)
    {
        if (Dose.IsRunning)
        {
            EndWasDueAt = Dose.PlannedEnd();
            Dose.Set(line.At, default);
        }

        if (entry is InfusionStopped)
        {
            stops.Add(line.At);
        }

        if (End is null || entry is InfusionStopped)
        {
            End = line;
        }

        IsPaused = false;
    }

    private void ApplyLeaving(CourseEntry line, SessionEntry entry)
    {
        switch (entry)
        {
            case DischargeItemRecorded item:
                discharge[item.Item] = line;
                break;
            case EscortNamed:
                Escort = line;
                break;
            case Sessions.Entries.LineRemoved:
                LineRemoved = line;
                break;
            case Sessions.Entries.DischargeSigned when line.Event.By.Role == ActorRole.Physician && line.Amendment is null:
                DischargeSigned ??= line;
                break;
            case Sessions.Entries.DischargeSigned:
                DischargePrepared = line;
                break;
            case Sessions.Entries.ReportSigned:
                ReportSigned = line;
                break;
            case SessionPostponed or SessionCancelled or PatientTransferred or LeftAgainstAdvice:
                SideExit ??= line;
                break;
            default:
                break;
        }
    }
}
