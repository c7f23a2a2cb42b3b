using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Server.Clock;
using Engramm.Server.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Identity;

public sealed partial class MagicLinkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_signs_its_patient_in_once_and_looking_at_it_uses_nothing_up()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: MailReceiver.Nowhere);
        var link = await AskAsync(server);
        using var browser = server.Browser();
        for (var look = 0; look < 2; look++)
        {
            using var seen = await browser.GetAsync(link, Stop);
            Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
            Assert.Null(seen.CookieOf("engramm"));
            Assert.Contains($"action=\"{link}\"", await seen.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        using var opened = await browser.PostAsync(link, null, Stop);
        Assert.Equal($"/companion/{server.People.OwnPatient}", opened.Headers.Location?.ToString());
        using var home = await browser.GetAsync("/home", Stop);
        Assert.Equal($"/companion/{server.People.OwnPatient}", home.Headers.Location?.ToString());

        await AssertRefusedAsync(server, link);
    }

    [Fact]
    public async Task A_link_expires_after_fifteen_minutes()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: MailReceiver.Nowhere);
        var asked = TimeProvider.System.GetUtcNow();
        var link = await AskAsync(server);
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            var expires = (await db.MagicLinks.AsNoTracking().SingleAsync(Stop)).ExpiresAt;
            Assert.InRange(expires - asked, TimeSpan.FromMinutes(14.9), TimeSpan.FromMinutes(16));
            var over = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(1);
            await db.MagicLinks.ExecuteUpdateAsync(s => s.SetProperty(l => l.ExpiresAt, over), Stop);
        }

        await AssertRefusedAsync(server, link);
    }

    [Fact]
    public async Task The_practice_clock_does_not_age_a_link()
    {
        await using var server = await PracticeServer.StartAsync();
        var link = await AskAsync(server);
        using var browser = server.Browser();
        using var turned = await browser.PostAsJsonAsync("/demo/clock", new ClockTurn(60 * 24, null), Stop);
        Assert.Equal(HttpStatusCode.OK, turned.StatusCode);
        using var opened = await browser.PostAsync(link, null, Stop);
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
    }

    [Fact]
    public async Task The_database_holds_no_link_that_could_be_used()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: MailReceiver.Nowhere);
        var token = (await AskAsync(server))["/link/".Length..];
        await using var db = server.Database.Contexts.Create(server.People.Id);
        var stored = (await db.MagicLinks.SingleAsync(Stop)).TokenHash;
        Assert.DoesNotContain(token, stored, StringComparison.Ordinal);
        await AssertRefusedAsync(server, "/link/" + stored);
    }

    [Theory]
    [InlineData("unknown@post.example")]
    [InlineData("physician@praxis.example")]
    public async Task An_address_that_gets_no_link_is_answered_like_one_that_does(string email)
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: MailReceiver.Nowhere);
        using var browser = server.Browser();
        var texts = new List<string>();
        foreach (var address in (string[])[email, server.People.Accounts[Role.Patient].Email!])
        {
            using var answer = await browser.PostAsync("/sign-in/link", Sending.Form(("email", address)), Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            // The id of the form's next command is random and says nothing about the address.
            texts.Add(Command().Replace(await answer.Content.ReadAsStringAsync(Stop), ""));
        }

        Assert.Equal(texts[0], texts[1]);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Equal(server.People.Accounts[Role.Patient].Email, (await db.Mails.SingleAsync(Stop)).To);
    }

    [Fact]
    public async Task Asking_again_and_again_fills_nobodys_mailbox()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: MailReceiver.Nowhere);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (minutesAgo, mails) in ((double, int)[])[(0, 1), (0.5, 1), (2, 2), (2, 3), (2, 4), (2, 5), (2, 5), (59, 5), (61, 6)])
        {
            await using var db = server.Database.Contexts.Create(server.People.Id);
            await db.Mails.ExecuteUpdateAsync(s => s.SetProperty(m => m.WrittenAt, now.AddMinutes(-minutesAgo)), Stop);
            using var browser = server.Browser();
            using var asked = await browser.PostAsync("/sign-in/link", Sending.Form(("email", server.People.Accounts[Role.Patient].Email!)), Stop);
            Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
            Assert.Equal(mails, await db.Mails.CountAsync(Stop));
        }
    }

    private static async Task<string> AskAsync(PracticeServer server)
    {
        using var browser = server.Browser();
        using var asked = await browser.PostAsync("/sign-in/link", Sending.Form(("email", server.People.Accounts[Role.Patient].Email!)), Stop);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return Link().Match((await db.Mails.SingleAsync(Stop)).Body!).Value;
    }

    private static async Task AssertRefusedAsync(PracticeServer server, string link)
    {
        using var browser = server.Browser();
        using var answer = await browser.PostAsync(link, null, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Null(answer.CookieOf("engramm"));
    }

    [GeneratedRegex("name=\"command\" value=\"[0-9a-f-]{36}\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();

    [GeneratedRegex("/link/[A-Za-z0-9_-]{40,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
