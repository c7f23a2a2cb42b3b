using Engramm.Server.Hosting;
using Engramm.Storage;
using Engramm.Storage.PostgreSql;
using Npgsql;

namespace Engramm.Server.Live;

/// <summary>
/// Passes on what other nodes of the practice have written, so that a cockpit learns of it whichever node it is connected to. With
/// SQLite there is one node and nothing to hear. After a lost connection it listens again; a notice missed meanwhile is made up by the next
/// one and by every cockpit's own look when its feed opens.
/// </summary>
public sealed partial class NewsFromNodes(ServerOptions options, NewsBoard board, SessionDesk desk, SessionWatch watch, ILogger<NewsFromNodes> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options is { Engine: Engine.PostgreSql, ConnectionString: { } database } && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PostgreSqlNews.ListenAsync(database, Pass, Watch, () => watch.WatchedHere, SessionWatch.LookEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The server ends.
            }
            catch (NpgsqlException fault)
            {
                Lost(log, fault.SqlState ?? fault.GetType().Name);
                await Task.Delay(Again, stoppingToken).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private void Pass(Guid process, Guid session, long upTo)
    {
        if (process != desk.Process)
        {
            board.Tell(new SessionNews(session, upTo));
        }
    }

    private void Watch(Guid session) => watch.Hear(session);

    [LoggerMessage(Level = LogLevel.Warning, Message = "News of other nodes are not heard: the connection to PostgreSQL is lost ({Reason}). Listening again.")]
    private static partial void Lost(ILogger logger, string reason);
}
