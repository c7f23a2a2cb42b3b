using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Care.Patients;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Access;

/// <summary>The sessions a colleague may read: for pages and feeds about many sessions, what the gate answers for a route that names one.</summary>
public static class ReadableSessions
{
    /// <summary>All of the practice for a role that reads any, those of the named patients for one that reads named ones, none for every other.</summary>
    public static IQueryable<InfusionSession> Of(EngrammDbContext db, Visit visit, AccessRules rules)
    {
        var me = visit.Who.AccountId;
        var sessions = db.Sessions.AsNoTracking();
        return rules.Of(Permissions.ReadSession, visit.Who.Role) switch
        {
            Reach.Any => sessions,
            Reach.Named => sessions.Where(s => db.CareTeam.Any(m => m.PatientId == s.PatientId && m.AccountId == me && m.Part != CareTeamPart.Coach)),
            Reach.None or Reach.Yes or Reach.Assigned or Reach.Self => sessions.Where(_ => false),
        };
    }
}
