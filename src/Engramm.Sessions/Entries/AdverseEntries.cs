namespace Engramm.Sessions.Entries;

/// <summary>Whether the treatment caused it, as a clinician judges.</summary>
public enum AdverseRelation
{
    /// <summary>Not judged.</summary>
    Unknown,

    /// <summary>Something else caused it.</summary>
    Unrelated,

    /// <summary>Hardly.</summary>
    Unlikely,

    /// <summary>It may have.</summary>
    Possible,

    /// <summary>Very likely.</summary>
    Probable,

    /// <summary>Without doubt.</summary>
    Certain,
}

/// <summary>What was done about it. How and with what stands in the note.</summary>
public enum AdverseAction
{
    /// <summary>Watched.</summary>
    None,

    /// <summary>The pump was set lower.</summary>
    RateReduced,

    /// <summary>The infusion was paused.</summary>
    Paused,

    /// <summary>The infusion was stopped.</summary>
    Stopped,

    /// <summary>It was treated.</summary>
    Treated,

    /// <summary>The patient went to a hospital.</summary>
    Transferred,
}

/// <summary>How it ended.</summary>
public enum AdverseOutcome
{
    /// <summary>Nobody knows yet.</summary>
    Unknown,

    /// <summary>Over.</summary>
    Recovered,

    /// <summary>Getting better.</summary>
    Recovering,

    /// <summary>Unchanged.</summary>
    NotRecovered,

    /// <summary>Something remains.</summary>
    Sequelae,

    /// <summary>The patient has died.</summary>
    Died,
}

/// <summary>An adverse event. What becomes known later is entered as a correction of this entry, so that it stays one event.</summary>
/// <param name="Term">What it was, in the practice's words.</param>
/// <param name="OnsetAt">When it began, practice time, UTC.</param>
/// <param name="EndedAt">When it was over; null while it lasts or when nobody knows. Not before the onset.</param>
/// <param name="Severity">1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 fatal.</param>
/// <param name="IsSerious">Serious in the sense of the law: death, danger to life, hospital, lasting harm, birth defect.</param>
/// <param name="Relation">Whether the treatment caused it.</param>
/// <param name="Action">What was done.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Note">More words.</param>
public sealed record AdverseEventRecorded(
    string Term,
    DateTimeOffset OnsetAt,
    DateTimeOffset? EndedAt,
    int Severity,
    Answer IsSerious,
    AdverseRelation Relation,
    AdverseAction Action,
    AdverseOutcome Outcome,
    string? Note = null) : SessionEntry
{
    /// <summary>Whether a physician must look at it: serious, or severe and worse, or nobody has said whether it is serious.</summary>
    public bool NeedsPhysician => IsSerious != Answer.No || Severity >= 3;
}

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
/// <param name="Step">The step's id in the practice's list; <see cref="SessionRules.ChecklistStart"/> opens the list.</param>
public sealed record ChecklistStepDone(RescueChecklist Checklist, string Step) : SessionEntry;

/// <summary>The rescue is over.</summary>
/// <param name="Checklist">Which list.</param>
/// <param name="Result">How it went.</param>
public sealed record ChecklistClosed(RescueChecklist Checklist, string Result) : SessionEntry;
