using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Engramm.Exchange.Hl7v2;

/// <summary>How the listener listens.</summary>
public sealed record MllpListenerOptions
{
    /// <summary>Where to listen. The default is loopback and the port registered for HL7; the plain protocol has no encryption, so a practice network must be chosen on purpose.</summary>
    public IPEndPoint Endpoint { get; init; } = new(IPAddress.Loopback, 2575);

    /// <summary>How long a connection may stay silent, in real time. Expert default of this project: monitors send at least every minute.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most connections at once; further ones are closed at once. Twice the 200 monitors the load is measured with.</summary>
    public int MostConnections { get; init; } = 400;

    /// <summary>How messages are read.</summary>
    public MonitorReading Reading { get; init; } = new();
}

/// <summary>
/// Takes monitor messages over MLLP. A message is answered AA only after the handler's task has completed, so "accepted" means stored.
/// Every message is answered, in order, whatever MSH-15 and MSH-16 ask for. Connections stay open and do not wait for each other.
/// Logs hold control ids and fault codes, never content.
/// </summary>
public sealed class MllpListener : IAsyncDisposable
{
    private readonly MllpListenerOptions _options;
    private readonly Func<MonitorMessage, CancellationToken, Task<MonitorReceipt>> _handler;
    private readonly TimeProvider _practiceClock;
    private readonly TimeProvider _realTime;
    private readonly ILogger _logger;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<long, Task> _connections = new();
    private readonly string _run;
    private Task? _accepting;
    private long _connectionCount;
    private long _answerCount;

    /// <param name="options">Where and how.</param>
    /// <param name="handler">Stores a message; may be called from several connections at once. It recognises repetitions by sender key,
    /// control id and content digest. An exception is answered AE.</param>
    /// <param name="practiceClock">Stamps the receipt.</param>
    /// <param name="realTime">Measures silence on a connection; never the practice clock, which can run faster.</param>
    /// <param name="logger">Gets control ids and fault codes.</param>
    public MllpListener(
        MllpListenerOptions options,
        Func<MonitorMessage, CancellationToken, Task<MonitorReceipt>> handler,
        TimeProvider practiceClock,
        TimeProvider realTime,
        ILogger logger)
    {
        _options = options;
        _handler = handler;
        _practiceClock = practiceClock;
        _realTime = realTime;
        _logger = logger;
        _listener = new TcpListener(options.Endpoint);
        _run = realTime.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
    }

    /// <summary>Where it listens; with port 0 asked for, the port it was given. Valid after <see cref="Start"/>.</summary>
    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Begins to listen. Throws <see cref="SocketException"/> when the port is taken.</summary>
    public void Start()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Stops listening, breaks off what is not yet acknowledged (senders repeat it) and waits until all is quiet.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
        }

        _listener.Stop();
        await (_accepting ?? Task.CompletedTask);
        await Task.WhenAll(_connections.Values);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
            {
                _logger.LogWarning("MLLP: accepting a connection failed with {Error}", exception.SocketErrorCode);
                continue;
            }

            if (_connections.Count >= _options.MostConnections)
            {
                _logger.LogWarning("MLLP: connection closed, {Most} are open already", _options.MostConnections);
                socket.Dispose();
                continue;
            }

            var number = ++_connectionCount;
            var connection = ServeAsync(number, socket);
            _connections[number] = connection;
            _ = connection.ContinueWith(_ => _connections.TryRemove(number, out var _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(long number, Socket socket)
    {
        await Task.Yield();
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            socket.NoDelay = true;
            var framing = new MllpFraming(_options.Reading.Limits.Bytes);
            var buffer = new byte[16 * 1024];
            while (true)
            {
                var count = await WithinIdleTimeAsync(token => stream.ReadAsync(buffer, token));
                if (count == 0)
                {
                    return;
                }

                foreach (var frame in framing.Take(buffer.AsSpan(0, count)))
                {
                    if (await AnswerAsync(number, frame) is { } answer)
                    {
                        await WithinIdleTimeAsync(async token =>
                        {
                            await stream.WriteAsync(MllpFraming.Wrap(answer), token);
                            return 0;
                        });
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            if (!_stop.IsCancellationRequested)
            {
                _logger.LogInformation("MLLP connection {Number}: closed after {Idle} of silence", number, _options.IdleTimeout);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            _logger.LogInformation("MLLP connection {Number}: lost", number);
        }
    }

    private async Task<T> WithinIdleTimeAsync<T>(Func<CancellationToken, ValueTask<T>> work)
    {
        using var idle = new CancellationTokenSource(_options.IdleTimeout, _realTime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, _stop.Token);
        return await work(either.Token);
    }

    /// <summary>The bytes to send back, or null when there is nothing that could be answered.</summary>
    private async Task<byte[]?> AnswerAsync(long number, MllpFrame frame)
    {
        switch (frame.Kind)
        {
            case MllpFrameKind.Message:
                return await AnswerMessageAsync(number, frame.Content);
            case MllpFrameKind.TooLarge:
                return Refuse(number, new Hl7Fault(Hl7FaultKind.TooLarge, $"The message has more than {_options.Reading.Limits.Bytes} bytes."));
            case MllpFrameKind.Interrupted or MllpFrameKind.Garbage:
                _logger.LogWarning("MLLP connection {Number}: {Finding} dropped", number, frame.Kind);
                return null;
            default:
                throw new InvalidOperationException($"Unknown frame {frame.Kind}.");
        }
    }

    private async Task<byte[]> AnswerMessageAsync(long number, byte[] content)
    {
        var read = MonitorReader.Read(content, _options.Reading, _practiceClock.GetUtcNow());
        if (!read.IsRead)
        {
            return Refuse(number, read.Fault);
        }

        var message = read.Value;
        MonitorReceipt receipt;
        try
        {
            receipt = await _handler(message, _stop.Token);
        }
        catch (Exception exception) when (!_stop.IsCancellationRequested)
        {
            // The exception's own text may hold anything, so only its type is logged.
            _logger.LogError("MLLP connection {Number}: message {ControlId} was not stored, {Error}", number, message.ControlId, exception.GetType().Name);
            return Refuse(number, new Hl7Fault(Hl7FaultKind.NotStored, "The message could not be stored; send it again.", null, message.Header));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new OperationCanceledException("The listener stops; the message stays unanswered.", exception, _stop.Token);
        }

        if (receipt.DeclinedBecause is { } reason)
        {
            return Refuse(number, new Hl7Fault(Hl7FaultKind.Declined, reason, null, message.Header));
        }

        foreach (var value in message.Values)
        {
            if (value.Refusal is { } refusal)
            {
                _logger.LogWarning("MLLP connection {Number}: message {ControlId}, OBX {Position} not used: {Refusal}", number, message.ControlId, value.Position, refusal);
            }
        }

        return Acknowledgement.Accept(message, NextControlId(), _practiceClock.GetUtcNow(), receipt.Aside);
    }

    private byte[] Refuse(long number, Hl7Fault fault)
    {
        // A monitor that nobody has tied to a session is declined every other second: ordinary, and shown in the cockpit's list.
        _logger.Log(
            fault.Kind == Hl7FaultKind.Declined ? LogLevel.Debug : LogLevel.Warning,
            "MLLP connection {Number}: message {ControlId} refused, {Fault} at {Location}", number, fault.Header?.ControlId ?? "?", fault.Kind, fault.Location ?? "?");
        return Acknowledgement.Refuse(fault, NextControlId(), _practiceClock.GetUtcNow());
    }

    private string NextControlId() => string.Create(CultureInfo.InvariantCulture, $"{_run}-{Interlocked.Increment(ref _answerCount)}");
}
