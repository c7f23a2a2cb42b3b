namespace Engramm.Care.Access;

/// <summary>
/// A mail of the practice to a patient. A real practice sends it and forgets its text, which holds a link; the fictional one shows it in an
/// outbox page instead.
/// </summary>
public sealed class OutgoingMail : IPracticeRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    /// <summary>Whose account it is about.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The colleague who hears of it when it cannot be delivered; null when the patient asked for it.</summary>
    public Guid? AskedBy { get; init; }

    public required string To { get; init; }

    public required string Subject { get; init; }

    /// <summary>The text while it waits; null once it was sent or given up, for the link in it is nobody else's.</summary>
    [OutOfHistory]
    public required string? Body { get; set; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>Real instant after which the link in it is refused, so that sending it helps nobody.</summary>
    public required DateTimeOffset UselessAfter { get; init; }

    /// <summary>Real instant from which it is tried next.</summary>
    public required DateTimeOffset NextTryAt { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; }

    /// <summary>When the mail server took it.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>When it was given up.</summary>
    public DateTimeOffset? GivenUpAt { get; set; }

    /// <summary>What the last try ended with; null before the first and when it was sent.</summary>
    public MailFault? Fault { get; set; }

    /// <summary>The mail server's number for it (RFC 5321, 400 to 599); null when it gave none.</summary>
    public int? FaultStatus { get; set; }
}

/// <summary>Why a mail did not leave.</summary>
public enum MailFault
{
    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>The mail server has no certificate that can be trusted, or offers no encryption.</summary>
    NotTrusted,

    /// <summary>The mail server does not accept user and password.</summary>
    SignInRefused,

    /// <summary>The mail server does not let this practice's address send.</summary>
    SenderRefused,

    /// <summary>The mail server refuses the person's address.</summary>
    RecipientRefused,

    /// <summary>The mail server refuses the mail itself.</summary>
    MessageRefused,

    /// <summary>The link ran out before the mail could leave.</summary>
    TooLate,
}
