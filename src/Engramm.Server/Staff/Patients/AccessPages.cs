using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Content;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Users;
using Engramm.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Patients;

/// <summary>How one patient gets in.</summary>
/// <param name="Frame">Bar, rail, tabs; holds the patient.</param>
/// <param name="Account">The patient's account.</param>
/// <param name="LastMail">The last mail with a link; null when there was none.</param>
/// <param name="CanMail">Whether mails reach anybody; otherwise a colleague hands the link over.</param>
/// <param name="Form">The form that corrects address or date of birth.</param>
/// <param name="New">The link just made; shown this once. Null otherwise.</param>
public sealed record AccessModel(PatientFrame Frame, Account Account, OutgoingMail? LastMail, bool CanMail, FormState Form, NewLink? New);

/// <summary>Address, last mail and new link of one patient.</summary>
public static class AccessPages
{
    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        app.MapGet("/patients/{patientId:guid}/access", (Guid patientId, AccessDesk desk, HttpContext http) => desk.PageAsync(patientId, http)).Needs(Permissions.PatientAccess);
        app.MapPost("/patients/{patientId:guid}/access/link", (Guid patientId, AccessDesk desk, HttpContext http) => desk.LinkAsync(patientId, http)).Needs(Permissions.PatientAccess);
        app.MapPost("/patients/{patientId:guid}/access/address", (Guid patientId, AccessDesk desk, HttpContext http) => desk.CorrectAddressAsync(patientId, http)).Needs(Permissions.PatientAccess);
        app.MapPost("/patients/{patientId:guid}/access/birth", (Guid patientId, AccessDesk desk, HttpContext http) => desk.CorrectBirthAsync(patientId, http)).Needs(Permissions.PatientAccess);
    }
}

/// <summary>Shows how a patient gets in, makes new links and corrects what stands in the way of registering.</summary>
public sealed class AccessDesk(EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, MagicLinks links, ILookupNormalizer normalizer)
{
    public async Task<IResult> PageAsync(Guid patientId, HttpContext http, FormState? form = null, NewLink? made = null)
    {
        var context = pages.Of(http);
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.PatientId == patientId, http.RequestAborted) is not { } account)
        {
            return Results.NotFound();
        }

        var last = await db.Mails.AsNoTracking().Where(m => m.AccountId == account.Id).OrderByDescending(m => m.WrittenAt).FirstOrDefaultAsync(http.RequestAborted);
        return PageResult.Of<AccessPage>(
            context,
            new AccessModel(await PatientFrame.LoadAsync(db, patientId, context, visit, content, http.RequestAborted), account, last, links.CanMail, form ?? FormState.Empty, made),
            form?.HasErrors == true ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>Another link; those that were not used yet end. An invitation until the patient has registered.</summary>
    public async Task<IResult> LinkAsync(Guid patientId, HttpContext http)
    {
        if (await db.Accounts.SingleOrDefaultAsync(a => a.PatientId == patientId, http.RequestAborted) is not { IsActive: true } account)
        {
            return SeeOther.To(new PatientPaths(patientId).Access);
        }

        var patient = await db.Patients.AsNoTracking().SingleAsync(p => p.Id == patientId, http.RequestAborted);
        return await RenewAsync(account, patient, http);
    }

    /// <summary>A typing mistake in the address, found before anybody has registered with it.</summary>
    public async Task<IResult> CorrectAddressAsync(Guid patientId, HttpContext http)
    {
        if (await NotRegisteredAsync(patientId, http) is not var (account, patient))
        {
            return SeeOther.To(new PatientPaths(patientId).Access);
        }

        var form = await NewAddress.CheckAsync(FormState.From(http.Request.Form), db, pages.Of(http), http.RequestAborted);
        if (form.HasErrors)
        {
            return await PageAsync(patientId, http, form);
        }

        var email = form.Value("email")!.Trim();
        (account.Email, account.NormalizedEmail) = (email, normalizer.NormalizeEmail(email));
        (account.UserName, account.NormalizedUserName) = (email, normalizer.NormalizeName(email));
        patient.Email = email;
        return await RenewAsync(account, patient, http);
    }

    /// <summary>A date of birth written down wrongly, which keeps its owner from registering.</summary>
    public async Task<IResult> CorrectBirthAsync(Guid patientId, HttpContext http)
    {
        if (await NotRegisteredAsync(patientId, http) is not var (account, patient))
        {
            return SeeOther.To(new PatientPaths(patientId).Access);
        }

        var form = BirthDate.Check(FormState.From(http.Request.Form), visit, pages.Of(http));
        if (form.HasErrors)
        {
            return await PageAsync(patientId, http, form);
        }

        patient.BirthDate = BirthDate.In(form)!.Value;
        return await RenewAsync(account, patient, http);
    }

    /// <summary>Account and record of a patient who may still register; null when they have, or when the access is closed.</summary>
    private async Task<(Account Account, Patient Patient)?> NotRegisteredAsync(Guid patientId, HttpContext http) =>
        await db.Patients.SingleAsync(p => p.Id == patientId, http.RequestAborted) is { RegisteredAt: null } patient
        && await db.Accounts.SingleOrDefaultAsync(a => a.PatientId == patientId, http.RequestAborted) is { IsActive: true } account
            ? (account, patient)
            : null;

    private async Task<IResult> RenewAsync(Account account, Patient patient, HttpContext http)
    {
        var isInvitation = patient.RegisteredAt is null;
        await links.EndAsync(account, http.RequestAborted);
        if (account.Role == Role.Patient)
        {
            // A colleague has looked: the tries at the date of birth begin anew.
            account.AccessFailedCount = 0;
        }

        // What waits to be sent holds a link that has just ended.
        foreach (var waiting in await db.Mails.Where(m => m.AccountId == account.Id && m.SentAt == null && m.GivenUpAt == null).ToListAsync(http.RequestAborted))
        {
            db.Mails.Remove(waiting);
        }

        foreach (var task in await db.Tasks.Where(t => t.PatientId == patient.Id && (t.Kind == CareTaskKind.MailUndelivered || t.Kind == CareTaskKind.RegistrationClosed) && t.DoneAt == null).ToListAsync(http.RequestAborted))
        {
            (task.DoneAt, task.DoneBy) = (visit.Now, visit.Who.AccountId);
        }

        NewLink? made = null;
        if (links.CanMail)
        {
            links.Send(account, isInvitation, visit.Who.AccountId);
        }
        else
        {
            var (address, until) = links.ToHandOver(account, isInvitation);
            made = new NewLink(patient.FullName, address, until);
        }

        try
        {
            await db.SaveChangesAsync(http.RequestAborted);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Pressed twice: the other press has ended the earlier links and made one.
            return SeeOther.To(new PatientPaths(patient.Id).Access);
        }

        return made is null ? SeeOther.To(new PatientPaths(patient.Id).Access) : await PageAsync(patient.Id, http, made: made);
    }
}
