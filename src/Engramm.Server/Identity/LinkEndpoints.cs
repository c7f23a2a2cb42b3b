using System.Globalization;
using Engramm.Care.Access;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Identity;

/// <summary>Opening a link from a mail, and what a new patient confirms first.</summary>
public static class LinkEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder app)
    {
        // Opening the address alone changes nothing: mail programs open links to look at them.
        app.MapGet("/link/{token}", async (string token, HttpContext http, MagicLinks links, PageContexts pages, CancellationToken cancellation) =>
            PageResult.Of<LinkPage>(pages.Of(http), new LinkModel(token, await links.FindAsync(token, cancellation) is not null)))
            .OpenToAll("The token itself is the key.");
        app.MapPost("/link/{token}", OpenAsync).OpenToAll("The token itself is the key.");
        app.MapGet("/companion/{patientId:guid}/welcome", WelcomeAsync).Needs(Permissions.Companion);
        app.MapPost("/companion/{patientId:guid}/welcome", RegisterAsync).Needs(Permissions.Companion);
    }

    private static async Task<IResult> OpenAsync(string token, HttpContext http, EngrammDbContext db, MagicLinks links, PageContexts pages, CancellationToken cancellation)
    {
        if (await links.FindAsync(token, cancellation) is not { } link)
        {
            return PageResult.Of<LinkPage>(pages.Of(http), new LinkModel(token, IsGood: false), StatusCodes.Status422UnprocessableEntity);
        }

        var account = await db.Accounts.SingleAsync(a => a.Id == link.AccountId, cancellation);
        link.UsedAt = TimeProvider.System.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
        await SignIns.SignInAsync(http, account);
        return SeeOther.To(link.IsInvitation ? $"/companion/{account.PatientId}/welcome" : $"/companion/{account.PatientId}");
    }

    private static async Task<IResult> WelcomeAsync(Guid patientId, HttpContext http, EngrammDbContext db, PageContexts pages, CancellationToken cancellation)
    {
        var patient = await db.Patients.AsNoTracking().SingleAsync(p => p.Id == patientId, cancellation);
        return PageResult.Of<WelcomePage>(pages.Of(http), new WelcomeModel(patientId)
        {
            State = FormState.With(("given", patient.GivenName), ("family", patient.FamilyName), ("phone", patient.Phone)),
        });
    }

    private static async Task<IResult> RegisterAsync(Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, PageContexts pages, CancellationToken cancellation)
    {
        var form = FormState.From(http.Request.Form);
        var context = pages.Of(http);
        var patient = await db.Patients.SingleAsync(p => p.Id == patientId, cancellation);
        foreach (var field in (ReadOnlySpan<string>)["given", "family"])
        {
            if (string.IsNullOrWhiteSpace(form.Value(field)))
            {
                form = form.Fault(field, context.T("identity.welcome.needed"));
            }
        }

        if (!DateOnly.TryParseExact(form.Value("birth"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth) || birth != patient.BirthDate)
        {
            form = form.Fault("birth", context.T("identity.welcome.birth.wrong"));
        }

        if (form.Value("agree") is null)
        {
            form = form.Fault("agree", context.T("identity.welcome.agree.needed"));
        }

        if (form.HasErrors)
        {
            return PageResult.Of<WelcomePage>(context, new WelcomeModel(patientId) { State = form }, StatusCodes.Status422UnprocessableEntity);
        }

        (patient.GivenName, patient.FamilyName) = (form.Value("given")!.Trim(), form.Value("family")!.Trim());
        patient.Phone = string.IsNullOrWhiteSpace(form.Value("phone")) ? null : form.Value("phone")!.Trim();
        patient.RegisteredAt = visit.Now;
        await db.SaveChangesAsync(cancellation);
        return SeeOther.To($"/companion/{patientId}");
    }
}
