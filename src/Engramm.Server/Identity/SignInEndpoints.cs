using Engramm.Care.Access;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Identity;

/// <summary>Password, then second factor, for staff; a link by mail for patients; the lock; leaving.</summary>
public static class SignInEndpoints
{
    private const string SecondStepCookie = "engramm-second";
    private static readonly TimeSpan SecondStepLifetime = TimeSpan.FromMinutes(5);

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", (HttpContext http, PageContexts pages) => PageResult.Of<SignInPage>(pages.Of(http), new SignInModel(ReturnPath(http))))
            .OpenToAll("Whoever signs in is not signed in yet.");
        app.MapPost("/sign-in", PasswordAsync).OpenToAll("Whoever signs in is not signed in yet.");
        app.MapPost("/sign-in/link", AskForLinkAsync).OpenToAll("Answers the same whether the address is known or not.");
        app.MapGet("/sign-in/second", (HttpContext http, PageContexts pages) => PageResult.Of<SecondFactorPage>(pages.Of(http), new SecondFactorModel(ReturnPath(http))))
            .OpenToAll("Second step of signing in.");
        app.MapPost("/sign-in/second", SecondFactorAsync).OpenToAll("Second step of signing in.");
        app.MapPost("/sign-out", async (HttpContext http) =>
        {
            await http.SignOutAsync(SignIns.Scheme);
            return SeeOther.To("/");
        }).OpenToAll("Leaving is always allowed.");
        app.MapGet("/lock", (HttpContext http, PageContexts pages) => PageResult.Of<LockPage>(pages.Of(http), new LockModel(ReturnPath(http))))
            .Needs(Permissions.OwnAccount, whileLocked: true);
        // A page on which somebody writes for long says that a hand is on it; that it was asked is all there is to do.
        app.MapPost("/still-here", () => Results.NoContent()).Needs(Permissions.OwnAccount);
        app.MapPost("/lock", UnlockAsync).Needs(Permissions.OwnAccount, whileLocked: true);
    }

    /// <summary>Where to go afterwards: a path on this server, never another site.</summary>
    public static string ReturnPath(HttpContext http)
    {
        var path = http.Request.HasFormContentType ? http.Request.Form["return"].ToString() : http.Request.Query["return"].ToString();
        return IsPathHere(path) ? path : "/home";
    }

    /// <summary>Whether it is a path on this server. Browsers read a backslash as a slash and leave out tabs and line breaks: <c>/⇥/elsewhere</c> is another site.</summary>
    public static bool IsPathHere(string path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl);

    private static async Task<IResult> PasswordAsync(HttpContext http, UserManager<Account> users, PageContexts pages, IDataProtectionProvider protection)
    {
        var form = FormState.From(http.Request.Form);
        var account = await users.FindByEmailAsync(form.Value("email") ?? string.Empty);
        var context = pages.Of(http);
        if (account is not null && await users.IsLockedOutAsync(account))
        {
            return PageResult.Of<SignInPage>(context, new SignInModel(ReturnPath(http)) { State = form.Fault(string.Empty, context.T("identity.signin.locked")) }, StatusCodes.Status422UnprocessableEntity);
        }

        if (account is not { IsActive: true, Role: not Role.Patient } || !await users.CheckPasswordAsync(account, form.Value("password") ?? string.Empty))
        {
            // A patient has no password; what is counted there is wrong dates of birth (Registration).
            if (account is { Role: not Role.Patient })
            {
                await users.AccessFailedAsync(account);
            }

            return PageResult.Of<SignInPage>(context, new SignInModel(ReturnPath(http)) { State = form.Fault(string.Empty, context.T("identity.signin.wrong")) }, StatusCodes.Status422UnprocessableEntity);
        }

        if (!account.TwoFactorEnabled)
        {
            // Signed in, but the gate lets this person nowhere except to setting up the second factor.
            await SignIns.SignInAsync(http, account);
            return SeeOther.To("/account/second-factor");
        }

        var step = protection.CreateProtector("engramm second step").ToTimeLimitedDataProtector().Protect(account.Id.ToString(), SecondStepLifetime);
        http.Response.Cookies.Append(SecondStepCookie, step, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, IsEssential = true });
        return SeeOther.To("/sign-in/second?return=" + Uri.EscapeDataString(ReturnPath(http)));
    }

    private static async Task<IResult> SecondFactorAsync(HttpContext http, UserManager<Account> users, PageContexts pages, IDataProtectionProvider protection)
    {
        var account = FirstStep(http, protection) is { } id ? await users.FindByIdAsync(id) : null;
        if (account is not { IsActive: true } || await users.IsLockedOutAsync(account))
        {
            return SeeOther.To("/sign-in");
        }

        var form = FormState.From(http.Request.Form);
        var code = (form.Value("code") ?? string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal);
        var fits = await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, code)
            || (await users.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded;
        if (!fits)
        {
            await users.AccessFailedAsync(account);
            var context = pages.Of(http);
            return PageResult.Of<SecondFactorPage>(context, new SecondFactorModel(ReturnPath(http)) { State = FormState.Empty.Fault("code", context.T("identity.second.wrong")) }, StatusCodes.Status422UnprocessableEntity);
        }

        await users.ResetAccessFailedCountAsync(account);
        http.Response.Cookies.Delete(SecondStepCookie);
        await SignIns.SignInAsync(http, account);
        return SeeOther.To(ReturnPath(http));
    }

    private static string? FirstStep(HttpContext http, IDataProtectionProvider protection)
    {
        try
        {
            return http.Request.Cookies[SecondStepCookie] is { } step
                ? protection.CreateProtector("engramm second step").ToTimeLimitedDataProtector().Unprotect(step)
                : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static async Task<IResult> AskForLinkAsync(HttpContext http, EngrammDbContext db, MagicLinks links, UserManager<Account> users, PageContexts pages)
    {
        var form = FormState.From(http.Request.Form);
        if (links.CanMail && await users.FindByEmailAsync(form.Value("email") ?? string.Empty) is { Role: Role.Patient, IsActive: true } account
            && await links.MayAskAsync(account, http.RequestAborted))
        {
            links.Send(account, isInvitation: false);
            await db.SaveChangesAsync(http.RequestAborted);
        }

        return PageResult.Of<SignInPage>(pages.Of(http), new SignInModel("/home") { LinkSent = links.CanMail, MustAskPractice = !links.CanMail });
    }

    private static async Task<IResult> UnlockAsync(HttpContext http, Visit visit, EngrammDbContext db, UserManager<Account> users, IdleLock idle, PageContexts pages)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == visit.Who.AccountId, http.RequestAborted);
        // In the fictional practice nobody has a password: the door lets in, so the lock lets out. A patient's screen is never locked.
        if (!visit.Practice.IsFictional && visit.Who.IsStaff)
        {
            var isClosed = await users.IsLockedOutAsync(account);
            if (isClosed || !await users.CheckPasswordAsync(account, http.Request.Form["password"].ToString()))
            {
                if (!isClosed)
                {
                    await users.AccessFailedAsync(account);
                }

                var context = pages.Of(http);
                var fault = FormState.Empty.Fault("password", context.T(isClosed ? "identity.signin.locked" : "identity.lock.wrong"));
                return PageResult.Of<LockPage>(context, new LockModel(ReturnPath(http)) { State = fault }, StatusCodes.Status422UnprocessableEntity);
            }

            await users.ResetAccessFailedCountAsync(account);
        }

        idle.Touch(http);
        return SeeOther.To(ReturnPath(http));
    }
}

/// <summary>303 See Other: after a stored command the browser fetches the next page, and "back" never sends twice.</summary>
public sealed class SeeOther : IResult
{
    private readonly string path;

    private SeeOther(string path) => this.path = path;

    public static SeeOther To(string path) => new(path);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        Drafts.Over(httpContext);
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
