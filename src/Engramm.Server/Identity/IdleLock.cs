using Microsoft.AspNetCore.DataProtection;

namespace Engramm.Server.Identity;

/// <summary>
/// Locks a colleague's screen after ten minutes without an action of theirs (real time). Feeds and alarms of a running session
/// declare that they work while locked, so the lock never hides or mutes them.
/// </summary>
public sealed class IdleLock(IDataProtectionProvider protection)
{
    private const string Cookie = "engramm-active";

    /// <summary>How long a screen stays open without an action.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("engramm idle lock").ToTimeLimitedDataProtector();

    /// <summary>Whether the last action is longer ago than allowed.</summary>
    public bool IsLocked(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { } value)
        {
            return true;
        }

        try
        {
            return protector.Unprotect(value) is null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return true;
        }
    }

    /// <summary>Notes an action.</summary>
    public void Touch(HttpContext http)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.Cookies.Append(Cookie, protector.Protect("active", Idle), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true, Secure = http.Request.IsHttps });
        }
    }
}
