using Engramm.Care.Patients;
using Engramm.Care.Relearning;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

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

/// <summary>Reads what decides which programmes are open for a patient.</summary>
public static class CompanionStandings
{
    /// <summary>Programmes a colleague can assign in this version, with the part of the companion each one opens.</summary>
    public static IReadOnlyDictionary<string, CompanionPart> Offered { get; } = new Dictionary<string, CompanionPart>(StringComparer.Ordinal)
    {
        ["EDU"] = CompanionPart.Education,
        ["GM"] = CompanionPart.Movement,
        ["REG"] = CompanionPart.Regulation,
    };

    /// <summary>The standing of a patient now: clearance, holds, assignments.</summary>
    public static async Task<CompanionStanding> LoadAsync(EngrammDbContext db, Guid patientId, CancellationToken cancellation)
    {
        var cleared = await db.Clearances.AsNoTracking().AnyAsync(c => c.PatientId == patientId && c.WithdrawnAt == null, cancellation);
        var held = await db.SuicideRiskHolds.AsNoTracking()
            .AnyAsync(h => h.PatientId == patientId && (h.AssessedAt == null || h.Level == "Orange" || h.Level == "Red"), cancellation)
            || await db.Tasks.AsNoTracking().AnyAsync(t => t.PatientId == patientId && t.Kind == CareTaskKind.RedFlag && t.DoneAt == null, cancellation);
        var assigned = await db.Assignments.AsNoTracking().Where(a => a.PatientId == patientId && a.EndedAt == null).Select(a => a.Programme).ToListAsync(cancellation);

        // Ketamine parts are the physician's own path and never opened from here.
        return new CompanionStanding(cleared, held, KetamineIsHeld: true, assigned.Where(Offered.ContainsKey).Select(p => Offered[p]).ToHashSet());
    }
}
