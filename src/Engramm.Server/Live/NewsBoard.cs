using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Engramm.Sessions;
using Engramm.Sessions.Planning;

namespace Engramm.Server.Live;

/// <summary>That there is something new in a session, up to which number. The content is read by number, so a missed notice costs nothing.</summary>
/// <param name="SessionId">Of which session.</param>
/// <param name="UpTo">The last number.</param>
/// <param name="AloneAt">The chair's name when the news is that nobody looks at this session; null otherwise.</param>
/// <param name="Escalated">What nobody in that room has acknowledged in time, when that is the news; null otherwise.</param>
/// <param name="IsFromElsewhere">Heard from another node or seen in the database: the other nodes need not be told.</param>
public sealed record SessionNews(Guid SessionId, long UpTo, string? AloneAt = null, EscalatedNotice? Escalated = null, bool IsFromElsewhere = false);

/// <summary>Alarms of one session that go to everyone. Names the chair and nobody who sits on it.</summary>
/// <param name="Chair">The chair's name.</param>
/// <param name="Priority">The most pressing of them.</param>
/// <param name="Since">Since when the oldest of that priority is as pressing as it is, practice time, UTC.</param>
/// <param name="Count">How many they are.</param>
public sealed record EscalatedNotice(string Chair, AlarmPriority Priority, DateTimeOffset Since, int Count)
{
    /// <summary>What to tell of a session; null when there is nothing.</summary>
    public static EscalatedNotice? Of(string chair, SessionState state, DateTimeOffset now)
    {
        if (state.AreAlarmsOff || state.EscalatedAlarms(now) is not { Count: > 0 } alarms)
        {
            return null;
        }

        var priority = alarms.Max(a => a.Priority);
        return new EscalatedNotice(chair, priority, alarms.Where(a => a.Priority == priority).Min(a => a.LevelSince), alarms.Count);
    }
}

/// <summary>Hands news to every open stream.</summary>
public sealed class NewsBoard
{
    private const int MostWaiting = 256;
    private readonly ConcurrentDictionary<Guid, Channel<SessionNews>> readers = new();

    /// <summary>Tells all readers. A reader that does not keep up loses the oldest notices, which the next one replaces.</summary>
    public void Tell(SessionNews news)
    {
        foreach (var reader in readers.Values)
        {
            reader.Writer.TryWrite(news);
        }
    }

    /// <summary>News from now on, until the reader leaves.</summary>
    public async IAsyncEnumerable<SessionNews> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var gathered in GatherAsync(TimeSpan.Zero, TimeProvider.System, cancellation))
        {
            foreach (var news in gathered)
            {
                yield return news;
            }
        }
    }

    /// <summary>The same for a reader that takes several at once: the first comes at once, what follows within the pause comes together.</summary>
    /// <param name="pause">The shortest time between two gatherings; zero for none.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="cancellation">The reader leaves.</param>
    public async IAsyncEnumerable<IReadOnlyList<SessionNews>> GatherAsync(TimeSpan pause, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var id = Guid.NewGuid();
        var channel = Channel.CreateBounded<SessionNews>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        readers[id] = channel;
        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellation))
            {
                var gathered = new List<SessionNews>();
                while (channel.Reader.TryRead(out var news))
                {
                    gathered.Add(news);
                }

                yield return gathered;
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, time, cancellation);
                }
            }
        }
        finally
        {
            readers.TryRemove(id, out _);
        }
    }
}
