using Microsoft.EntityFrameworkCore;

namespace Engramm.Storage.SessionLog;

/// <summary>
/// Gives each session one writer. Taking is a compare-and-set of one row; whoever took it last has the highest epoch, and
/// <see cref="SessionLogStore"/> refuses everybody else in the transaction of the append. A process that was only asleep finds out by
/// its first write, which fails.
/// </summary>
public sealed class SessionLeases(IDbContextFactory<EngrammDbContext> contexts)
{
    private const int MostTries = 8;

    /// <summary>Takes the session, whoever had it. The epoch stays when the process has it already.</summary>
    /// <exception cref="InvalidOperationException">Others took it every time in between.</exception>
    public async Task<SessionLease> TakeAsync(Guid practiceId, Guid sessionId, Guid owner, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            if (await db.SessionLeases.AsNoTracking().SingleOrDefaultAsync(l => l.SessionId == sessionId, cancellation) is { } row)
            {
                var next = row.Owner == owner ? row.Epoch : row.Epoch + 1;
                if (await db.SessionLeases.Where(l => l.SessionId == sessionId && l.Epoch == row.Epoch)
                    .ExecuteUpdateAsync(s => s.SetProperty(l => l.Owner, owner).SetProperty(l => l.Epoch, next), cancellation) == 1)
                {
                    return new SessionLease(practiceId, sessionId, owner, next);
                }

                continue;
            }

            db.SessionLeases.Add(new SessionLeaseRow { SessionId = sessionId, PracticeId = practiceId, Owner = owner, Epoch = 1 });
            try
            {
                await db.SaveChangesAsync(cancellation);
                return new SessionLease(practiceId, sessionId, owner, 1);
            }
            catch (DbUpdateException) when (attempt < MostTries)
            {
                // Somebody was first: look again.
            }
        }

        throw new InvalidOperationException($"Session {sessionId} changed its owner {MostTries} times while it was being taken.");
    }
}
