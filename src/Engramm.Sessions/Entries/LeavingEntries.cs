namespace Engramm.Sessions.Entries;

/// <summary>What a person finds out before a patient leaves.</summary>
public enum DischargeItem
{
    /// <summary>Modified Aldrete score, 0…10.</summary>
    Aldrete,

    /// <summary>Post-anaesthetic discharge score, adapted (line site instead of surgical bleeding), 0…10.</summary>
    Padss,

    /// <summary>Knows person, place, time and situation.</summary>
    Oriented,

    /// <summary>Walks 5 m steadily.</summary>
    WalksSteadily,

    /// <summary>Drinks without vomiting.</summary>
    Drinks,

    /// <summary>The suicide check is not worse than before the session.</summary>
    SuicideCheckNotWorse,

    /// <summary>The line's site is dry.</summary>
    SiteDry,

    /// <summary>The escort is here.</summary>
    EscortPresent,

    /// <summary>Advice given in writing.</summary>
    WrittenAdvice,

    /// <summary>Advice given by word.</summary>
    OralAdvice,

    /// <summary>The emergency telephone number was given.</summary>
    EmergencyPhone,

    /// <summary>The next contact is booked.</summary>
    NextContact,

    /// <summary>A physician accepts the blood pressure although it is not within 20 % of baseline.</summary>
    BloodPressureAccepted,
}

/// <summary>One point of the discharge list. Recording again replaces the earlier answer; both stay in the log.</summary>
/// <param name="Item">Which point.</param>
/// <param name="Answer">Yes, no or unknown; for the two scores yes means "scored".</param>
/// <param name="Score">0…10, only for the two scores.</param>
public sealed record DischargeItemRecorded(DischargeItem Item, Answer Answer, int? Score = null) : SessionEntry;

/// <summary>Who takes the patient home.</summary>
/// <param name="Name">The escort's name.</param>
/// <param name="Phone">The escort's telephone number.</param>
public sealed record EscortNamed(string Name, string? Phone = null) : SessionEntry;

/// <summary>The intravenous line is out.</summary>
public sealed record LineRemoved : SessionEntry;

/// <summary>
/// Discharge signed. A physician's signature discharges; a nurse's prepares and waits for the physician. Not before
/// <see cref="SessionState.NoDischargeBefore"/>.
/// </summary>
/// <param name="Reason">Needed when a condition is not met: why the physician discharges nevertheless.</param>
public sealed record DischargeSigned(string? Reason = null) : SessionEntry;

/// <summary>A physician signs the session's report.</summary>
/// <param name="UpToSequence">The last event the report contains.</param>
/// <param name="Fingerprint">SHA-256 of the log's stored lines 1 to <paramref name="UpToSequence"/>, in hexadecimal; null in sessions of earlier versions.</param>
public sealed record ReportSigned(long UpToSequence, string? Fingerprint = null) : SessionEntry;

/// <summary>Not today. Only before the pump runs.</summary>
/// <param name="Reason">Why.</param>
public sealed record SessionPostponed(string Reason) : SessionEntry;

/// <summary>Not at all. Only before the pump runs.</summary>
/// <param name="Reason">Why.</param>
public sealed record SessionCancelled(string Reason) : SessionEntry;

/// <summary>The patient was taken over by others, for example the emergency service.</summary>
/// <param name="To">Who took over.</param>
/// <param name="Reason">Why.</param>
public sealed record PatientTransferred(string To, string Reason) : SessionEntry;

/// <summary>
/// The person left before anybody discharged: against advice, or unnoticed. A fact and no discharge, so it is taken whatever condition is open;
/// the infusion must be over.
/// </summary>
/// <param name="Reason">What was said and seen, and what the person was told to look out for.</param>
public sealed record LeftAgainstAdvice(string Reason) : SessionEntry;
