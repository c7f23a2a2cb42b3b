using System.Net;
using Engramm.Care.Access;
using Engramm.Server.Identity;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Engramm.Server.Tests.Identity;

/// <summary>The locked screen hides records, never the feeds, alarms and the STOP of a running session.</summary>
public class IdleLockTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("missing")]
    [InlineData("expired")]
    [InlineData("forged")]
    public async Task After_ten_idle_minutes_pages_are_locked_and_the_session_is_not(string cookie)
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await LockedAsync(server, cookie);
        var session = server.People.OwnSession;

        using var home = await nurse.GetAsync("/home?x=1", Stop);
        Assert.Equal("/lock?return=%2Fhome%3Fx%3D1", home.Headers.Location?.ToString());
        using var page = await nurse.GetAsync("/lock", Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        using var events = await nurse.GetAsync($"/api/sessions/{session}/events?after=0", Stop);
        Assert.Equal(HttpStatusCode.OK, events.StatusCode);
        using var sheet = await nurse.GetAsync($"/api/sessions/{session}", Stop);
        Assert.Contains("\"isLocked\":true", await sheet.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var news = await nurse.GetAsync("/api/news", HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal("text/event-stream", news.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_locked_screen_pauses_stops_and_takes_notice_of_alarms_and_charts_nothing()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await LockedAsync(server, "missing");
        var session = server.People.OwnSession;
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (entry, status) in ((SessionEntry, HttpStatusCode)[])
            [
                (new VitalsObserved(ValueSource.Manual, [new VitalValue(Measure.HeartRate, 70, "/min")]), HttpStatusCode.Locked),
                (new NoteAdded("charted while locked"), HttpStatusCode.Locked),
                (new InfusionStarted(new Engramm.Quantities.MillilitresPerHour(51), "started while locked"), HttpStatusCode.Locked),
                (new AudioPaused(60), HttpStatusCode.Locked),
                (new InfusionPaused(), HttpStatusCode.OK),
                (new InfusionStopped(), HttpStatusCode.OK),
                (new AlarmAcknowledged("bp.high.call", now, AlarmPriority.Medium), HttpStatusCode.OK),
            ])
        {
            using var answer = await nurse.CommandAsync(session, Sending.Now(entry));
            Assert.True(status == answer.StatusCode, $"{entry.GetType().Name}: {answer.StatusCode}");
            Assert.Null(answer.CookieOf("engramm-active"));
        }

        Assert.Equal(
            [typeof(SessionOpened), typeof(InfusionPaused), typeof(InfusionStopped), typeof(AlarmAcknowledged)],
            (await server.LogOfAsync(session)).Select(e => e.Entry.GetType()));
    }

    [Fact]
    public async Task Charting_is_an_action_and_watching_is_none()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var session = server.People.OwnSession;
        using var watched = await nurse.GetAsync($"/api/sessions/{session}/events?after=0", Stop);
        Assert.Null(watched.CookieOf("engramm-active"));
        using var charted = await nurse.CommandAsync(session, Sending.Now(new NoteAdded("charted")));
        Assert.NotNull(charted.CookieOf("engramm-active"));
    }

    [Fact]
    public async Task Unlocking_opens_the_pages_again()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await LockedAsync(server, "missing");
        using var unlocked = await nurse.PostAsync("/lock", Sending.Form(("return", "/home")), Stop);
        Assert.Equal((HttpStatusCode.SeeOther, "/home"), (unlocked.StatusCode, unlocked.Headers.Location?.ToString()));
        Assert.NotNull(unlocked.CookieOf("engramm-active"));
    }

    [Fact]
    public async Task In_a_real_practice_unlocking_needs_the_password_and_guessing_ends()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        var nurse = server.People.Accounts[Role.Nurse];
        using var caller = server.Caller(SignInAlone(await server.SignedInAsync(nurse)));
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            using var wrong = await caller.PostAsync("/lock", Sending.Form(("password", "four other words here")), Stop);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        using var right = await caller.PostAsync("/lock", Sending.Form(("password", TestKit.SeededPractice.Password)), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
        Assert.Null(right.CookieOf("engramm-active"));
    }

    [Fact]
    public async Task A_hand_on_the_page_keeps_it_open_and_opens_no_locked_one()
    {
        await using var server = await PracticeServer.StartAsync();
        using var writing = await server.AsAsync(Role.Nurse);
        using var heard = await writing.PostAsync("/still-here", null, Stop);
        Assert.Equal(HttpStatusCode.NoContent, heard.StatusCode);
        Assert.NotNull(heard.CookieOf("engramm-active"));

        using var locked = await LockedAsync(server, "expired");
        using var refused = await locked.PostAsync("/still-here", null, Stop);
        Assert.Equal(HttpStatusCode.Locked, refused.StatusCode);
        Assert.Null(refused.CookieOf("engramm-active"));
    }

    [Fact]
    public async Task A_patients_phone_is_never_locked()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = server.Caller(SignInAlone(await server.CookiesAsync(Role.Patient)));
        using var home = await patient.GetAsync("/home", Stop);
        Assert.Equal($"/companion/{server.People.OwnPatient}", home.Headers.Location?.ToString());
    }

    private static async Task<HttpClient> LockedAsync(PracticeServer server, string cookie)
    {
        var signedIn = SignInAlone(await server.CookiesAsync(Role.Nurse));
        return server.Caller(cookie switch
        {
            "missing" => signedIn,
            "expired" => $"{signedIn}; engramm-active={Expired(server)}",
            _ => $"{signedIn}; engramm-active=CfDJ8forged",
        });
    }

    private static string Expired(PracticeServer server) =>
        server.App.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("engramm idle lock").ToTimeLimitedDataProtector()
            .Protect("active", TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(1));

    private static string SignInAlone(string cookies) => cookies.Split("; ").Single(c => c.StartsWith("engramm=", StringComparison.Ordinal));
}
