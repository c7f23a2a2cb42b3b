using Engramm.Sessions.Planning;

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
}

/// <summary>Something happened in the room.</summary>
/// <param name="What">What.</param>
/// <param name="Grade">0…10 where that makes sense.</param>
/// <param name="Note">More words.</param>
public sealed record EventNoted(RoomEvent What, int? Grade = null, string? Note = null) : SessionEntry;

/// <summary>The practice's rescue checklists.</summary>
public enum RescueChecklist
{
    /// <summary>High blood pressure without complaints.</summary>
    R1,

    /// <summary>Hypertensive emergency.</summary>
    R2,

    /// <summary>Airway, falling oxygen.</summary>
    R3,

    /// <summary>Panic, bad experience.</summary>
    R4,

    /// <summary>Nausea, vomiting.</summary>
    R5,

    /// <summary>Seizure.</summary>
    R6,

    /// <summary>Chest pain, arrhythmia.</summary>
    R7,

    /// <summary>Anaphylaxis.</summary>
    R8,

    /// <summary>Agitation on waking.</summary>
    R9,

    /// <summary>Suicidal thoughts told.</summary>
    R10,

    /// <summary>Urinary retention, line problem, fall.</summary>
    R11,
}

/// <summary>A step of a rescue checklist was done, with its time.</summary>
/// <param name="Checklist">Which list.</param>
/// <param name="Step">The step's id in the practice's list; "start" opens the list.</param>
public sealed record ChecklistStepDone(RescueChecklist Checklist, string Step) : SessionEntry;

/// <summary>A person has seen an alarm. Covers that alarm up to the level named here; when it gets worse, it sounds again.</summary>
/// <param name="Alarm">The alarm's condition, see <see cref="Alarms.Alarm.Condition"/>.</param>
/// <param name="RaisedAt">The alarm's last cause as it was on the screen, see <see cref="Alarms.Alarm.LastRaised"/>.</param>
/// <param name="Priority">The priority on the screen.</param>
/// <param name="Action">The action on the screen, for alarms from limits.</param>
public sealed record AlarmAcknowledged(string Alarm, DateTimeOffset RaisedAt, AlarmPriority Priority, LimitAction? Action = null) : SessionEntry;

/// <summary>The sound of alarms is paused. It comes back by itself; technical alarms sound on.</summary>
/// <param name="Seconds">1 to <see cref="SessionRules.LongestAudioPauseSeconds"/>.</param>
public sealed record AudioPaused(int Seconds) : SessionEntry;

/// <summary>An earlier entry was wrong. Both stay in the log; the fold uses the replacement.</summary>
/// <param name="Target">The wrong entry's command id.</param>
/// <param name="Reason">Why.</param>
/// <param name="Replacement">What is right; null strikes the entry out.</param>
/// <param name="OccurredAt">When it really happened; null keeps the original time.</param>
public sealed record Amended(Guid Target, string Reason, SessionEntry? Replacement = null, DateTimeOffset? OccurredAt = null) : SessionEntry;
