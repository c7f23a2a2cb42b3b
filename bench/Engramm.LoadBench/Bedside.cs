using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Engramm.LoadBench;

/// <summary>One monitor: a message with five vitals every second, each sent when its second comes, whether the last was answered or not.</summary>
internal sealed class Bedside(int port, RunningSession session, ConcurrentBag<double> storedAfter, ConcurrentDictionary<Guid, long> alarmsSent)
{
    private const byte Begins = 0x0B, Ends = 0x1C, Return = 0x0D;

    /// <summary>Sends for a while; from <paramref name="measureFrom"/> on the answers are timed, and every tenth message raises an alarm.</summary>
    public async Task RunAsync(int seconds, int measureFrom, TimeSpan offset, CancellationToken cancellation)
    {
        using var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync("127.0.0.1", port, cancellation);
        var stream = connection.GetStream();
        var begun = Stopwatch.GetTimestamp();
        var buffer = new byte[4096];
        for (var n = 0; n < seconds; n++)
        {
            var wait = offset + TimeSpan.FromSeconds(n) - Stopwatch.GetElapsedTime(begun);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellation);
            }

            var isAlarm = n >= measureFrom && n % 10 == 0;
            var sent = Stopwatch.GetTimestamp();
            if (isAlarm)
            {
                alarmsSent[session.Id] = sent;
            }

            await stream.WriteAsync(Frame(n, isAlarm ? 145 : 70 + (n % 5)), cancellation);
            var read = 0;
            do
            {
                var got = await stream.ReadAsync(buffer.AsMemory(read), cancellation);
                if (got == 0)
                {
                    throw new IOException("The server has closed the connection.");
                }

                read += got;
            }
            while (buffer[read - 1] != Return || buffer[read - 2] != Ends);
            var answer = Encoding.UTF8.GetString(buffer, 0, read);
            if (!answer.Contains("|AA|", StringComparison.Ordinal))
            {
                throw new InvalidOperationException("Not acknowledged: " + answer);
            }

            if (n >= measureFrom)
            {
                storedAfter.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }
    }

    private byte[] Frame(int number, int heartRate)
    {
        var time = TimeProvider.System.GetUtcNow().ToString("yyyyMMddHHmmss.fff", CultureInfo.InvariantCulture) + "+0000";
        var control = string.Create(CultureInfo.InvariantCulture, $"{session.Device}-{number}");
        string Value(int line, string code, string path, double value, string unit) =>
            string.Create(CultureInfo.InvariantCulture, $"OBX|{line}|NM|{code}^MDC|{path}|{value}|{unit}^MDC|||||R");
        string[] segments =
        [
            $@"MSH|^~\&|LOAD^{session.Device}^EUI-64|BENCH|||{time}||ORU^R01^ORU_R01|{control}|P|2.6",
            "PID|||",
            $"PV1||R|^^{session.Chair}",
            $"OBR|1|{control}^VSP|{control}^VSP|182777000^monitoring of patient^SCT|||{time}",
            Value(1, "147842^MDC_ECG_HEART_RATE", "1.5.1.1", heartRate, "264864^MDC_DIM_BEAT_PER_MIN"),
            Value(2, "150456^MDC_PULS_OXIM_SAT_O2", "1.5.1.2", 96 + (number % 3), "262688^MDC_DIM_PERCENT"),
            Value(3, "151562^MDC_RESP_RATE", "1.5.1.3", 14 + (number % 3), "264928^MDC_DIM_RESP_PER_MIN"),
            Value(4, "150021^MDC_PRESS_BLD_NONINV_SYS", "1.5.1.4", 120 + (number % 7), "266016^MDC_DIM_MMHG"),
            Value(5, "150022^MDC_PRESS_BLD_NONINV_DIA", "1.5.1.4", 78 + (number % 5), "266016^MDC_DIM_MMHG"),
        ];
        return [Begins, .. Encoding.UTF8.GetBytes(string.Join('\r', segments) + "\r"), Ends, Return];
    }
}
