using System.Collections.Concurrent;

namespace Engramm.Server.Live;

/// <summary>
/// Which sessions somebody looks at: a cockpit whose feed is open watches its session, at this node or another. Measured in real time.
/// </summary>
public sealed class SessionWatch(TimeProvider time)
{
    /// <summary>A running session that no cockpit has watched for so long is told to all others; looked at every <see cref="LookEvery"/>, so within ten seconds. Target of this project.</summary>
    public static readonly TimeSpan LongestAlone = TimeSpan.FromSeconds(8);

    /// <summary>How often it is looked.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly long began = time.GetTimestamp();
    private readonly ConcurrentDictionary<Guid, int> here = new();
    private readonly ConcurrentDictionary<Guid, long> lastSeen = new();

    /// <summary>The sessions watched at this node now.</summary>
    public IReadOnlyList<Guid> WatchedHere => [.. here.Where(w => w.Value > 0).Select(w => w.Key)];

    /// <summary>A cockpit opens its feed; disposing says that it has gone.</summary>
    public IDisposable Enter(Guid session)
    {
        here.AddOrUpdate(session, 1, (_, count) => count + 1);
        return new Watcher(this, session);
    }

    /// <summary>Another node says that it is watched there.</summary>
    public void Hear(Guid session) => lastSeen[session] = time.GetTimestamp();

    /// <summary>Whether nobody has looked for too long. A server that has just started gives everyone the time to come back.</summary>
    public bool IsAlone(Guid session) =>
        !(here.TryGetValue(session, out var count) && count > 0)
        && time.GetElapsedTime(Math.Max(lastSeen.GetValueOrDefault(session, began), began)) > LongestAlone;

    private sealed class Watcher(SessionWatch watch, Guid session) : IDisposable
    {
        private int isGone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isGone, 1) == 0)
            {
                watch.Hear(session);
                watch.here.AddOrUpdate(session, 0, (_, count) => count - 1);
            }
        }
    }
}
