using System.Threading.Channels;
using Engramm.Care.Access;
using Engramm.Server.Live;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.Storage.PostgreSql;
using Engramm.Storage.SessionLog;
using Engramm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Engramm.Server.Tests.Live;

/// <summary>What one node writes is heard at another, also when the writer died before it could tell.</summary>
public class NewsBetweenNodesTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_node_hears_what_was_written_here_and_does_not_tell_it_again()
    {
        await using var server = await PracticeServer.StartAsync(engine: Engine.PostgreSql);
        await using var other = await server.StartBesideAsync();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        end.CancelAfter(LongEnough);
        await using var there = Board(other).ListenAsync(end.Token).GetAsyncEnumerator(end.Token);
        var heard = there.MoveNextAsync();
        await using var wire = new PostgreSqlNews(server.Database.Connection!);
        var told = Channel.CreateUnbounded<(Guid Process, long UpTo)>();
        var listening = wire.ListenAsync((process, _, upTo) => told.Writer.TryWrite((process, upTo)), _ => { }, end.Token);

        // A notice counts from the moment the others listen: enter until it is heard.
        while (!heard.IsCompleted || told.Reader.Count == 0)
        {
            await EnterAsync(server);
            await Task.Yield();
        }

        Assert.True(await heard);
        Assert.Equal(server.People.OwnSession, there.Current.SessionId);
        Assert.True(there.Current.IsFromElsewhere);

        var own = await EnterAsync(other);
        var byOther = new List<long>();
        while (!byOther.Contains(own))
        {
            var (process, upTo) = await told.Reader.ReadAsync(end.Token);
            if (process == Desk(other).Process)
            {
                byOther.Add(upTo);
            }
        }

        Assert.Equal([own], byOther);
        await end.CancelAsync();
        await listening.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    [Fact]
    public async Task What_a_node_wrote_that_died_before_telling_is_seen_with_the_next_look()
    {
        await using var server = await PracticeServer.StartAsync();
        var session = server.People.OwnSession;
        var nodes = server.App.Services.GetServices<IHostedService>().OfType<NewsFromNodes>().Single();
        await nodes.LookAsync(Stop);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var here = Board(server).ListenAsync(end.Token).GetAsyncEnumerator(end.Token);
        var heard = here.MoveNextAsync();

        await nodes.LookAsync(Stop);
        Assert.False(heard.IsCompleted);

        var before = await server.LogOfAsync(session);
        var lease = await new SessionLeases(server.Database.Contexts).TakeAsync(server.People.Id, session, Guid.NewGuid(), Stop);
        var note = Sending.Now(new NoteAdded("the last of a node")) with { By = server.People.Actor(Role.Nurse) };
        await new SessionLogStore(server.Database.Contexts).AppendAsync(lease, before.Count, note, TimeProvider.System.GetUtcNow(), Stop);
        await nodes.LookAsync(Stop);

        Assert.True(await heard);
        Assert.Equal(new SessionNews(session, before.Count + 1, IsFromElsewhere: true), here.Current);
    }

    [Fact]
    public async Task What_comes_within_the_pause_is_handed_on_together()
    {
        var (board, time) = (new NewsBoard(), new FakeTimeProvider());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var reader = board.GatherAsync(TimeSpan.FromMilliseconds(50), time, end.Token).GetAsyncEnumerator(end.Token);
        var first = reader.MoveNextAsync();
        var session = Guid.NewGuid();
        board.Tell(new SessionNews(session, 1));
        Assert.True(await first);
        Assert.Equal([new SessionNews(session, 1)], reader.Current);

        var second = reader.MoveNextAsync();
        board.Tell(new SessionNews(session, 2));
        board.Tell(new SessionNews(session, 3));
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.True(await second);
        Assert.Equal([new SessionNews(session, 2), new SessionNews(session, 3)], reader.Current);
    }

    private static NewsBoard Board(PracticeServer server) => server.App.Services.GetRequiredService<NewsBoard>();

    private static async Task<long> EnterAsync(PracticeServer server) =>
        (await Desk(server).ApplyAsync(server.People.OwnSession, Sending.Now(new NoteAdded("told to all")), server.People.Actor(Role.Nurse), Stop)).Sequence;

    private static SessionDesk Desk(PracticeServer server) => server.App.Services.GetRequiredService<SessionDesk>();
}
