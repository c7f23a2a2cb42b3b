using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Content;
using Engramm.Content.Rules;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Staff.Screening;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Patients;

/// <summary>An open task as its reader sees it.</summary>
/// <param name="Task">The stored row.</param>
/// <param name="Patient">Name of the patient.</param>
/// <param name="Href">Where it is worked on.</param>
/// <param name="Stage">How far it has escalated; null when it does not escalate or was acknowledged.</param>
/// <param name="ForMe">Whether it is the reader's own; otherwise it came by escalation.</param>
/// <param name="AssignedTo">Who has it.</param>
/// <param name="HasNobody">Whether the account of who has it is closed: then it is everybody's who may sign.</param>
/// <param name="AcknowledgedBy">Who took notice; null while nobody has.</param>
public sealed record OpenTask(CareTask Task, string Patient, string Href, EscalationStage? Stage, bool ForMe, string AssignedTo, bool HasNobody, string? AcknowledgedBy)
{
    /// <summary>Safety tasks stand first and escalate.</summary>
    public bool IsSafety => IsSafetyKind(Task.Kind);

    public static bool IsSafetyKind(CareTaskKind kind) => kind is CareTaskKind.SuicideRisk or CareTaskKind.RedFlag;
}

/// <summary>Reads tasks: a colleague's own, and those that came by escalation.</summary>
public static class OpenTasks
{
    /// <summary>The tasks of the signed-in colleague, safety first, then by due time.</summary>
    public static async Task<IReadOnlyList<OpenTask>> MineAsync(EngrammDbContext db, Visit visit, ContentLibrary content, CancellationToken cancellation)
    {
        var me = visit.Who;
        var tasks = await db.Tasks.AsNoTracking()
            .Where(t => t.DoneAt == null && (t.AssignedTo == me.AccountId || t.Kind == CareTaskKind.SuicideRisk || t.Kind == CareTaskKind.RedFlag
                || !db.Accounts.Any(a => a.Id == t.AssignedTo && a.IsActive)))
            .ToListAsync(cancellation);
        var companionOf = me.Role is Role.Therapist or Role.Physician
            ? await db.CareTeam.AsNoTracking().Where(m => m.AccountId == me.AccountId && m.Part == CareTeamPart.Companion).Select(m => m.PatientId).ToListAsync(cancellation)
            : [];
        var open = await DescribeAsync(db, tasks, visit, content, cancellation);
        // Two physicians may hold a copy of one task; the escalated copy is not shown beside one's own.
        var own = open.Where(t => t.ForMe).Select(t => t.Task.Subject).ToHashSet();
        return
        [
            .. open
                .Where(t => t.ForMe || (!own.Contains(t.Task.Subject) && ReachesMe(t, me.Role, companionOf.Contains(t.Task.PatientId))))
                .OrderByDescending(t => t.Task.Kind == CareTaskKind.SuicideRisk).ThenByDescending(t => t.IsSafety).ThenByDescending(t => t.Stage).ThenBy(t => t.Task.DueAt),
        ];
    }

    /// <summary>All open tasks of one patient.</summary>
    public static async Task<IReadOnlyList<OpenTask>> OfPatientAsync(EngrammDbContext db, Guid patientId, Visit visit, ContentLibrary content, CancellationToken cancellation)
    {
        var tasks = await db.Tasks.AsNoTracking().Where(t => t.DoneAt == null && t.PatientId == patientId).ToListAsync(cancellation);
        var open = await DescribeAsync(db, tasks, visit, content, cancellation);
        return [.. open.OrderByDescending(t => t.Task.Kind == CareTaskKind.SuicideRisk).ThenByDescending(t => t.IsSafety).ThenBy(t => t.Task.DueAt)];
    }

    /// <summary>What is to be done.</summary>
    public static string Title(CareTaskKind kind, PageContext context) => context.T("task." + kind);

    private static bool ReachesMe(OpenTask task, Role role, bool isCompanion) =>
        ((task.HasNobody || task.Stage >= EscalationStage.Lead) && role == Role.Physician) || (task.Stage >= EscalationStage.Deputy && isCompanion);

    private static async Task<List<OpenTask>> DescribeAsync(EngrammDbContext db, List<CareTask> tasks, Visit visit, ContentLibrary content, CancellationToken cancellation)
    {
        if (tasks.Count == 0)
        {
            return [];
        }

        var ids = tasks.Select(t => t.PatientId).Distinct().ToList();
        var patients = await db.Patients.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.FullName, cancellation);
        var colleagues = await db.Accounts.AsNoTracking().Where(a => a.Role != Role.Patient).ToDictionaryAsync(a => a.Id, cancellation);
        string NameOf(Guid account) => colleagues.GetValueOrDefault(account)?.DisplayName ?? "?";
        var escalation = content.All<SuicideRiskRules>(visit.Today)[0].Escalation;
        return
        [
            .. tasks.Select(t => new OpenTask(
                t,
                patients.GetValueOrDefault(t.PatientId, "?"),
                Href(t),
                OpenTask.IsSafetyKind(t.Kind) && t.AcknowledgedAt is null
                    ? Escalation.StageOf(escalation, visit.Practice.Local(t.CreatedAt), visit.Practice.Local(visit.Now))
                    : null,
                t.AssignedTo == visit.Who.AccountId,
                NameOf(t.AssignedTo),
                colleagues.GetValueOrDefault(t.AssignedTo) is not { IsActive: true },
                t.AcknowledgedBy is { } by ? NameOf(by) : null)),
        ];
    }

    private static string Href(CareTask task)
    {
        var paths = new PatientPaths(task.PatientId);
        return task.Kind switch
        {
            CareTaskKind.SuicideRisk => paths.Assessment + "#holds",
            CareTaskKind.RedFlag => paths.Assessment + "#clearance",
            CareTaskKind.NextDayCall => paths.Contacts + "#call",
            CareTaskKind.ConsentWithdrawn => paths.Consent + "#told",
            CareTaskKind.DecideHold => paths.Eligibility,
            CareTaskKind.MonitorDisagrees => PatientPaths.HeldMessages,
            CareTaskKind.AdverseEvent or CareTaskKind.Incident or CareTaskKind.ResumedAfterStop or CareTaskKind.LeftAgainstAdvice => task.Subject is { } session ? PatientPaths.Report(session) : paths.Record,
            CareTaskKind.MailUndelivered or CareTaskKind.RegistrationClosed => paths.Access,
            CareTaskKind.StartedOutsideGate => task.Subject is { } session ? PatientPaths.Cockpit(session) : paths.Record,
        };
    }
}
