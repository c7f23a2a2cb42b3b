using System.Net;
using System.Net.Http.Json;
using Engramm.Care.Access;
using Engramm.Cockpit.Link;
using Engramm.Cockpit.Live;
using Engramm.Cockpit.Tests;
using Engramm.Server.Identity;
using Engramm.Sessions;
using Engramm.Sessions.Entries;

namespace Engramm.Server.Tests.Live;

/// <summary>What waits on a tablet belongs to the one who entered it, whoever signs in in that browser meanwhile.</summary>
public sealed class OtherPersonTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_that_wait_are_neither_stored_nor_dropped_while_another_person_is_signed_in()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        var (tablet, author) = (new FakeTablet(), server.People.Accounts[Role.Nurse]);
        using var browser = new SharedBrowser(server.Address);
        var outbox = await OpenAsync(server, tablet, browser, author.Id);
        await outbox.AddAsync(Sending.Now(new NoteAdded("entered before the sign-in ended")));

        foreach (var (person, hasSecondFactor, outcome) in ((Account, bool, Cockpit.Link.Sending)[])[
            (server.People.Spare, true, Cockpit.Link.Sending.OtherPerson),
            (server.People.Accounts[Role.Physician], true, Cockpit.Link.Sending.OtherPerson),
            (server.People.Accounts[Role.Coach], true, Cockpit.Link.Sending.OtherPerson),
            (server.People.Accounts[Role.Patient], true, Cockpit.Link.Sending.OtherPerson),
            (server.People.Spare, false, Cockpit.Link.Sending.OtherPerson),
            (author, false, Cockpit.Link.Sending.SignedOut)])
        {
            browser.Cookies = await server.SignedInAsync(person);
            await SetSecondFactorAsync(server, person, hasSecondFactor);
            await SendAsync(outbox);
            Assert.Equal(outcome, outbox.LastOutcome);
            Assert.Single(await server.LogOfAsync(server.People.OwnSession));
            Assert.Single(tablet.Outbox);
        }

        // Back as the author: it is stored, once, and only now forgotten here.
        browser.Cookies = await server.SignedInAsync(author);
        await SendAsync(outbox);
        await SendAsync(outbox);
        Assert.Equal(author.Id.ToString(), Assert.Single(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is NoteAdded).By.Id);
        Assert.Empty(tablet.Outbox);
        Assert.Equal(Cockpit.Link.Sending.Stored, outbox.LastOutcome);
    }

    [Fact]
    public async Task The_second_person_at_the_pump_is_named_beside_the_one_who_sends()
    {
        await using var server = await PracticeServer.StartAsync();
        var (tablet, nurse) = (new FakeTablet(), server.People.Accounts[Role.Nurse]);
        using var browser = new SharedBrowser(server.Address) { Cookies = await server.CookiesAsync(Role.Nurse) };
        var outbox = await OpenAsync(server, tablet, browser, nurse.Id);
        await outbox.AddAsync(Sending.Now(new PumpChecked(PumpCheck.Second, true, null)) with { By = server.People.Actor(Role.Physician) });
        await SendAsync(outbox);
        Assert.Equal(server.People.Actor(Role.Physician), (await server.LogOfAsync(server.People.OwnSession))[^1].By);
        Assert.Empty(tablet.Outbox);
    }

    [Theory]
    [InlineData("de", "Der Eintrag bleibt auf dem Gerät")]
    [InlineData("en", "The entry stays on the device")]
    public async Task Whoever_is_not_the_author_is_told_so_in_their_language(string language, string words)
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/sessions/{server.People.OwnSession}/commands?lang={language}")
        {
            Content = Server.Tests.Sending.Json(SessionJson.Write(Sending.Now(new NoteAdded("not mine")))),
        };
        request.Headers.Add(SessionLink.Author, server.People.Accounts[Role.Physician].Id.ToString());
        using var answer = await nurse.SendAsync(request, Stop);
        var refused = await answer.Content.ReadFromJsonAsync<CommandRefused>(Stop);
        Assert.Equal((HttpStatusCode.Unauthorized, SessionLink.OtherAccount), (answer.StatusCode, refused!.Code));
        Assert.Contains(words, refused.Text, StringComparison.Ordinal);
    }

    private static async Task<Outbox> OpenAsync(PracticeServer server, FakeTablet tablet, SharedBrowser browser, Guid account)
    {
        var device = new Browser(tablet);
        await device.BeginAsync();
        return new Outbox(server.People.OwnSession, account, new SessionLink(new HttpClient(browser, disposeHandler: false) { BaseAddress = server.Address }), device);
    }

    private static Task<bool> SendAsync(Outbox outbox) => outbox.SendAsync(_ => { }, (_, refusal) => Assert.Fail(refusal.Code));

    private static async Task SetSecondFactorAsync(PracticeServer server, Account person, bool hasOne)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        db.Attach(person).Entity.TwoFactorEnabled = !hasOne;
        person.TwoFactorEnabled = hasOne;
        await db.SaveChangesAsync(Stop);
    }

    /// <summary>The one cookie jar that all tabs of a browser have; follows redirects, as fetch does.</summary>
    private sealed class SharedBrowser : DelegatingHandler
    {
        public SharedBrowser(Uri address)
            : base(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = true }) => Address = address;

        public Uri Address { get; }

        public string Cookies { get; set; } = "";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("Cookie", Cookies);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
