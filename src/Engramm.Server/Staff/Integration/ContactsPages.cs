using System.Text.Json;
using Engramm.Care.Access;
using Engramm.Care.Assessment;
using Engramm.Care.Integration;
using Engramm.Care.Patients;
using Engramm.Content;
using Engramm.Content.Treatment;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Screening;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Integration;

/// <summary>Talks and calls with one patient.</summary>
/// <param name="Frame">Bar, rail, tabs.</param>
/// <param name="Notes">Newest first.</param>
/// <param name="OnlyOwn">Whether only the reader's own notes are shown.</param>
/// <param name="HasFirstTalk">Whether the first talk is noted.</param>
/// <param name="Call">The call after the last infusion; null without one, and for those who do not follow infusions.</param>
/// <param name="Prompts">Questions for the integration talk.</param>
/// <param name="TalkState">A refused note.</param>
/// <param name="CallState">A refused call.</param>
/// <param name="IntegrationState">A refused integration talk.</param>
public sealed record ContactsModel(
    PatientFrame Frame,
    IReadOnlyList<NoteLine> Notes,
    bool OnlyOwn,
    bool HasFirstTalk,
    CallAfter? Call,
    IReadOnlyList<string> Prompts,
    FormState TalkState,
    FormState CallState,
    FormState IntegrationState);

/// <summary>The call on the day after an infusion.</summary>
/// <param name="SessionId">The infusion.</param>
/// <param name="SessionAt">When it was opened.</param>
/// <param name="DueAt">Until when to call; null when the call is done or nobody has to.</param>
public sealed record CallAfter(Guid SessionId, DateTimeOffset SessionAt, DateTimeOffset? DueAt);

/// <summary>Noting talks and calls.</summary>
public static class ContactsPages
{
    private const int MostNotes = 50;

    public static void MapContacts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/patients/{patientId:guid}/contacts", async (Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http) =>
            await PageAsync(patientId, visit, db, contexts, content, http)).Needs(Permissions.ContactNote);
        routes.MapPost("/patients/{patientId:guid}/contacts/talk", TalkAsync).Needs(Permissions.ContactNote);

        // What follows an infusion is written by those who chart infusions.
        routes.MapPost("/patients/{patientId:guid}/contacts/call", CallAsync).Needs(Permissions.ChartSession);
        routes.MapPost("/patients/{patientId:guid}/contacts/integration", IntegrationAsync).Needs(Permissions.ChartSession);
    }

    private static async Task<IResult> PageAsync(
        Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http, FormState? talk = null, FormState? call = null, FormState? integration = null)
    {
        var cancellation = http.RequestAborted;
        var context = contexts.Of(http);
        var readsRecord = visit.May(Permissions.ReadRecord);
        var prompts = content.All<IntegrationPrompts>(visit.Today).SelectMany(p => p.Prompts).Select(p => p.Question.In(context.Language)).ToList();
        return PageResult.Of<ContactsPage>(
            context,
            new ContactsModel(
                await PatientFrame.LoadAsync(db, patientId, context, visit, content, cancellation),
                await NoteLine.LoadAsync(db, patientId, MostNotes, readsRecord ? null : visit.Who.AccountId, context, cancellation),
                !readsRecord,
                await db.Notes.AsNoTracking().AnyAsync(n => n.PatientId == patientId && n.Kind == ContactKind.FirstTalk, cancellation),
                visit.May(Permissions.ChartSession) ? await CallAfterAsync(db, patientId, cancellation) : null,
                prompts,
                talk ?? FormState.Empty,
                call ?? FormState.Empty,
                integration ?? FormState.Empty),
            talk is null && call is null && integration is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<CallAfter?> CallAfterAsync(EngrammDbContext db, Guid patientId, CancellationToken cancellation)
    {
        var session = await db.Sessions.AsNoTracking().Where(s => s.PatientId == patientId && s.ClosedAt != null)
            .OrderByDescending(s => s.OpenedAt).Select(s => new { s.Id, s.OpenedAt }).FirstOrDefaultAsync(cancellation);
        if (session is null)
        {
            return null;
        }

        var due = await db.Tasks.AsNoTracking().Where(t => t.PatientId == patientId && t.Kind == CareTaskKind.NextDayCall && t.DoneAt == null)
            .OrderBy(t => t.DueAt).Select(t => (DateTimeOffset?)t.DueAt).FirstOrDefaultAsync(cancellation);
        return new CallAfter(session.Id, session.OpenedAt, due);
    }

    /// <summary>Notes a talk: the first one opens the journey, later ones are notes of physicians or further talks.</summary>
    private static async Task<IResult> TalkAsync(Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        var form = Written(FormState.From(http.Request.Form), "talk-text", contexts.Of(http));
        var command = form.CommandId();
        if (await db.KnowsAsync<ContactNote>(command, cancellation))
        {
            return SeeOther.To(new PatientPaths(patientId).Contacts);
        }

        if (form.HasErrors)
        {
            return await PageAsync(patientId, visit, db, contexts, content, http, talk: form);
        }

        var kind = visit.Who.Role == Role.Physician && await db.Notes.AnyAsync(n => n.PatientId == patientId && n.Kind == ContactKind.FirstTalk, cancellation)
            ? ContactKind.PhysicianNote
            : ContactKind.FirstTalk;
        db.Add(Note(command, patientId, kind, form.Value("talk-text")!, visit));
        await db.SaveOnceAsync<ContactNote>(command, cancellation);
        return SeeOther.To(new PatientPaths(patientId).Contacts);
    }

    /// <summary>
    /// Logs the call on the day after. Thoughts of suicide, or no wish to say, raise a hold and call a clinician. The task stays open while
    /// a question was not asked.
    /// </summary>
    private static async Task<IResult> CallAsync(Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        var context = contexts.Of(http);
        var form = FormState.From(http.Request.Form);
        var command = form.CommandId();
        if (await db.KnowsAsync<ContactNote>(command, cancellation))
        {
            return SeeOther.To(new PatientPaths(patientId).Contacts + "#call");
        }

        foreach (var question in CallQuestions.All.Where(q => !CallQuestions.Choices(q, context).Any(c => string.Equals(c.Value, form.Value(q.Code), StringComparison.Ordinal))))
        {
            form = form.Fault(question.Code, context.T("call.fault", context.T(question.Text)));
        }

        if (form.HasErrors || await CallAfterAsync(db, patientId, cancellation) is not { } after)
        {
            return await PageAsync(patientId, visit, db, contexts, content, http, call: form.HasErrors ? form : form.Fault("", context.T("call.fault.session")));
        }

        var answers = CallQuestions.All.ToDictionary(q => q.Code, q => form.Value(q.Code)!, StringComparer.Ordinal);
        var note = Note(command, patientId, ContactKind.NextDayCall, form.Value("call-text") ?? string.Empty, visit, after.SessionId, JsonSerializer.Serialize(answers));
        db.Add(note);
        if (answers[CallQuestions.Suicide] is "yes" or Choice.Declined)
        {
            await SafetyAlarm.RaiseSuicideRiskAsync(db, patientId, note.Id, visit.Now, cancellation);
        }

        if (answers[CallQuestions.Bladder] is "yes")
        {
            db.Add(new RecordedFact
            {
                Id = Guid.CreateVersion7(),
                PatientId = patientId,
                Key = "bladder-symptoms",
                Value = "yes",
                RecordedAt = visit.Now,
                RecordedBy = visit.Who.AccountId,
            });
        }

        if (!answers.ContainsValue(CallQuestions.NotAsked))
        {
            foreach (var task in await db.Tasks.Where(t => t.PatientId == patientId && t.Kind == CareTaskKind.NextDayCall && t.DoneAt == null).ToListAsync(cancellation))
            {
                task.DoneAt = visit.Now;
                task.DoneBy = visit.Who.AccountId;
            }
        }

        await db.SaveOnceAsync<ContactNote>(command, cancellation);
        return SeeOther.To(new PatientPaths(patientId).Contacts + "#call");
    }

    private static async Task<IResult> IntegrationAsync(Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        var context = contexts.Of(http);
        var form = Written(FormState.From(http.Request.Form), "integration-text", context);
        var command = form.CommandId();
        if (await db.KnowsAsync<ContactNote>(command, cancellation))
        {
            return SeeOther.To(new PatientPaths(patientId).Contacts);
        }

        var after = await CallAfterAsync(db, patientId, cancellation);
        if (form.HasErrors || after is null)
        {
            return await PageAsync(patientId, visit, db, contexts, content, http, integration: form.HasErrors ? form : form.Fault("", context.T("call.fault.session")));
        }

        db.Add(Note(command, patientId, ContactKind.IntegrationTalk, form.Value("integration-text")!, visit, after.SessionId));
        await db.SaveOnceAsync<ContactNote>(command, cancellation);
        return SeeOther.To(new PatientPaths(patientId).Contacts);
    }

    private static FormState Written(FormState form, string field, PageContext context) =>
        string.IsNullOrWhiteSpace(form.Value(field)) ? form.Fault(field, context.T("contact.fault")) : form;

    private static ContactNote Note(Guid id, Guid patientId, ContactKind kind, string text, Visit visit, Guid? session = null, string? answers = null) => new()
    {
        Id = id,
        PatientId = patientId,
        Kind = kind,
        SessionId = session,
        Text = text.Trim(),
        AnswersJson = answers,
        At = visit.Now,
        By = visit.Who.AccountId,
    };
}
