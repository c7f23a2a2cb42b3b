using Engramm.Care.Patients;
using Engramm.Care.Relearning;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Companion;

/// <summary>What of the companion is open for a person, read from the record.</summary>
public static class CompanionStandings
{
    public static async Task<CompanionStanding> OfAsync(EngrammDbContext db, Guid patientId, CancellationToken cancellation)
    {
        var isCleared = await db.Clearances.AnyAsync(c => c.PatientId == patientId && c.WithdrawnAt == null, cancellation);
        var holds = await db.SuicideRiskHolds.AsNoTracking().Where(h => h.PatientId == patientId).ToListAsync(cancellation);
        var redFlag = await db.Tasks.AnyAsync(t => t.PatientId == patientId && t.Kind == CareTaskKind.RedFlag && t.DoneAt == null, cancellation);
        var assigned = await db.Assignments.AsNoTracking().Where(a => a.PatientId == patientId && a.EndedAt == null).Select(a => a.Programme).ToListAsync(cancellation);
        return new CompanionStanding(
            isCleared,
            redFlag || holds.Any(h => h.IsOpen),
            KetamineIsHeld: true,
            assigned.Select(PartOf).OfType<CompanionPart>().ToHashSet());
    }

    private static CompanionPart? PartOf(string programme) => programme switch
    {
        "EDU" => CompanionPart.Education,
        "PRT" => CompanionPart.Reprocessing,
        "GM" => CompanionPart.Movement,
        "REG" => CompanionPart.Regulation,
        "EMO" => CompanionPart.Emotion,
        _ => null,
    };
}
