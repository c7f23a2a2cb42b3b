namespace Engramm.Exchange.Hl7v2;

/// <summary>What became of a message.</summary>
public enum MonitorOutcome
{
    /// <summary>Written into the session of the chair.</summary>
    Stored,

    /// <summary>Written before: the same message, or the same measurements of the same device and moment.</summary>
    Known,

    /// <summary>Kept under seal until a person decides.</summary>
    Held,

    /// <summary>The monitor is tied to no running session; nothing was stored.</summary>
    Untied,

    /// <summary>No value of it may be stored.</summary>
    Declined,
}

/// <summary>What the practice did with a message.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="DeclinedBecause">Why nothing was stored; null when it is durable. Goes to the sender and into the log: no personal data.</param>
/// <param name="Aside">What was set aside while the rest was stored, as sentences for the sender: no personal data. It will never be taken. Usually empty.</param>
/// <param name="EventId">The event of the session that holds the values; null when there is none.</param>
public sealed record MonitorReceipt(MonitorOutcome Outcome, string? DeclinedBecause, IReadOnlyList<string> Aside, Guid? EventId = null)
{
    /// <summary>
    /// It is durable: stored now, stored before (a repetition), or held until a person decides. The sender may forget it.
    /// </summary>
    public static MonitorReceipt Stored { get; } = new(MonitorOutcome.Stored, null, []);

    /// <summary>It is durable and waits for a person.</summary>
    public static MonitorReceipt Held { get; } = new(MonitorOutcome.Held, null, []);

    /// <summary>Nobody has said whose values they are.</summary>
    public static MonitorReceipt Untied(string reason) => new(MonitorOutcome.Untied, reason, []);

    /// <summary>It will not be taken.</summary>
    public static MonitorReceipt Declined(string reason) => new(MonitorOutcome.Declined, reason, []);
}
