namespace Engramm.Sessions.Entries;

/// <summary>Free words.</summary>
/// <param name="Text">What is worth remembering.</param>
public sealed record NoteAdded(string Text) : SessionEntry;

/// <summary>Things that happen often enough to have a button.</summary>
public enum RoomEvent
{
    /// <summary>Eye mask on.</summary>
    MaskOn,

    /// <summary>Eye mask off.</summary>
    MaskOff,

    /// <summary>Music on.</summary>
    MusicOn,

    /// <summary>Music off.</summary>
    MusicOff,

    /// <summary>The intravenous line was looked at and is in order.</summary>
    LineChecked,

    /// <summary>The line hurts.</summary>
    LinePain,

    /// <summary>The line has infiltrated.</summary>
    LineInfiltration,

    /// <summary>Nausea; the grade says how strong, 0…10.</summary>
    Nausea,

    /// <summary>Vomiting.</summary>
    Vomiting,

    /// <summary>Headache.</summary>
    Headache,

    /// <summary>Dizziness.</summary>
    Dizziness,

    /// <summary>Double or blurred sight.</summary>
    VisualDisturbance,

    /// <summary>Fear, panic, confusion.</summary>
    Distress,

    /// <summary>Chest pain.</summary>
    ChestPain,

    /// <summary>Short of breath.</summary>
    Breathlessness,

    /// <summary>Fainting.</summary>
    Syncope,

    /// <summary>Seizure.</summary>
    Seizure,

    /// <summary>The patient says the stop word or otherwise wants to stop.</summary>
    PatientSaysStop,

    /// <summary>The physician was called.</summary>
    PhysicianCalled,

    /// <summary>The physician is in the room.</summary>
    PhysicianArrived,

    /// <summary>Went to the toilet.</summary>
    Toilet,

    /// <summary>Something else; the note says what.</summary>
    Other,

    /// <summary>The line has leaked into the tissue.</summary>
    LineExtravasation,

    /// <summary>Fear or confusion has lasted longer than five minutes although somebody stands by.</summary>
    DistressPersists,

    /// <summary>Panic, feeling persecuted, danger to the patient or to others.</summary>
    Panic,

    /// <summary>A new arrhythmia.</summary>
    Arrhythmia,

    /// <summary>The airway is not free: stridor, obstruction, no breathing.</summary>
    AirwayObstruction,

    /// <summary>Weakness, numbness, trouble speaking.</summary>
    NeurologicalDeficit,

    /// <summary>Sudden severe headache.</summary>
    SevereHeadache,
}

/// <summary>Something happened in the room.</summary>
/// <param name="What">What.</param>
/// <param name="Grade">0…10 where that makes sense.</param>
/// <param name="Note">More words.</param>
public sealed record EventNoted(RoomEvent What, int? Grade = null, string? Note = null) : SessionEntry;

/// <summary>An earlier entry was wrong. Both stay in the log; the fold uses the replacement.</summary>
/// <param name="Target">The wrong entry's command id.</param>
/// <param name="Reason">Why.</param>
/// <param name="Replacement">What is right; null strikes the entry out.</param>
/// <param name="OccurredAt">When it really happened; null keeps the original time.</param>
public sealed record Amended(Guid Target, string Reason, SessionEntry? Replacement = null, DateTimeOffset? OccurredAt = null) : SessionEntry;
