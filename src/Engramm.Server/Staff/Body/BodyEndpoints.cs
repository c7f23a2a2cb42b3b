using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Content;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Patients;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Body;

/// <summary>Weight, height, allergies, stop word and concern of one patient.</summary>
/// <param name="Frame">Bar, rail, tabs; holds the patient.</param>
/// <param name="Weighing">The form of a new weighing.</param>
/// <param name="Facts">The form of everything else.</param>
/// <param name="History">Who changed what, newest first.</param>
/// <param name="MayWrite">Whether this colleague may write.</param>
/// <param name="SeesPseudonym">Whether this colleague may see which pseudonym belongs to whom.</param>
/// <param name="HasOpenSession">A session is open; it keeps what it was opened with.</param>
public sealed record BodyModel(PatientFrame Frame, FormState Weighing, FormState Facts, IReadOnlyList<BodyChange> History, bool MayWrite, bool SeesPseudonym, bool HasOpenSession);

/// <summary>What a session must know about the person in the chair. Unknown stays unknown until somebody has asked.</summary>
public static class BodyEndpoints
{
    public static void MapBody(this IEndpointRouteBuilder app)
    {
        app.MapGet("/patients/{patientId:guid}/body", async (Guid patientId, BodyDesk desk, HttpContext http) => await desk.PageAsync(patientId, http)).Needs(Permissions.ReadRecord);
        app.MapPost("/patients/{patientId:guid}/body/weight", WeighAsync).Needs(Permissions.WriteGateFacts);
        app.MapPost("/patients/{patientId:guid}/body/weight/withdraw", WithdrawWeightAsync).Needs(Permissions.WriteGateFacts);
        app.MapPost("/patients/{patientId:guid}/body/facts", RecordAsync).Needs(Permissions.WriteGateFacts);
    }

    private static async Task<IResult> WeighAsync(Guid patientId, BodyDesk desk, EngrammDbContext db, Visit visit, PageContexts pages, HttpContext http)
    {
        var (form, weighing) = BodyForm.ReadWeighing(FormState.From(http.Request.Form), pages.Of(http), visit.Practice);
        if (weighing is null)
        {
            return await desk.PageAsync(patientId, http, weighing: form);
        }

        var patient = await db.Patients.SingleAsync(p => p.Id == patientId, http.RequestAborted);
        (patient.WeightKg, patient.WeighedAt, patient.WeighedHow) = (weighing.Kg, weighing.At, weighing.How);
        await db.SaveChangesAsync(http.RequestAborted);
        return SeeOther.To(new PatientPaths(patientId).Body);
    }

    /// <summary>The weight on record is wrong and nobody knows the right one: from now on it is unknown.</summary>
    private static async Task<IResult> WithdrawWeightAsync(Guid patientId, EngrammDbContext db, HttpContext http)
    {
        var patient = await db.Patients.SingleAsync(p => p.Id == patientId, http.RequestAborted);
        (patient.WeightKg, patient.WeighedAt, patient.WeighedHow) = (null, null, null);
        await db.SaveChangesAsync(http.RequestAborted);
        return SeeOther.To(new PatientPaths(patientId).Body);
    }

    private static async Task<IResult> RecordAsync(Guid patientId, BodyDesk desk, EngrammDbContext db, PageContexts pages, HttpContext http)
    {
        var patient = await db.Patients.SingleAsync(p => p.Id == patientId, http.RequestAborted);
        var (form, facts) = BodyForm.ReadFacts(FormState.From(http.Request.Form), patient, pages.Of(http));
        if (facts?.Pseudonym is { } pseudonym && await IsTakenAsync(db, patientId, pseudonym, http.RequestAborted))
        {
            (form, facts) = (form.Fault("pseudonym", pages.Of(http).T("body.fault.pseudonym.taken", pseudonym)), null);
        }

        if (facts is null)
        {
            return await desk.PageAsync(patientId, http, facts: form);
        }

        (patient.HeightCm, patient.Sex, patient.Allergies) = (facts.HeightCm, facts.Sex, facts.Allergies);
        (patient.StopWord, patient.Complaint, patient.Pseudonym) = (facts.StopWord, facts.Complaint, facts.Pseudonym);
        await db.SaveChangesAsync(http.RequestAborted);
        return SeeOther.To(new PatientPaths(patientId).Body);
    }

    /// <summary>Two people under one name in the rooms would be taken for each other. Few have one, so all are compared here, upper and lower case alike.</summary>
    private static async Task<bool> IsTakenAsync(EngrammDbContext db, Guid patientId, string pseudonym, CancellationToken cancellation) =>
        (await db.Patients.AsNoTracking().Where(p => p.Id != patientId && p.Pseudonym != null).Select(p => p.Pseudonym).ToListAsync(cancellation))
            .Exists(p => string.Equals(p, pseudonym, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Puts the page together, fresh or with a refused form.</summary>
public sealed class BodyDesk(EngrammDbContext db, MasterKey master, Visit visit, PageContexts pages, ContentLibrary content)
{
    /// <summary>The page; a refused form is shown again with what was entered.</summary>
    public async Task<IResult> PageAsync(Guid patientId, HttpContext http, FormState? weighing = null, FormState? facts = null)
    {
        var cancellation = http.RequestAborted;
        var context = pages.Of(http);
        var frame = await PatientFrame.LoadAsync(db, patientId, context, visit, content, cancellation);
        return PageResult.Of<BodyPage>(
            context,
            new BodyModel(
                frame,
                weighing ?? BodyForm.NewWeighing(context),
                facts ?? BodyForm.Of(frame.Patient, context),
                await BodyHistory.LoadAsync(db, master, patientId, visit.May(Permissions.SeePseudonym), context, cancellation),
                visit.May(Permissions.WriteGateFacts),
                visit.May(Permissions.SeePseudonym),
                await db.Sessions.AsNoTracking().AnyAsync(s => s.PatientId == patientId && s.ClosedAt == null, cancellation)),
            weighing is null && facts is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
