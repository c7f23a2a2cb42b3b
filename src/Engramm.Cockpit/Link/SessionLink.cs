using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Engramm.Sessions;
using Engramm.Sessions.Entries;

namespace Engramm.Cockpit.Link;

/// <summary>What came of sending a command.</summary>
public enum Sending
{
    /// <summary>On the server's disk, in the server's own words.</summary>
    Stored,

    /// <summary>The session's rules or the server's access rules refuse it; sending again would not help.</summary>
    Refused,

    /// <summary>Nobody is signed in any more, or somebody whose sign-in is not complete.</summary>
    SignedOut,

    /// <summary>Another person is signed in in this browser than the one who made the entry.</summary>
    OtherPerson,

    /// <summary>The screen is locked.</summary>
    Locked,

    /// <summary>The server did not answer, or not sensibly; to be sent again.</summary>
    Unreachable,
}

/// <summary>The server, as far as a cockpit talks to it.</summary>
public sealed class SessionLink(HttpClient http) : ISessionServer
{
    /// <summary>The header that says whose entry is sent: the account's id. The server takes it from that person's sign-in alone.</summary>
    public const string Author = "X-Engramm-Account";

    /// <summary>The code with which the server says that somebody else is signed in.</summary>
    public const string OtherAccount = "otherAccount";

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
    public async Task<(Sending Outcome, CommandRefused? Refusal)> SendAsync(Guid session, KeptCommand command, SecondPerson? second = null)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/sessions/{session}/commands")
            {
                Content = new StringContent(command.Json, Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("X-Engramm", "1");
            request.Headers.Add(Author, command.AccountId.ToString());
            if (second is not null)
            {
                request.Headers.Add("X-Engramm-Second", second.AccountId);
                request.Headers.Add("X-Engramm-Second-Password", second.Password ?? "");
            }

            using var response = await http.SendAsync(request);
            return Answer(response.StatusCode, await response.Content.ReadAsStringAsync());
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

    /// <summary>
    /// What became of a command. Only the server's own words end it: a page of a proxy or of a sign-in says nothing about an entry, which then
    /// stays on the tablet.
    /// </summary>
    private static (Sending Outcome, CommandRefused? Refusal) Answer(HttpStatusCode status, string body)
    {
        switch (OutcomeOf(status))
        {
            case Sending.Stored:
                return (Read(body, CockpitJson.Default.CommandStored) is { Sequence: > 0 } ? Sending.Stored : Sending.Unreachable, null);
            case Sending.Refused:
                var refusal = Refusal(body);
                return (refusal is null ? Sending.Unreachable : Sending.Refused, refusal);
            case Sending.SignedOut:
                return (string.Equals(Refusal(body)?.Code, OtherAccount, StringComparison.Ordinal) ? Sending.OtherPerson : Sending.SignedOut, null);
            case var other:
                return (other, null);
        }
    }

    private static CommandRefused? Refusal(string body) => Read(body, CockpitJson.Default.CommandRefused) is { Code.Length: > 0 } refusal ? refusal : null;

    private static T? Read<T>(string body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
