using System.Security.Cryptography;
using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Care.Practice;
using Engramm.Content;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Identity;
using Engramm.Storage;
using Engramm.Storage.SessionLog;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Demo;

/// <summary>Writes the invented patients into a fictional practice.</summary>
public static class DemoPatients
{
    /// <summary>Seeds everybody as of a moment. The same day and content give the same people.</summary>
    /// <param name="contexts">Where it is written.</param>
    /// <param name="practice">The fictional practice, with its staff and rooms.</param>
    /// <param name="content">Questionnaires, rules and protocols that the records are made with.</param>
    /// <param name="language">The language the practice writes in.</param>
    /// <param name="now">The moment everything is counted back from.</param>
    /// <param name="site">Address of the server, for the links in the invitations.</param>
    /// <param name="cancellation">Leaves the practice half seeded: seed anew.</param>
    public static async Task SeedAsync(EngrammContexts contexts, PracticeSettings practice, ContentLibrary content, Language language, DateTimeOffset now, string site, CancellationToken cancellation)
    {
        var house = await HouseAsync(contexts, practice, content, language, now, cancellation);
        var texts = TextCatalog.FromAssembly(typeof(DemoPatients).Assembly);
        var log = new List<SessionLogRow>();
        foreach (var person in DemoCast.On(house.Calendar.Today, language))
        {
            var record = DemoJourney.Walk(person, house);
            if (person.Phase == DemoPhase.Invited)
            {
                Invite(record, texts, site);
            }

            // A context and one save for each: tracking and audit stay short.
            await using var db = contexts.Create(practice.Id);
            db.AddRange(record.Rows.Where(r => r is not SessionLogRow));
            await db.SaveChangesAsync(cancellation);
            log.AddRange(record.Of<SessionLogRow>());
        }

        await WriteLogAsync(contexts, practice.Id, log, cancellation);

        await RunningInfusion.EnsureAsync(contexts, practice, content, language, now, cancellation);
    }

    /// <summary>Session logs at once: their rows have no audit entries, they are the record themselves.</summary>
    internal static async Task WriteLogAsync(EngrammContexts contexts, Guid practiceId, IEnumerable<SessionLogRow> log, CancellationToken cancellation)
    {
        await using var db = contexts.Create(practiceId);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.AddRange(log);
        await db.SaveChangesAsync(cancellation);
    }

    private static async Task<DemoHouse> HouseAsync(EngrammContexts contexts, PracticeSettings practice, ContentLibrary content, Language language, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = contexts.Create(practice.Id);
        var staff = await db.Accounts.AsNoTracking().Where(a => a.Role != Role.Patient).ToDictionaryAsync(a => a.Role, cancellation);
        var chairs = await db.Chairs.AsNoTracking().OrderBy(c => c.Name).ToListAsync(cancellation);
        var profile = new PracticeProfile();
        profile.Take(practice);
        return new DemoHouse(practice, profile, staff[Role.Physician], staff[Role.Nurse], staff[Role.Therapist], staff[Role.Coach], chairs, new DemoCalendar(profile, now), content, language);
    }

    /// <summary>The mail with the link, as the practice sends it. The token is new every time: a link opens an account, even an invented one.</summary>
    private static void Invite(DemoRecord record, TextCatalog texts, string site)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        record.Add(new MagicLink
        {
            Id = record.Chance.Id(),
            AccountId = record.Account.Id,
            TokenHash = MagicLinks.Hash(token),
            IsInvitation = true,
            ExpiresAt = TimeProvider.System.GetUtcNow() + MagicLink.InvitationLifetime,
        });
        record.Add(new OutgoingMail
        {
            Id = record.Chance.Id(),
            AccountId = record.Account.Id,
            To = record.Person.Email,
            Subject = texts.Get("identity.mail.invite.subject", record.Person.Language),
            Body = texts.Get("identity.mail.invite.body", record.Person.Language, record.Patient.FullName, record.House.Practice.Name, $"{site}/link/{token}"),
            WrittenAt = record.Patient.CreatedAt,
            UselessAfter = TimeProvider.System.GetUtcNow() + MagicLink.InvitationLifetime,
            NextTryAt = record.Patient.CreatedAt,
        });
    }
}
