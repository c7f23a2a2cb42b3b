using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Engramm.Care.Infusion;
using Engramm.TestKit;

namespace Engramm.Faults.Tests;

/// <summary>
/// The same bedside monitor speaking FHIR: one Observation at a time, sent with the same identifier until the server says that it is stored.
/// </summary>
internal sealed class FhirSender : IAsyncDisposable
{
    private readonly HttpClient http;
    private readonly CancellationTokenSource end;
    private readonly Progress progress = new();
    private readonly ConcurrentQueue<AcknowledgedMessage> acknowledged = new();
    private readonly Random random;
    private Task work = Task.CompletedTask;
    private DateTimeOffset last;

    private FhirSender(int port, string token, int seed, CancellationToken stop)
    {
        random = new Random(seed);
        end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public IReadOnlyCollection<AcknowledgedMessage> Acknowledged => acknowledged;

    /// <summary>How many Observations had to be sent again.</summary>
    public int Repeated { get; private set; }

    /// <summary>How many of those had been stored although their answer was lost.</summary>
    public int StoredUnheard { get; private set; }

    /// <summary>Gives the device a token and lets it send.</summary>
    public static async Task<FhirSender> BeginAsync(Ward ward, int port, CancellationToken stop)
    {
        var token = "engramm_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var db = ward.Database.Contexts.Create(ward.People.Id);
        db.DeviceKeys.Add(new DeviceKey
        {
            Id = Guid.NewGuid(),
            DeviceId = MonitorSender.Device,
            TokenHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))),
            CreatedAt = TimeProvider.System.GetUtcNow(),
            CreatedBy = Guid.Empty,
        });
        await db.SaveChangesAsync(stop);
        var sender = new FhirSender(port, token, ward.Random.Next(), stop);
        sender.work = sender.SendAllAsync();
        return sender;
    }

    /// <inheritdoc cref="ChartSender.NextAcknowledgementAsync"/>
    public Task NextAcknowledgementAsync(CancellationToken stop) => progress.NextAsync(stop);

    /// <inheritdoc cref="ChartSender.EndAsync"/>
    public async Task EndAsync()
    {
        await end.CancelAsync();
        await work;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        http.Dispose();
        end.Dispose();
    }

    private async Task SendAllAsync()
    {
        for (var n = 1; !end.IsCancellationRequested; n++)
        {
            var (identifier, heartRate) = ("F-" + n.ToString(CultureInfo.InvariantCulture), random.Next(50, 110));
            var body = Observations.HeartRate(MonitorSender.Device, identifier, NextMoment(), heartRate).ToJsonString();
            var tries = 1;
            HttpStatusCode? told;
            while ((told = await TryAsync(body)) is not (HttpStatusCode.Created or HttpStatusCode.OK))
            {
                tries++;
                Repeated++;
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }

            StoredUnheard += told == HttpStatusCode.OK ? 1 : 0;
            Assert.True(told == HttpStatusCode.Created || tries > 1, "The first answer to an Observation was that it is known.");
            acknowledged.Enqueue(new AcknowledgedMessage(identifier, heartRate));
            progress.Made();
        }
    }

    /// <summary>A moment that nothing else of this device has: messages over HL7 end on whole milliseconds.</summary>
    private DateTimeOffset NextMoment()
    {
        var now = TimeProvider.System.GetUtcNow();
        now = new DateTimeOffset((now.UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond) + 5, TimeSpan.Zero);
        return last = now <= last ? last + TimeSpan.FromMilliseconds(1) : now;
    }

    private async Task<HttpStatusCode?> TryAsync(string body)
    {
        try
        {
            using var answer = await http.PostAsync("/fhir/Observation", new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/fhir+json")));
            return answer.StatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
