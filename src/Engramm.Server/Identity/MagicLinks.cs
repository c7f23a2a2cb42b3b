using System.Security.Cryptography;
using System.Text;
using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Identity;

/// <summary>Links that sign a patient in once. Lifetimes run in real time; only a hash of the token is kept.</summary>
public sealed class MagicLinks(EngrammDbContext db, Visit visit, TextCatalog texts)
{
    /// <summary>Writes the mail with a new link; saved together with whatever else the caller changes.</summary>
    /// <param name="account">Whom it signs in.</param>
    /// <param name="isInvitation">The first link of a new patient: seven days, leads to registration.</param>
    /// <param name="site">Scheme and host of this server.</param>
    public void Send(Account account, bool isInvitation, string site)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        db.MagicLinks.Add(new MagicLink
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            TokenHash = Hash(token),
            IsInvitation = isInvitation,
            ExpiresAt = TimeProvider.System.GetUtcNow() + (isInvitation ? MagicLink.InvitationLifetime : MagicLink.Lifetime),
        });
        var address = $"{site}/link/{token}";
        db.Mails.Add(new OutgoingMail
        {
            Id = Guid.CreateVersion7(),
            To = account.Email!,
            Subject = texts.Get(isInvitation ? "identity.mail.invite.subject" : "identity.mail.link.subject", account.Language),
            Body = isInvitation
                ? texts.Get("identity.mail.invite.body", account.Language, account.DisplayName, visit.Practice.Name, address)
                : texts.Get("identity.mail.link.body", account.Language, account.DisplayName, address),
            WrittenAt = visit.Now,
        });
    }

    /// <summary>The unused, unexpired link of a token; null for everything else.</summary>
    public async Task<MagicLink?> FindAsync(string token, CancellationToken cancellation)
    {
        var hash = Hash(token);
        var link = await db.MagicLinks.SingleOrDefaultAsync(l => l.TokenHash == hash, cancellation);
        return link is { UsedAt: null } && link.ExpiresAt > TimeProvider.System.GetUtcNow() ? link : null;
    }

    /// <summary>What is kept of a token.</summary>
    internal static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
