using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Server.Live;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.Storage.SessionLog;
using Engramm.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Engramm.Server.Tests.Live;

/// <summary>A server that was asleep and one that went on: the first may not act on what it knew.</summary>
[Trait("Needs", "Processes")]
public class TwoProcessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_one_that_lost_the_session_checks_against_what_is_there_now(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        var slept = server.App.Services.GetRequiredService<SessionDesk>();
        Assert.Null((await ApplyAsync(server, slept, new InfusionStarted(new MillilitresPerHour(51), "a test of two processes"))).Refusal);

        await using var other = await server.StartBesideAsync();
        var wentOn = other.App.Services.GetRequiredService<SessionDesk>();
        Assert.Null((await ApplyAsync(server, wentOn, new InfusionEnded())).Refusal);

        // By what it remembers the infusion is running and could end.
        Assert.Equal("end.already", (await ApplyAsync(server, slept, new InfusionEnded())).Refusal?.Code);
        Assert.Equal(4, (await ApplyAsync(server, slept, new NoteAdded("awake again"))).Sequence);

        var rows = await new SessionLogStore(server.Database.Contexts).ReadAsync(server.People.OwnSession, 0, 100, Stop);
        Assert.Equal([1L, 2L, 3L, 4L], rows.Select(r => r.Epoch));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_command_that_reaches_both_is_stored_once(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        await using var other = await server.StartBesideAsync();
        SessionDesk[] desks = [server.App.Services.GetRequiredService<SessionDesk>(), other.App.Services.GetRequiredService<SessionDesk>()];
        var command = Sending.Now(new NoteAdded("once"));

        foreach (var desk in desks.Concat(desks))
        {
            Assert.Equal(2, (await desk.ApplyAsync(server.People.OwnSession, command, server.People.Actor(Role.Nurse), Stop)).Sequence);
        }

        Assert.Equal(2, (await server.LogOfAsync(server.People.OwnSession)).Count);
    }

    private static Task<CommandOutcome> ApplyAsync(PracticeServer server, SessionDesk desk, SessionEntry entry) =>
        desk.ApplyAsync(server.People.OwnSession, Sending.Now(entry), server.People.Actor(Role.Nurse), Stop);
}
