using System.Security.Claims;
using Engramm.Care.Access;
using Microsoft.AspNetCore.Authentication;

namespace Engramm.Server.Identity;

/// <summary>Signing in and out by one cookie. It lasts 12 hours at most and ends at once when the account is closed or its password changed.</summary>
public static class SignIns
{
    public const string Scheme = "engramm";

    /// <summary>Claim that must equal the account's current security stamp.</summary>
    public const string StampClaim = "stamp";

    /// <summary>Longest time a sign-in lasts, real time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>A patient stays signed in on the own phone.</summary>
    public static readonly TimeSpan LongestForPatients = TimeSpan.FromDays(60);

    public static Task SignInAsync(HttpContext http, Account account)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()), new Claim(StampClaim, account.SecurityStamp ?? string.Empty)],
            Scheme);
        http.RequestServices.GetRequiredService<IdleLock>().Touch(http);
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties
        {
            IsPersistent = account.Role == Role.Patient,
            ExpiresUtc = TimeProvider.System.GetUtcNow() + (account.Role == Role.Patient ? LongestForPatients : Longest),
        });
    }
}
