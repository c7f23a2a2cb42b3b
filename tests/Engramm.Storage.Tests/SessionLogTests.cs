using Engramm.Storage.SessionLog;
using Engramm.TestKit;

namespace Engramm.Storage.Tests;

public class SessionLogTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_same_command_sent_twice_is_stored_once(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var log = new SessionLogStore(database.Contexts);
        var (session, command) = (Guid.NewGuid(), Guid.NewGuid());

        var first = await AppendAsync(log, session, command);
        var again = await AppendAsync(log, session, command);

        Assert.Equal(new Appended(1, WasKnown: false), first);
        Assert.Equal(new Appended(1, WasKnown: true), again);
        Assert.Single(await log.ReadAsync(session, after: 0, most: 10, Stop));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_stores_writing_one_session_leave_no_gap_and_lose_nothing(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        // Two stores know nothing of each other's gate: like two nodes.
        SessionLogStore[] nodes = [new(database.Contexts), new(database.Contexts)];
        var session = Guid.NewGuid();
        var commands = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).ToList();

        await Task.WhenAll(commands.Select((command, n) => AppendAsync(nodes[n % 2], session, command)));

        var rows = await nodes[0].ReadAsync(session, after: 0, most: 100, Stop);
        Assert.Equal(Enumerable.Range(1, 40).Select(n => (long)n), rows.Select(r => r.Sequence));
        Assert.Equal(commands.Order(), rows.Select(r => r.CommandId).Order());
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reader_continues_after_the_last_number_it_has(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var log = new SessionLogStore(database.Contexts);
        var session = Guid.NewGuid();
        for (var n = 0; n < 5; n++)
        {
            await AppendAsync(log, session, Guid.NewGuid());
        }

        Assert.Equal([4, 5], (await log.ReadAsync(session, after: 3, most: 10, Stop)).Select(r => r.Sequence));
    }

    private static Task<Appended> AppendAsync(SessionLogStore log, Guid session, Guid command) =>
        log.AppendAsync(Guid.NewGuid(), session, command, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, n => $"{{\"n\":{n}}}", Stop);
}
