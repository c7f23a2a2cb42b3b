using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Storage.SessionLog;

/// <summary>What became of an append.</summary>
/// <param name="Sequence">The number the event has in its session.</param>
/// <param name="WasKnown">True when this command had been stored before; nothing was written now.</param>
public readonly record struct Appended(long Sequence, bool WasKnown);

/// <summary>
/// The append-only log of sessions. An append returns only after the row is committed to disk; the same command stored twice
/// is one row; sequences have no gaps. Only the present owner of the session's lease writes: the transaction touches the lease's
/// row first, which locks it on PostgreSQL and takes the write lock on SQLite, and writes nothing when owner or epoch differ.
/// </summary>
public sealed class SessionLogStore(IDbContextFactory<EngrammDbContext> contexts)
{
    private const int MostTries = 4;

    /// <summary>Stores one event.</summary>
    /// <param name="lease">The writer's right.</param>
    /// <param name="last">The last number the writer knows of; when it is wrong the store looks for itself.</param>
    /// <param name="command">What is stored.</param>
    /// <param name="recordedAt">When it is being stored, practice time.</param>
    /// <param name="cancellation">Stops waiting; never leaves half a row.</param>
    /// <exception cref="StaleLeaseException">The session has another owner by now; nothing was written.</exception>
    public async Task<Appended> AppendAsync(SessionLease lease, long last, SessionCommand command, DateTimeOffset recordedAt, CancellationToken cancellation)
    {
        var session = lease.SessionId;
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            if (await db.SessionLeases.Where(l => l.SessionId == session && l.Owner == lease.Owner && l.Epoch == lease.Epoch)
                .ExecuteUpdateAsync(s => s.SetProperty(l => l.Epoch, l => l.Epoch), cancellation) == 0)
            {
                throw new StaleLeaseException(lease);
            }

            if (attempt > 1)
            {
                var known = await db.SessionLog.Where(r => r.SessionId == session && r.CommandId == command.CommandId)
                    .Select(r => (long?)r.Sequence).FirstOrDefaultAsync(cancellation);
                if (known is { } sequence)
                {
                    return new Appended(sequence, WasKnown: true);
                }

                last = await db.SessionLog.Where(r => r.SessionId == session).MaxAsync(r => (long?)r.Sequence, cancellation) ?? 0;
            }

            db.SessionLog.Add(new SessionLogRow
            {
                PracticeId = lease.PracticeId,
                SessionId = session,
                Sequence = last + 1,
                Epoch = lease.Epoch,
                CommandId = command.CommandId,
                OccurredAt = command.OccurredAt,
                RecordedAt = recordedAt,
                Json = SessionJson.Write(command.Store(last + 1, recordedAt)),
            });
            try
            {
                await db.SaveChangesAsync(cancellation);
                await transaction.CommitAsync(cancellation);
                return new Appended(last + 1, WasKnown: false);
            }
            catch (DbUpdateException) when (attempt < MostTries)
            {
                // The number or the command is there already: an earlier answer was lost. Look again.
            }
        }
    }

    /// <summary>The events after a sequence, in order, at most <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<SessionLogRow>> ReadAsync(Guid sessionId, long after, int most, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.SessionLog.AsNoTracking()
            .Where(r => r.SessionId == sessionId && r.Sequence > after)
            .OrderBy(r => r.Sequence)
            .Take(most)
            .ToListAsync(cancellation);
    }
}
