using System.Net;
using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Server.Live;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Engramm.Server.Tests.Live;

/// <summary>What the server holds of sessions in memory is a copy that it lets go of.</summary>
public sealed class HeldSessionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closed_session_is_forgotten_after_a_while_and_a_command_to_it_still_works()
    {
        await using var server = await PracticeServer.StartAsync();
        var time = new FakeTimeProvider();
        var desk = ActivatorUtilities.CreateInstance<SessionDesk>(server.App.Services, time);
        await ApplyAsync(server, desk, new PatientTransferred("ward 3", "a test of leaving"));
        time.Advance(SessionDesk.HeldFor - TimeSpan.FromSeconds(1));
        desk.LetGo();
        Assert.Equal(1, desk.HeldCount);

        time.Advance(TimeSpan.FromSeconds(1));
        desk.LetGo();
        Assert.Equal(0, desk.HeldCount);
        await ApplyAsync(server, desk, new NoteAdded("after the end"));
        Assert.Equal(SessionPhase.Transferred, (await desk.StateAsync(server.People.OwnSession, Stop)).Phase);
        Assert.Equal([1L, 2L, 3L], (await server.LogOfAsync(server.People.OwnSession)).Select(e => e.Sequence));
    }

    [Fact]
    public async Task A_session_that_is_looked_at_is_held()
    {
        await using var server = await PracticeServer.StartAsync();
        var time = new FakeTimeProvider();
        var desk = ActivatorUtilities.CreateInstance<SessionDesk>(server.App.Services, time);
        await ApplyAsync(server, desk, new NoteAdded("open"));
        for (var i = 0; i < 3; i++)
        {
            time.Advance(SessionDesk.HeldFor - TimeSpan.FromSeconds(1));
            await desk.LookAsync(server.People.OwnSession, state => state.Phase, Stop);
            desk.LetGo();
            Assert.Equal(1, desk.HeldCount);
        }
    }

    [Fact]
    public async Task Commands_and_forgetting_at_once_lose_and_double_nothing()
    {
        await using var server = await PracticeServer.StartAsync();
        var time = new FakeTimeProvider();
        var desk = ActivatorUtilities.CreateInstance<SessionDesk>(server.App.Services, time);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            async () =>
            {
                time.Advance(SessionDesk.HeldFor);
                desk.LetGo();
                await ApplyAsync(server, desk, new NoteAdded($"note {i}"));
            },
            Stop)));
        Assert.Equal(Enumerable.Range(1, 41).Select(n => (long)n), (await server.LogOfAsync(server.People.OwnSession)).Select(e => e.Sequence));
    }

    [Fact]
    public async Task A_leaflet_is_printed_without_holding_the_session()
    {
        await using var server = await PracticeServer.StartAsync();
        var desk = server.App.Services.GetRequiredService<SessionDesk>();
        await ApplyAsync(server, desk, new InfusionStarted(new MillilitresPerHour(51), "a test of leaving"));
        await ApplyAsync(server, desk, new PatientTransferred("ward 3", "a test of leaving"));

        await using var again = await server.StartAgainAsync();
        using var later = await again.AsAsync(Role.Nurse);
        using var leaflet = await later.GetAsync($"/sessions/{server.People.OwnSession}/leaflet", Stop);
        Assert.Equal(HttpStatusCode.OK, leaflet.StatusCode);

        // The other session alone, which is open.
        Assert.Equal(1, again.App.Services.GetRequiredService<SessionDesk>().HeldCount);
    }

    private static async Task ApplyAsync(PracticeServer server, SessionDesk desk, SessionEntry entry) =>
        Assert.Null((await desk.ApplyAsync(server.People.OwnSession, Sending.Now(entry), server.People.Actor(Role.Nurse), Stop)).Refusal);
}
