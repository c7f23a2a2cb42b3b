using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Engramm.Exchange.Hl7v2;

/// <summary>How a sender waits.</summary>
public sealed record MllpClientOptions
{
    /// <summary>How long to wait for a connection or an answer before trying anew. Expert default of this project.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>First pause after a failure; it doubles with each further one. Expert default of this project.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest pause between two tries. Expert default of this project.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>
/// Sends messages over one MLLP connection, one at a time, and waits for each answer. What was not answered is sent again with the same
/// control id, on a new connection, until it is answered or the caller gives up: the receiver must recognise repetitions.
/// </summary>
public sealed class MllpClient(string host, int port, TimeProvider time, ILogger logger, MllpClientOptions? options = null) : IAsyncDisposable
{
    private readonly MllpClientOptions _options = options ?? new MllpClientOptions();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private TcpClient? _connection;
    private MllpFraming _framing = new(new Hl7Limits().Bytes);

    /// <summary>Sends a message and gives the answer to it, positive or negative. Ends early only by cancellation.</summary>
    /// <param name="message">The message without frame.</param>
    /// <param name="controlId">Its MSH-10, which the answer must repeat.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Hl7Answer> SendAsync(ReadOnlyMemory<byte> message, string controlId, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var pause = _options.FirstPause;
            while (true)
            {
                try
                {
                    if (await TryAsync(message, controlId, cancellation) is { } answer)
                    {
                        return answer;
                    }

                    logger.LogWarning("MLLP: no answer to message {ControlId}, trying again", controlId);
                }
                catch (Exception exception) when (exception is IOException or SocketException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
                {
                    logger.LogWarning("MLLP: message {ControlId} not sent ({Error}), next try in {Pause}", controlId, exception.GetType().Name, pause);
                }
                catch (OperationCanceledException)
                {
                    // An answer may still arrive on this connection; it must not be taken for the next one's.
                    Disconnect();
                    throw;
                }

                Disconnect();
                await Task.Delay(pause, time, cancellation);
                pause = pause * 2 < _options.LongestPause ? pause * 2 : _options.LongestPause;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync()
    {
        Disconnect();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One try on the present or a new connection; null when what came back was not the answer.</summary>
    private async Task<Hl7Answer?> TryAsync(ReadOnlyMemory<byte> message, string controlId, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(_options.AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        if (_connection is null)
        {
            _framing = new MllpFraming(new Hl7Limits().Bytes);
            _connection = new TcpClient { NoDelay = true };
            await _connection.ConnectAsync(host, port, either.Token);
        }

        var stream = _connection.GetStream();
        await stream.WriteAsync(MllpFraming.Wrap(message.Span), either.Token);
        var buffer = new byte[4 * 1024];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, either.Token);
            if (count == 0)
            {
                return null;
            }

            foreach (var frame in _framing.Take(buffer.AsSpan(0, count)))
            {
                var answer = Acknowledgement.Read(frame.Content);
                if (frame.Kind != MllpFrameKind.Message || !answer.IsRead)
                {
                    return null;
                }

                // A receiver that could not read our header answers without an id; with one message under way it can only mean this one.
                if (answer.Value.ControlId.Length == 0 || string.Equals(answer.Value.ControlId, controlId, StringComparison.Ordinal))
                {
                    return answer.Value;
                }
            }
        }
    }

    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
