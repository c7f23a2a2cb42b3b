using Engramm.Sessions.Entries;
using Engramm.Storage.SessionLog;
using Engramm.TestKit;

namespace Engramm.Storage.Tests;

public class SessionLogTests
{
    private readonly Guid practice = Guid.NewGuid();
    private readonly Guid session = Guid.NewGuid();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_same_command_sent_twice_is_stored_once(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var lease = await TakeAsync(database, Guid.NewGuid());
        var command = NewCommand();

        var first = await AppendAsync(database, lease, 0, command);
        var again = await AppendAsync(database, lease, 1, command);
        var lost = await AppendAsync(database, lease, 0, command);

        Assert.Equal(new Appended(1, WasKnown: false), first);
        Assert.Equal(new Appended(1, WasKnown: true), again);
        Assert.Equal(new Appended(1, WasKnown: true), lost);
        Assert.Single(await ReadAsync(database));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Two_processes_that_take_a_session_from_each_other_leave_no_gap_and_lose_nothing(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        Guid[] processes = [Guid.NewGuid(), Guid.NewGuid()];
        var commands = Enumerable.Range(0, 20).Select(_ => NewCommand()).ToList();

        for (var n = 0; n < commands.Count; n++)
        {
            // Neither knows the last number: the store finds it.
            await AppendAsync(database, await TakeAsync(database, processes[n % 2]), 0, commands[n]);
        }

        var rows = await ReadAsync(database);
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), rows.Select(r => r.Sequence));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), rows.Select(r => r.Epoch));
        Assert.Equal(commands.Select(c => c.CommandId), rows.Select(r => r.CommandId));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_process_that_slept_through_a_change_of_owner_writes_nothing(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slept = await TakeAsync(database, Guid.NewGuid());
        await AppendAsync(database, slept, 0, NewCommand());
        var owner = await TakeAsync(database, Guid.NewGuid());

        await Assert.ThrowsAsync<StaleLeaseException>(() => AppendAsync(database, slept, 1, NewCommand()));
        await AppendAsync(database, owner, 1, NewCommand());
        await Assert.ThrowsAsync<StaleLeaseException>(() => AppendAsync(database, slept, 2, NewCommand()));

        Assert.Equal([1L, 2L], (await ReadAsync(database)).Select(r => r.Epoch));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_epoch_rises_with_a_new_owner_only(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal(1, (await TakeAsync(database, one)).Epoch);
        Assert.Equal(1, (await TakeAsync(database, one)).Epoch);
        Assert.Equal(2, (await TakeAsync(database, other)).Epoch);
        Assert.Equal(3, (await TakeAsync(database, one)).Epoch);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Of_many_that_take_a_session_at_once_each_gets_an_epoch_of_its_own(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TakeAsync(database, Guid.NewGuid())));

        Assert.Equal([1L, 2L, 3L, 4L], taken.Select(l => l.Epoch).Order());
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_reader_continues_after_the_last_number_it_has(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var lease = await TakeAsync(database, Guid.NewGuid());
        for (var n = 0; n < 5; n++)
        {
            await AppendAsync(database, lease, n, NewCommand());
        }

        Assert.Equal([4, 5], (await new SessionLogStore(database.Contexts).ReadAsync(session, after: 3, most: 10, Stop)).Select(r => r.Sequence));
    }

    private static SessionCommand NewCommand() =>
        new(Guid.NewGuid(), DateTimeOffset.UnixEpoch, new Actor("test", "Test", ActorRole.Software), new NoteAdded("note"));

    private Task<SessionLease> TakeAsync(TestDatabase database, Guid process) => new SessionLeases(database.Contexts).TakeAsync(practice, session, process, Stop);

    private Task<IReadOnlyList<SessionLogRow>> ReadAsync(TestDatabase database) => new SessionLogStore(database.Contexts).ReadAsync(session, after: 0, most: 100, Stop);

    private static Task<Appended> AppendAsync(TestDatabase database, SessionLease lease, long last, SessionCommand command) =>
        new SessionLogStore(database.Contexts).AppendAsync(lease, last, command, DateTimeOffset.UnixEpoch, Stop);
}
