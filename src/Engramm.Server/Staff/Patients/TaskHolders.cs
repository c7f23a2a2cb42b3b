using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Patients;

/// <summary>Who gets a task. It never belongs to nobody, and never to somebody whose account is closed.</summary>
internal static class TaskHolders
{
    /// <summary>
    /// The colleague with this part in the person's care team, else the responsible physician, else every physician of the practice. Closed accounts
    /// count as if they were not there.
    /// </summary>
    public static async Task<IReadOnlyList<Guid>> OfAsync(EngrammDbContext db, Guid patientId, CareTeamPart part, CancellationToken cancellation)
    {
        var team = await (
            from member in db.CareTeam.AsNoTracking()
            where member.PatientId == patientId && (member.Part == part || member.Part == CareTeamPart.ResponsiblePhysician)
            join account in db.Accounts on member.AccountId equals account.Id
            where account.IsActive
            select new { member.Part, account.Id }).ToListAsync(cancellation);
        return team.Find(m => m.Part == part) is { } own ? [own.Id]
            : team.Count > 0 ? [team[0].Id]
            : await db.Accounts.AsNoTracking().Where(a => a.Role == Role.Physician && a.IsActive).Select(a => a.Id).ToListAsync(cancellation);
    }
}
