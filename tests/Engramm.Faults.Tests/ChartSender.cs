using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.TestKit;

namespace Engramm.Faults.Tests;

/// <summary>A command the server has answered with its number.</summary>
internal sealed record AcknowledgedCommand(SessionCommand Command, long Sequence);

/// <summary>A nurse's cockpit: several commands under way at once, each sent with the same id until it is answered.</summary>
internal sealed class ChartSender : IAsyncDisposable
{
    private const int UnderWay = 3;
    private readonly HttpClient http;
    private volatile Uri server;
    private readonly Guid session;
    private readonly TimeSpan jumps;
    private readonly CancellationTokenSource end;
    private readonly Progress progress = new();
    private readonly Progress refusals = new();
    private readonly ConcurrentQueue<AcknowledgedCommand> acknowledged = new();
    private Task[] work = [];
    private int repeated;

    private ChartSender(HttpClient http, Guid session, TimeSpan jumps, CancellationToken stop)
    {
        (this.http, this.session, this.jumps, server) = (http, session, jumps, http.BaseAddress!);
        end = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    public IReadOnlyCollection<AcknowledgedCommand> Acknowledged => acknowledged;

    /// <summary>How many times a command had to be sent again.</summary>
    public int Repeated => repeated;

    /// <summary>Signs the nurse in, ties the monitor, starts the pump and begins to chart.</summary>
    /// <param name="port">The node's port.</param>
    /// <param name="people">The practice.</param>
    /// <param name="seed">Of everything random.</param>
    /// <param name="stop">Ends it all.</param>
    /// <param name="jumps">How far the tablet's clock may be off, either way, anew for each entry.</param>
    public static async Task<ChartSender> BeginAsync(int port, SeededPractice people, int seed, CancellationToken stop, TimeSpan jumps = default)
    {
        var random = new Random(seed);
        var sender = await EnterAsync(port, people, jumps, stop);
        await sender.SendAsync(sender.NewCommand(random, new MonitorAttached(MonitorSender.Device, "Raum Solberg")) with { OccurredAt = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(5) });
        await sender.SendAsync(sender.NewCommand(random, new InfusionStarted(new MillilitresPerHour(51), "a session for the kill test")));
        sender.Chart(random);
        return sender;
    }

    /// <summary>Signs the nurse in at another screen and charts into the session that is running.</summary>
    public static async Task<ChartSender> JoinAsync(int port, SeededPractice people, int seed, CancellationToken stop)
    {
        var sender = await EnterAsync(port, people, default, stop);
        sender.Chart(new Random(seed));
        return sender;
    }

    private static async Task<ChartSender> EnterAsync(int port, SeededPractice people, TimeSpan jumps, CancellationToken stop)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2) })
        {
            BaseAddress = AddressOf(port),
            Timeout = TimeSpan.FromSeconds(5),
        };
        using var door = await client.PostAsync($"/door/enter/{people.Accounts[Role.Nurse].Id}", null, stop);
        return new ChartSender(client, people.OwnSession, jumps, stop);
    }

    private void Chart(Random random) => work = [.. Enumerable.Range(0, UnderWay).Select(_ => ChartAsync(new Random(random.Next())))];

    /// <summary>Sends to another node from now on, as a balancer would.</summary>
    public void GoTo(int port) => server = AddressOf(port);

    private static Uri AddressOf(int port) => new($"http://127.0.0.1:{port.ToString(System.Globalization.CultureInfo.InvariantCulture)}");

    /// <summary>Waits until one more command than now is acknowledged.</summary>
    public Task NextAcknowledgementAsync(CancellationToken stop) => progress.NextAsync(stop);

    /// <summary>Waits until the server has once more not taken a command, or not answered.</summary>
    public Task NextRefusalAsync(CancellationToken stop) => refusals.NextAsync(stop);

    /// <summary>Sends nothing new, waits until everything under way is answered.</summary>
    public async Task EndAsync()
    {
        await end.CancelAsync();
        await Task.WhenAll(work);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        http.CancelPendingRequests();
        end.Dispose();
        http.Dispose();
    }

    private async Task ChartAsync(Random random)
    {
        while (!end.IsCancellationRequested)
        {
            var number = random.Next();
            var command = NewCommand(random, new NoteAdded("note " + number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            acknowledged.Enqueue(new AcknowledgedCommand(command, await SendAsync(command)));
            progress.Made();
        }
    }

    /// <summary>Sends until answered. Only a refusal is a fault; a lost connection is why this test exists.</summary>
    private async Task<long> SendAsync(SessionCommand command)
    {
        while (true)
        {
            try
            {
                using var content = new StringContent(SessionJson.Write(command), new MediaTypeHeaderValue("application/json"));
                using var answer = await http.PostAsync(new Uri(server, $"/api/sessions/{session}/commands"), content);
                var text = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode < 500)
                {
                    Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
                    using var read = JsonDocument.Parse(text);
                    return read.RootElement.GetProperty("sequence").GetInt64();
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException)
            {
                // The server is away: the same command again.
            }

            Interlocked.Increment(ref repeated);
            refusals.Made();
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private SessionCommand NewCommand(Random random, SessionEntry entry)
    {
        var id = new byte[16];
        random.NextBytes(id);
        return new SessionCommand(new Guid(id), TimeProvider.System.GetUtcNow() + (((2 * random.NextDouble()) - 1) * jumps), new Actor("sender", "Sender", ActorRole.Software), entry);
    }
}

/// <summary>Lets a test wait for the next acknowledgement without looking again and again.</summary>
internal sealed class Progress
{
    private readonly Lock gate = new();
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Made()
    {
        TaskCompletionSource made;
        lock (gate)
        {
            (made, next) = (next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        made.SetResult();
    }

    public Task NextAsync(CancellationToken stop)
    {
        lock (gate)
        {
            return next.Task.WaitAsync(TimeSpan.FromSeconds(60), stop);
        }
    }
}
