using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Storage.SessionLog;

/// <summary>What became of an append.</summary>
/// <param name="Sequence">The number the event has in its session.</param>
/// <param name="WasKnown">True when this command had been stored before; nothing was written now.</param>
public readonly record struct Appended(long Sequence, bool WasKnown);

/// <summary>
/// The append-only log of sessions. An append returns only after the row is committed to disk; the same command stored twice
/// is one row. Sequences have no gaps: the primary key refuses a second writer with the same number, who then looks again.
/// </summary>
public sealed class SessionLogStore(IDbContextFactory<EngrammDbContext> contexts)
{
    private const int MostTries = 8;
    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> gates = new();

    /// <summary>Stores one event.</summary>
    /// <param name="practiceId">The practice.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="commandId">The sender's id of the command.</param>
    /// <param name="occurredAt">When it happened.</param>
    /// <param name="recordedAt">When it is being stored.</param>
    /// <param name="json">Makes the event's JSON from the sequence it gets.</param>
    /// <param name="cancellation">Stops waiting; never leaves half a row.</param>
    public async Task<Appended> AppendAsync(
        Guid practiceId,
        Guid sessionId,
        Guid commandId,
        DateTimeOffset occurredAt,
        DateTimeOffset recordedAt,
        Func<long, string> json,
        CancellationToken cancellation)
    {
        var gate = gates.GetOrAdd(sessionId, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellation);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                await using var db = await contexts.CreateDbContextAsync(cancellation);
                var known = await db.SessionLog.Where(r => r.SessionId == sessionId && r.CommandId == commandId)
                    .Select(r => (long?)r.Sequence).FirstOrDefaultAsync(cancellation);
                if (known is { } sequence)
                {
                    return new Appended(sequence, WasKnown: true);
                }

                var next = 1 + (await db.SessionLog.Where(r => r.SessionId == sessionId).MaxAsync(r => (long?)r.Sequence, cancellation) ?? 0);
                db.SessionLog.Add(new SessionLogRow
                {
                    PracticeId = practiceId,
                    SessionId = sessionId,
                    Sequence = next,
                    CommandId = commandId,
                    OccurredAt = occurredAt,
                    RecordedAt = recordedAt,
                    Json = json(next),
                });
                try
                {
                    await db.SaveChangesAsync(cancellation);
                    return new Appended(next, WasKnown: false);
                }
                catch (DbUpdateException) when (attempt < MostTries)
                {
                    // Another node took the number or stored the command: look again.
                }
            }
        }
        finally
        {
            gate.Release();
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
