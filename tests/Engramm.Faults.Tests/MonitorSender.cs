using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Engramm.Faults.Tests;

/// <summary>A message the server has answered AA.</summary>
internal sealed record AcknowledgedMessage(string ControlId, int HeartRate);

/// <summary>
/// A bedside monitor, with framing and message of its own so that it shares no fault with the product: one message at a time,
/// sent with the same control id until AA comes back.
/// </summary>
internal sealed class MonitorSender : IAsyncDisposable
{
    public const string Device = "00E0F1FFFE5A0001";
    private const byte Begins = 0x0B, Ends = 0x1C, Return = 0x0D;
    private readonly int port;
    private readonly CancellationTokenSource end;
    private readonly Progress progress = new();
    private readonly Progress refusals = new();
    private readonly bool isUnruly;
    private readonly ConcurrentQueue<AcknowledgedMessage> acknowledged = new();
    private readonly Random random;
    private Task work = Task.CompletedTask;
    private TcpClient? connection;
    private DateTimeOffset last;

    private MonitorSender(int port, int seed, bool isUnruly, CancellationToken stop)
    {
        (this.port, this.isUnruly, random) = (port, isUnruly, new Random(seed));
        end = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    public IReadOnlyCollection<AcknowledgedMessage> Acknowledged => acknowledged;

    /// <summary>How many times a message had to be sent again.</summary>
    public int Repeated { get; private set; }

    /// <summary>How many messages were sent again although they were acknowledged.</summary>
    public int Doubled { get; private set; }

    /// <param name="port">Where monitors are heard.</param>
    /// <param name="seed">Of everything random.</param>
    /// <param name="stop">Ends it all.</param>
    /// <param name="isUnruly">Sends two messages in the wrong order now and then, and old ones again.</param>
    public static MonitorSender Begin(int port, int seed, CancellationToken stop, bool isUnruly = false)
    {
        var sender = new MonitorSender(port, seed, isUnruly, stop);
        sender.work = sender.SendAllAsync();
        return sender;
    }

    /// <inheritdoc cref="ChartSender.NextAcknowledgementAsync"/>
    public Task NextAcknowledgementAsync(CancellationToken stop) => progress.NextAsync(stop);

    /// <inheritdoc cref="ChartSender.NextRefusalAsync"/>
    public Task NextRefusalAsync(CancellationToken stop) => refusals.NextAsync(stop);

    /// <inheritdoc cref="ChartSender.EndAsync"/>
    public async Task EndAsync()
    {
        await end.CancelAsync();
        await work;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        connection?.Dispose();
        end.Dispose();
    }

    private async Task SendAllAsync()
    {
        var sent = new List<(byte[] Frame, string Control)>();
        for (var n = 1; !end.IsCancellationRequested; n += 2)
        {
            // Made in their order; an unruly monitor sends the second first.
            var pair = new[] { Next(n), Next(n + 1) };
            foreach (var (frame, control, heartRate) in isUnruly && random.Next(2) == 0 ? [pair[1], pair[0]] : pair)
            {
                await SendAsync(frame, control);
                acknowledged.Enqueue(new AcknowledgedMessage(control, heartRate));
                sent.Add((frame, control));
                progress.Made();
            }

            if (isUnruly && random.Next(2) == 0)
            {
                var again = sent[random.Next(sent.Count)];
                await SendAsync(again.Frame, again.Control);
                Doubled++;
            }
        }
    }

    private (byte[] Frame, string Control, int HeartRate) Next(int n)
    {
        var (control, heartRate) = ("M-" + n.ToString(CultureInfo.InvariantCulture), random.Next(50, 110));

        // A moment of its own for each: two equal values of one moment are one measurement.
        var now = TimeProvider.System.GetUtcNow();
        last = now - last < TimeSpan.FromMilliseconds(1) ? last + TimeSpan.FromMilliseconds(1) : now;
        return (Frame(control, heartRate, last), control, heartRate);
    }

    /// <summary>Sends until it is acknowledged.</summary>
    private async Task SendAsync(byte[] frame, string control)
    {
        while (!await TryAsync(frame, control))
        {
            Repeated++;
            refusals.Made();
            connection?.Dispose();
            connection = null;
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private async Task<bool> TryAsync(byte[] frame, string control)
    {
        try
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            if (connection is null)
            {
                connection = new TcpClient { NoDelay = true };
                await connection.ConnectAsync("127.0.0.1", port, late.Token);
            }

            var stream = connection.GetStream();
            await stream.WriteAsync(frame, late.Token);
            var answer = new List<byte>();
            var buffer = new byte[1024];
            while (answer.Count == 0 || answer[^1] != Return || answer[^2] != Ends)
            {
                var count = await stream.ReadAsync(buffer, late.Token);
                if (count == 0)
                {
                    return false;
                }

                answer.AddRange(buffer[..count]);
            }

            return Encoding.UTF8.GetString([.. answer]).Contains($"\rMSA|AA|{control}|", StringComparison.Ordinal);
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static byte[] Frame(string control, int heartRate, DateTimeOffset at)
    {
        var time = at.ToString("yyyyMMddHHmmss.fff", CultureInfo.InvariantCulture) + "+0000";
        string[] segments =
        [
            $@"MSH|^~\&|KILL TEST^{Device}^EUI-64|TEST|||{time}||ORU^R01^ORU_R01|{control}|P|2.6",
            "PID|||",
            "PV1||R|^^Raum Solberg",
            $"OBR|1|{control}^VSP|{control}^VSP|182777000^monitoring of patient^SCT|||{time}",
            string.Create(CultureInfo.InvariantCulture, $"OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.5.1.1|{heartRate}|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R"),
        ];
        return [Begins, .. Encoding.UTF8.GetBytes(string.Join('\r', segments) + "\r"), Ends, Return];
    }
}
