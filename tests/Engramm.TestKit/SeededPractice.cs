using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Care.Patients;
using Engramm.Care.Practice;
using Engramm.Content.Infusion;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.Storage.SessionLog;
using Microsoft.AspNetCore.Identity;

namespace Engramm.TestKit;

/// <summary>
/// A practice with one account per role and two patients. "Own" is the patient whose care team names the therapist as companion
/// and the coach as coach; "other" has a physician only. Both have an open session.
/// </summary>
public sealed class SeededPractice
{
    /// <summary>The password of every colleague.</summary>
    public const string Password = "four quiet words here";

    /// <summary>Made once: a hash is slow by intent, and everybody has the same password.</summary>
    private static readonly string Hash = new PasswordHasher<Account>().HashPassword(new Account { Role = Role.Nurse, DisplayName = "Anyone" }, Password);

    private SeededPractice()
    {
    }

    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>One account per role; the patient's is the own patient's.</summary>
    public IReadOnlyDictionary<Role, Account> Accounts { get; private init; } = new Dictionary<Role, Account>();

    /// <summary>A second nurse, for whatever may befall an account.</summary>
    public Account Spare { get; private set; } = null!;

    public Guid OwnPatient { get; } = Guid.NewGuid();

    public Guid OtherPatient { get; } = Guid.NewGuid();

    public Guid OwnSession { get; } = Guid.NewGuid();

    public Guid OtherSession { get; } = Guid.NewGuid();

    /// <summary>Writes the practice.</summary>
    /// <param name="contexts">An empty, migrated database.</param>
    /// <param name="isFictional">Whether everyone in it is invented as far as the product knows.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="acceptsParts">Whether the physician has accepted limit highlighting and alarms.</param>
    public static async Task<SeededPractice> SeedAsync(EngrammContexts contexts, bool isFictional, CancellationToken cancellation, bool acceptsParts = true)
    {
        var seeded = new SeededPractice { Accounts = Enum.GetValues<Role>().ToDictionary(r => r, r => NewAccount(r, r.ToString().ToLowerInvariant())) };
        seeded.Accounts[Role.Patient].PatientId = seeded.OwnPatient;
        seeded.Spare = NewAccount(Role.Nurse, "spare");
        var now = TimeProvider.System.GetUtcNow();
        await using var db = contexts.Create(seeded.Id);
        db.Add(new PracticeSettings
        {
            Id = seeded.Id,
            PracticeId = seeded.Id,
            Name = "Praxis am Hafen",
            IsFictional = isFictional,
            BegunAt = now,
        });
        db.AddRange(seeded.Accounts.Values);
        foreach (var part in acceptsParts ? (ReadOnlySpan<SeparablePart>)[SeparablePart.LimitsAndPrediction, SeparablePart.Alarms] : [])
        {
            var physician = seeded.Accounts[Role.Physician];
            db.Add(new SwitchDecision { Id = Guid.NewGuid(), Part = part, IsOn = true, At = now, By = physician.Id, ByName = physician.DisplayName, Text = "As read", TextVersion = 1, Signature = physician.DisplayName });
        }

        db.Add(seeded.Spare);
        foreach (var (patient, session, name) in (ReadOnlySpan<(Guid, Guid, string)>)[(seeded.OwnPatient, seeded.OwnSession, "Solberg"), (seeded.OtherPatient, seeded.OtherSession, "Brandner")])
        {
            var chair = new Chair { Id = Guid.NewGuid(), Name = "Raum " + name };
            db.Add(chair);
            db.Add(new Patient { Id = patient, GivenName = "Test", FamilyName = name, BirthDate = new DateOnly(1979, 3, 14), CreatedAt = now, RegisteredAt = now, WeightKg = 68 });
            db.Add(Member(patient, seeded.Accounts[Role.Physician], CareTeamPart.ResponsiblePhysician));
            db.Add(new InfusionSession { Id = session, PatientId = patient, OrderId = Guid.NewGuid(), ChairId = chair.Id, OpenedAt = now });
        }

        db.Add(Member(seeded.OwnPatient, seeded.Accounts[Role.Therapist], CareTeamPart.Companion));
        db.Add(Member(seeded.OwnPatient, seeded.Accounts[Role.Coach], CareTeamPart.Coach));
        await db.SaveChangesAsync(cancellation);
        await OpenAsync(contexts, seeded.Id, seeded.OwnSession, cancellation);
        await OpenAsync(contexts, seeded.Id, seeded.OtherSession, cancellation);
        return seeded;
    }

    /// <summary>The actor a colleague is in a session.</summary>
    public Actor Actor(Role role) => new(Accounts[role].Id.ToString(), Accounts[role].DisplayName, Enum.Parse<ActorRole>(role.ToString()));

    private static async Task OpenAsync(EngrammContexts contexts, Guid practice, Guid session, CancellationToken cancellation)
    {
        var at = TimeProvider.System.GetUtcNow();
        var opened = new SessionCommand(Guid.NewGuid(), at, new Actor("engramm", "Engramm", ActorRole.Software), new SessionOpened(MinimalPlan.For(session)));
        var lease = await new SessionLeases(contexts).TakeAsync(practice, session, Guid.NewGuid(), cancellation);
        await new SessionLogStore(contexts).AppendAsync(lease, last: 0, opened, at, cancellation);
    }

    private static CareTeamMember Member(Guid patient, Account account, CareTeamPart part) =>
        new() { Id = Guid.NewGuid(), PatientId = patient, AccountId = account.Id, Part = part };

    private static Account NewAccount(Role role, string name)
    {
        var email = $"{name}@praxis.example";
        var account = new Account
        {
            Id = Guid.NewGuid(),
            Role = role,
            DisplayName = "Test " + name,
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            EmailConfirmed = true,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        account.PasswordHash = role == Role.Patient ? null : Hash;
        return account;
    }
}
