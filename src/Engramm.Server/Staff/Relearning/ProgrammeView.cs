using Engramm.Care.Relearning;
using Engramm.Server.Design;

namespace Engramm.Server.Staff.Relearning;

/// <summary>One programme as colleagues see it.</summary>
/// <param name="Code">EDU, GM, REG or PRT.</param>
/// <param name="State">Whether the patient can open it.</param>
/// <param name="Assignment">The running assignment; null while nobody assigned it.</param>
/// <param name="AssignedBy">Who assigned it.</param>
/// <param name="Progress">How far it has come; null without an assignment.</param>
/// <param name="Last">When the patient last did something in it.</param>
/// <param name="IsOffered">Whether this version offers it.</param>
public sealed record ProgrammeView(
    string Code, PartState State, ProgrammeAssignment? Assignment, string? AssignedBy, RelearningTrack? Progress, DateTimeOffset? Last, bool IsOffered);

/// <summary>What a colleague can assign.</summary>
public static class ProgrammeShelf
{
    /// <summary>Programmes a colleague can assign in this version, with the part of the companion each one opens.</summary>
    public static IReadOnlyDictionary<string, CompanionPart> Offered { get; } = new Dictionary<string, CompanionPart>(StringComparer.Ordinal)
    {
        ["EDU"] = CompanionPart.Education,
        ["GM"] = CompanionPart.Movement,
        ["REG"] = CompanionPart.Regulation,
    };
}
