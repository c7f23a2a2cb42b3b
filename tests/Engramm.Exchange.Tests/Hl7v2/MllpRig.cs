using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Engramm.Exchange.Hl7v2;
using Microsoft.Extensions.Logging;

namespace Engramm.Exchange.Tests.Hl7v2;

/// <summary>A listener on a free loopback port, with what it stored and what it logged.</summary>
internal sealed class MllpRig : IAsyncDisposable
{
    public MllpRig(
        Func<MonitorMessage, CancellationToken, Task<MonitorReceipt>>? handler = null, Func<MllpListenerOptions, MllpListenerOptions>? adjust = null, TimeProvider? realTime = null)
    {
        var options = new MllpListenerOptions
        {
            Endpoint = new IPEndPoint(IPAddress.Loopback, 0),
            Reading = new MonitorReading { TakesTraining = true, ZoneOf = _ => Examples.Berlin },
        };
        Listener = new MllpListener(adjust?.Invoke(options) ?? options, handler ?? Store, TimeProvider.System, realTime ?? TimeProvider.System, Log);
        Listener.Start();

        Task<MonitorReceipt> Store(MonitorMessage message, CancellationToken cancellation)
        {
            Stored.Enqueue(message);
            return Task.FromResult(MonitorReceipt.Stored);
        }
    }

    public MllpListener Listener { get; }

    public ConcurrentQueue<MonitorMessage> Stored { get; } = new();

    public CapturedLog Log { get; } = new();

    public int Port => Listener.Endpoint.Port;

    public async Task<MllpWire> ConnectAsync()
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        return new MllpWire(client);
    }

    public ValueTask DisposeAsync() => Listener.DisposeAsync();
}

/// <summary>Bytes out, answers in, without any help of the product's own client.</summary>
internal sealed class MllpWire(TcpClient client) : IDisposable
{
    private readonly List<byte> _pending = [];

    public async Task WriteAsync(params byte[][] portions)
    {
        foreach (var portion in portions)
        {
            await client.GetStream().WriteAsync(portion, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The next answer; fails when the connection ends or nothing comes for 20 s.</summary>
    public async Task<Hl7Answer> AnswerAsync()
    {
        var buffer = new byte[1024];
        while (true)
        {
            var end = _pending.IndexOf(0x1C);
            if (end >= 0 && end + 1 < _pending.Count)
            {
                Assert.Equal((0x0B, 0x0D), (_pending[0], _pending[end + 1]));
                var content = _pending[1..end].ToArray();
                _pending.RemoveRange(0, end + 2);
                return Acknowledgement.Read(content).Value!;
            }

            var count = await client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask()
                .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.NotEqual(0, count);
            _pending.AddRange(buffer[..count]);
        }
    }

    /// <summary>Whether an answer is there already.</summary>
    public bool HasAnswer => _pending.Count > 0 || client.Available > 0;

    /// <summary>Waits until the other side closes.</summary>
    public async Task ClosedAsync() =>
        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));

    public void Dispose() => client.Dispose();
}

/// <summary>Keeps every line, arguments and exceptions included.</summary>
internal sealed class CapturedLog : ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}");
}
