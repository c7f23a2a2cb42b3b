using Engramm.Care;
using Engramm.Care.Access;
using Engramm.Care.Assessment;
using Engramm.Care.Consent;
using Engramm.Care.Diary;
using Engramm.Care.Eligibility;
using Engramm.Care.Infusion;
using Engramm.Care.Integration;
using Engramm.Care.Patients;
using Engramm.Care.Planning;
using Engramm.Care.Practice;
using Engramm.Care.Relearning;
using Engramm.Care.Screening;
using Engramm.Storage.Audit;
using Engramm.Storage.SessionLog;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Engramm.Storage;

/// <summary>
/// Everything a practice keeps, except the live session's measurements, which are rows of <see cref="SessionLog"/>.
/// Saving is the only way to write: <see cref="SaveChangesAsync(bool, CancellationToken)"/> adds the audit chain in the same transaction.
/// </summary>
public sealed class EngrammDbContext(DbContextOptions<EngrammDbContext> options, CurrentActor actor, AuditWriter audit)
    : IdentityUserContext<Account, Guid>(options)
{
    public DbSet<PracticeSettings> Practices => Set<PracticeSettings>();

    public DbSet<SwitchDecision> SwitchDecisions => Set<SwitchDecision>();

    public DbSet<ContentSignature> ContentSignatures => Set<ContentSignature>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<MagicLink> MagicLinks => Set<MagicLink>();

    public DbSet<OutgoingMail> Mails => Set<OutgoingMail>();

    public DbSet<Patient> Patients => Set<Patient>();

    public DbSet<CareTeamMember> CareTeam => Set<CareTeamMember>();

    public DbSet<CareTask> Tasks => Set<CareTask>();

    public DbSet<Answers> Answers => Set<Answers>();

    public DbSet<RecordedFact> Facts => Set<RecordedFact>();

    public DbSet<Clearance> Clearances => Set<Clearance>();

    public DbSet<SuicideRiskHold> SuicideRiskHolds => Set<SuicideRiskHold>();

    public DbSet<EligibilityDecision> EligibilityDecisions => Set<EligibilityDecision>();

    public DbSet<ConsentRecord> Consents => Set<ConsentRecord>();

    public DbSet<InfusionOrder> Orders => Set<InfusionOrder>();

    public DbSet<InfusionSession> Sessions => Set<InfusionSession>();

    public DbSet<Chair> Chairs => Set<Chair>();

    public DbSet<BedsideMonitor> Monitors => Set<BedsideMonitor>();

    public DbSet<UnusableSign> UnusableSigns => Set<UnusableSign>();

    public DbSet<DeviceKey> DeviceKeys => Set<DeviceKey>();

    public DbSet<HeldMonitorMessage> HeldMessages => Set<HeldMonitorMessage>();

    public DbSet<ContactNote> Notes => Set<ContactNote>();

    public DbSet<ProgrammeAssignment> Assignments => Set<ProgrammeAssignment>();

    public DbSet<Practised> Practised => Set<Practised>();

    public DbSet<DiaryEntry> Diary => Set<DiaryEntry>();

    /// <summary>Events of running and past sessions. Written only by <see cref="SessionLogStore"/>.</summary>
    public DbSet<SessionLogRow> SessionLog => Set<SessionLogRow>();

    /// <summary>Which process may write which session. Written only by <see cref="SessionLeases"/>.</summary>
    public DbSet<SessionLeaseRow> SessionLeases => Set<SessionLeaseRow>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    public DbSet<HistoryEntry> History => Set<HistoryEntry>();

    public DbSet<RecordKey> RecordKeys => Set<RecordKey>();

    /// <summary>The practice this context is bound to; every query is filtered by it.</summary>
    public Guid PracticeId => actor.PracticeId;

    /// <summary>Saves with the audit chain in one transaction.</summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        audit.SaveAsync(this, actor, () => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken), cancellationToken);

    /// <summary>Whether the command with this id was carried out before: its row is there.</summary>
    public Task<bool> KnowsAsync<T>(Guid command, CancellationToken cancellation)
        where T : class, IPracticeRecord => Set<T>().AnyAsync(r => r.Id == command, cancellation);

    /// <summary>
    /// Saves what a command adds, its row with the command's id among it. When the same command was saved meanwhile, by the first of two
    /// clicks, everything this one would add is left out.
    /// </summary>
    /// <returns>Whether it was saved now; false when it had been.</returns>
    public async Task<bool> SaveOnceAsync<T>(Guid command, CancellationToken cancellation)
        where T : class, IPracticeRecord
    {
        try
        {
            await SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException)
        {
            ChangeTracker.Clear();
            if (!await KnowsAsync<T>(command, cancellation))
            {
                throw;
            }

            return false;
        }
    }

    /// <summary>Writing blocks a thread and would be a second way to save: refused.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync: it alone writes the audit chain.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite cannot order its own form of DateTimeOffset; ticks order and compare. PostgreSQL keeps timestamptz.
        if (Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal))
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        }
        else
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcInstant>();
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var type in builder.Model.GetEntityTypes().Select(t => t.ClrType).Where(t => t.IsAssignableTo(typeof(IPracticeRecord))).ToList())
        {
            var method = typeof(EngrammDbContext).GetMethod(nameof(BindToPractice), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
            method.MakeGenericMethod(type).Invoke(this, [builder]);
        }

        // A person may work in two practices of one installation: names are unique within a practice.
        builder.Entity<Account>(b =>
        {
            b.Metadata.RemoveIndex(b.Metadata.FindIndex(b.Metadata.FindProperty(nameof(Account.NormalizedUserName))!)!);
            b.HasIndex(a => new { a.PracticeId, a.NormalizedUserName }).IsUnique();
        });
        builder.Entity<MagicLink>().HasIndex(l => l.TokenHash).IsUnique();
        builder.Entity<BedsideMonitor>().HasIndex(m => new { m.PracticeId, m.DeviceId }).IsUnique();
        builder.Entity<UnusableSign>().HasIndex(s => new { s.PracticeId, s.DeviceId, s.Sign, s.Refusal }).IsUnique();
        builder.Entity<DeviceKey>().HasIndex(k => k.TokenHash).IsUnique();
        builder.Entity<CareTask>().HasIndex(t => new { t.PracticeId, t.AssignedTo, t.DoneAt });
        builder.Entity<InfusionSession>(b =>
        {
            // A plan is used once, and a person and a place have one session at a time, also when two people open at the same moment.
            const string whileOpen = "\"ClosedAt\" IS NULL";
            b.HasIndex(s => new { s.PracticeId, s.ClosedAt });
            b.HasIndex(s => s.OrderId).IsUnique();
            b.HasIndex(s => s.PatientId, "IX_Sessions_OpenOfPatient").IsUnique().HasFilter(whileOpen);
            b.HasIndex(s => s.ChairId, "IX_Sessions_OpenAtChair").IsUnique().HasFilter(whileOpen);
        });
        builder.Entity<DiaryEntry>().HasIndex(d => new { d.PatientId, d.Day });
        builder.Entity<SessionLogRow>(b =>
        {
            b.HasKey(r => new { r.SessionId, r.Sequence });
            b.HasIndex(r => new { r.SessionId, r.CommandId }).IsUnique();
        });
        builder.Entity<SessionLeaseRow>(b =>
        {
            b.HasKey(l => l.SessionId);
            b.Property(l => l.SessionId).ValueGeneratedNever();
        });
        builder.Entity<AuditEntry>().HasKey(e => new { e.PracticeId, e.Sequence });
        builder.Entity<AuditHead>().HasKey(e => e.PracticeId);
        builder.Entity<HistoryEntry>().HasKey(e => new { e.PracticeId, e.Sequence });
        builder.Entity<RecordKey>().HasKey(e => new { e.PracticeId, e.KeyId });
    }

    private void BindToPractice<T>(ModelBuilder builder)
        where T : class, IPracticeRecord
    {
        builder.Entity<T>().HasKey(e => e.Id);
        builder.Entity<T>().Property(e => e.Id).ValueGeneratedNever();
        builder.Entity<T>().HasIndex(e => e.PracticeId);
        builder.Entity<T>().HasQueryFilter(e => e.PracticeId == PracticeId);
        if (typeof(T).IsAssignableTo(typeof(IPatientRecord)) && typeof(T).GetProperty(nameof(IPatientRecord.PatientId)) is not null)
        {
            builder.Entity<T>().HasIndex(nameof(IPatientRecord.PatientId));
        }
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        v => v.UtcTicks / 10 * 10,
        v => new DateTimeOffset(v, TimeSpan.Zero));

    // PostgreSQL keeps microseconds: cut before writing, so that both engines give back the same instant.
    private sealed class UtcInstant() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        v => new DateTimeOffset(v.UtcTicks / 10 * 10, TimeSpan.Zero),
        v => v);
}
