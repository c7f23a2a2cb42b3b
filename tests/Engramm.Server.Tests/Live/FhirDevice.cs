using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Sessions.Entries;

namespace Engramm.Server.Tests.Live;

/// <summary>What a device was told.</summary>
internal sealed record DeviceAnswer(HttpStatusCode Status, string? Location, string Text)
{
    public string Reason => JsonDocument.Parse(Text).RootElement.GetProperty("issue")[0].GetProperty("diagnostics").GetString()!;
}

/// <summary>A device that sends FHIR over real HTTP with the token an administrator made for it on the page.</summary>
internal sealed partial class FhirDevice : IDisposable
{
    public const string Name = "00E0F1FFFE5A0007";
    private readonly HttpClient http;

    private FhirDevice(HttpClient http, string name, string token) => (this.http, Id, Token) = (http, name, token);

    public string Id { get; }

    public string Token { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<FhirDevice> NewAsync(PracticeServer server, string name = Name)
    {
        using var administrator = await server.AsAsync(Role.Administrator);
        using var answer = await administrator.PostAsync("/practice/devices", Sending.Form(("device", name)), Stop);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, page);
        return With(server, name, TokenIn().Match(page).Groups["token"].Value);
    }

    public static FhirDevice With(PracticeServer server, string name, string token)
    {
        var caller = server.Caller();
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new FhirDevice(caller, name, token);
    }

    public static async Task TieAsync(PracticeServer server, Guid session, string device = Name)
    {
        using var nurse = await server.AsAsync(Role.Nurse);
        var tie = Sending.Now(new MonitorAttached(device, "Raum Solberg"));
        using var answer = await nurse.CommandAsync(session, tie with { OccurredAt = tie.OccurredAt - TimeSpan.FromMinutes(1) });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public Task<DeviceAnswer> SendAsync(JsonObject observation) => SendAsync(observation.ToJsonString());

    public async Task<DeviceAnswer> SendAsync(string body, string path = "/fhir/Observation", string type = "application/fhir+json", HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path);
        if (method is null || method == HttpMethod.Post)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
        }

        using var answer = await http.SendAsync(request, Stop);
        Assert.Equal("application/fhir+json", answer.Content.Headers.ContentType?.MediaType);
        return new DeviceAnswer(answer.StatusCode, answer.Headers.Location?.ToString(), await answer.Content.ReadAsStringAsync(Stop));
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("data-token[^>]*>(?<token>engramm_[A-Za-z0-9_-]{43})<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenIn();
}
