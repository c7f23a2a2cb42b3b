using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Server.Access;
using Engramm.Server.Companion;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Identity;

/// <summary>
/// The date of birth as second key: whoever reads a mail that is not theirs has the link, but not the date. A few tries, then the access
/// is closed until a colleague makes a new link. The tries are counted in <see cref="Account"/>'s failed accesses, which nothing else counts
/// for patients: they have no password.
/// </summary>
public sealed class Registration(EngrammDbContext db, Visit visit, MagicLinks links)
{
    /// <summary>Wrong dates after which the access is closed. Expert default of this project: room for typing mistakes, none for guessing.</summary>
    public const int MostWrongDates = 5;

    /// <summary>Whether too many wrong dates were given. A registered patient's count is zero.</summary>
    public static bool IsClosed(Account account) => account is { Role: Role.Patient, AccessFailedCount: >= MostWrongDates };

    /// <summary>
    /// Takes one of the tries before the date is looked at, in one statement, so that many at once get no more than there are.
    /// </summary>
    /// <returns>How many are left after this one; null when there was none.</returns>
    public async Task<int?> TakeTryAsync(Guid accountId, CancellationToken cancellation)
    {
        var taken = await db.Accounts.Where(a => a.Id == accountId && a.AccessFailedCount < MostWrongDates)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount + 1), cancellation) == 1;
        return taken ? MostWrongDates - await db.Accounts.Where(a => a.Id == accountId).Select(a => a.AccessFailedCount).SingleAsync(cancellation) : null;
    }

    /// <summary>Gives the tries back: the date was right.</summary>
    public Task GiveBackAsync(Guid accountId, CancellationToken cancellation) =>
        db.Accounts.Where(a => a.Id == accountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.AccessFailedCount, 0), cancellation);

    /// <summary>Ends sign-ins and links of the account, and tells the practice once, also when several last tries came at the same moment.</summary>
    public async Task CloseAsync(Guid accountId, Guid patientId, CancellationToken cancellation)
    {
        if (await db.Accounts.Where(a => a.Id == accountId && a.AccessFailedCount == MostWrongDates)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.AccessFailedCount, MostWrongDates + 1), cancellation) == 0)
        {
            return;
        }

        var account = await db.Accounts.SingleAsync(a => a.Id == accountId, cancellation);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        await links.EndAsync(account, cancellation);
        if (!await db.Tasks.AnyAsync(t => t.PatientId == patientId && t.Kind == CareTaskKind.RegistrationClosed && t.DoneAt == null, cancellation))
        {
            await CompanionTasks.ForClinicianAsync(db, patientId, CareTaskKind.RegistrationClosed, null, visit.Now, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
    }
}
