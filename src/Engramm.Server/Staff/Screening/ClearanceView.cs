using Engramm.Care.Patients;
using Engramm.Care.Screening;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Screening;

/// <summary>Whether a clearance is in force, and the form to sign one.</summary>
/// <param name="PatientId">For whom.</param>
/// <param name="Current">The clearance in force; null when there is none.</param>
/// <param name="SignedBy">Who signed it.</param>
/// <param name="IsOutdated">Whether a warning sign was told that nobody has settled: the clearance in force was signed before it.</param>
/// <param name="MaySign">Whether this colleague may sign and withdraw.</param>
/// <param name="Form">What was entered when signing was refused.</param>
public sealed record ClearanceView(Guid PatientId, Clearance? Current, string? SignedBy, bool IsOutdated, bool MaySign, FormState Form)
{
    /// <summary>The shortest reason that is taken, in characters. Expert default of this project, needs a physician's signature.</summary>
    public const int ShortestReason = 20;

    public static async Task<ClearanceView> LoadAsync(EngrammDbContext db, Guid patientId, bool maySign, FormState form, CancellationToken cancellation)
    {
        var current = await db.Clearances.AsNoTracking().Where(c => c.PatientId == patientId && c.WithdrawnAt == null)
            .OrderByDescending(c => c.SignedAt).FirstOrDefaultAsync(cancellation);
        var by = current is null ? null : await db.Accounts.AsNoTracking().Where(a => a.Id == current.SignedBy).Select(a => a.DisplayName).FirstOrDefaultAsync(cancellation);
        var raised = await db.Tasks.AnyAsync(t => t.PatientId == patientId && t.Kind == CareTaskKind.RedFlag && t.DoneAt == null, cancellation);
        return new ClearanceView(patientId, current, by, current is not null && raised, maySign, form);
    }
}
