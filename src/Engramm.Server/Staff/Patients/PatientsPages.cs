using Engramm.Care.Access;
using Engramm.Content;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Assessment;
using Engramm.Server.Staff.Integration;
using Engramm.Server.Staff.Progress;
using Engramm.Server.Staff.Release;
using Engramm.Server.Staff.Screening;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Patients;

/// <summary>The start page of a colleague, and the record of one patient.</summary>
public static class PatientsPages
{
    /// <summary>Notes shown on the record itself.</summary>
    private const int LastNotes = 2;

    public static void MapPatients(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/patients", HomeAsync).Needs(Permissions.StaffHome);
        routes.MapPost("/tasks/{taskId:guid}/acknowledge", AcknowledgeAsync).Needs(Permissions.StaffHome);
        routes.MapGet("/patients/{patientId:guid}", RecordAsync).Needs(Permissions.ReadRecord);
        routes.MapInvitation();
    }

    private static async Task<IResult> HomeAsync(
        Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, Releases releases, AccessRules rules, HttpContext http, string? q, int? page, Guid? invited)
    {
        var cancellation = http.RequestAborted;
        var list = visit.May(Permissions.ReadProgrammes) ? await PatientList.LoadAsync(db, visit, rules, q, page ?? 1, cancellation) : null;
        var running = await RunningAsync(db, visit, rules, null, cancellation);
        return PageResult.Of<HomePage>(contexts.Of(http), new HomeModel(
            visit.Practice.Name,
            await OpenTasks.MineAsync(db, visit, content, cancellation),
            running,
            list,
            OpeningHours.IsOpen(visit.Practice.Local(visit.Now)),
            visit.May(Permissions.InvitePatient),
            visit.May(Permissions.ManageUsers),
            visit.May(Permissions.ManageDevices),
            visit.May(Permissions.ReadRecord),
            visit.May(Permissions.SettleMonitors),
            visit.May(Permissions.PracticeSettings),
            visit.May(Permissions.Drill),
            visit.May(Permissions.SettleMonitors) ? await db.HeldMessages.AsNoTracking().CountAsync(h => h.SettledAt == null, cancellation) : 0,
            visit.May(Permissions.PracticeSettings) ? content.Everything().Count(f => !releases.IsReleased(f)) : 0,
            invited is { } patientId ? await InvitedAsync(db, patientId, visit, cancellation) : null));
    }

    /// <summary>The name and address of somebody whom this colleague has sent an invitation; null of everybody else.</summary>
    private static Task<InvitedPatient?> InvitedAsync(EngrammDbContext db, Guid patientId, Visit visit, CancellationToken cancellation)
    {
        var me = visit.Who.AccountId;
        var sent =
            from account in db.Accounts.AsNoTracking()
            where account.PatientId == patientId && db.Mails.Any(m => m.AccountId == account.Id && m.AskedBy == me)
            select new InvitedPatient(account.DisplayName, account.Email!);
        return sent.FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Takes notice of a safety task, which ends its escalation, and leads to where it is worked on. Taking notice twice keeps the first.</summary>
    private static async Task<IResult> AcknowledgeAsync(Guid taskId, Visit visit, EngrammDbContext db, ContentLibrary content, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        if ((await OpenTasks.MineAsync(db, visit, content, cancellation)).FirstOrDefault(t => t.Task.Id == taskId) is not { } seen)
        {
            return SeeOther.To("/patients");
        }

        // Copies of one task with other clinicians are about the same hold: noticing one notices all.
        var subject = seen.Task.Subject;
        var tasks = await db.Tasks.Where(t => t.Id == taskId || (subject != null && t.Subject == subject && t.Kind == seen.Task.Kind)).ToListAsync(cancellation);
        foreach (var task in tasks.Where(t => t.AcknowledgedAt is null))
        {
            task.AcknowledgedAt = visit.Now;
            task.AcknowledgedBy = visit.Who.AccountId;
        }

        await db.SaveChangesAsync(cancellation);
        return SeeOther.To(seen.Href);
    }

    private static async Task<IResult> RecordAsync(
        Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, AccessRules rules, HttpContext http, string? show)
    {
        var cancellation = http.RequestAborted;
        var context = contexts.Of(http);
        var frame = await PatientFrame.LoadAsync(db, patientId, context, visit, content, cancellation);
        var trend = await DiaryTrend.LoadAsync(db, patientId, DiaryTrend.Asked(show), withInfusions: true, context, visit, cancellation);
        var tasks = await OpenTasks.OfPatientAsync(db, patientId, visit, content, cancellation);
        var answers = await db.Answers.AsNoTracking().Where(a => a.PatientId == patientId).OrderByDescending(a => a.AnsweredAt).ToListAsync(cancellation);
        var scores = answers.GroupBy(a => a.ContentId, StringComparer.Ordinal)
            .Select(g => AnswerSheet.Of(g.First(), content, context))
            .Where(s => !s.IsScreening)
            .OrderBy(s => s.Answers.ContentId, StringComparer.Ordinal);

        // A flag whose task is open is already in the list of tasks.
        var holds = frame.Bar.Flags.Where(f => f.Href is not null && !tasks.Any(t => string.Equals(t.Href, f.Href, StringComparison.Ordinal))).ToList();
        return PageResult.Of<RecordPage>(context, new RecordModel(
            frame,
            trend,
            tasks,
            holds,
            [.. scores],
            await NoteLine.LoadAsync(db, patientId, LastNotes, onlyBy: null, context, cancellation),
            await RunningAsync(db, visit, rules, patientId, cancellation) is [var running, ..] ? running : null,
            visit.May(Permissions.WriteGateFacts)));
    }

    private static async Task<IReadOnlyList<RunningSession>> RunningAsync(EngrammDbContext db, Visit visit, AccessRules rules, Guid? ofPatient, CancellationToken cancellation)
    {
        var running =
            from session in ReadableSessions.Of(db, visit, rules)
            where session.ClosedAt == null && (ofPatient == null || session.PatientId == ofPatient)
            join chair in db.Chairs on session.ChairId equals chair.Id
            join patient in db.Patients on session.PatientId equals patient.Id
            orderby session.OpenedAt
            select new RunningSession(session.Id, chair.Name, session.Pseudonym ?? patient.GivenName + " " + patient.FamilyName, session.OpenedAt);
        return await running.ToListAsync(cancellation);
    }
}
