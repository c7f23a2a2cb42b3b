using System.Security.Cryptography;
using System.Text;
using Engramm.Care.Infusion;
using Engramm.Server.Clock;
using Engramm.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Access;

/// <summary>Marks an endpoint for devices: it needs a device's token and knows no person.</summary>
public sealed record ForDevices;

/// <summary>Recognises devices by the token they show. Only a hash is kept, and a revoked token opens nothing from the next request on.</summary>
public sealed class DeviceKeys(EngrammDbContext db, PracticeClock clock)
{
    /// <summary>How every token begins, so that one that leaked is found by a search.</summary>
    public const string Beginning = "engramm_";

    private const string Scheme = "Bearer ";
    private static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromMinutes(1);

    /// <summary>A new token: 256 random bits.</summary>
    public static string NewToken() => Beginning + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of a token.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>The device whose token the request shows; null when it shows none that holds.</summary>
    public async Task<string?> DeviceOfAsync(HttpRequest request, CancellationToken cancellation)
    {
        var shown = request.Headers.Authorization.ToString();
        if (!shown.StartsWith(Scheme + Beginning, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = Hash(shown[Scheme.Length..].Trim());
        if (await db.DeviceKeys.AsNoTracking().SingleOrDefaultAsync(k => k.TokenHash == hash && k.RevokedAt == null, cancellation) is not { } key)
        {
            return null;
        }

        await NoteUseAsync(key, cancellation);
        return key.DeviceId;
    }

    private async Task NoteUseAsync(DeviceKey key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (key.LastUsedAt is { } last && (now - last).Duration() < UseIsNotedEvery)
        {
            return;
        }

        await db.DeviceKeys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(s => s.SetProperty(k => k.LastUsedAt, now), cancellation);
    }
}
