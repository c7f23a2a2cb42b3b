using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Engramm.Cockpit.Link;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.TestKit;

namespace Engramm.Cockpit.Tests;

/// <summary>What the server, or the way to it, does with one command.</summary>
internal enum Answer
{
    /// <summary>Stored and said so.</summary>
    Stored,

    /// <summary>Stored, and the answer is lost on its way.</summary>
    StoredUnheard,

    /// <summary>Lost on its way there.</summary>
    Lost,

    /// <summary>The server is not itself.</summary>
    Failing,

    /// <summary>Refused by a rule.</summary>
    Refused,

    /// <summary>The screen is locked.</summary>
    Locked,

    /// <summary>Nobody is signed in.</summary>
    SignedOut,

    /// <summary>Another person is signed in in this browser.</summary>
    OtherPerson,

    /// <summary>Something on the way led to a page, which was answered well.</summary>
    LedToAPage,

    /// <summary>Something on the way that is not the practice's server refuses.</summary>
    RefusedByAStranger,
}

/// <summary>A server with one session that answers as a test wants it. Stores each command once, as the real one does.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    public static readonly Guid Session = new("6f1f3c0e-7d0e-4b0a-9f0c-1d6f0a5f0b01");
    public static readonly StaffPerson Nurse = new(new Guid("6f1f3c0e-7d0e-4b0a-9f0c-1d6f0a5f0b02"), "Jonas Riedel", "Nurse");
    private readonly List<SessionEvent> log = [];

    public FakeServer(TimeProvider time) => Time = time;

    public TimeProvider Time { get; }

    /// <summary>Practice time is real time here.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    public IReadOnlyList<SessionEvent> Log => log;

    /// <summary>What the next commands get; when there is none left, <see cref="Answer.Stored"/>.</summary>
    public Queue<Answer> Answers { get; } = new();

    /// <summary>Every command that came, as it came, whatever became of it.</summary>
    public List<(Guid Id, string Json)> Arrived { get; } = [];

    public HashSet<Guid> Refused { get; } = [];

    /// <summary>How often events were asked for.</summary>
    public int Readings { get; private set; }

    /// <summary>No request comes through.</summary>
    public bool IsDown { get; set; }

    /// <summary>The next sheet is written down at once and under way until this is done.</summary>
    public Task? SheetUnderWay { get; set; }

    /// <summary>Happens while a command is on its way.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public string Language { get; set; } = "en";

    /// <summary>Who is signed in in this browser.</summary>
    public StaffPerson SignedIn { get; set; } = Nurse;

    public SessionLink Link => new(new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://practice.example/") });

    public SessionEvent Write(SessionEntry entry, DateTimeOffset? at = null) =>
        Store(new SessionCommand(Guid.NewGuid(), at ?? Now, new Actor(Nurse.AccountId.ToString(), Nurse.Name, ActorRole.Nurse), entry));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Meanwhile is { } meanwhile && request.Method == HttpMethod.Post)
        {
            Meanwhile = null;
            await meanwhile();
        }

        if (IsDown)
        {
            throw new HttpRequestException("The server does not answer.");
        }

        var path = request.RequestUri!.AbsolutePath;
        if (request.Method == HttpMethod.Post)
        {
            if (!request.Headers.GetValues(SessionLink.Author).Contains(SignedIn.AccountId.ToString(), StringComparer.Ordinal))
            {
                Answers.Clear();
                Answers.Enqueue(Answer.OtherPerson);
            }

            return Command(await request.Content!.ReadAsStringAsync(cancellationToken));
        }

        if (path.EndsWith("/events", StringComparison.Ordinal))
        {
            Readings++;
            var after = long.Parse(request.RequestUri.Query["?after=".Length..], CultureInfo.InvariantCulture);
            return Json(JsonSerializer.Serialize<IReadOnlyList<SessionEvent>>([.. log.Where(e => e.Sequence > after).Take(ReadEvents.Most)], SessionJson.Options));
        }

        if (path.EndsWith("/content", StringComparison.Ordinal))
        {
            return Json(JsonSerializer.Serialize(
                new SessionContent(new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal), [], "Europe/Berlin", []), CockpitJson.Default.SessionContent));
        }

        var sheet = Json(JsonSerializer.Serialize(
            new SessionSheet(Session, Guid.NewGuid(), "Test Solberg", "Stuhl 1", new ClockReading(Now, 1), Language, SignedIn, [Nurse], true, false, []), CockpitJson.Default.SessionSheet));
        if (SheetUnderWay is { } underWay)
        {
            SheetUnderWay = null;
            await underWay;
        }

        return sheet;
    }

    private HttpResponseMessage Command(string json)
    {
        var command = SessionJson.ReadCommand(json);
        Arrived.Add((command.CommandId, json));
        var answer = Answers.TryDequeue(out var next) ? next : Answer.Stored;
        switch (answer)
        {
            case Answer.Lost:
                throw new HttpRequestException("Lost on its way.");
            case Answer.Failing:
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            case Answer.Locked:
                return new HttpResponseMessage(HttpStatusCode.Locked);
            case Answer.SignedOut:
                return new HttpResponseMessage(HttpStatusCode.Unauthorized);
            case Answer.OtherPerson:
                return new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("""{"code":"otherAccount","text":"Somebody else."}""", Encoding.UTF8, "application/json") };
            case Answer.LedToAPage:
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<!doctype html><title>Sign in</title>", Encoding.UTF8, "text/html") };
            case Answer.RefusedByAStranger:
                return new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("Forbidden", Encoding.UTF8, "text/plain") };
        }

        var known = log.Find(e => e.CommandId == command.CommandId);
        if (known is null && (answer == Answer.Refused || Refused.Contains(command.CommandId)))
        {
            Refused.Add(command.CommandId);
            return new HttpResponseMessage(HttpStatusCode.Conflict) { Content = new StringContent("""{"code":"a.rule","text":"A rule says no."}""", Encoding.UTF8, "application/json") };
        }

        var stored = known ?? Store(command);
        return answer == Answer.StoredUnheard
            ? throw new HttpRequestException("The answer is lost.")
            : Json(string.Create(CultureInfo.InvariantCulture, $$"""{"sequence":{{stored.Sequence}},"known":{{(known is null ? "false" : "true")}}}"""));
    }

    private SessionEvent Store(SessionCommand command)
    {
        log.Add(command.Store(log.Count + 1, Now));
        return log[^1];
    }

    private static HttpResponseMessage Json(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
