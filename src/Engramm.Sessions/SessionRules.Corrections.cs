using Engramm.Sessions.Entries;

namespace Engramm.Sessions;

/// <summary>What may be put in place of an entry.</summary>
public static partial class SessionRules
{
    /// <summary>A correction needs a reason and an entry it corrects, and what replaces it obeys the same words and numbers.</summary>
    private static Refusal? CheckAmended(SessionState state, Amended amended, Actor by, DateTimeOffset at)
    {
        if (IsBlank(amended.Reason))
        {
            return new Refusal("reason");
        }

        if (!state.Knows(amended.Target))
        {
            return new Refusal("amended.unknown");
        }

        var target = state.Entries.FirstOrDefault(e => e.Event.CommandId == amended.Target)?.Event.Entry;
        return target is Amended or SessionOpened or LimitChanged or DischargeSigned or ReportSigned or RecordHoldNoted || !MayReplace(target, amended.Replacement) ? new Refusal("amended.kind")
            : target is InfusionStopped && (amended.Replacement is null || amended.OccurredAt is not null) && by.Role != ActorRole.Physician ? new Refusal("amended.stop")
            : target is InfusionStarted or InfusionResumed && amended.OccurredAt is { } moved && state.IsStoppedAt(moved) && by.Role != ActorRole.Physician ? new Refusal("resume.afterStopPhysician")
            : amended.Replacement is { } replacement ? CheckReplacement(state, target, replacement, by, at) : null;
    }

    /// <summary>
    /// What is entered in place of an entry is checked as if it were new, without the rules of an order of events: it is about the past. It stays
    /// about the same finding, look at the pump and monitor, and a reason that was needed stays needed.
    /// </summary>
    private static Refusal? CheckReplacement(SessionState state, SessionEntry? target, SessionEntry replacement, Actor by, DateTimeOffset at)
    {
        if (replacement is VitalsObserved { Source: not ValueSource.Manual })
        {
            return new Refusal("amended.source");
        }

        if (!MayWrite(replacement, by.Role))
        {
            return new Refusal("role", by.Role.ToString());
        }

        return (target, replacement) switch
        {
            (HoldReleased before, HoldReleased after) => !Is(before.Finding, after.Finding) ? new Refusal("amended.kind")
                : after.Reason.Trim().Length < ShortestReason ? new Refusal("release.reason") : null,
            (PumpChecked before, PumpChecked after) => before.Check != after.Check ? new Refusal("amended.kind")
                : !after.Agrees && IsBlank(after.Note) ? new Refusal("note") : null,
            (MonitorDetached before, MonitorDetached after) => Is(before.DeviceId, after.DeviceId) ? null : new Refusal("amended.kind"),
            (InfusionStarted before, InfusionStarted after) => CheckRate(after) ?? (IsLost(before.OutsideGateReason, after.OutsideGateReason) ? new Refusal("reason") : null),
            (InfusionResumed before, InfusionResumed after) => CheckRate(after)
                ?? (by.Role != ActorRole.Physician && IsBlank(after.Reason) ? new Refusal("resume.physician") : IsLost(before.Reason, after.Reason) ? new Refusal("reason") : null),
            (_, PumpRateChanged after) => CheckRate(after) ?? (IsBlank(after.Reason) ? new Refusal("reason") : null),
            (_, InfusionEnded) => null,
            (_, ChecklistClosed after) => IsBlank(after.Result) ? new Refusal("note") : null,
            (_, LeftAgainstAdvice after) => after.Reason.Trim().Length < ShortestReason ? new Refusal("release.reason") : null,
            (_, SessionPostponed { Reason: var reason }) => IsBlank(reason) ? new Refusal("reason") : null,
            (_, SessionCancelled { Reason: var reason }) => IsBlank(reason) ? new Refusal("reason") : null,
            _ => CheckContent(state, replacement, by, at),
        };
    }

    private static bool IsLost(string? before, string? after) => IsBlank(after) && !IsBlank(before);

    /// <summary>A correction says the same kind of thing: a note never becomes a signature. Measured values, which are not among the entries, replace one another.</summary>
    private static bool MayReplace(SessionEntry? target, SessionEntry? replacement) =>
        replacement is null || (target is null ? replacement is VitalsObserved or SedationRecorded or ExperienceRated : target.GetType() == replacement.GetType());
}
