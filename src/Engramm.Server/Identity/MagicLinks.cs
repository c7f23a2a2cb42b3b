using System.Security.Cryptography;
using System.Text;
using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Hosting;
using Engramm.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Identity;

/// <summary>Links that work once: they sign a patient in, or let a colleague choose a password. Lifetimes run in real time; only a hash of the token is kept.</summary>
public sealed class MagicLinks(EngrammDbContext db, Visit visit, TextCatalog texts, ServerOptions options, IHttpContextAccessor caller)
{
    /// <summary>Whether mails reach anybody: a real practice needs a mail server, the fictional one shows them.</summary>
    public bool CanMail => visit.Practice.IsFictional || options.Mail is not null;

    /// <summary>
    /// Whether one more mail may go to this account because somebody who is not signed in asks for it: one a minute and five an hour, so
    /// that nobody fills another person's mailbox. The link that is already there works. None at all after too many wrong dates of birth.
    /// </summary>
    public async Task<bool> MayAskAsync(Account account, CancellationToken cancellation)
    {
        if (Registration.IsClosed(account))
        {
            return false;
        }

        var hourAgo = visit.Now.AddHours(-1);
        var lately = await db.Mails.Where(m => m.AccountId == account.Id && m.WrittenAt > hourAgo).Select(m => m.WrittenAt).ToListAsync(cancellation);
        return lately.Count < 5 && lately.TrueForAll(at => at <= visit.Now.AddMinutes(-1));
    }

    /// <summary>Writes the mail with a new link; saved together with whatever else the caller changes.</summary>
    /// <param name="account">Whom it signs in.</param>
    /// <param name="isInvitation">The first link of a new patient: seven days, leads to registration.</param>
    /// <param name="askedBy">The colleague who hears of it when it cannot be delivered; null when the patient asked.</param>
    public void Send(Account account, bool isInvitation, Guid? askedBy = null)
    {
        var (address, until) = Make(account, isInvitation, isInvitation ? MagicLink.InvitationLifetime : MagicLink.Lifetime);
        db.Mails.Add(new OutgoingMail
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            AskedBy = askedBy,
            To = account.Email!,
            Subject = texts.Get(isInvitation ? "identity.mail.invite.subject" : "identity.mail.link.subject", account.Language),
            Body = isInvitation
                ? texts.Get("identity.mail.invite.body", account.Language, account.DisplayName, visit.Practice.Name, address)
                : texts.Get("identity.mail.link.body", account.Language, account.DisplayName, address),
            WrittenAt = visit.Now,
            UselessAfter = until,
            NextTryAt = TimeProvider.System.GetUtcNow(),
        });
    }

    /// <summary>A link that a colleague hands over to a patient: an invitation until the patient has registered. Saved together with whatever else the caller changes.</summary>
    /// <param name="account">Whom it signs in.</param>
    /// <param name="isInvitation">Leads to registration.</param>
    /// <returns>The address, to be shown once, and the real instant after which it is refused.</returns>
    public (string Address, DateTimeOffset Until) ToHandOver(Account account, bool isInvitation) =>
        Make(account, isInvitation, isInvitation ? MagicLink.InvitationLifetime : MagicLink.ColleagueLifetime);

    /// <summary>Ends every link of an account that was not used yet.</summary>
    public async Task EndAsync(Account account, CancellationToken cancellation) =>
        db.MagicLinks.RemoveRange(await db.MagicLinks.Where(l => l.AccountId == account.Id && l.UsedAt == null).ToListAsync(cancellation));

    /// <summary>A link with which a colleague chooses a password; the earlier ones no longer work. Saved together with whatever else the caller changes.</summary>
    /// <param name="account">Whose password it sets.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The address, to be shown once, and the real instant after which it is refused.</returns>
    public async Task<(string Address, DateTimeOffset Until)> ForColleagueAsync(Account account, CancellationToken cancellation)
    {
        await EndAsync(account, cancellation);
        return Make(account, isInvitation: false, MagicLink.ColleagueLifetime);
    }

    /// <summary>The unused, unexpired link of a token; null for everything else.</summary>
    public async Task<MagicLink?> FindAsync(string token, CancellationToken cancellation)
    {
        var hash = Hash(token);
        var link = await db.MagicLinks.SingleOrDefaultAsync(l => l.TokenHash == hash, cancellation);
        return link is { UsedAt: null } && link.ExpiresAt > TimeProvider.System.GetUtcNow() ? link : null;
    }

    private (string Address, DateTimeOffset Until) Make(Account account, bool isInvitation, TimeSpan lifetime)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var until = TimeProvider.System.GetUtcNow() + lifetime;
        db.MagicLinks.Add(new MagicLink { Id = Guid.CreateVersion7(), AccountId = account.Id, TokenHash = Hash(token), IsInvitation = isInvitation, ExpiresAt = until });
        return ($"{PublicAddress.SiteOf(options, caller.HttpContext!.Request)}/link/{token}", until);
    }

    /// <summary>What is kept of a token.</summary>
    internal static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
