namespace Engramm.Sessions.Entries;

/// <summary>What arises in a person's record and must be known in the room while a session is open.</summary>
public enum RecordHold
{
    /// <summary>An answer about suicide that no clinician has assessed, or a level that keeps the hold.</summary>
    SuicideRisk,

    /// <summary>A warning sign that no physician has clarified.</summary>
    RedFlag,

    /// <summary>The consent the plan rests on was withdrawn.</summary>
    Consent,
}

/// <summary>
/// Something arose in the record, or was settled there, while the session was open: on the patient's phone, at a desk. Written by the practice's own
/// software alone. It keeps the regular start closed, and after the start it alarms. Saying the same twice changes nothing.
/// </summary>
/// <param name="What">What.</param>
/// <param name="Stands">Whether it stands from now on; false once it was settled.</param>
public sealed record RecordHoldNoted(RecordHold What, bool Stands) : SessionEntry;
