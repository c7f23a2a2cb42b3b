using System.Security.Cryptography;
using System.Text.Json;
using Engramm.Care;
using Engramm.Care.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Engramm.Storage.Audit;

/// <summary>
/// Adds the audit chain and the sealed history to every save, in the same transaction. The head row is touched first:
/// that takes its lock on PostgreSQL and the write lock on SQLite, so links are added one after the other.
/// </summary>
public sealed class AuditWriter(MasterKey master, TimeProvider clock)
{
    /// <summary>Saves what the context tracks, with one link per written row.</summary>
    internal async Task<int> SaveAsync(EngrammDbContext db, CurrentActor actor, Func<Task<int>> save, CancellationToken cancellation)
    {
        var written = db.ChangeTracker.Entries<IPracticeRecord>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .ToList();
        foreach (var entry in written.Where(e => e.State == EntityState.Added && e.Entity.PracticeId == Guid.Empty))
        {
            entry.Entity.PracticeId = actor.PracticeId;
        }

        if (written.Count == 0)
        {
            return await save();
        }

        if (db.Database.CurrentTransaction is not null)
        {
            await AddLinksAsync(db, actor, written, cancellation);
            return await save();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await AddLinksAsync(db, actor, written, cancellation);
        var count = await save();
        await transaction.CommitAsync(cancellation);
        return count;
    }

    /// <summary>Adds one link for an act that writes no row: a record was read, someone signed in.</summary>
    public async Task NoteAsync(EngrammDbContext db, CurrentActor actor, string action, string objectType, Guid objectId, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var head = await LockHeadAsync(db, actor.PracticeId, cancellation);
        Link(db, head, actor, action, objectType, objectId, fields: string.Empty, historyDigest: string.Empty);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task AddLinksAsync(EngrammDbContext db, CurrentActor actor, List<EntityEntry<IPracticeRecord>> written, CancellationToken cancellation)
    {
        foreach (var practice in written.GroupBy(e => e.Entity.PracticeId))
        {
            var head = await LockHeadAsync(db, practice.Key, cancellation);
            foreach (var entry in practice)
            {
                var (fields, values) = Values(entry);
                var keyId = entry.Entity is IPatientRecord patient ? patient.PatientId : practice.Key;
                var key = await KeyAsync(db, practice.Key, keyId, cancellation);
                var box = MasterKey.Seal(key, values);
                var action = entry.State switch
                {
                    EntityState.Added => "added",
                    EntityState.Deleted => "removed",
                    _ => "changed",
                };
                var sequence = Link(db, head, actor, action, entry.Metadata.ClrType.Name, entry.Entity.Id, fields, Convert.ToHexStringLower(SHA256.HashData(box)));
                db.History.Add(new HistoryEntry { PracticeId = practice.Key, Sequence = sequence, KeyId = keyId, Sealed = box });
            }
        }
    }

    private long Link(EngrammDbContext db, AuditHead head, CurrentActor actor, string action, string objectType, Guid objectId, string fields, string historyDigest)
    {
        var previous = head.Digest;
        var entry = new AuditEntry
        {
            PracticeId = head.PracticeId,
            Sequence = head.Sequence + 1,
            At = Microseconds(clock.GetUtcNow()),
            Actor = actor.AccountId,
            Action = action,
            ObjectType = objectType,
            ObjectId = objectId,
            Fields = fields,
            HistoryDigest = historyDigest,
            Digest = string.Empty,
        };
        var digest = AuditChain.Digest(master.ChainKey, entry, previous);
        db.AuditEntries.Add(new AuditEntry
        {
            PracticeId = entry.PracticeId,
            Sequence = entry.Sequence,
            At = entry.At,
            Actor = entry.Actor,
            Action = entry.Action,
            ObjectType = entry.ObjectType,
            ObjectId = entry.ObjectId,
            Fields = entry.Fields,
            HistoryDigest = entry.HistoryDigest,
            Digest = digest,
        });
        head.Sequence = entry.Sequence;
        head.Digest = digest;
        return entry.Sequence;
    }

    private static async Task<AuditHead> LockHeadAsync(EngrammDbContext db, Guid practiceId, CancellationToken cancellation)
    {
        var known = db.AuditHeads.Local.FirstOrDefault(h => h.PracticeId == practiceId);
        var touched = await db.AuditHeads.Where(h => h.PracticeId == practiceId)
            .ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, h => h.Sequence), cancellation);
        if (touched == 0)
        {
            if (known is not null)
            {
                return known;
            }

            var first = new AuditHead { PracticeId = practiceId };
            db.AuditHeads.Add(first);
            return first;
        }

        if (known is not null)
        {
            if (db.Entry(known).State == EntityState.Unchanged)
            {
                await db.Entry(known).ReloadAsync(cancellation);
            }

            return known;
        }

        return await db.AuditHeads.SingleAsync(h => h.PracticeId == practiceId, cancellation);
    }

    private async Task<byte[]> KeyAsync(EngrammDbContext db, Guid practiceId, Guid keyId, CancellationToken cancellation)
    {
        // Find looks among the tracked keys first; Local would look for changes in everything tracked, once per written row.
        var known = await db.RecordKeys.FindAsync([practiceId, keyId], cancellation);
        if (known is not null)
        {
            return master.Open(known.Wrapped);
        }

        var fresh = RandomNumberGenerator.GetBytes(32);
        db.RecordKeys.Add(new RecordKey { PracticeId = practiceId, KeyId = keyId, Wrapped = master.Seal(fresh) });
        return fresh;
    }

    private static (string Fields, byte[] Values) Values(EntityEntry<IPracticeRecord> entry)
    {
        var properties = entry.Properties
            .Where(p => entry.State != EntityState.Modified || (p.IsModified && !Equals(p.OriginalValue, p.CurrentValue)))
            .ToList();
        var values = properties.Where(p => p.Metadata.PropertyInfo?.IsDefined(typeof(OutOfHistoryAttribute), inherit: false) != true).ToDictionary(
            p => p.Metadata.Name,
            p => new[]
            {
                entry.State == EntityState.Added ? null : p.OriginalValue,
                entry.State == EntityState.Deleted ? null : p.CurrentValue,
            },
            StringComparer.Ordinal);
        return (string.Join(',', properties.Select(p => p.Metadata.Name)), JsonSerializer.SerializeToUtf8Bytes(values));
    }

    private static DateTimeOffset Microseconds(DateTimeOffset at) => new(at.UtcTicks / 10 * 10, TimeSpan.Zero);
}
