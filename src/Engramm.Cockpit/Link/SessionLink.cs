using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Engramm.Sessions;
using Engramm.Sessions.Entries;

namespace Engramm.Cockpit.Link;

/// <summary>What came of sending a command.</summary>
public enum Sending
{
    /// <summary>On the server's disk.</summary>
    Stored,

    /// <summary>The session's rules or the server's access rules refuse it; sending again would not help.</summary>
    Refused,

    /// <summary>Nobody is signed in any more.</summary>
    SignedOut,

    /// <summary>The screen is locked.</summary>
    Locked,

    /// <summary>The server did not answer, or not sensibly; to be sent again.</summary>
    Unreachable,
}

/// <summary>The server, as far as a cockpit talks to it.</summary>
public sealed class SessionLink(HttpClient http) : ISessionServer
{
    /// <inheritdoc/>
    public Task<(SessionSheet? Found, Sending Outcome)> SheetAsync(Guid session) =>
        GetAsync($"/api/sessions/{session}", (content, cancellation) => content.ReadFromJsonAsync(CockpitJson.Default.SessionSheet, cancellation));

    /// <inheritdoc/>
    public Task<(SessionContent? Found, Sending Outcome)> ContentAsync(Guid session) =>
        GetAsync($"/cockpit/{session}/content", (content, cancellation) => content.ReadFromJsonAsync(CockpitJson.Default.SessionContent, cancellation));

    /// <inheritdoc/>
    public Task<(ReadEvents? Found, Sending Outcome)> EventsAsync(Guid session, long after) =>
        GetAsync($"/api/sessions/{session}/events?after={after}", async (content, cancellation) =>
        {
            var json = await content.ReadAsStringAsync(cancellation);
            return JsonSerializer.Deserialize<IReadOnlyList<SessionEvent>>(json, SessionJson.Options) is { } events ? new ReadEvents(events, json) : null;
        });

    /// <inheritdoc/>
    public async Task<(Sending Outcome, CommandRefused? Refusal)> SendAsync(Guid session, string command, SecondPerson? second = null)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/sessions/{session}/commands")
            {
                Content = new StringContent(command, Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("X-Engramm", "1");
            if (second is not null)
            {
                request.Headers.Add("X-Engramm-Second", second.AccountId);
                request.Headers.Add("X-Engramm-Second-Password", second.Password ?? "");
            }

            using var response = await http.SendAsync(request);
            var outcome = OutcomeOf(response.StatusCode);
            return (outcome, outcome == Sending.Refused ? await RefusalAsync(response) : null);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return (Sending.Unreachable, null);
        }
    }

    private async Task<(T? Found, Sending Outcome)> GetAsync<T>(string address, Func<HttpContent, CancellationToken, Task<T?>> read)
        where T : class
    {
        try
        {
            using var response = await http.GetAsync(new Uri(address, UriKind.Relative));
            var outcome = OutcomeOf(response.StatusCode);
            return (outcome == Sending.Stored ? await read(response.Content, CancellationToken.None) : null, outcome);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or JsonException)
        {
            return (null, Sending.Unreachable);
        }
    }

    private static Sending OutcomeOf(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => Sending.Stored,
        HttpStatusCode.Unauthorized => Sending.SignedOut,
        HttpStatusCode.Locked => Sending.Locked,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => Sending.Unreachable,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => Sending.Refused,
        _ => Sending.Unreachable,
    };

    private static async Task<CommandRefused> RefusalAsync(HttpResponseMessage response)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(CockpitJson.Default.CommandRefused) ?? new CommandRefused("unknown", null);
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            return new CommandRefused("http." + (int)response.StatusCode, null);
        }
    }
}
