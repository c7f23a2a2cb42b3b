using Engramm.Care.Access;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Staff.Patients;
using Engramm.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Identity;

/// <summary>Opening a link from a mail or from an administrator, and what a new patient confirms first.</summary>
public static class LinkEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder app)
    {
        // Opening the address alone changes nothing: mail programs open links to look at them.
        app.MapGet("/link/{token}", ShowAsync).OpenToAll("The token itself is the key.");
        app.MapPost("/link/{token}", OpenAsync).OpenToAll("The token itself is the key.");
        app.MapGet("/companion/{patientId:guid}/welcome", WelcomeAsync).Needs(Permissions.Companion).BeforeRegistration();
        app.MapPost("/companion/{patientId:guid}/welcome", RegisterAsync).Needs(Permissions.Companion).BeforeRegistration();
    }

    private static async Task<IResult> ShowAsync(string token, HttpContext http, EngrammDbContext db, MagicLinks links, PageContexts pages, CancellationToken cancellation)
    {
        var account = await links.FindAsync(token, cancellation) is { } link ? await OwnerAsync(db, link, cancellation) : null;
        return PageResult.Of<LinkPage>(pages.Of(http), account is null ? new LinkModel(token, IsGood: false) : ModelOf(token, account));
    }

    private static async Task<IResult> OpenAsync(
        string token, HttpContext http, EngrammDbContext db, MagicLinks links, PageContexts pages, UserManager<Account> users, CancellationToken cancellation)
    {
        if (await links.FindAsync(token, cancellation) is not { } link || await OwnerAsync(db, link, cancellation) is not { } account)
        {
            return PageResult.Of<LinkPage>(pages.Of(http), new LinkModel(token, IsGood: false), StatusCodes.Status422UnprocessableEntity);
        }

        if (account.Role != Role.Patient)
        {
            return await ChooseAsync(token, http, db, link, account, pages.Of(http), users, cancellation);
        }

        link.UsedAt = TimeProvider.System.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
        await SignIns.SignInAsync(http, account);
        return SeeOther.To(link.IsInvitation ? $"/companion/{account.PatientId}/welcome" : $"/companion/{account.PatientId}");
    }

    /// <summary>Sets the password. Whoever has no second factor yet sets it up next; whoever has one signs in with it: the link alone lets nobody in.</summary>
    private static async Task<IResult> ChooseAsync(
        string token, HttpContext http, EngrammDbContext db, MagicLink link, Account account, PageContext context, UserManager<Account> users, CancellationToken cancellation)
    {
        var password = http.Request.Form["password"].ToString();
        // What was typed is not shown again: it is a password.
        var state = FormState.Empty;
        if (password.Length < Passwords.Least)
        {
            state = state.Fault("password", context.T("identity.link.fault.short", password.Length, Passwords.Least));
        }
        else if (!string.Equals(password, http.Request.Form["again"].ToString(), StringComparison.Ordinal))
        {
            state = state.Fault("again", context.T("identity.link.fault.differs"));
        }

        if (state.HasErrors)
        {
            return PageResult.Of<LinkPage>(context, ModelOf(token, account) with { State = state }, StatusCodes.Status422UnprocessableEntity);
        }

        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        // Whoever is signed in with the old password is so no longer.
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        (account.AccessFailedCount, account.LockoutEnd) = (0, null);
        link.UsedAt = TimeProvider.System.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
        if (account.TwoFactorEnabled)
        {
            return SeeOther.To("/sign-in");
        }

        await SignIns.SignInAsync(http, account);
        return SeeOther.To("/account/second-factor");
    }

    /// <summary>Whose link it is; null when the account was closed meanwhile.</summary>
    private static Task<Account?> OwnerAsync(EngrammDbContext db, MagicLink link, CancellationToken cancellation) =>
        db.Accounts.SingleOrDefaultAsync(a => a.Id == link.AccountId && a.IsActive, cancellation);

    private static LinkModel ModelOf(string token, Account account) => new(token, IsGood: true, account.Role == Role.Patient ? null : account.DisplayName);

    private static async Task<IResult> WelcomeAsync(Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, PageContexts pages, CancellationToken cancellation)
    {
        var patient = await db.Patients.AsNoTracking().SingleAsync(p => p.Id == patientId, cancellation);
        if (patient.RegisteredAt is not null)
        {
            return SeeOther.To($"/companion/{patientId}");
        }

        if (Registration.IsClosed(await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == visit.Who.AccountId, cancellation)))
        {
            return await ClosedAsync(http, pages);
        }

        return PageResult.Of<WelcomePage>(pages.Of(http), new WelcomeModel(patientId)
        {
            State = FormState.With(("given", patient.GivenName), ("family", patient.FamilyName)),
        });
    }

    /// <summary>Says that the access is closed, and signs out.</summary>
    private static async Task<IResult> ClosedAsync(HttpContext http, PageContexts pages)
    {
        await http.SignOutAsync(SignIns.Scheme);
        return PageResult.Of<RegistrationClosedPage>(pages.Of(http));
    }

    private static async Task<IResult> RegisterAsync(
        Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, Registration registration, PageContexts pages, CancellationToken cancellation)
    {
        var form = FormState.From(http.Request.Form);
        var context = pages.Of(http);
        var patient = await db.Patients.SingleAsync(p => p.Id == patientId, cancellation);
        if (patient.RegisteredAt is not null)
        {
            return SeeOther.To($"/companion/{patientId}");
        }

        foreach (var field in (ReadOnlySpan<string>)["given", "family"])
        {
            if (string.IsNullOrWhiteSpace(form.Value(field)))
            {
                form = form.Fault(field, context.T("identity.welcome.needed"));
            }
        }

        if (BirthDate.In(form) is not { } birth)
        {
            form = form.Fault("birth", context.T("identity.welcome.birth.needed"));
        }
        else if (await registration.TakeTryAsync(visit.Who.AccountId, cancellation) is not { } left)
        {
            return await ClosedAsync(http, pages);
        }
        else if (birth == patient.BirthDate)
        {
            await registration.GiveBackAsync(visit.Who.AccountId, cancellation);
        }
        else if (left == 0)
        {
            await registration.CloseAsync(visit.Who.AccountId, patientId, cancellation);
            return await ClosedAsync(http, pages);
        }
        else
        {
            form = form.Fault("birth", context.T(left == 1 ? "identity.welcome.birth.wrong.last" : "identity.welcome.birth.wrong", left));
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
        // The number the practice knows is not shown before the date of birth: an empty field leaves it.
        patient.Phone = string.IsNullOrWhiteSpace(form.Value("phone")) ? patient.Phone : form.Value("phone")!.Trim();
        patient.RegisteredAt = visit.Now;
        await db.SaveChangesAsync(cancellation);
        return SeeOther.To($"/companion/{patientId}");
    }
}
