using System.Globalization;
using System.Text.Json;
using Engramm.Care.Access;
using Engramm.Care.Consent;
using Engramm.Care.Patients;
using Engramm.Content.Treatment;
using Engramm.Content;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Companion;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Eligibility;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Release;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Consent;

/// <summary>Explanation talk → understanding check → signature → copy. Each step needs the one before it; withdrawal is open at any time.</summary>
public static class ConsentEndpoints
{
    /// <summary>The form's field of a question.</summary>
    public static string AnswerField(string code) => "answer." + code;

    public static void MapConsent(this IEndpointRouteBuilder app)
    {
        app.MapGet("/patients/{patientId:guid}/consent", ShowAsync).Needs(Permissions.ReadEligibility);
        app.MapGet("/patients/{patientId:guid}/consent/text", ShowTextAsync).Needs(Permissions.ReadEligibility);
        app.MapPost("/patients/{patientId:guid}/consent/talk", RecordTalkAsync).Needs(Permissions.ConsentTalk);
        app.MapPost("/patients/{patientId:guid}/consent/understanding", CheckUnderstandingAsync).Needs(Permissions.TakeSignature);
        app.MapPost("/patients/{patientId:guid}/consent/signature", SignAsync).Needs(Permissions.TakeSignature);
        app.MapPost("/patients/{patientId:guid}/consent/copy", HandOverAsync).Needs(Permissions.TakeSignature);
        app.MapPost("/patients/{patientId:guid}/consent/withdrawal", WithdrawAsync).Needs(Permissions.WithdrawConsent);
        app.MapPost("/patients/{patientId:guid}/consent/withdrawal/noticed", NoticeWithdrawalAsync).Needs(Permissions.ConsentTalk);
    }

    private static async Task<IResult> ShowAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content) =>
        await PageAsync(patientId, http, db, visit, pages, content, FormState.Empty, null);

    private static async Task<IResult> ShowTextAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content)
    {
        var context = pages.Of(http);
        var patient = await db.Patients.AsNoTracking().SingleAsync(p => p.Id == patientId, http.RequestAborted);
        var record = await CurrentAsync(db, patientId, http.RequestAborted);
        var physician = record is null ? null : await db.Accounts.AsNoTracking().Where(a => a.Id == record.TalkBy).Select(a => a.DisplayName).FirstOrDefaultAsync(http.RequestAborted);
        return PageResult.Of<ConsentTextPage>(context, new ConsentTextModel(
            await PatientFrame.LoadAsync(db, patient.Id, context, visit, content, http.RequestAborted),
            TextOf(record, content, visit), record?.Language ?? context.Language, record, physician));
    }

    private static async Task<IResult> RecordTalkAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, Releases releases)
    {
        var context = pages.Of(http);
        var form = FormState.From(http.Request.Form);
        var command = form.CommandId();
        if (await db.KnowsAsync<ConsentRecord>(command, http.RequestAborted))
        {
            return Next(patientId);
        }

        var text = content.Get<ConsentText>(DecisionFile.ConsentId, visit.Today);
        var at = Instant(form.Value("talk"), visit);
        form = at is null ? form.Fault("talk", context.T("consent.fault.when"))
            : at > visit.Now ? form.Fault("talk", context.T("consent.fault.future", context.DateAndTime(at.Value)))
            : form;
        var offered = form.Chosen("alternatives").Where(code => text.Alternatives.Any(a => string.Equals(a.Code, code, StringComparison.Ordinal))).ToList();
        form = offered.Count == 0 ? form.Fault("alternatives", context.T("consent.fault.alternatives")) : form;
        form = string.IsNullOrWhiteSpace(form.Value("questions")) ? form.Fault("questions", context.T("consent.fault.questions")) : form;
        var language = Languages.FromTag(form.Value("language"));
        form = language is null ? form.Fault("language", context.T("consent.fault.language")) : form;
        form = releases.Require(form, context, text);
        if (form.HasErrors || at is not { } talkAt || language is not { } spoken)
        {
            return await PageAsync(patientId, http, db, visit, pages, content, form, ConsentStep.Talk);
        }

        if (await CurrentAsync(db, patientId, http.RequestAborted) is { SignedAt: not null })
        {
            return await PageAsync(patientId, http, db, visit, pages, content, form.Fault("", context.T("consent.fault.alreadysigned")), ConsentStep.Talk);
        }

        db.Add(new ConsentRecord
        {
            Id = command,
            PatientId = patientId,
            ConsentId = text.Id,
            ConsentVersion = text.Version,
            Language = spoken,
            TalkAt = talkAt,
            TalkBy = visit.Who.AccountId,
            Questions = form.Value("questions")!.Trim(),
            Alternatives = string.Join("; ", text.Alternatives.Where(a => offered.Contains(a.Code, StringComparer.Ordinal)).Select(a => a.Title.In(spoken))),
            Interpreter = form.Value("interpreter")?.Trim() is { Length: > 0 } interpreter ? interpreter : null,
        });
        await db.SaveOnceAsync<ConsentRecord>(command, http.RequestAborted);
        return Next(patientId);
    }

    private static async Task<IResult> CheckUnderstandingAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, Releases releases)
    {
        var context = pages.Of(http);
        var form = FormState.From(http.Request.Form);
        if (await CurrentAsync(db, patientId, http.RequestAborted) is not { SignedAt: null } record)
        {
            return await PageAsync(patientId, http, db, visit, pages, content, form.Fault("", context.T("consent.fault.notalk")), ConsentStep.Understanding);
        }

        var text = TextOf(record, content, visit);
        foreach (var question in text.UnderstandingCheck)
        {
            var field = AnswerField(question.Code);
            var chosen = form.Value(field) is { } index && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < question.Answers.Count ? question.Answers[i] : null;
            form = chosen is null ? form.Fault(field, context.T("consent.fault.unanswered"))
                : !chosen.Right ? form.Fault(field, context.T("consent.fault.again", question.Explanation.In(record.Language)))
                : form;
        }

        form = releases.Require(form, context, text);
        if (form.HasErrors)
        {
            return await PageAsync(patientId, http, db, visit, pages, content, form, ConsentStep.Understanding);
        }

        record.UnderstandingJson = JsonSerializer.Serialize(text.UnderstandingCheck.ToDictionary(q => q.Code, q => form.Value(AnswerField(q.Code)), StringComparer.Ordinal));
        record.UnderstoodAt = visit.Now;
        await db.SaveChangesAsync(http.RequestAborted);
        return Next(patientId);
    }

    private static async Task<IResult> SignAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, Releases releases)
    {
        var context = pages.Of(http);
        var form = FormState.From(http.Request.Form);
        var record = await CurrentAsync(db, patientId, http.RequestAborted);
        var refusal = record switch
        {
            null => "consent.fault.notalk",
            { UnderstoodAt: null } => "consent.fault.notunderstood",
            { SignedAt: not null } => "consent.fault.alreadysigned",
            _ => null,
        };
        if (refusal is not null)
        {
            return await PageAsync(patientId, http, db, visit, pages, content, form.Fault("", context.T(refusal)), ConsentStep.Signature);
        }

        var (signature, unsigned) = SignaturePath.Of(form, "signature");
        form = unsigned is null ? form : form.Fault("signature", context.T(unsigned));
        form = form.Value("declared") is "true" ? form : form.Fault("declared", context.T("consent.fault.declared"));
        form = releases.Require(form, context, TextOf(record, content, visit));
        if (form.HasErrors)
        {
            return await PageAsync(patientId, http, db, visit, pages, content, form, ConsentStep.Signature);
        }

        record!.Signature = signature;
        record.SignedAt = visit.Now;
        await db.SaveChangesAsync(http.RequestAborted);
        return Next(patientId);
    }

    private static async Task<IResult> HandOverAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content)
    {
        if (await CurrentAsync(db, patientId, http.RequestAborted) is not { SignedAt: not null } record)
        {
            return await PageAsync(patientId, http, db, visit, pages, content, FormState.Empty.Fault("", pages.Of(http).T("consent.fault.notsigned")), ConsentStep.Copy);
        }

        record.CopyHandedOverAt ??= visit.Now;
        await db.SaveChangesAsync(http.RequestAborted);
        return Next(patientId);
    }

    /// <summary>A withdrawal is never refused: it needs no reason and no form, and counts for every consent that holds.</summary>
    private static async Task<IResult> WithdrawAsync(Guid patientId, EngrammDbContext db, Visit visit, CancellationToken cancellation)
    {
        var holding = await db.Consents.Where(c => c.PatientId == patientId && c.WithdrawnAt == null).ToListAsync(cancellation);
        foreach (var record in holding)
        {
            record.WithdrawnAt = visit.Now;
        }

        if (!visit.Who.IsStaff && holding.Count > 0)
        {
            await CompanionTasks.ForPhysicianAsync(db, patientId, CareTaskKind.ConsentWithdrawn, holding[0].Id, visit.Now, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
        return visit.Who.IsStaff ? Next(patientId) : SeeOther.To(CompanionPaths.Consent(patientId));
    }

    /// <summary>A physician has taken notice of what the patient withdrew on the phone.</summary>
    private static async Task<IResult> NoticeWithdrawalAsync(Guid patientId, EngrammDbContext db, Visit visit, CancellationToken cancellation)
    {
        foreach (var task in await db.Tasks.Where(t => t.PatientId == patientId && t.Kind == CareTaskKind.ConsentWithdrawn && t.DoneAt == null).ToListAsync(cancellation))
        {
            (task.AcknowledgedAt, task.AcknowledgedBy, task.DoneAt, task.DoneBy) = (visit.Now, visit.Who.AccountId, visit.Now, visit.Who.AccountId);
        }

        await db.SaveChangesAsync(cancellation);
        return Next(patientId);
    }

    private static SeeOther Next(Guid patientId) => SeeOther.To(new PatientPaths(patientId).Consent);

    /// <summary>The consent in progress or signed; a withdrawn one is over.</summary>
    private static Task<ConsentRecord?> CurrentAsync(EngrammDbContext db, Guid patientId, CancellationToken cancellation) =>
        db.Consents.Where(c => c.PatientId == patientId && c.WithdrawnAt == null).OrderByDescending(c => c.SignedAt != null).ThenByDescending(c => c.TalkAt).FirstOrDefaultAsync(cancellation);

    private static ConsentText TextOf(ConsentRecord? record, ContentLibrary content, Visit visit) => record is null
        ? content.Get<ConsentText>(DecisionFile.ConsentId, visit.Today)
        : content.Get<ConsentText>(new ContentPin(record.ConsentId, record.ConsentVersion));

    private static DateTimeOffset? Instant(string? entered, Visit visit) =>
        DateTime.TryParseExact(entered, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? visit.Practice.Instant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local))
            : null;

    private static async Task<IResult> PageAsync(
        Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, FormState state, ConsentStep? refused)
    {
        var context = pages.Of(http);
        var patient = await db.Patients.AsNoTracking().SingleAsync(p => p.Id == patientId, http.RequestAborted);
        var all = await db.Consents.AsNoTracking().Where(c => c.PatientId == patientId).OrderByDescending(c => c.TalkAt).ToListAsync(http.RequestAborted);
        var current = await CurrentAsync(db, patientId, http.RequestAborted);
        var people = all.Select(c => c.TalkBy).Distinct().ToList();
        var model = new ConsentModel(
            await PatientFrame.LoadAsync(db, patient.Id, context, visit, content, http.RequestAborted),
            TextOf(current, content, visit),
            current,
            [.. all.Where(c => c.Id != current?.Id && (c.SignedAt is not null || c.WithdrawnAt is not null))],
            await db.Accounts.AsNoTracking().Where(a => people.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, http.RequestAborted),
            visit.May(Permissions.ConsentTalk),
            visit.May(Permissions.TakeSignature),
            visit.May(Permissions.WithdrawConsent),
            state,
            refused)
        {
            WithdrawnOnPhoneAt = await db.Tasks.AsNoTracking().Where(t => t.PatientId == patientId && t.Kind == CareTaskKind.ConsentWithdrawn && t.DoneAt == null)
                .OrderBy(t => t.CreatedAt).Select(t => (DateTimeOffset?)t.CreatedAt).FirstOrDefaultAsync(http.RequestAborted),
        };
        return PageResult.Of<ConsentPage>(context, model, state.HasErrors ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
