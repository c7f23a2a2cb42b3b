namespace Engramm.Care.Infusion;

/// <summary>The head of a session log: who, where, with which order. What happened is in the log, never here.</summary>
public sealed class InfusionSession : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    public required Guid OrderId { get; init; }

    public required Guid ChairId { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The pseudonym the room uses, as it was at opening; null when the session runs under the person's own name.</summary>
    public string? Pseudonym { get; init; }

    /// <summary>When the pump was started, by the log; null when it never was. Kept here so that nobody reads logs to count infusions.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Set when the person has gone home, or the session was called off.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Monitor tied to this chair for this session by a person; null while none is.</summary>
    public string? MonitorId { get; set; }
}

/// <summary>A place where infusions are given.</summary>
public sealed class Chair : IPracticeRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required string Name { get; set; }
}

/// <summary>A monitor that has spoken to this practice.</summary>
public sealed class BedsideMonitor : IPracticeRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    /// <summary>How the device names itself (MSH-3), usually its EUI-64.</summary>
    public required string DeviceId { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Its last message, practice time, a few seconds late; null before that was kept. A technical note outside the audit chain.</summary>
    public DateTimeOffset? LastHeardAt { get; set; }
}

/// <summary>A sign that a monitor sent and that could not be used. Holds no value.</summary>
public sealed class UnusableSign : IPracticeRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    /// <summary>The monitor, as it names itself.</summary>
    public required string DeviceId { get; init; }

    /// <summary>The sign, by the name its wire format gives it.</summary>
    public required string Sign { get; init; }

    /// <summary>Why it could not be used, as a code.</summary>
    public required string Refusal { get; init; }

    /// <summary>When it came last, practice time, a few seconds late.</summary>
    public required DateTimeOffset LastAt { get; set; }
}

/// <summary>What a person decided about a held message.</summary>
public enum HeldSettlement
{
    /// <summary>Its values belong to no session here.</summary>
    Discarded,

    /// <summary>A named colleague confirmed whose values they are; they were written into the session of the chair.</summary>
    Attached,
}

/// <summary>A monitor's message that could not be attached to a session without guessing. Waits for a person; the original stays.</summary>
public sealed class HeldMonitorMessage : IPracticeRecord
{
    /// <summary><see cref="Reason"/>: the message names another person than the one on the chair.</summary>
    public const string OtherPatient = "other-patient";

    /// <summary><see cref="Reason"/>: its monitor was tied to more than one open session, so nobody can say whose values they are.</summary>
    public const string SeveralSessions = "several-sessions";

    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required string DeviceId { get; init; }

    public required string ControlId { get; init; }

    /// <summary>The session its monitor was tied to when it came; null when there was none or more than one.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Why, as a code: <see cref="OtherPatient"/> or <see cref="SeveralSessions"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>The message as received, protected with the practice's key.</summary>
    public required byte[] Sealed { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? SettledAt { get; set; }

    public Guid? SettledBy { get; set; }

    /// <summary>What was decided; null while it waits.</summary>
    public HeldSettlement? Settlement { get; set; }

    /// <summary>Why, in the words of whoever decided.</summary>
    public string? SettlementReason { get; set; }

    /// <summary>The colleague who confirmed whose values these are. Only with <see cref="HeldSettlement.Attached"/>.</summary>
    public Guid? ConfirmedBy { get; set; }
}
