using System.Net;
using Engramm.Care.Access;
using Engramm.Server.Cli;
using Engramm.Server.Hosting;
using Engramm.Server.Tests.Mail;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Hosting;

/// <summary>A real practice is reached under its own name, which no caller chooses, and its cookies go over https alone.</summary>
public class PublicAddressTests
{
    private static readonly Uri Public = new("https://practice.example");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("practice.example", HttpStatusCode.OK)]
    [InlineData("PRACTICE.example", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("practice.example.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    public async Task A_mailed_link_leads_to_the_practice_whatever_name_the_caller_gives(string host, HttpStatusCode status)
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: MailReceiver.Nowhere, address: Public);
        using var answer = await AskAsync(server, host);
        Assert.Equal(status, answer.StatusCode);
        Assert.DoesNotContain("evil", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        var mails = await db.Mails.ToListAsync(Stop);
        Assert.Equal(status == HttpStatusCode.OK ? 1 : 0, mails.Count);
        Assert.All(mails, mail => Assert.Contains("https://practice.example/link/", mail.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_cookie_of_a_practice_served_over_https_is_secure()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: MailReceiver.Nowhere, address: Public);
        using var asked = await AskAsync(server, "practice.example");
        await using var db = server.Database.Contexts.Create(server.People.Id);
        var body = (await db.Mails.SingleAsync(Stop)).Body!;
        var path = body[body.IndexOf("/link/", StringComparison.Ordinal)..].Split(['\n', '\r', ' '])[0];

        using var opened = await SendAsync(server, HttpMethod.Post, path, "practice.example");
        using var welcome = await SendAsync(server, HttpMethod.Get, "/sign-in?lang=en", "practice.example");
        var cookies = string.Join("; ", Set(opened).Select(c => c.Split(';')[0]));
        using var registered = await SendAsync(server, HttpMethod.Post, $"/companion/{server.People.OwnPatient}/welcome", "practice.example", cookies,
            ("given", "Test"), ("family", "Solberg"), ("birth", "1979-03-14"), ("agree", "true"), ("draft", "welcome"));
        using var left = await SendAsync(server, HttpMethod.Post, "/sign-out", "practice.example", cookies);
        var all = new[] { opened, welcome, registered, left }.SelectMany(Set).ToList();
        Assert.Equal(
            "engramm engramm-active engramm-draft-over engramm-language",
            string.Join(' ', all.Select(c => c.Split('=')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
        Assert.All(all, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_fictional_practice_on_loopback_works_without_https_as_before()
    {
        await using var server = await PracticeServer.StartAsync();
        using var page = await SendAsync(server, HttpMethod.Get, "/sign-in?lang=en", "evil.example");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.All(Set(page), cookie => Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(Set(page));
    }

    [Fact]
    public async Task Without_a_public_address_a_real_practice_answers_its_own_machine_only_and_says_how_to_change_that()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var here = await SendAsync(server, HttpMethod.Get, "/sign-in", "127.0.0.1");
        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
        using var elsewhere = await SendAsync(server, HttpMethod.Get, "/sign-in", "practice.example");
        Assert.Equal(HttpStatusCode.MisdirectedRequest, elsewhere.StatusCode);
        Assert.Contains("--public-address", await elsewhere.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_real_practice_with_mail_does_not_start_without_a_public_address(bool isFictional, bool isRefused)
    {
        await using var database = await TestDatabase.CreateAsync(Storage.Engine.Sqlite);
        await SeededPractice.SeedAsync(database.Contexts, isFictional, Stop);
        var options = PracticeServer.Options(database) with { Mail = MailReceiver.Nowhere };
        var fault = await Record.ExceptionAsync(async () =>
        {
            await using var app = await EngrammServer.BuildAsync(options);
        });
        Assert.Equal(isRefused, fault is CalledWronglyException refused && refused.Message.Contains("--public-address", StringComparison.Ordinal));
        Assert.Equal(isRefused, fault is not null);
    }

    [Theory]
    [InlineData("https://practice.example", "https://practice.example")]
    [InlineData("https://practice.example/", "https://practice.example")]
    [InlineData("https://practice.example:8443", "https://practice.example:8443")]
    [InlineData("http://localhost:5080", "http://localhost:5080")]
    [InlineData("http://practice.example", null)]
    [InlineData("practice.example", null)]
    [InlineData("https://practice.example/engramm", null)]
    [InlineData("https://practice.example?x=1", null)]
    [InlineData("https://user@practice.example", null)]
    [InlineData("ftp://practice.example", null)]
    public void An_address_is_https_and_a_name_and_nothing_else(string written, string? read)
    {
        if (read is null)
        {
            Assert.Contains(written, Assert.Throws<CalledWronglyException>(() => PublicAddress.Read(written)).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(read, PublicAddress.Read(written)!.GetLeftPart(UriPartial.Authority));
    }

    private static Task<HttpResponseMessage> AskAsync(PracticeServer server, string host) =>
        SendAsync(server, HttpMethod.Post, "/sign-in/link", host, null, ("email", server.People.Accounts[Role.Patient].Email!));

    private static async Task<HttpResponseMessage> SendAsync(PracticeServer server, HttpMethod method, string path, string host, string? cookies = null, params (string, string)[] fields)
    {
        using var http = server.Caller(cookies);
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? Sending.Form(fields) : null };
        request.Headers.Host = host;
        return await http.SendAsync(request, Stop);
    }

    private static IEnumerable<string> Set(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];
}
