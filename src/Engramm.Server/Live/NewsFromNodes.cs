using Engramm.Server.Access;
using Engramm.Server.Hosting;
using Engramm.Storage;
using Engramm.Storage.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engramm.Server.Live;

/// <summary>
/// Passes news between the nodes of a practice, so that a cockpit learns of it whichever node it is connected to. With SQLite there is one
/// node and nothing to pass. A node that dies after storing and before telling, or a lost connection, makes the others late and no more:
/// each looks for itself every <see cref="SessionWatch.LookEvery"/> how far the open sessions are.
/// </summary>
public sealed partial class NewsFromNodes(
    ServerOptions options, NewsBoard board, SessionDesk desk, SessionWatch watch, EngrammContexts contexts, PracticeProfile practice, ILogger<NewsFromNodes> log) : BackgroundService
{
    /// <summary>The shortest time between two notices to the other nodes: what is written meanwhile is told together. An assumption of this project.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private IReadOnlyDictionary<Guid, long> seen = new Dictionary<Guid, long>();

    /// <summary>Looks once how far the sessions are that are open or looked at here, and tells this node's readers of those that have grown since the last look.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var here = watch.WatchedHere;
        await using var db = contexts.Create(practice.Id);
        var heads = await db.Sessions.AsNoTracking()
            .Where(s => s.ClosedAt == null || here.Contains(s.Id))
            .Select(s => new { s.Id, UpTo = db.SessionLog.Where(r => r.SessionId == s.Id).Max(r => (long?)r.Sequence) ?? 0 })
            .ToDictionaryAsync(s => s.Id, s => s.UpTo, cancellation);
        foreach (var (session, upTo) in heads.Where(h => h.Value > seen.GetValueOrDefault(h.Key)))
        {
            desk.Hear(session, upTo);
            board.Tell(new SessionNews(session, upTo, IsFromElsewhere: true));
        }

        seen = heads;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options is { Engine: Engine.PostgreSql, ConnectionString: { } database })
        {
            await using var nodes = new PostgreSqlNews(database);
            await Task.WhenAll(
                KeepOnAsync(() => nodes.ListenAsync(Pass, watch.Hear, stoppingToken), stoppingToken),
                KeepOnAsync(() => TellAsync(nodes, stoppingToken), stoppingToken),
                KeepOnAsync(() => LookAndTellWatchedAsync(nodes, stoppingToken), stoppingToken));
        }
    }

    private async Task TellAsync(PostgreSqlNews nodes, CancellationToken stopping)
    {
        await foreach (var gathered in board.GatherAsync(Gathering, TimeProvider.System, stopping))
        {
            var own = gathered.Where(n => n is { IsFromElsewhere: false, AloneAt: null, Escalated: null }).GroupBy(n => n.SessionId).Select(g => (g.Key, g.Max(n => n.UpTo)));
            await nodes.TellAsync(desk.Process, own, stopping);
        }
    }

    private async Task LookAndTellWatchedAsync(PostgreSqlNews nodes, CancellationToken stopping)
    {
        using var beat = new PeriodicTimer(SessionWatch.LookEvery);
        while (await beat.WaitForNextTickAsync(stopping))
        {
            await nodes.TellWatchedAsync(watch.WatchedHere, stopping);
            await LookAsync(stopping);
        }
    }

    private void Pass(Guid process, Guid session, long upTo)
    {
        if (process != desk.Process)
        {
            desk.Hear(session, upTo);
            board.Tell(new SessionNews(session, upTo, IsFromElsewhere: true));
        }
    }

    private async Task KeepOnAsync(Func<Task> passing, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await passing();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The server ends.
            }
            catch (Exception fault) when (fault is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                Lost(log, (fault as NpgsqlException)?.SqlState ?? fault.GetType().Name);
                await Task.Delay(Again, stopping).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "News does not pass between the nodes: the connection to PostgreSQL is lost ({Reason}). Trying again; until then each node looks for itself.")]
    private static partial void Lost(ILogger logger, string reason);
}
