using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Care.Screening;
using Engramm.Content;
using Engramm.Content.Rules;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Screening;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Assessment;

/// <summary>Answers, holds and clearance of one patient.</summary>
/// <param name="Frame">Bar, rail, tabs.</param>
/// <param name="Holds">Suicide holds, open ones first.</param>
/// <param name="Movement">What was said after moving; red lights first.</param>
/// <param name="Clearance">Whether warning signs are cleared.</param>
/// <param name="Sheets">Questionnaires, newest first.</param>
/// <param name="Rules">Levels of suicide risk.</param>
/// <param name="MayJudge">Whether this colleague may record a level.</param>
/// <param name="MayWriteFacts">Whether this colleague may write the facts the rules of eligibility ask for.</param>
public sealed record AssessmentModel(
    PatientFrame Frame, IReadOnlyList<HoldView> Holds, MovementSheet Movement, ClearanceView Clearance, IReadOnlyList<AnswerSheet> Sheets, SuicideRiskRules Rules, bool MayJudge, bool MayWriteFacts);

/// <summary>What was answered and what clinicians decided about it.</summary>
public static class AssessmentPages
{
    public static void MapAssessment(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/patients/{patientId:guid}/assessment", async (Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http) =>
            await PageAsync(patientId, visit, db, contexts, content, http)).Needs(Permissions.ReadRecord);
        routes.MapPost("/patients/{patientId:guid}/holds/{holdId:guid}", JudgeAsync).Needs(Permissions.SuicideLevel);
        routes.MapPost("/patients/{patientId:guid}/clearance", ClearAsync).Needs(Permissions.SignClearance);
        routes.MapPost("/patients/{patientId:guid}/clearance/{clearanceId:guid}/withdraw", WithdrawAsync).Needs(Permissions.SignClearance);
    }

    private static async Task<IResult> PageAsync(
        Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http, FormState? clearance = null, Guid? hold = null, FormState? judgement = null)
    {
        var cancellation = http.RequestAborted;
        var context = contexts.Of(http);
        var answers = await db.Answers.AsNoTracking().Where(a => a.PatientId == patientId).OrderByDescending(a => a.AnsweredAt).ToListAsync(cancellation);
        return PageResult.Of<AssessmentPage>(
            context,
            new AssessmentModel(
                await PatientFrame.LoadAsync(db, patientId, context, visit, content, cancellation),
                await HoldView.LoadAsync(db, patientId, content, context, hold, judgement ?? FormState.Empty, cancellation),
                await MovementSheet.LoadAsync(db, patientId, content, context, cancellation),
                await ClearanceView.LoadAsync(db, patientId, visit.May(Permissions.SignClearance), clearance ?? FormState.Empty, cancellation),
                [.. answers.Select(a => AnswerSheet.Of(a, content, context))],
                content.All<SuicideRiskRules>(visit.Today)[0],
                visit.May(Permissions.SuicideLevel),
                visit.May(Permissions.WriteAssessment)),
            clearance is null && judgement is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Records level, reason and plan. Green and yellow lift the hold; orange and red keep it. The task is done either way.</summary>
    private static async Task<IResult> JudgeAsync(Guid patientId, Guid holdId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        var context = contexts.Of(http);
        var form = FormState.From(http.Request.Form);
        var hold = await db.SuicideRiskHolds.SingleOrDefaultAsync(h => h.Id == holdId && h.PatientId == patientId, cancellation);
        if (hold is not { IsOpen: true })
        {
            return SeeOther.To(new PatientPaths(patientId).Assessment + HoldView.Anchor);
        }

        var judgement = new SuicideRiskJudgement(
            Enum.TryParse<SuicideRiskLevel>(form.Value(HoldView.Field("level", holdId)), out var level) && Enum.IsDefined(level) ? level : null, form.Value(HoldView.Field("reason", holdId)), form.Value(HoldView.Field("plan", holdId)));
        if (judgement.Level is null)
        {
            form = form.Fault(HoldView.Field("level", holdId), context.T("hold.fault.level"));
        }

        if ((judgement.Reason?.Trim().Length ?? 0) < SuicideRiskJudgement.ShortestReason)
        {
            form = form.Fault(HoldView.Field("reason", holdId), context.T("fault.short", judgement.Reason?.Trim().Length ?? 0, SuicideRiskJudgement.ShortestReason));
        }

        if (string.IsNullOrWhiteSpace(judgement.Plan))
        {
            form = form.Fault(HoldView.Field("plan", holdId), context.T("hold.fault.plan"));
        }

        if (!judgement.IsComplete)
        {
            return await PageAsync(patientId, visit, db, contexts, content, http, hold: holdId, judgement: form);
        }

        hold.Level = level.ToString();
        hold.Reason = judgement.Reason!.Trim();
        hold.Plan = judgement.Plan!.Trim();
        hold.AssessedAt = visit.Now;
        hold.AssessedBy = visit.Who.AccountId;
        await FinishTasksAsync(db, visit, t => t.PatientId == patientId && t.Kind == CareTaskKind.SuicideRisk && (t.Subject == holdId || t.Subject == hold.AnswersId), cancellation);
        await db.SaveChangesAsync(cancellation);
        return SeeOther.To(new PatientPaths(patientId).Assessment + HoldView.Anchor);
    }

    private static async Task<IResult> ClearAsync(Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        var context = contexts.Of(http);
        var form = FormState.From(http.Request.Form);
        var command = form.CommandId();
        var reason = form.Value("clearance-reason")?.Trim() ?? string.Empty;
        if (reason.Length < ClearanceView.ShortestReason)
        {
            form = form.Fault("clearance-reason", context.T("fault.short", reason.Length, ClearanceView.ShortestReason));
        }

        DateOnly? letter = null;
        if (form.Value("letter") is { Length: > 0 } typed)
        {
            if (!DateOnly.TryParseExact(typed, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date))
            {
                form = form.Fault("letter", context.T("clearance.fault.letter", typed));
            }
            else if (date > visit.Today)
            {
                form = form.Fault("letter", context.T("clearance.fault.future", context.Date(date)));
            }
            else
            {
                letter = date;
            }
        }

        // Sent twice by an impatient finger: one clearance is enough.
        var isKnown = await db.KnowsAsync<Clearance>(command, cancellation);
        // What is signed is what was on the page: a sign that came since has been read by nobody.
        var read = form.Chosen(ClearanceView.SignField);
        var signs = await ClearanceView.OpenSignsAsync(db, patientId, cancellation);
        if (!isKnown && signs.Any(sign => !read.Contains(sign.ToString(), StringComparer.OrdinalIgnoreCase)))
        {
            form = form.Fault("clearance-reason", context.T("clearance.fault.new"));
        }

        if (form.HasErrors)
        {
            return await PageAsync(patientId, visit, db, contexts, content, http, clearance: form);
        }

        // One that a newer warning sign has overtaken is replaced.
        var before = await db.Clearances.Where(c => c.PatientId == patientId && c.WithdrawnAt == null).ToListAsync(cancellation);
        if (!isKnown && (before.Count == 0 || signs.Count > 0))
        {
            before.ForEach(c => c.WithdrawnAt = visit.Now);
            db.Add(new Clearance
            {
                Id = command,
                PatientId = patientId,
                AnswersId = await LatestScreeningAsync(db, patientId, content, cancellation),
                Reason = reason,
                LetterDate = letter,
                SignedBy = visit.Who.AccountId,
                SignedAt = visit.Now,
            });
            await FinishTasksAsync(db, visit, t => t.PatientId == patientId && t.Kind == CareTaskKind.RedFlag && (t.Subject == null || signs.Contains(t.Subject.Value)), cancellation);
            await db.SaveOnceAsync<Clearance>(command, cancellation);
        }

        return SeeOther.To(new PatientPaths(patientId).Assessment + "#clearance");
    }

    private static async Task<IResult> WithdrawAsync(Guid patientId, Guid clearanceId, Visit visit, EngrammDbContext db, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        if (await db.Clearances.SingleOrDefaultAsync(c => c.Id == clearanceId && c.PatientId == patientId && c.WithdrawnAt == null, cancellation) is { } clearance)
        {
            clearance.WithdrawnAt = visit.Now;
            await db.SaveChangesAsync(cancellation);
        }

        return SeeOther.To(new PatientPaths(patientId).Assessment + "#clearance");
    }

    private static async Task<Guid?> LatestScreeningAsync(EngrammDbContext db, Guid patientId, ContentLibrary content, CancellationToken cancellation)
    {
        var lists = content.AllVersions<Engramm.Content.Screening.RedFlagList>().Select(l => l.Id).Append("red-flags").ToList();
        return await db.Answers.AsNoTracking().Where(a => a.PatientId == patientId && lists.Contains(a.ContentId))
            .OrderByDescending(a => a.AnsweredAt).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(cancellation);
    }

    private static async Task FinishTasksAsync(EngrammDbContext db, Visit visit, System.Linq.Expressions.Expression<Func<CareTask, bool>> which, CancellationToken cancellation)
    {
        foreach (var task in await db.Tasks.Where(which).Where(t => t.DoneAt == null).ToListAsync(cancellation))
        {
            task.AcknowledgedAt ??= visit.Now;
            task.AcknowledgedBy ??= visit.Who.AccountId;
            task.DoneAt = visit.Now;
            task.DoneBy = visit.Who.AccountId;
        }
    }
}
