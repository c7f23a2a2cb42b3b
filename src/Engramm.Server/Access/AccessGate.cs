using System.Net;
using System.Security.Claims;
using Engramm.Care.Access;
using Engramm.Cockpit.Link;
using Engramm.Exchange.Fhir;
using Engramm.Quantities;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Release;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Access;

/// <summary>
/// The one door every request to an endpoint goes through: who is it, may they, has the patient shown the date of birth, is the screen
/// locked, may this origin write.
/// An endpoint that declares nothing is refused, so that forgetting is safe.
/// </summary>
public sealed class AccessGate(RequestDelegate next)
{
    private const string NoStore = "no-store";

    public async Task InvokeAsync(HttpContext http, Visit visit, CurrentActor actor, AccessRules rules, EngrammDbContext db, AuditWriter audit, IdleLock idle, DeviceKeys keys, DeviceLimits limits, Releases releases, TextCatalog texts)
    {
        var endpoint = http.GetEndpoint();
        visit.Language = RequestLanguage.Of(http);
        // No pattern, no route of ours: the framework's own answer that this method or this kind of body is not taken here.
        if (endpoint is not RouteEndpoint || endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null)
        {
            await next(http);
            return;
        }

        actor.PracticeId = visit.Practice.Id;
        if (!SameOrigin.Allows(http.Request))
        {
            await Refused.AnswerAsync(http, StatusCodes.Status403Forbidden, "site");
            return;
        }

        if (endpoint.Metadata.GetMetadata<FictionalOnly>() is not null && !(visit.Practice.IsFictional && IsLoopback(http)))
        {
            await Refused.AnswerAsync(http, StatusCodes.Status404NotFound, "fiction");
            return;
        }

        if (endpoint.Metadata.GetMetadata<ForDevices>() is not null)
        {
            http.Response.Headers.CacheControl = NoStore;
            visit.DeviceId = await keys.DeviceOfAsync(http.Request, http.RequestAborted);
            await (visit.DeviceId is null ? RefuseDeviceAsync(http, limits) : next(http));
            return;
        }

        await SignInAsync(http, visit, actor, db);
        if (visit.Person is not null)
        {
            // What a signed-in person sees stays in no cache, of the browser or between; service workers keep what their own rules say.
            http.Response.Headers.CacheControl = NoStore;
        }

        await releases.LookAsync(db, http.RequestAborted);
        if (endpoint.Metadata.GetMetadata<OpenToAll>() is not null)
        {
            await next(http);
            return;
        }

        if (endpoint.Metadata.GetMetadata<Needs>() is not { } needs)
        {
            throw new InvalidOperationException($"Endpoint '{endpoint.DisplayName}' declares no permission. Add .Needs(…) or .OpenToAll(reason).");
        }

        if (visit.Person is not { } person)
        {
            if (IsPage(http))
            {
                http.Response.Redirect("/sign-in?return=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString));
                return;
            }

            await Refused.AnswerAsync(http, StatusCodes.Status401Unauthorized);
            return;
        }

        // An entry waits on a tablet for its author: with another person's sign-in it is neither stored nor refused.
        if (http.Request.Headers[SessionLink.Author].ToString() is { Length: > 0 } author && !(Guid.TryParse(author, out var authorId) && authorId == person.AccountId))
        {
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, new CommandRefused(SessionLink.OtherAccount, texts.Get("live.refused.otherAccount", visit.Language)));
            return;
        }

        if (visit.MustSetUpSecondFactor && !http.Request.Path.StartsWithSegments("/account/second-factor", StringComparison.Ordinal))
        {
            if (IsPage(http))
            {
                http.Response.Redirect("/account/second-factor");
                return;
            }

            // A program follows a redirect to a page and takes that for an answer.
            await Refused.AnswerAsync(http, StatusCodes.Status401Unauthorized, "secondFactor");
            return;
        }

        if (!await AllowsAsync(http, person, needs.Permission, rules, db))
        {
            await (IsInterface(http) && !HttpMethods.IsGet(http.Request.Method)
                ? RefuseAsync(http, StatusCodes.Status403Forbidden, new CommandRefused("access", texts.Get("live.refused.access", visit.Language)))
                : Refused.AnswerAsync(http, StatusCodes.Status403Forbidden));
            return;
        }

        if (!person.IsStaff && endpoint.Metadata.GetMetadata<BeforeRegistration>() is null
            && await PatientOfRouteAsync(http, db) is { } own && !await db.Patients.AnyAsync(p => p.Id == own && p.RegisteredAt != null, http.RequestAborted))
        {
            if (HttpMethods.IsGet(http.Request.Method))
            {
                http.Response.Redirect($"/companion/{own}/welcome");
                return;
            }

            await Refused.AnswerAsync(http, StatusCodes.Status403Forbidden, "welcome");
            return;
        }

        visit.IsLocked = person.IsStaff && idle.IsLocked(http);
        if (visit.IsLocked && !needs.WhileLocked)
        {
            if (IsPage(http))
            {
                http.Response.Redirect("/lock?return=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString));
                return;
            }

            await Refused.AnswerAsync(http, StatusCodes.Status423Locked);
            return;
        }

        if (!needs.WhileLocked)
        {
            idle.Touch(http);
        }

        if (HttpMethods.IsGet(http.Request.Method) && await PatientOfRouteAsync(http, db) is { } patientId && person.PatientId != patientId)
        {
            await audit.NoteAsync(db, actor, "read " + needs.Permission, "Patient", patientId, http.RequestAborted);
        }

        await next(http);
    }

    private static async Task SignInAsync(HttpContext http, Visit visit, CurrentActor actor, EngrammDbContext db)
    {
        var result = await http.AuthenticateAsync(SignIns.Scheme);
        if (result.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id || !Guid.TryParse(id, out var accountId))
        {
            return;
        }

        var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId, http.RequestAborted);
        if (account is not { IsActive: true } || !string.Equals(account.SecurityStamp, result.Principal.FindFirstValue(SignIns.StampClaim), StringComparison.Ordinal))
        {
            return;
        }

        actor.AccountId = account.Id;
        visit.MustSetUpSecondFactor = account is { Role: not Role.Patient, TwoFactorEnabled: false } && !visit.Practice.IsFictional;
        visit.Person = new SignedIn(account.Id, account.Role, account.DisplayName, account.PatientId);
        if (!RequestLanguage.IsChosen(http))
        {
            visit.Language = account.Language;
        }
    }

    private static async Task<bool> AllowsAsync(HttpContext http, SignedIn person, string permission, AccessRules rules, EngrammDbContext db)
    {
        var reach = rules.Of(permission, person.Role);
        if (reach == Reach.None)
        {
            return false;
        }

        if (await PatientOfRouteAsync(http, db) is not { } patientId)
        {
            // A route that names a patient or session which does not exist is nobody's.
            return !http.Request.RouteValues.ContainsKey("patientId") && !http.Request.RouteValues.ContainsKey("sessionId");
        }

        var parts = await db.CareTeam.AsNoTracking()
            .Where(m => m.PatientId == patientId && m.AccountId == person.AccountId)
            .Select(m => m.Part)
            .ToListAsync(http.RequestAborted);
        return rules.Allows(permission, person.Role, person.PatientId == patientId, parts);
    }

    /// <summary>The patient a route is about: named in it, or through its session.</summary>
    private static async Task<Guid?> PatientOfRouteAsync(HttpContext http, EngrammDbContext db)
    {
        const string Known = "engramm.patient";
        if (http.Items.TryGetValue(Known, out var found))
        {
            return (Guid?)found;
        }

        Guid? patient = null;
        if (http.Request.RouteValues.TryGetValue("patientId", out var named) && Guid.TryParse(named?.ToString(), out var patientId))
        {
            patient = await db.Patients.AsNoTracking().Where(p => p.Id == patientId).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(http.RequestAborted);
        }
        else if (http.Request.RouteValues.TryGetValue("sessionId", out var session) && Guid.TryParse(session?.ToString(), out var sessionId))
        {
            patient = await db.Sessions.AsNoTracking().Where(s => s.Id == sessionId).Select(s => (Guid?)s.PatientId).FirstOrDefaultAsync(http.RequestAborted);
        }

        http.Items[Known] = patient;
        return patient;
    }

    /// <summary>Whether the caller sits on this machine and called it by a local name.</summary>
    public static bool IsLoopback(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";

    private static Task RefuseDeviceAsync(HttpContext http, DeviceLimits limits)
    {
        var mayAskAgain = limits.MayFail(http.Connection.RemoteIpAddress?.ToString() ?? string.Empty);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        if (!mayAskAgain)
        {
            http.Response.Headers.RetryAfter = "10";
        }

        return Live.FhirEndpoints.Refuse(mayAskAgain
            ? new FhirFault(StatusCodes.Status401Unauthorized, "login", string.Empty, "No device token that holds. Send the header Authorization: Bearer and the token an administrator made for this device; a revoked one opens nothing.")
            : new FhirFault(StatusCodes.Status429TooManyRequests, "throttled", string.Empty, "Too many wrong tokens from this address. Wait ten seconds.")).ExecuteAsync(http);
    }

    private static bool IsInterface(HttpContext http) => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    /// <summary>Whether a person's browser asks for a page and can be led to another one.</summary>
    private static bool IsPage(HttpContext http) => HttpMethods.IsGet(http.Request.Method) && !IsInterface(http);

    private static Task RefuseAsync(HttpContext http, int status, CommandRefused refusal)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(refusal, http.RequestAborted);
    }
}
