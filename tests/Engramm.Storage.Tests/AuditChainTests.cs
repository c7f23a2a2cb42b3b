using System.Text;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Care.Practice;
using Engramm.Storage.Audit;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Storage.Tests;

public class AuditChainTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Every_write_adds_a_link_in_the_same_transaction(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (practice, patient) = await SeedAsync(database);

        await using var db = database.Contexts.Create(practice);
        var stored = await db.Patients.SingleAsync(Stop);
        stored.Allergies = "Pflaster (Acrylat)";
        await db.SaveChangesAsync(Stop);

        var links = await db.AuditEntries.OrderBy(e => e.Sequence).ToListAsync(Stop);
        Assert.Equal([1, 2, 3], links.Select(l => l.Sequence));
        Assert.Equal(("changed", "Patient", patient, "Allergies"), (links[2].Action, links[2].ObjectType, links[2].ObjectId, links[2].Fields));
        Assert.Null(AuditChain.FirstBadLink(database.Master.ChainKey, links, await db.AuditHeads.SingleAsync(Stop)));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_chain_holds_no_values_and_the_history_is_sealed_per_patient(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (practice, patient) = await SeedAsync(database);

        await using var db = database.Contexts.Create(practice);
        var history = await db.History.SingleAsync(h => h.KeyId == patient, Stop);
        Assert.DoesNotContain("Solberg", Encoding.UTF8.GetString(history.Sealed), StringComparison.Ordinal);
        var key = database.Master.Open((await db.RecordKeys.SingleAsync(k => k.KeyId == patient, Stop)).Wrapped);
        Assert.Contains("Solberg", Encoding.UTF8.GetString(MasterKey.Open(key, history.Sealed)), StringComparison.Ordinal);
        Assert.DoesNotContain(await db.AuditEntries.ToListAsync(Stop), e => e.Fields.Contains("Solberg", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_link_is_noted_and_never_copied_into_the_history(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (practice, _) = await SeedAsync(database);
        await using var db = database.Contexts.Create(practice);
        var at = TimeProvider.System.GetUtcNow();
        var mail = new OutgoingMail { Id = Guid.NewGuid(), AccountId = Guid.NewGuid(), To = "k@post.example", Subject = "Einladung", Body = "/link/KANARIENVOGEL", WrittenAt = at, UselessAfter = at, NextTryAt = at };
        db.Add(mail);
        await db.SaveChangesAsync(Stop);
        (mail.Body, mail.SentAt) = (null, at);
        await db.SaveChangesAsync(Stop);

        var links = await db.AuditEntries.Where(e => e.ObjectId == mail.Id).OrderBy(e => e.Sequence).ToListAsync(Stop);
        Assert.All(links, l => Assert.Contains("Body", l.Fields, StringComparison.Ordinal));
        var key = database.Master.Open((await db.RecordKeys.SingleAsync(k => k.KeyId == practice, Stop)).Wrapped);
        foreach (var link in links)
        {
            var opened = Encoding.UTF8.GetString(MasterKey.Open(key, (await db.History.SingleAsync(h => h.Sequence == link.Sequence, Stop)).Sealed));
            Assert.DoesNotContain("KANARIENVOGEL", opened, StringComparison.Ordinal);
            Assert.Contains("SentAt", opened, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Writers_at_the_same_time_make_one_chain_without_gaps(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (practice, _) = await SeedAsync(database);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(async () =>
        {
            await using var db = database.Contexts.Create(practice);
            db.Add(NewPatient($"Person {n}"));
            await db.SaveChangesAsync(Stop);
        })));

        await using var after = database.Contexts.Create(practice);
        var links = await after.AuditEntries.OrderBy(e => e.Sequence).ToListAsync(Stop);
        Assert.Equal(Enumerable.Range(1, 14).Select(n => (long)n), links.Select(l => l.Sequence));
        Assert.Null(AuditChain.FirstBadLink(database.Master.ChainKey, links, await after.AuditHeads.SingleAsync(Stop)));
    }

    [Fact]
    public void Any_edit_deletion_insertion_swap_or_cut_is_found()
    {
        var key = new byte[32];
        var practice = Guid.NewGuid();
        var chain = new List<AuditEntry>();
        var head = new AuditHead { PracticeId = practice };
        for (var n = 1; n <= 200; n++)
        {
            chain.Add(Sign(key, Entry(practice, n, "changed"), head.Digest));
            (head.Sequence, head.Digest) = (n, chain[^1].Digest);
        }

        Assert.Null(AuditChain.FirstBadLink(key, chain, head));
        for (var at = 0; at < chain.Count; at++)
        {
            Assert.Equal(at + 1, AuditChain.FirstBadLink(key, chain.Select((e, i) => i == at ? Copy(e, action: "read") : e), head));
            Assert.Equal(at + 1, AuditChain.FirstBadLink(key, chain.Where((_, i) => i != at), head));
            Assert.Equal(at + 1, AuditChain.FirstBadLink(key, chain.Take(at), head));
            var inserted = chain.ToList();
            inserted.Insert(at, Copy(chain[at], action: "read"));
            Assert.NotNull(AuditChain.FirstBadLink(key, inserted, head));
            if (at + 1 < chain.Count)
            {
                var swapped = chain.ToList();
                (swapped[at], swapped[at + 1]) = (swapped[at + 1], swapped[at]);
                Assert.Equal(at + 1, AuditChain.FirstBadLink(key, swapped, head));
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whoever_changes_the_database_is_found_link_by_link(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (practice, _) = await SeedAsync(database);
        await using var db = database.Contexts.Create(practice);
        db.Add(NewPatient("Brandner"));
        await db.SaveChangesAsync(Stop);
        async Task<IReadOnlyList<AuditFinding>> FoundAsync()
        {
            await using var other = database.Contexts.Create(practice);
            return Assert.Single(await AuditVerification.OfAllAsync(other, database.Master, Stop)).Findings;
        }

        Assert.Empty(await FoundAsync());

        // Two sealed rows in each other's place: each opens, and neither is what its link says.
        var two = await db.History.AsNoTracking().Where(h => h.Sequence >= 2).OrderBy(h => h.Sequence).ToListAsync(Stop);
        await SealAsync(db, 2, two[1].Sealed);
        await SealAsync(db, 3, two[0].Sealed);
        Assert.Equal([new(2, AuditFault.HistoryChanged), new(3, AuditFault.HistoryChanged)], await FoundAsync());
        await SealAsync(db, 2, two[0].Sealed);
        await SealAsync(db, 3, two[1].Sealed);
        Assert.Empty(await FoundAsync());

        await db.History.Where(h => h.Sequence == 2).ExecuteDeleteAsync(Stop);
        Assert.Equal([new(2, AuditFault.HistoryMissing)], await FoundAsync());
        db.History.Add(new HistoryEntry { PracticeId = practice, Sequence = 2, KeyId = two[0].KeyId, Sealed = two[0].Sealed });
        db.History.Add(new HistoryEntry { PracticeId = practice, Sequence = 4, KeyId = two[0].KeyId, Sealed = two[0].Sealed });
        await db.SaveChangesAsync(Stop);
        Assert.Equal([new(4, AuditFault.Chain)], await FoundAsync());
        await db.History.Where(h => h.Sequence == 4).ExecuteDeleteAsync(Stop);

        await db.AuditEntries.Where(e => e.Sequence == 3).ExecuteUpdateAsync(s => s.SetProperty(e => e.Action, "read"), Stop);
        Assert.Equal([new(3, AuditFault.Chain)], await FoundAsync());
        await db.AuditEntries.Where(e => e.Sequence == 3).ExecuteUpdateAsync(s => s.SetProperty(e => e.Action, "added"), Stop);
        Assert.Empty(await FoundAsync());

        await db.AuditEntries.Where(e => e.Sequence == 3).ExecuteDeleteAsync(Stop);
        Assert.Equal([new(3, AuditFault.Chain), new(3, AuditFault.HistoryUnnamed)], await FoundAsync());
        await db.AuditEntries.ExecuteDeleteAsync(Stop);
        await db.History.ExecuteDeleteAsync(Stop);
        await db.AuditHeads.ExecuteDeleteAsync(Stop);
        Assert.Equal([new(1, AuditFault.Chain)], await FoundAsync());
    }

    private static Task<int> SealAsync(EngrammDbContext db, long sequence, byte[] box) =>
        db.History.Where(h => h.Sequence == sequence).ExecuteUpdateAsync(s => s.SetProperty(h => h.Sealed, box), Stop);

    [Fact]
    public void A_consistent_forgery_without_the_key_is_found()
    {
        var practice = Guid.NewGuid();
        var forged = Sign(new byte[32], Entry(practice, 1, "added"), string.Empty);
        var head = new AuditHead { PracticeId = practice, Sequence = 1, Digest = forged.Digest };
        Assert.Equal(1, AuditChain.FirstBadLink([.. Enumerable.Repeat((byte)7, 32)], [forged], head));
    }

    private static AuditEntry Entry(Guid practice, long sequence, string action) => new()
    {
        PracticeId = practice,
        Sequence = sequence,
        At = DateTimeOffset.UnixEpoch.AddSeconds(sequence),
        Actor = Guid.Empty,
        Action = action,
        ObjectType = "Patient",
        ObjectId = Guid.Empty,
        Fields = "Allergies",
        HistoryDigest = "00",
        Digest = string.Empty,
    };

    private static AuditEntry Sign(byte[] key, AuditEntry entry, string previous) => Copy(entry, digest: AuditChain.Digest(key, entry, previous));

    private static AuditEntry Copy(AuditEntry e, string? action = null, string? digest = null) => new()
    {
        PracticeId = e.PracticeId,
        Sequence = e.Sequence,
        At = e.At,
        Actor = e.Actor,
        Action = action ?? e.Action,
        ObjectType = e.ObjectType,
        ObjectId = e.ObjectId,
        Fields = e.Fields,
        HistoryDigest = e.HistoryDigest,
        Digest = digest ?? e.Digest,
    };

    private static async Task<(Guid Practice, Guid Patient)> SeedAsync(TestDatabase database)
    {
        var practice = new PracticeSettings { Id = Guid.NewGuid(), Name = "Praxis am Hafen", IsFictional = true, BegunAt = DateTimeOffset.UnixEpoch };
        practice.PracticeId = practice.Id;
        var patient = NewPatient("Solberg");
        await using var db = database.Contexts.Create(practice.Id);
        db.Add(practice);
        db.Add(patient);
        await db.SaveChangesAsync(Stop);
        return (practice.Id, patient.Id);
    }

    private static Patient NewPatient(string familyName) => new()
    {
        Id = Guid.NewGuid(),
        GivenName = "Katrin",
        FamilyName = familyName,
        BirthDate = new DateOnly(1979, 3, 14),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
