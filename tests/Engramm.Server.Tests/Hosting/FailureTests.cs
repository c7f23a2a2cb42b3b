using System.Net;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Server.Access;
using Microsoft.AspNetCore.Builder;

namespace Engramm.Server.Tests.Hosting;

/// <summary>What somebody gets when a request fails in a way nobody thought of, and what the log says of it.</summary>
public sealed partial class FailureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failure_has_a_page_with_a_number_and_a_line_in_the_log_without_what_was_entered()
    {
        await using var server = await PracticeServer.StartAsync(adjust: app => app.MapGet(
            // As our own code throws it over what is stored and cannot be read.
            "/test/failure/{what}", (string what) => Task.FromException(new InvalidDataException(what, new InvalidOperationException(what)))).OpenToAll("A test of failures."));
        using var browser = server.Browser();
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/test/failure/Solberg?lang=en") { Headers = { { "Accept", "text/html" } } };
        using var answer = await browser.SendAsync(asked, Stop);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains("<h1>Something failed here</h1>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/companion/crisis\"", page, StringComparison.Ordinal);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        var number = Number().Match(page).Value;
        Assert.Contains($"Request {number} failed: GET /test/failure/{{what}}, System.IO.InvalidDataException", server.Log.Text, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), server.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Solberg", server.Log.Text, StringComparison.Ordinal);

        // What is no browser gets the same in plain words.
        using var plain = await browser.GetAsync("/test/failure/x", Stop);
        Assert.Equal("text/plain", plain.Content.Headers.ContentType?.MediaType);
        Assert.Matches(Number(), await plain.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("/self-check/warning-signs", "RF-60=%00x")]
    [InlineData("/patients/invite", "given=%00&family=x")]
    public async Task A_form_that_cannot_be_read_is_refused_and_is_no_failure(string path, string form)
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var answer = await nurse.PostAsync(path, new StringContent(form, null, "application/x-www-form-urlencoded"), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("nichts wurde gespeichert", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("failed:", server.Log.Text, StringComparison.Ordinal);
    }

    [GeneratedRegex("\\b[0-9A-F]{8}\\b", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
