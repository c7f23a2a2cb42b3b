using Engramm.Care.Access;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Patients;

/// <summary>How far the physician's path to an infusion has come for one patient.</summary>
/// <param name="Decided">A physician has signed an eligibility decision.</param>
/// <param name="Consented">A signed consent holds.</param>
/// <param name="Planned">When the newest signed plan is for; null without a plan.</param>
/// <param name="Running">The session in progress.</param>
/// <param name="LastClosed">The last finished session and when it was opened.</param>
/// <param name="LastSession">The last finished session itself.</param>
/// <param name="Closed">How many sessions are finished.</param>
internal sealed record DrugPath(bool Decided, bool Consented, DateTimeOffset? Planned, Guid? Running, DateTimeOffset? LastClosed, Guid? LastSession, int Closed)
{
    /// <summary>Whether anybody began to consider an infusion.</summary>
    public bool Begun => Decided || Consented || Planned is not null || Running is not null || Closed > 0;

    /// <summary>Whether nothing is left to decide before the newest plan.</summary>
    public bool Ready => Decided && Consented && Planned is not null;

    public static async Task<DrugPath> LoadAsync(EngrammDbContext db, Guid patientId, CancellationToken cancellation)
    {
        var decided = await db.EligibilityDecisions.AsNoTracking().AnyAsync(d => d.PatientId == patientId, cancellation);
        var consented = await db.Consents.AsNoTracking().AnyAsync(c => c.PatientId == patientId && c.SignedAt != null && c.WithdrawnAt == null, cancellation);
        var planned = await db.Orders.AsNoTracking().Where(o => o.PatientId == patientId && o.WithdrawnAt == null)
            .OrderByDescending(o => o.SignedAt).Select(o => (DateTimeOffset?)o.PlannedFor).FirstOrDefaultAsync(cancellation);
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.PatientId == patientId)
            .OrderByDescending(s => s.OpenedAt).Select(s => new { s.Id, s.OpenedAt, s.ClosedAt }).ToListAsync(cancellation);
        var closed = sessions.Where(s => s.ClosedAt is not null).ToList();
        return new DrugPath(
            decided,
            consented,
            planned,
            sessions.Find(s => s.ClosedAt is null)?.Id,
            closed.Count > 0 ? closed[0].OpenedAt : null,
            closed.Count > 0 ? closed[0].Id : null,
            closed.Count);
    }

    /// <summary>A plan was signed that no finished session used yet. Plans move by hours, not by half a day.</summary>
    private bool IsPlannedAhead => Planned is { } planned && (LastClosed is not { } last || planned > last.AddHours(12));

    public string DecisionNote(PageContext context, bool withoutDrug) => context.T(
        withoutDrug || !Begun ? "journey.decision.none"
        : !Decided ? "journey.decision.eligibility"
        : !Consented ? "journey.decision.consent"
        : Planned is null ? "journey.decision.plan"
        : "journey.decision.ready");

    public string SessionNote(PageContext context, bool withoutDrug) =>
        Running is not null ? context.T("journey.session.running")
        : withoutDrug ? context.T("journey.session.none")
        : IsPlannedAhead && Planned is { } planned ? context.T("journey.session.planned", context.DateAndTime(planned))
        : LastClosed is { } at ? context.T("journey.session.done", Closed, context.Date(at))
        : context.T("journey.session.none");

    public string SessionHref(PatientPaths paths, Visit visit) =>
        Running is { } session ? PatientPaths.Cockpit(session)
        : !IsPlannedAhead && LastSession is { } last && visit.May(Permissions.ReadReport) ? PatientPaths.Report(last)
        : visit.May(Permissions.ReadEligibility) ? paths.Plan
        : paths.Record;
}
