using System.Net;
using System.Net.Http.Headers;
using Engramm.Care.Access;

namespace Engramm.Server.Tests.Access;

/// <summary>Whoever asks for a page that is not there or not theirs reads why, in their language, and finds help in a crisis.</summary>
public class RefusedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de", "Diese Seite ist für Sie nicht offen", "Psychotherapie", "Hilfe in einer Krise")]
    [InlineData("en", "This page is not open to you", "Psychotherapist", "Help in a crisis")]
    public async Task A_colleague_who_may_not_reads_why_on_a_page(string language, string title, string role, string help)
    {
        await using var server = await PracticeServer.StartAsync();
        using var therapist = await server.AsAsync(Role.Therapist);
        var page = await PageAsync(therapist, $"/patients/{server.People.OtherPatient}?lang={language}", HttpStatusCode.Forbidden);
        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
        Assert.Contains(role, page, StringComparison.Ordinal);
        Assert.Contains(help, page, StringComparison.Ordinal);
        Assert.Contains("href=\"/companion/crisis\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/patients\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patient_is_told_of_no_role_and_led_home()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        var page = await PageAsync(patient, $"/companion/{server.People.OtherPatient}?lang=de", HttpStatusCode.Forbidden);
        Assert.Contains("gehört jemand anderem", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/companion/{server.People.OwnPatient}\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no/such/page?lang=de", "Diese Seite gibt es nicht")]
    [InlineData("/no/such/page?lang=en", "There is no such page")]
    public async Task An_address_nobody_knows_leads_to_help(string path, string title)
    {
        await using var server = await PracticeServer.StartAsync();
        using var nobody = server.Caller();
        var page = await PageAsync(nobody, path, HttpStatusCode.NotFound);
        Assert.Contains(title, page, StringComparison.Ordinal);
        Assert.Contains("href=\"/companion/crisis\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thing_that_is_not_there_is_such_a_page_too()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        Assert.Contains("There is no such page", await PageAsync(patient, $"/companion/{server.People.OwnPatient}/education/none?lang=en", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "Bitte entsperren", "Entweder gibt es sie nicht")]
    [InlineData("en", "Unlock it", "Either it does not exist")]
    public async Task A_program_gets_the_sentence_alone_in_the_language_of_the_person(string language, string locked, string forbidden)
    {
        await using var server = await PracticeServer.StartAsync();
        using var therapist = await server.AsAsync(Role.Therapist);
        using var answer = await therapist.GetAsync($"/api/sessions/{server.People.OtherSession}?lang={language}", Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal((HttpStatusCode.Forbidden, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith(forbidden, text, StringComparison.Ordinal);
        Assert.DoesNotContain(locked, text, StringComparison.Ordinal);

        using var unknown = await therapist.GetAsync("/api/no/such/thing", Stop);
        Assert.Equal((HttpStatusCode.NotFound, ""), (unknown.StatusCode, await unknown.Content.ReadAsStringAsync(Stop)));
    }

    private static async Task<string> PageAsync(HttpClient http, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var answer = await http.SendAsync(request, Stop);
        Assert.Equal((status, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }
}
