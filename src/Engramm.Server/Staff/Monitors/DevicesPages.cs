using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Monitors;

/// <summary>The page of the tokens with which devices send values over FHIR.</summary>
/// <param name="Practice">Name of the practice.</param>
/// <param name="Lines">Every token ever made, those that hold first.</param>
/// <param name="Form">The form that makes one.</param>
/// <param name="New">The token just made; shown this once. Null otherwise.</param>
public sealed record DevicesModel(string Practice, IReadOnlyList<DeviceKeyLine> Lines, FormState Form, NewToken? New);

/// <summary>One token.</summary>
/// <param name="Key">What is kept of it.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="RevokedBy">Who revoked it; null while it holds.</param>
public sealed record DeviceKeyLine(DeviceKey Key, string CreatedBy, string? RevokedBy);

/// <summary>A token that was just made.</summary>
/// <param name="DeviceId">The device it stands for.</param>
/// <param name="Token">What the device must show.</param>
public sealed record NewToken(string DeviceId, string Token);

/// <summary>Makes and revokes tokens of devices.</summary>
public static class DevicesPages
{
    public const string Path = "/practice/devices";

    public static void MapDevices(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, async (DeviceDesk desk, HttpContext http) => await desk.PageAsync(FormState.Empty, null, http)).Needs(Permissions.ManageDevices);
        app.MapPost(Path, (DeviceDesk desk, HttpContext http) => desk.MakeAsync(http)).Needs(Permissions.ManageDevices);
        app.MapPost(Path + "/{keyId:guid}/revoke", (Guid keyId, DeviceDesk desk, HttpContext http) => desk.RevokeAsync(keyId, http)).Needs(Permissions.ManageDevices);
    }
}

/// <summary>Shows the tokens and takes what an administrator decides about them.</summary>
public sealed partial class DeviceDesk(EngrammDbContext db, Visit visit, PageContexts pages)
{
    public async Task<IResult> PageAsync(FormState form, NewToken? made, HttpContext http)
    {
        var names = await db.Accounts.AsNoTracking().Where(a => a.Role != Role.Patient).ToDictionaryAsync(a => a.Id, a => a.DisplayName, http.RequestAborted);
        var keys = await db.DeviceKeys.AsNoTracking().OrderBy(k => k.RevokedAt != null).ThenBy(k => k.DeviceId).ThenByDescending(k => k.CreatedAt).ToListAsync(http.RequestAborted);
        return PageResult.Of<DevicesPage>(
            pages.Of(http),
            new DevicesModel(
                visit.Practice.Name,
                [.. keys.Select(k => new DeviceKeyLine(k, names.GetValueOrDefault(k.CreatedBy, "?"), k.RevokedBy is { } by ? names.GetValueOrDefault(by, "?") : null))],
                form,
                made),
            form.HasErrors ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    public async Task<IResult> MakeAsync(HttpContext http)
    {
        var form = FormState.From(http.Request.Form);
        var device = form.Value("device")?.Trim() ?? string.Empty;
        if (!DeviceName().IsMatch(device))
        {
            return await PageAsync(form.Fault("device", pages.Of(http).T("devices.fault.name", device)), null, http);
        }

        var token = DeviceKeys.NewToken();
        db.DeviceKeys.Add(new DeviceKey
        {
            Id = Guid.CreateVersion7(),
            DeviceId = device,
            TokenHash = DeviceKeys.Hash(token),
            CreatedAt = visit.Now,
            CreatedBy = visit.Who.AccountId,
        });
        await db.SaveChangesAsync(http.RequestAborted);

        // Shown in the answer itself: it is kept nowhere, so no other page could show it.
        return await PageAsync(FormState.Empty, new NewToken(device, token), http);
    }

    public async Task<IResult> RevokeAsync(Guid keyId, HttpContext http)
    {
        if (await db.DeviceKeys.SingleOrDefaultAsync(k => k.Id == keyId && k.RevokedAt == null, http.RequestAborted) is { } key)
        {
            (key.RevokedAt, key.RevokedBy) = (visit.Now, visit.Who.AccountId);
            await db.SaveChangesAsync(http.RequestAborted);
        }

        return SeeOther.To(DevicesPages.Path);
    }

    [GeneratedRegex("^[A-Za-z0-9._:-]{3,64}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeviceName();
}
