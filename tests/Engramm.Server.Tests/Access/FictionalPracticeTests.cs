using System.Net;
using System.Net.Http.Json;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Server.Access;
using Engramm.Server.Cli;
using Engramm.Server.Clock;
using Engramm.Server.Demo;
using Engramm.Server.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Access;

/// <summary>Door, clock and outbox exist for invented people on the own machine, and nowhere else.</summary>
public class FictionalPracticeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "practice.example")]
    [InlineData(true, "localhost.elsewhere.example")]
    public async Task What_only_a_fictional_practice_has_is_refused_elsewhere(bool isFictional, string? host)
    {
        await using var server = await PracticeServer.StartAsync(isFictional);
        using var caller = server.Caller();
        var fictional = AccessMatrixTests.Answers.EndpointsOf(server.App).Where(e => e.Metadata.GetMetadata<FictionalOnly>() is not null).ToList();
        Assert.True(fictional.Count >= 4);
        foreach (var endpoint in fictional)
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                var path = endpoint.RoutePattern.RawText!.Replace("{accountId:guid}", server.People.Accounts[Role.Physician].Id.ToString(), StringComparison.Ordinal);
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                request.Headers.Host = host;
                using var answer = await caller.SendAsync(request, Stop);
                Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{method} {path}: {answer.StatusCode}");
                Assert.Null(answer.CookieOf("engramm"));
            }
        }

        await using var db = server.Database.Contexts.CreateDbContext();
        Assert.Equal(1, await db.Practices.IgnoreQueryFilters().CountAsync(Stop));
    }

    [Fact]
    public async Task The_front_page_of_a_real_practice_leads_to_the_sign_in_and_names_nobody()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var caller = server.Caller();
        using var answer = await caller.GetAsync("/", Stop);
        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Everyone_may_start_an_empty_fictional_practice_which_ends_the_sign_ins_of_the_old_one()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        using var caller = server.Caller();
        using var begun = await caller.PostAsync("/door/empty-practice", null, Stop);
        Assert.Equal(HttpStatusCode.SeeOther, begun.StatusCode);

        using var home = await physician.GetAsync("/home", Stop);
        Assert.StartsWith("/sign-in", home.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var record = await physician.GetAsync($"/api/sessions/{server.People.OwnSession}/events?after=0", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, record.StatusCode);
    }

    [Fact]
    public async Task The_door_of_a_practice_that_began_empty_says_so_and_leads_on()
    {
        await using var server = await PracticeServer.StartAsync();
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            var patient = await db.Accounts.FirstAsync(a => a.Role == Role.Patient, Stop);
            patient.DisplayName = DemoPractice.DoorPatients[0];
            await db.SaveChangesAsync(Stop);
        }

        using var caller = server.Caller();
        var full = WebUtility.HtmlDecode(await caller.GetStringAsync("/?lang=en", Stop));
        Assert.Contains("/demo/tour/1", full, StringComparison.Ordinal);
        Assert.Contains("/door/empty-practice", full, StringComparison.Ordinal);
        Assert.Contains("/demo/outbox", full, StringComparison.Ordinal);
        Assert.DoesNotContain("This practice began empty", full, StringComparison.Ordinal);

        using var begun = await caller.PostAsync("/door/empty-practice", null, Stop);
        var empty = WebUtility.HtmlDecode(await caller.GetStringAsync("/?lang=en", Stop));
        Assert.DoesNotContain("/demo/tour/1", empty, StringComparison.Ordinal);
        Assert.DoesNotContain("/door/empty-practice", empty, StringComparison.Ordinal);
        Assert.Contains("/demo/outbox", empty, StringComparison.Ordinal);
        Assert.Contains("This practice began empty", empty, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false, "invite the first patient")]
    [InlineData(1, false, "somebody you invited")]
    [InlineData(9, true, "Katrin Solberg")]
    public void The_terminal_recommends_only_people_who_are_there(int patients, bool hasCast, string expected)
    {
        var welcome = DemoCommand.Welcome(new ServerOptions { DataFolder = "", ContentFolder = "" }, new DemoStanding(IsNew: false, IsRunning: false, patients, hasCast, Days: 1));
        Assert.Contains(expected, welcome, StringComparison.Ordinal);
        foreach (var name in DemoPractice.DoorPatients.Where(_ => !hasCast))
        {
            Assert.DoesNotContain(name, welcome, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"minutes\":-1}")]
    [InlineData("{\"minutes\":-0.001}")]
    [InlineData("{\"minutes\":89281}")]
    [InlineData("{\"rate\":0.99}")]
    [InlineData("{\"rate\":120.5}")]
    [InlineData("{\"rate\":-2}")]
    public async Task The_clock_goes_neither_back_nor_too_far_nor_at_another_rate(string turn)
    {
        await using var server = await PracticeServer.StartAsync();
        using var caller = server.Caller();
        var before = await caller.GetFromJsonAsync<ClockFace>("/demo/clock", Stop);
        using var answer = await caller.PostAsync("/demo/clock", Sending.Json(turn), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var after = await caller.GetFromJsonAsync<ClockFace>("/demo/clock", Stop);
        Assert.Equal(1, after!.Rate);
        Assert.InRange(after.Now - before!.Now, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_rate_alone_can_be_changed()
    {
        await using var server = await PracticeServer.StartAsync();
        using var caller = server.Caller();
        using var answer = await caller.PostAsync("/demo/clock", Sending.Json("{\"rate\":30}"), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(30, (await caller.GetFromJsonAsync<ClockFace>("/demo/clock", Stop))!.Rate);
    }

    [Fact]
    public async Task The_button_names_the_next_due_step_and_turns_the_clock_to_it()
    {
        await using var server = await PracticeServer.StartAsync();
        using var caller = server.Caller();

        // A morning that began just now: whenever the test runs, the next one is far.
        foreach (var (field, value) in ((string, string)[])[("next", "true"), ("minutes", "1")])
        {
            using var begun = await caller.PostAsync("/demo/time", Sending.Form((field, value)), Stop);
            Assert.Equal(HttpStatusCode.SeeOther, begun.StatusCode);
        }

        var due = (await caller.GetFromJsonAsync<ClockFace>("/demo/clock", Stop))!.Now.AddSeconds(90);
        await AddTaskAsync(server, CareTaskKind.NextDayCall, due.AddHours(-3));
        await AddTaskAsync(server, CareTaskKind.NextDayCall, due);
        var page = WebUtility.HtmlDecode(await caller.GetStringAsync("/demo/time?lang=en&return=/patients", Stop));
        Assert.Contains("Call on the day after</button>", page, StringComparison.Ordinal);

        using var turned = await caller.PostAsync("/demo/time", Sending.Form(("next", "true"), ("return", "/patients")), Stop);
        Assert.Equal((HttpStatusCode.SeeOther, "/patients"), (turned.StatusCode, turned.Headers.Location?.ToString()));
        var face = await caller.GetFromJsonAsync<ClockFace>("/demo/clock", Stop);
        Assert.InRange(face!.Now - due, -TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60));

        // What was due is past now; the next step is another one, at the latest the next morning.
        var next = WebUtility.HtmlDecode(await caller.GetStringAsync("/demo/time?lang=en", Stop));
        Assert.Contains("a new day</button>", next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    public async Task Turning_the_clock_never_leads_to_another_site(string asked)
    {
        await using var server = await PracticeServer.StartAsync();
        using var caller = server.Caller();
        using var turned = await caller.PostAsync("/demo/time", Sending.Form(("minutes", "1"), ("return", asked)), Stop);
        Assert.Equal("/", turned.Headers.Location?.ToString());
    }

    [Fact]
    public void The_first_step_after_now_counts_and_a_past_one_never()
    {
        var now = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal("b", NextSteps.First(now, [new(now, "now"), new(now.AddMinutes(-5), "past"), new(now.AddMinutes(9), "c"), new(now.AddMinutes(4), "b")]).TextKey);
        Assert.Throws<InvalidOperationException>(() => NextSteps.First(now, [new(now, "now")]));
    }

    private static async Task AddTaskAsync(PracticeServer server, CareTaskKind kind, DateTimeOffset due)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        db.Add(new CareTask { Id = Guid.NewGuid(), PatientId = server.People.OwnPatient, Kind = kind, AssignedTo = server.People.Accounts[Role.Therapist].Id, CreatedAt = due, DueAt = due });
        await db.SaveChangesAsync(Stop);
    }

    [Fact]
    public async Task A_turned_clock_survives_a_restart_and_ends_no_sign_in()
    {
        await using var server = await PracticeServer.StartAsync();
        var cookies = await server.CookiesAsync(Role.Physician);
        using (var caller = server.Caller())
        {
            using var turned = await caller.PostAsJsonAsync("/demo/clock", new ClockTurn(60 * 24 * 30, 60), Stop);
            Assert.Equal(HttpStatusCode.OK, turned.StatusCode);
        }

        var shown = server.App.Services.GetService(typeof(PracticeClock)) is PracticeClock clock ? clock.GetUtcNow() : default;
        Assert.InRange(shown - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(30), TimeSpan.FromDays(31));

        await using var again = await server.StartAgainAsync();
        using var physician = again.Caller(cookies);
        var face = await physician.GetFromJsonAsync<ClockFace>("/demo/clock", Stop);
        Assert.Equal(60, face!.Rate);
        Assert.True(face.Now >= shown, $"The clock showed {shown:O} and after the restart {face.Now:O}.");
        using var home = await physician.GetAsync("/home", Stop);
        Assert.Equal("/patients", home.Headers.Location?.ToString());
    }
}
