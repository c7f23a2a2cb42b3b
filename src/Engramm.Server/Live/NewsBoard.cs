using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Engramm.Server.Live;

/// <summary>That there is something new in a session, up to which number. The content is read by number, so a missed notice costs nothing.</summary>
/// <param name="SessionId">Of which session.</param>
/// <param name="UpTo">The last number.</param>
/// <param name="AloneAt">The chair's name when the news is that nobody looks at this session; null otherwise.</param>
public sealed record SessionNews(Guid SessionId, long UpTo, string? AloneAt = null);

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
        var id = Guid.NewGuid();
        var channel = Channel.CreateBounded<SessionNews>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        readers[id] = channel;
        try
        {
            await foreach (var news in channel.Reader.ReadAllAsync(cancellation))
            {
                yield return news;
            }
        }
        finally
        {
            readers.TryRemove(id, out _);
        }
    }
}
