using System.Net;
using Engramm.Care.Access;
using Engramm.Exchange.Hl7v2;
using Engramm.Server.Clock;
using Engramm.Server.Live;
using Engramm.Sessions.Drills;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engramm.Server.Tests.Staff;

/// <summary>Unknown monitors are listed; a person ties one to a chair, and to one only.</summary>
public sealed class MonitorsPageTests
{
    private const string Device = "00E0F1FFFE5A0001";
    private static readonly SimulatedVitals Vitals = new(71, 97, 14, null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_monitor_nobody_tied_is_listed_and_tied_by_a_person_to_one_session_alone()
    {
        await using var server = await PracticeServer.StartAsync();
        Assert.Equal(AckCode.Rejected, await SendAsync(server, "C-1"));
        using var nurse = await server.AsAsync(Role.Nurse);
        var page = await PageAsync(nurse);
        Assert.Contains(Device, page, StringComparison.Ordinal);
        Assert.Contains("Gehört zu niemandem", page, StringComparison.Ordinal);

        await using var db = server.Database.Contexts.Create(server.People.Id);
        var monitor = (await db.Monitors.SingleAsync(Stop)).Id;
        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(nurse, $"/monitors/{monitor}/tie/{server.People.OwnSession}"));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(nurse, $"/monitors/{monitor}/tie/{server.People.OtherSession}"));

        var tie = Assert.Single(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is MonitorAttached);
        Assert.Equal(server.People.Actor(Role.Nurse), tie.By);
        Assert.DoesNotContain(await server.LogOfAsync(server.People.OtherSession), e => e.Entry is MonitorAttached);
        Assert.Contains("Verbunden mit", await PageAsync(nurse), StringComparison.Ordinal);
        Assert.Equal(AckCode.Accepted, await SendAsync(server, "C-2"));

        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(nurse, $"/monitors/{monitor}/untie/{server.People.OwnSession}"));
        Assert.Equal(AckCode.Rejected, await SendAsync(server, "C-3"));
        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(nurse, $"/monitors/{monitor}/tie/{server.People.OtherSession}"));
    }

    [Fact]
    public async Task A_monitor_nobody_has_heard_is_tied_to_nothing()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(nurse, $"/monitors/{Guid.NewGuid()}/tie/{server.People.OwnSession}"));
        Assert.DoesNotContain(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is MonitorAttached);
    }

    [Fact]
    public async Task A_wrong_unit_is_shown_with_the_one_that_is_allowed_and_without_the_value()
    {
        await using var server = await PracticeServer.StartAsync();
        await SendAsync(server, "C-1", text => text.Replace("|262688^", "|1^", StringComparison.Ordinal));
        using var physician = await server.AsAsync(Role.Physician);
        var page = await PageAsync(physician);
        Assert.Contains("Sauerstoffsättigung: Einheit fehlt oder ist eine andere. Erlaubt ist %.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("97", page[page.IndexOf("Sauerstoffsättigung: ", StringComparison.Ordinal)..][..90], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_last_message_and_what_could_not_be_used_outlive_a_restart_and_reach_another_node(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        await SendAsync(server, "C-1", text => text.Replace("|262688^", "|1^", StringComparison.Ordinal));
        var heard = server.App.Services.GetRequiredService<HeardMonitors>();
        await heard.WriteAsync(Stop);
        await using (var beside = await server.StartBesideAsync())
        {
            await ShowsAsync(beside);
        }

        // A word that nobody had time to write down is written when the server stops.
        await SendAsync(server, "C-2", text => text.Replace("|264864^", "|1^", StringComparison.Ordinal));
        await using var again = await server.StartAgainAsync();
        await ShowsAsync(again);
        using var nurse = await again.AsAsync(Role.Nurse);
        Assert.Contains("Herzfrequenz: Einheit fehlt oder ist eine andere. Erlaubt ist /min.", await PageAsync(nurse), StringComparison.Ordinal);

        static async Task ShowsAsync(PracticeServer node)
        {
            using var nurse = await node.AsAsync(Role.Nurse);
            var page = await PageAsync(nurse);
            Assert.Contains("Gehört zu niemandem", page, StringComparison.Ordinal);
            Assert.Contains("Sauerstoffsättigung: Einheit fehlt oder ist eine andere. Erlaubt ist %.", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_monitor_silent_for_longer_than_two_minutes_and_what_it_sent_a_day_ago_are_shown_as_past()
    {
        await using var server = await PracticeServer.StartAsync();
        await SendAsync(server, "C-1", text => text.Replace("|262688^", "|1^", StringComparison.Ordinal));
        using var nurse = await server.AsAsync(Role.Nurse);
        var clock = server.App.Services.GetRequiredService<PracticeClock>();
        clock.Turn(TimeSpan.FromMinutes(3), 1);
        var later = await PageAsync(nurse);
        Assert.Contains("Schweigt", later, StringComparison.Ordinal);
        Assert.Contains("Nicht verwendete Werte der letzten 24 Stunden", later, StringComparison.Ordinal);
        clock.Turn(TimeSpan.FromHours(24), 1);
        Assert.DoesNotContain("Nicht verwendete Werte", await PageAsync(nurse), StringComparison.Ordinal);
    }

    private static async Task<AckCode> SendAsync(PracticeServer server, string control, Func<string, string>? change = null)
    {
        await using var client = new MllpClient("127.0.0.1", server.MonitorPort, TimeProvider.System, NullLogger.Instance);
        var message = new SimulatedMonitor(Device, "Raum 1", []).Write(Vitals, TimeProvider.System.GetUtcNow(), control);
        var sent = change is null ? message : System.Text.Encoding.UTF8.GetBytes(change(System.Text.Encoding.UTF8.GetString(message)));
        return (await client.SendAsync(sent, control, Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop)).Code;
    }

    private static async Task<string> PageAsync(HttpClient http) => WebUtility.HtmlDecode(await http.GetStringAsync("/monitors?lang=de", Stop));

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string path)
    {
        using var answer = await http.PostAsync(path, Sending.Form(), Stop);
        return answer.StatusCode;
    }
}
