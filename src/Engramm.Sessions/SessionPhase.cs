namespace Engramm.Sessions;

/// <summary>Where a session stands.</summary>
public enum SessionPhase
{
    /// <summary>Opened, nothing done yet.</summary>
    Planned,

    /// <summary>The day's check has begun; something is still open.</summary>
    PreCheck,

    /// <summary>Nothing is open: the pump may start regularly.</summary>
    Ready,

    /// <summary>The pump runs.</summary>
    Running,

    /// <summary>The pump is paused.</summary>
    Paused,

    /// <summary>The pump has given what was planned; nothing was observed since.</summary>
    Ended,

    /// <summary>The infusion was stopped early; nothing was observed since.</summary>
    Stopped,

    /// <summary>The infusion is over and the patient is being observed.</summary>
    Observation,

    /// <summary>All conditions but the signature are met. Depends on the time, see <see cref="SessionState.PhaseAt"/>.</summary>
    DischargeReady,

    /// <summary>A physician has signed the discharge.</summary>
    Discharged,

    /// <summary>Not today.</summary>
    Postponed,

    /// <summary>Not at all.</summary>
    Cancelled,

    /// <summary>Others have taken over.</summary>
    Transferred,

    /// <summary>The person left before anybody discharged, against advice or unnoticed.</summary>
    LeftAgainstAdvice,
}
