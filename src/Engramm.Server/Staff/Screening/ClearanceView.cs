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
/// <param name="Signs">The answers with warning signs that nobody has settled.</param>
/// <param name="MaySign">Whether this colleague may sign and withdraw.</param>
/// <param name="Form">What was entered when signing was refused.</param>
public sealed record ClearanceView(Guid PatientId, Clearance? Current, string? SignedBy, IReadOnlyList<Guid> Signs, bool MaySign, FormState Form)
{
    /// <summary>The shortest reason that is taken, in characters. Expert default of this project, needs a physician's signature.</summary>
    public const int ShortestReason = 20;

    /// <summary>The field that names each of <see cref="Signs"/> as the page showed them: only these are settled with the signature.</summary>
    public const string SignField = "sign";

    /// <summary>Whether the clearance in force was signed before a warning sign that nobody has settled.</summary>
    public bool IsOutdated => Current is not null && Signs.Count > 0;

    /// <summary>The answers of this patient with warning signs that nobody has settled.</summary>
    public static Task<List<Guid>> OpenSignsAsync(EngrammDbContext db, Guid patientId, CancellationToken cancellation) =>
        db.Tasks.AsNoTracking().Where(t => t.PatientId == patientId && t.Kind == CareTaskKind.RedFlag && t.DoneAt == null && t.Subject != null)
            .Select(t => t.Subject!.Value).Distinct().ToListAsync(cancellation);

    public static async Task<ClearanceView> LoadAsync(EngrammDbContext db, Guid patientId, bool maySign, FormState form, CancellationToken cancellation)
    {
        var current = await db.Clearances.AsNoTracking().Where(c => c.PatientId == patientId && c.WithdrawnAt == null)
            .OrderByDescending(c => c.SignedAt).FirstOrDefaultAsync(cancellation);
        var by = current is null ? null : await db.Accounts.AsNoTracking().Where(a => a.Id == current.SignedBy).Select(a => a.DisplayName).FirstOrDefaultAsync(cancellation);
        return new ClearanceView(patientId, current, by, await OpenSignsAsync(db, patientId, cancellation), maySign, form);
    }
}
