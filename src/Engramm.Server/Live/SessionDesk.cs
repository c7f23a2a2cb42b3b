using System.Collections.Concurrent;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.Storage.SessionLog;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>What became of a command: the number it has, or why it was refused.</summary>
public sealed record CommandOutcome(long Sequence, bool WasKnown, Refusal? Refusal);

/// <summary>
/// Takes commands of running sessions: checks the rules against the fold, stores, then tells. Nothing is acknowledged before
/// it is on disk. The fold here is a cache of the log and can be thrown away at any moment.
/// </summary>
public sealed class SessionDesk(SessionLogStore store, NewsBoard news, PracticeClock clock, PracticeProfile practice, SessionConsequences consequences)
{
    private const int Page = 2000;
    private readonly ConcurrentDictionary<Guid, Held> sessions = new();

    /// <summary>Applies a command once. The same id again gives the same answer and writes nothing.</summary>
    public async Task<CommandOutcome> ApplyAsync(Guid sessionId, SessionCommand command, Actor by, CancellationToken cancellation)
    {
        var held = sessions.GetOrAdd(sessionId, _ => new Held());
        await held.Gate.WaitAsync(cancellation);
        try
        {
            await CatchUpAsync(sessionId, held, cancellation);
            if (held.Log.Contains(command.CommandId))
            {
                return new CommandOutcome(held.Log.Events.First(e => e.CommandId == command.CommandId).Sequence, WasKnown: true, null);
            }

            var said = command with { By = by };
            if (SessionRules.Check(held.Log.State, said) is { } refusal)
            {
                return new CommandOutcome(0, WasKnown: false, refusal);
            }

            var recordedAt = clock.GetUtcNow();
            var appended = await store.AppendAsync(
                practice.Id, sessionId, said.CommandId, said.OccurredAt, recordedAt, n => SessionJson.Write(said.Store(n, recordedAt)), cancellation);
            await CatchUpAsync(sessionId, held, cancellation);
            news.Tell(new SessionNews(sessionId, held.Log.CompleteUpTo));
            if (command.Entry is not (VitalsObserved or SedationRecorded or ExperienceRated))
            {
                await consequences.DrawAsync(sessionId, held.Log.State, CancellationToken.None);
            }

            return new CommandOutcome(appended.Sequence, appended.WasKnown, null);
        }
        finally
        {
            held.Gate.Release();
        }
    }

    /// <summary>The state as stored so far.</summary>
    public async Task<SessionState> StateAsync(Guid sessionId, CancellationToken cancellation) => (await ReadAsync(sessionId, cancellation)).State;

    /// <summary>A copy of the log as stored so far, for one reader.</summary>
    public async Task<SessionLog> ReadAsync(Guid sessionId, CancellationToken cancellation)
    {
        var held = sessions.GetOrAdd(sessionId, _ => new Held());
        await held.Gate.WaitAsync(cancellation);
        try
        {
            await CatchUpAsync(sessionId, held, cancellation);
            var copy = new SessionLog();
            copy.AddRange(held.Log.Events);
            return copy;
        }
        finally
        {
            held.Gate.Release();
        }
    }

    /// <summary>Draws consequences that a crash may have prevented: called for every open session at start.</summary>
    public async Task ResumeAsync(EngrammContexts contexts, CancellationToken cancellation)
    {
        await using var db = contexts.Create(practice.Id);
        foreach (var sessionId in await db.Sessions.Where(s => s.ClosedAt == null).Select(s => s.Id).ToListAsync(cancellation))
        {
            await consequences.DrawAsync(sessionId, await StateAsync(sessionId, cancellation), cancellation);
        }
    }

    private async Task CatchUpAsync(Guid sessionId, Held held, CancellationToken cancellation)
    {
        while (true)
        {
            var rows = await store.ReadAsync(sessionId, held.Log.CompleteUpTo, Page, cancellation);
            held.Log.AddRange(rows.Select(r => SessionJson.ReadEvent(r.Json)));
            if (rows.Count < Page)
            {
                return;
            }
        }
    }

    private sealed class Held
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public SessionLog Log { get; } = new();
    }
}
