using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Cli;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Users;

/// <summary>The accounts of the practice, without anything clinical.</summary>
/// <param name="Practice">Name of the practice.</param>
/// <param name="Staff">Every colleague, by name.</param>
/// <param name="PatientAccounts">How many patients can sign in.</param>
/// <param name="Form">The form that adds a colleague.</param>
/// <param name="New">The link just made; shown this once. Null otherwise.</param>
public sealed record UsersModel(string Practice, IReadOnlyList<UserLine> Staff, int PatientAccounts, FormState Form, NewLink? New);

/// <summary>One colleague's account.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">What colleagues read.</param>
/// <param name="Email">What they sign in with.</param>
/// <param name="Role">What they may do.</param>
/// <param name="IsActive">Whether they can sign in.</param>
/// <param name="HasPassword">Whether they have chosen a password yet.</param>
/// <param name="HasSecondFactor">Whether they have set up the authenticator app.</param>
/// <param name="IsYou">Whether it is the account of the one who looks.</param>
public sealed record UserLine(Guid Id, string Name, string Email, Role Role, bool IsActive, bool HasPassword, bool HasSecondFactor, bool IsYou);

/// <summary>A link that was just made.</summary>
/// <param name="Name">For whom.</param>
/// <param name="Address">What that person opens.</param>
/// <param name="Until">Real instant after which it is refused.</param>
public sealed record NewLink(string Name, string Address, DateTimeOffset Until);

/// <summary>Adds, closes and reopens accounts of colleagues.</summary>
public static class UsersPages
{
    public const string Path = "/practice/users";

    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (UserDesk desk, HttpContext http) => desk.PageAsync(FormState.Empty, null, http)).Needs(Permissions.ManageUsers);
        app.MapPost(Path, (UserDesk desk, HttpContext http) => desk.AddAsync(http)).Needs(Permissions.ManageUsers);
        app.MapPost(Path + "/{accountId:guid}/link", (Guid accountId, UserDesk desk, HttpContext http) => desk.LinkAsync(accountId, http)).Needs(Permissions.ManageUsers);
        app.MapPost(Path + "/{accountId:guid}/close", (Guid accountId, UserDesk desk, HttpContext http) => desk.OpenOrCloseAsync(accountId, isActive: false, http)).Needs(Permissions.ManageUsers);
        app.MapPost(Path + "/{accountId:guid}/reopen", (Guid accountId, UserDesk desk, HttpContext http) => desk.OpenOrCloseAsync(accountId, isActive: true, http)).Needs(Permissions.ManageUsers);
    }
}

/// <summary>
/// Shows the accounts and takes what an administrator decides about them. A link lets a colleague choose a password and nothing
/// else: it never takes away a second factor, so that nobody who makes links can sign in as a colleague who has one.
/// </summary>
public sealed class UserDesk(EngrammDbContext db, Visit visit, PageContexts pages, MagicLinks links)
{
    /// <summary>The roles a colleague can have.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [.. Enum.GetValues<Role>().Where(r => r != Role.Patient)];

    public async Task<IResult> PageAsync(FormState form, NewLink? made, HttpContext http)
    {
        var staff = await db.Accounts.AsNoTracking().Where(a => a.Role != Role.Patient)
            .OrderBy(a => a.DisplayName)
            .Select(a => new UserLine(a.Id, a.DisplayName, a.Email ?? string.Empty, a.Role, a.IsActive, a.PasswordHash != null, a.TwoFactorEnabled, a.Id == visit.Who.AccountId))
            .ToListAsync(http.RequestAborted);
        var patients = await db.Accounts.AsNoTracking().CountAsync(a => a.Role == Role.Patient && a.IsActive, http.RequestAborted);
        return PageResult.Of<UsersPage>(
            pages.Of(http),
            new UsersModel(visit.Practice.Name, staff, patients, form, made),
            form.HasErrors ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    public async Task<IResult> AddAsync(HttpContext http)
    {
        var context = pages.Of(http);
        var form = FormState.From(http.Request.Form);
        var name = form.Value("name")?.Trim() ?? string.Empty;
        form = name.Length > 0 ? form : form.Fault("name", context.T("users.fault.name"));
        form = await NewAddress.CheckAsync(form, db, context, http.RequestAborted);
        if (!Enum.TryParse<Role>(form.Value("role"), out var role) || !Roles.Contains(role))
        {
            form = form.Fault("role", context.T("users.fault.role"));
        }

        if (Languages.FromTag(form.Value("language")) is not { } language)
        {
            return await PageAsync(form.Fault("language", context.T("users.fault.language")), null, http);
        }

        if (form.HasErrors)
        {
            return await PageAsync(form, null, http);
        }

        var account = InitCommand.NewAccount(visit.Practice.Id, form.Value("email")!.Trim(), role, name);
        account.Language = language;
        db.Add(account);
        return await ShowLinkAsync(account, http);
    }

    /// <summary>Another link, for somebody whose first ran out or who has forgotten the password. Earlier ones no longer work.</summary>
    public async Task<IResult> LinkAsync(Guid accountId, HttpContext http) =>
        await ColleagueAsync(accountId, http) is { IsActive: true } account ? await ShowLinkAsync(account, http) : SeeOther.To(UsersPages.Path);

    public async Task<IResult> OpenOrCloseAsync(Guid accountId, bool isActive, HttpContext http)
    {
        if (await ColleagueAsync(accountId, http) is not { } account || account.IsActive == isActive)
        {
            return SeeOther.To(UsersPages.Path);
        }

        if (account.Id == visit.Who.AccountId)
        {
            return await PageAsync(FormState.Empty.Fault(string.Empty, pages.Of(http).T("users.fault.own")), null, http);
        }

        account.IsActive = isActive;
        // A sign-in from before is over for good, also when the account is opened again.
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        await db.SaveChangesAsync(http.RequestAborted);
        return SeeOther.To(UsersPages.Path);
    }

    private Task<Account?> ColleagueAsync(Guid accountId, HttpContext http) =>
        db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.Role != Role.Patient, http.RequestAborted);

    private async Task<IResult> ShowLinkAsync(Account account, HttpContext http)
    {
        var (address, until) = await links.ForColleagueAsync(account, http.RequestAborted);
        await db.SaveChangesAsync(http.RequestAborted);

        // Shown in the answer itself: only its hash is kept, so no other page could show it.
        return await PageAsync(FormState.Empty, new NewLink(account.DisplayName, address, until), http);
    }
}
