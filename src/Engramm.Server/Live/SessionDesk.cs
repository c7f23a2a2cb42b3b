using System.Collections.Concurrent;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.Storage.SessionLog;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>What became of a command.</summary>
/// <param name="Sequence">The number of its event; 0 when refused.</param>
/// <param name="WasKnown">Whether nothing new was written.</param>
/// <param name="Refusal">Why it was refused; null when it is stored.</param>
/// <param name="EventId">The event that holds it: its own, or the one that said the same before. Null when refused.</param>
public sealed record CommandOutcome(long Sequence, bool WasKnown, Refusal? Refusal, Guid? EventId = null);

/// <summary>
/// Takes commands of running sessions: checks the rules against the fold, stores, then tells. Nothing is acknowledged before
/// it is on disk. The fold here is a cache of the log and can be thrown away at any moment. While this process has the session's lease
/// nobody else writes, so it reads the log once; when the lease is gone it takes it again and reads what others wrote.
/// </summary>
public sealed class SessionDesk(SessionLogStore store, SessionLeases leases, NewsBoard news, PracticeClock clock, PracticeProfile practice, SessionConsequences consequences, ILogger<SessionDesk> log, TimeProvider time)
{
    private const int Page = 2000;
    private const int MostTries = 12;
    /// <summary>How long a session stays in memory after somebody last asked for it, in real time. A long one takes some megabytes. Expert default of this project.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestYield = TimeSpan.FromMilliseconds(40);
    private readonly ConcurrentDictionary<Guid, Held> sessions = new();
    private readonly ConcurrentDictionary<Guid, byte> unreadable = new();

    /// <summary>This process, as the leases name it.</summary>
    public Guid Process { get; } = Guid.NewGuid();

    /// <summary>Applies a command once. The same id again gives the same answer and writes nothing.</summary>
    /// <exception cref="StaleLeaseException">Another process took the session over again and again; nothing was written.</exception>
    public async Task<CommandOutcome> ApplyAsync(Guid sessionId, SessionCommand command, Actor by, CancellationToken cancellation)
    {
        var held = await EnterAsync(sessionId, cancellation);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await ApplyOnceAsync(sessionId, held, command with { By = by }, cancellation);
                }
                catch (StaleLeaseException) when (attempt < MostTries)
                {
                    // Two nodes that get commands of one session at once: whoever steps back a random moment lets the other finish.
                    held.Lease = null;
                    await Task.Delay(Random.Shared.NextDouble() * LongestYield * attempt, cancellation);
                }
                catch
                {
                    // Whether it was written is not known: read the log again before the next command.
                    held.Lease = null;
                    throw;
                }
            }
        }
        finally
        {
            Leave(held);
        }
    }

    /// <summary>The state as stored so far.</summary>
    public async Task<SessionState> StateAsync(Guid sessionId, CancellationToken cancellation) => (await ReadAsync(sessionId, cancellation)).State;

    /// <summary>A copy of the log as stored so far, for one reader.</summary>
    public async Task<SessionLog> ReadAsync(Guid sessionId, CancellationToken cancellation)
    {
        var held = await EnterAsync(sessionId, cancellation);
        try
        {
            await CatchUpAsync(sessionId, held, cancellation);
            var copy = new SessionLog();
            copy.AddRange(held.Log.Events);
            return copy;
        }
        finally
        {
            Leave(held);
        }
    }

    /// <summary>
    /// Reads something off the state without copying the log. What this process writes itself is not read again; another process's entries are, once
    /// <see cref="Hear"/> has told of them or while this process has not the lease.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="read">Reads; keeps nothing of the state.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<T> LookAsync<T>(Guid sessionId, Func<SessionState, T> read, CancellationToken cancellation)
    {
        var held = await EnterAsync(sessionId, cancellation);
        try
        {
            if (held.Lease is null || held.HeardUpTo > held.Log.CompleteUpTo)
            {
                await CatchUpAsync(sessionId, held, cancellation);
            }

            return read(held.Log.State);
        }
        finally
        {
            Leave(held);
        }
    }

    /// <summary>Another process has written up to this number.</summary>
    public void Hear(Guid sessionId, long upTo)
    {
        if (sessions.TryGetValue(sessionId, out var held))
        {
            held.HeardUpTo = upTo;
        }
    }

    /// <summary>Draws consequences that a crash may have prevented: called at start for every session that is open, or of which no start is known.</summary>
    public async Task ResumeAsync(EngrammContexts contexts, CancellationToken cancellation)
    {
        await using var db = contexts.Create(practice.Id);
        foreach (var sessionId in await db.Sessions.Where(s => s.ClosedAt == null || s.StartedAt == null).Select(s => s.Id).ToListAsync(cancellation))
        {
            try
            {
                await consequences.DrawAsync(sessionId, await StateAsync(sessionId, cancellation), cancellation);
            }
            catch (Exception fault) when (IsOfTheLog(fault))
            {
                // One session that cannot be read must not keep the others from theirs.
                Unreadable(sessionId, fault);
            }
        }
    }

    /// <summary>Whether a fault lies in what a session's log says, and not in the database or in the caller's going.</summary>
    public static bool IsOfTheLog(Exception fault) => fault is InvalidDataException or ArgumentException or ArithmeticException or KeyNotFoundException;

    /// <summary>Writes down, once for each session, that its log cannot be read. Says nothing of its content.</summary>
    public void Unreadable(Guid sessionId, Exception fault)
    {
        if (unreadable.TryAdd(sessionId, 0))
        {
            log.LogError("The log of session {Session} cannot be read, {Error}: its cockpit and its alarms do not work. All other sessions do", sessionId, fault.GetType().Name);
        }
    }

    /// <summary>
    /// Forgets sessions that nobody has asked for in a while. Open ones are looked at all the time, so it is the closed ones that go; whoever
    /// asks for one again reads it again.
    /// </summary>
    public void LetGo()
    {
        foreach (var (sessionId, held) in sessions)
        {
            if (time.GetElapsedTime(held.LastUsed) < HeldFor || !held.Gate.Wait(0))
            {
                continue;
            }

            if (time.GetElapsedTime(held.LastUsed) >= HeldFor)
            {
                held.IsGone = true;
                sessions.TryRemove(KeyValuePair.Create(sessionId, held));
            }

            held.Gate.Release();
        }
    }

    /// <summary>How many sessions are held in memory.</summary>
    public int HeldCount => sessions.Count;

    private async Task<Held> EnterAsync(Guid sessionId, CancellationToken cancellation)
    {
        while (true)
        {
            var held = sessions.GetOrAdd(sessionId, _ => new Held { LastUsed = time.GetTimestamp() });
            await held.Gate.WaitAsync(cancellation);
            if (!held.IsGone)
            {
                return held;
            }

            // Forgotten between finding it and entering: there is a new one by now, or will be.
            held.Gate.Release();
        }
    }

    private void Leave(Held held)
    {
        held.LastUsed = time.GetTimestamp();
        held.Gate.Release();
    }

    private async Task<CommandOutcome> ApplyOnceAsync(Guid sessionId, Held held, SessionCommand command, CancellationToken cancellation)
    {
        if (held.Lease is null)
        {
            var taken = await leases.TakeAsync(practice.Id, sessionId, Process, cancellation);
            await CatchUpAsync(sessionId, held, cancellation);
            held.Lease = taken;
        }

        if (held.Log.Find(command.CommandId) is { } known)
        {
            // Whoever sends again has not heard the answer: what follows from the entry may not have been drawn either.
            await FollowAsync(sessionId, held, known.Entry);
            return new CommandOutcome(known.Sequence, WasKnown: true, null, known.CommandId);
        }

        var now = clock.GetUtcNow();
        if (SessionRules.Check(held.Log.State, command, now) is { } refusal)
        {
            return new CommandOutcome(0, WasKnown: false, refusal);
        }

        if (command.Entry is VitalsObserved { Source: ValueSource.Monitor } vitals)
        {
            var (values, from) = held.Log.State.Unrepeated(vitals, command.OccurredAt);
            if (values.Count == 0 && from is { } first)
            {
                return new CommandOutcome(held.Log.Find(first)?.Sequence ?? 0, WasKnown: true, null, first);
            }

            command = command with { Entry = vitals with { Values = values } };
        }

        var appended = await store.AppendAsync(held.Lease, held.Log.CompleteUpTo, command, now, cancellation);
        // It is on disk: whoever sent it may be gone, what follows from it is drawn all the same.
        await CatchUpAsync(sessionId, held, CancellationToken.None);
        await FollowAsync(sessionId, held, command.Entry);
        return new CommandOutcome(appended.Sequence, appended.WasKnown, null, command.CommandId);
    }

    /// <summary>Tells of a stored entry and draws what follows from it. Safe to repeat.</summary>
    private async Task FollowAsync(Guid sessionId, Held held, SessionEntry entry)
    {
        news.Tell(new SessionNews(sessionId, held.Log.CompleteUpTo));
        // A value has no consequence outside the room.
        if (entry is not (VitalsObserved or SedationRecorded or ExperienceRated))
        {
            await consequences.DrawAsync(sessionId, held.Log.State, CancellationToken.None);
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

        /// <summary>This process's right to write; null before the first command and after another process took it.</summary>
        public SessionLease? Lease { get; set; }

        /// <summary>When it was last asked for, as a time stamp of the real clock.</summary>
        public long LastUsed { get; set; }

        /// <summary>Whether it is held no more; who waited for the gate looks again.</summary>
        public bool IsGone { get; set; }

        /// <summary>The last number another process has told of.</summary>
        public long HeardUpTo { get; set; }
    }
}
