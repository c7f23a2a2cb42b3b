using Engramm.Sessions;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Due;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Leaving;

namespace Engramm.Cockpit.Live;

/// <summary>Everything the screen shows, computed once for one moment.</summary>
/// <param name="Now">Practice time, UTC.</param>
/// <param name="State">The session.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="AllAlarms">Every alarm there was and is, by its start.</param>
/// <param name="Alarms">Those that belong on the screen.</param>
/// <param name="Due">The protocol's table.</param>
/// <param name="AudioPausedUntil">Until when the sound is paused; null when it is not.</param>
/// <param name="Matrix">The stop and hold matrix as it stands.</param>
/// <param name="Conditions">The nine conditions for leaving; empty before the infusion is over.</param>
public sealed record RoomView(
    DateTimeOffset Now,
    SessionState State,
    SessionPhase Phase,
    IReadOnlyList<Alarm> AllAlarms,
    IReadOnlyList<Alarm> Alarms,
    IReadOnlyList<DueObservation> Due,
    DateTimeOffset? AudioPausedUntil,
    IReadOnlyList<MatrixRowNow> Matrix,
    IReadOnlyList<DischargeCondition> Conditions)
{
    /// <summary>Computes the view.</summary>
    public static RoomView Of(SessionState state, DateTimeOffset now)
    {
        var alarms = state.Alarms(now);
        return new RoomView(
            now,
            state,
            state.PhaseAt(now),
            alarms,
            SessionState.OnScreen(alarms),
            state.Due(now),
            state.AudioPausedUntil(now),
            state.Matrix(now, alarms),
            state.EndedAt is null ? [] : state.Discharge(now));
    }

    /// <summary>Whether the pump has not started and the session is not closed.</summary>
    public bool IsBeforeStart => Phase is SessionPhase.Planned or SessionPhase.PreCheck or SessionPhase.Ready;

    /// <summary>Whether the infusion is over and the patient still here.</summary>
    public bool IsLeaving => Phase is SessionPhase.Ended or SessionPhase.Stopped or SessionPhase.Observation or SessionPhase.DischargeReady;

    /// <summary>Whether the pump runs or may run again.</summary>
    public bool IsInfusing => Phase is SessionPhase.Running or SessionPhase.Paused;

    /// <summary>Whether nothing more happens here.</summary>
    public bool IsClosed => Phase is SessionPhase.Discharged or SessionPhase.Postponed or SessionPhase.Cancelled or SessionPhase.Transferred or SessionPhase.LeftAgainstAdvice;

    /// <summary>The last STOP that says no reason yet.</summary>
    public SessionEvent? StopWithoutReason => State.Entries.LastOrDefault(e => e.Entry is InfusionStopped { Reason: null or "" })?.Event;
}
