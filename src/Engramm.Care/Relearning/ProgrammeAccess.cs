namespace Engramm.Care.Relearning;

/// <summary>What a patient may open in the companion.</summary>
public enum CompanionPart
{
    /// <summary>Crisis card. Always open.</summary>
    CrisisCard,

    /// <summary>Plan for setbacks. Always open.</summary>
    Flare,

    /// <summary>Education unit 6, setbacks. Always open.</summary>
    Education6,

    /// <summary>The long exhale, one exercise of regulation. Always open.</summary>
    LongExhale,

    /// <summary>Education units 1 to 5.</summary>
    Education,

    /// <summary>Other exercises of regulation.</summary>
    Regulation,

    /// <summary>Pain reprocessing.</summary>
    Reprocessing,

    /// <summary>Graded movement.</summary>
    Movement,

    /// <summary>Emotion exercises, with a trained therapist.</summary>
    Emotion,

    /// <summary>Ketamine preparation, session and integration.</summary>
    Ketamine,
}

/// <summary>Why a part is open or not.</summary>
public enum PartState
{
    Open,

    /// <summary>No physician has signed yet that red flags are excluded or clarified.</summary>
    NeedsClearance,

    /// <summary>A finding is open that a physician or clinician must decide on first.</summary>
    Held,

    /// <summary>Nobody of the practice has opened it for this person.</summary>
    NeedsAssignment,
}

/// <summary>What decides which parts are open.</summary>
/// <param name="IsCleared">A physician's signed clearance is in force.</param>
/// <param name="IsHeld">A red flag, a suicide hold or another hold for all programmes is open.</param>
/// <param name="KetamineIsHeld">A block or an undecided hold of the K-rules is open.</param>
/// <param name="Assigned">Parts that a colleague has opened for this person.</param>
public sealed record CompanionStanding(bool IsCleared, bool IsHeld, bool KetamineIsHeld, IReadOnlySet<CompanionPart> Assigned);

/// <summary>
/// Which parts of the companion are open. Help is never locked; what works on pain waits until a dangerous cause is ruled out,
/// also when no flag was raised.
/// </summary>
public static class ProgrammeAccess
{
    /// <summary>Parts that no rule can close.</summary>
    public static IReadOnlySet<CompanionPart> AlwaysOpen { get; } =
        new HashSet<CompanionPart> { CompanionPart.CrisisCard, CompanionPart.Flare, CompanionPart.Education6, CompanionPart.LongExhale };

    private static readonly HashSet<CompanionPart> OpenedByColleague =
        [CompanionPart.Reprocessing, CompanionPart.Movement, CompanionPart.Emotion, CompanionPart.Ketamine];

    /// <summary>Where a part stands.</summary>
    public static PartState StateOf(CompanionPart part, CompanionStanding standing) =>
        AlwaysOpen.Contains(part) ? PartState.Open
        : standing.IsHeld || (part == CompanionPart.Ketamine && standing.KetamineIsHeld) ? PartState.Held
        : !standing.IsCleared ? PartState.NeedsClearance
        : OpenedByColleague.Contains(part) && !standing.Assigned.Contains(part) ? PartState.NeedsAssignment
        : PartState.Open;

    /// <summary>The parts that are open now.</summary>
    public static IReadOnlyList<CompanionPart> Open(CompanionStanding standing) =>
        [.. Enum.GetValues<CompanionPart>().Where(part => StateOf(part, standing) == PartState.Open)];
}
