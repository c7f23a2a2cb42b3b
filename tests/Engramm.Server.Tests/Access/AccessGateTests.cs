using System.Net;
using Engramm.Care.Access;
using Engramm.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Engramm.Server.Tests.Access;

public class AccessGateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_endpoint_that_declares_nothing_is_refused_to_everyone()
    {
        await using var server = await PracticeServer.StartAsync(adjust: app =>
        {
            app.MapGet("/forgotten", () => "secret");
            app.MapGet("/declared", () => "secret").OpenToAll("Shows that the same page is answered once it is declared.");
        });
        using var physician = await server.AsAsync(Role.Physician);

        using var forgotten = await physician.GetAsync("/forgotten", Stop);
        Assert.Equal(HttpStatusCode.InternalServerError, forgotten.StatusCode);
        Assert.DoesNotContain("secret", await forgotten.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal("secret", await physician.GetStringAsync("/declared", Stop));
    }

    [Theory]
    [InlineData("DELETE", "/patients", "GET")]
    [InlineData("PUT", "/sign-out", "POST")]
    [InlineData("PROPFIND", "/", "GET")]
    public async Task A_method_a_page_does_not_know_is_answered_as_such(string method, string path, string allowed)
    {
        await using var server = await PracticeServer.StartAsync();
        using var caller = server.Caller();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await caller.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal([allowed], answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("Origin", "https://elsewhere.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "own", true)]
    public async Task A_write_from_another_site_is_refused(string header, string value, bool isTaken)
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out");
        request.Headers.Add(header, value is "own" ? server.Address.GetLeftPart(UriPartial.Authority) : value);

        using var answer = await physician.SendAsync(request, Stop);

        Assert.Equal(isTaken ? HttpStatusCode.SeeOther : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_link_from_another_site_may_be_followed()
    {
        await using var server = await PracticeServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var browser = server.Browser();
        using var answer = await browser.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_patient_or_session_that_does_not_exist_is_nobodys()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        using var answer = await physician.GetAsync($"/api/sessions/{Guid.NewGuid()}/events?after=0", Stop);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost", true)]
    [InlineData("::1", "[::1]:5080", true)]
    [InlineData("127.0.0.1", "127.0.0.1:5080", true)]
    [InlineData("192.0.2.7", "localhost", false)]
    [InlineData("127.0.0.1", "practice.example", false)]
    [InlineData("127.0.0.1", "localhost.elsewhere.example", false)]
    public void Loopback_means_address_and_name(string address, string host, bool isLoopback)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        http.Request.Host = new HostString(host);
        Assert.Equal(isLoopback, AccessGate.IsLoopback(http));
    }
}
