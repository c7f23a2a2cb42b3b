using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Engramm.Care.Access;
using Engramm.Content;
using Engramm.Server.Hosting;
using Engramm.Server.Identity;
using Engramm.Server.Live;
using Engramm.Server.Mail;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.Storage.SessionLog;
using Engramm.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engramm.Server.Tests;

/// <summary>The real server on a free port over a fresh database, with people of every role.</summary>
internal sealed class PracticeServer : IAsyncDisposable
{
    private readonly bool ownsDatabase;

    private PracticeServer(TestDatabase database, SeededPractice people, WebApplication app, CapturedLog log, bool ownsDatabase)
    {
        (Database, People, App, Log, this.ownsDatabase) = (database, people, app, log, ownsDatabase);
        Address = new Uri(app.Urls.First());
    }

    public TestDatabase Database { get; }

    public SeededPractice People { get; }

    public WebApplication App { get; }

    public CapturedLog Log { get; }

    public Uri Address { get; }

    public int MonitorPort => App.Services.GetRequiredService<MonitorHost>().Port!.Value;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PracticeServer> StartAsync(
        bool isFictional = true, Engine engine = Engine.Sqlite, Action<WebApplication>? adjust = null, Action<IServiceCollection>? services = null, bool acceptsParts = true, MailServer? mail = null, Uri? address = null)
    {
        var database = await TestDatabase.CreateAsync(engine);
        var people = await SeededPractice.SeedAsync(database.Contexts, isFictional, Stop, acceptsParts);
        return await StartAsync(database, people, ownsDatabase: true, adjust, services, mail, address);
    }

    /// <summary>A second start of the server on the same database.</summary>
    public async Task<PracticeServer> StartAgainAsync()
    {
        await App.StopAsync(Stop);
        return await StartAsync(Database, People, ownsDatabase: false, adjust: null);
    }

    /// <summary>Another process on the same database, while this one lives on.</summary>
    public Task<PracticeServer> StartBesideAsync() => StartAsync(Database, People, ownsDatabase: false, adjust: null);

    public static ServerOptions Options(TestDatabase database, string? content = null) => new()
    {
        DataFolder = database.Folder,
        ContentFolder = content ?? Repository.Content,
        Engine = database.Engine,
        ConnectionString = database.Connection,
        Url = "http://127.0.0.1:0",
        MonitorPort = 0,
    };

    /// <summary>A browser nobody is signed in with. Keeps cookies, follows no redirect.</summary>
    public HttpClient Browser() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 8 }) { BaseAddress = Address };

    /// <summary>A caller with exactly these cookies on every request; answers change nothing.</summary>
    public HttpClient Caller(string? cookies = null)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (cookies is not null)
        {
            http.DefaultRequestHeaders.Add("Cookie", cookies);
        }

        return http;
    }

    /// <summary>The cookies the door of the fictional practice gives to a person of this role.</summary>
    public async Task<string> CookiesAsync(Role role)
    {
        using var http = Caller();
        using var answer = await http.PostAsync($"/door/enter/{People.Accounts[role].Id}", null, Stop);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c[..c.IndexOf(';', StringComparison.Ordinal)]));
    }

    /// <summary>A person of this role, entered by the door of the fictional practice.</summary>
    public async Task<HttpClient> AsAsync(Role role) => Caller(await CookiesAsync(role));

    /// <summary>The cookies of somebody with a second factor who has signed in, as the server makes them, without walking through it.</summary>
    public async Task<string> SignedInAsync(Account account)
    {
        await using (var db = Database.Contexts.Create(People.Id))
        {
            db.Attach(account).Entity.TwoFactorEnabled = true;
            await db.SaveChangesAsync(Stop);
        }

        await using var scope = App.Services.CreateAsyncScope();
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = scope.ServiceProvider };
        await SignIns.SignInAsync(http, account);
        return string.Join("; ", http.Response.Headers.SetCookie.Select(c => c![..c!.IndexOf(';', StringComparison.Ordinal)]));
    }

    public async Task<IReadOnlyList<SessionEvent>> LogOfAsync(Guid session) =>
        [.. (await new SessionLogStore(Database.Contexts).ReadAsync(session, 0, 10_000, Stop)).Select(r => SessionJson.ReadEvent(r.Json))];

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (ownsDatabase)
        {
            await Database.DisposeAsync();
        }
    }

    /// <summary>The public address of practices with mail that nobody reaches from elsewhere.</summary>
    private static Uri Local { get; } = new("http://localhost:5080");

    /// <summary>Read once for all servers of a run: reading and checking it takes most of a start.</summary>
    private static Lazy<ContentLibrary> Content { get; } = new(() => ContentLibrary.Load(Repository.Content));

    private static async Task<PracticeServer> StartAsync(TestDatabase database, SeededPractice people, bool ownsDatabase, Action<WebApplication>? adjust, Action<IServiceCollection>? services = null, MailServer? mail = null, Uri? address = null)
    {
        var log = new CapturedLog();
        var app = await EngrammServer.BuildAsync(Options(database) with { Mail = mail, PublicAddress = address ?? (mail is null ? null : Local) }, b =>
        {
            b.Logging.ClearProviders();
            b.Logging.AddProvider(log);
            services?.Invoke(b.Services);
        }, Content.Value);
        adjust?.Invoke(app);
        await app.StartAsync(Stop);
        return new PracticeServer(database, people, app, log, ownsDatabase);
    }
}

/// <summary>Keeps every line of every logger, exceptions included.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}

internal static class Sending
{
    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    /// <summary>Sends a command to a session as the cockpit does.</summary>
    public static Task<HttpResponseMessage> CommandAsync(this HttpClient http, Guid session, SessionCommand command, string query = "") =>
        http.PostAsync($"/api/sessions/{session}/commands{query}", Json(SessionJson.Write(command)), TestContext.Current.CancellationToken);

    public static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    /// <summary>A command of now. Who it says it is by counts for nothing: the server takes the signed-in person.</summary>
    public static SessionCommand Now(SessionEntry entry) => new(Guid.NewGuid(), TimeProvider.System.GetUtcNow(), new Actor("nobody", "Nobody", ActorRole.Software), entry);

    public static string? CookieOf(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.FirstOrDefault(c => c.StartsWith(name + "=", StringComparison.Ordinal)) : null;
}
