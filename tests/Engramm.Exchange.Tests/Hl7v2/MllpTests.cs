using System.Net;
using System.Net.Sockets;
using Engramm.Exchange.Hl7v2;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace Engramm.Exchange.Tests.Hl7v2;

public class MllpTests
{
    private static readonly byte[] Ge = MllpFraming.Wrap(Examples.Bytes(Examples.Ge));

    [Fact]
    public async Task A_message_split_at_any_byte_is_stored_and_answered_once()
    {
        await using var rig = new MllpRig();
        using var wire = await rig.ConnectAsync();
        for (var at = 1; at < Ge.Length; at++)
        {
            await wire.WriteAsync(Ge[..at], Ge[at..]);
            Assert.Equal(AckCode.Accepted, (await wire.AnswerAsync()).Code);
        }

        Assert.Equal(Ge.Length - 1, rig.Stored.Count);
    }

    [Property(MaxTest = 500)]
    public Property However_the_stream_is_cut_the_frames_are_the_same()
    {
        byte[] stream = [.. "noise"u8, .. Ge, .. Ge, 0x0D, 0x0A, .. MllpFraming.Wrap("MSH"u8)];
        return Prop.ForAll(Gen.Choose(1, 400).NonEmptyListOf().ToArbitrary(), sizes =>
        {
            var framing = new MllpFraming(10_000);
            var frames = new List<MllpFrame>();
            for (var (at, turn) = (0, 0); at < stream.Length; turn++)
            {
                var count = Math.Min(sizes[turn % sizes.Count], stream.Length - at);
                frames.AddRange(framing.Take(stream.AsSpan(at, count)));
                at += count;
            }

            return frames.Select(frame => frame.Kind).SequenceEqual([MllpFrameKind.Garbage, MllpFrameKind.Message, MllpFrameKind.Message, MllpFrameKind.Message])
                && frames[1].Content.AsSpan().SequenceEqual(Ge.AsSpan()[1..^2]);
        });
    }

    [Fact]
    public async Task Several_messages_in_one_packet_are_answered_in_order()
    {
        await using var rig = new MllpRig();
        using var wire = await rig.ConnectAsync();
        await wire.WriteAsync([.. Message("1"), .. Message("2"), .. Message("3")]);

        Assert.Equal(["1", "2", "3"], [(await wire.AnswerAsync()).ControlId, (await wire.AnswerAsync()).ControlId, (await wire.AnswerAsync()).ControlId]);
    }

    [Fact]
    public async Task Garbage_and_a_broken_off_message_before_a_good_one_do_no_harm()
    {
        await using var rig = new MllpRig();
        using var wire = await rig.ConnectAsync();
        await wire.WriteAsync([.. "GET / HTTP/1.1\r\n\r\n"u8, 0x1C, 0x0D, .. Ge[..200], .. Message("5")]);

        Assert.Equal(new Hl7Answer(AckCode.Accepted, "5", ""), await wire.AnswerAsync());
        Assert.Contains("Garbage dropped", rig.Log.Text, StringComparison.Ordinal);
        Assert.Contains("Interrupted dropped", rig.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_oversized_message_is_rejected_and_the_connection_goes_on()
    {
        await using var rig = new MllpRig();
        using var wire = await rig.ConnectAsync();
        await wire.WriteAsync(MllpFraming.Wrap(new byte[(1024 * 1024) + 1]), Ge);

        var refused = await wire.AnswerAsync();
        Assert.Equal((AckCode.Rejected, "The message has more than 1048576 bytes."), (refused.Code, refused.Reason));
        Assert.Equal(AckCode.Accepted, (await wire.AnswerAsync()).Code);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_before_it_is_stored()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource<MonitorReceipt>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var rig = new MllpRig(handler: (_, _) =>
        {
            entered.SetResult();
            return gate.Task;
        });
        using var wire = await rig.ConnectAsync();
        await wire.WriteAsync(Ge);
        await entered.Task.WaitAsync(TestContext.Current.CancellationToken);

        var answer = wire.AnswerAsync();
        Assert.False(answer.IsCompleted);
        gate.SetResult(MonitorReceipt.Stored);

        Assert.Equal(new Hl7Answer(AckCode.Accepted, "0040971", ""), await answer);
    }

    [Fact]
    public async Task Two_senders_do_not_wait_for_each_other()
    {
        var gate = new TaskCompletionSource<MonitorReceipt>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var rig = new MllpRig(handler: (message, _) => message.ControlId is "slow" ? gate.Task : Task.FromResult(MonitorReceipt.Stored));
        using var slow = await rig.ConnectAsync();
        using var quick = await rig.ConnectAsync();
        await slow.WriteAsync(Message("slow"));
        await quick.WriteAsync(Message("quick"));

        Assert.Equal("quick", (await quick.AnswerAsync()).ControlId);
        Assert.False(slow.HasAnswer);
        gate.SetResult(MonitorReceipt.Stored);
        Assert.Equal("slow", (await slow.AnswerAsync()).ControlId);
    }

    [Fact]
    public async Task A_failure_to_store_is_an_error_that_invites_to_send_again()
    {
        await using var rig = new MllpRig(handler: (_, _) => throw new InvalidOperationException(Examples.CanaryName));
        using var wire = await rig.ConnectAsync();
        await wire.WriteAsync(Ge);

        Assert.Equal(new Hl7Answer(AckCode.Error, "0040971", "The message could not be stored; send it again."), await wire.AnswerAsync());
        Assert.DoesNotContain(Examples.CanaryName, rig.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_the_practice_declines_is_rejected_with_its_reason()
    {
        await using var rig = new MllpRig(handler: (_, _) => Task.FromResult(MonitorReceipt.Declined("No such device.")));
        using var wire = await rig.ConnectAsync();
        await wire.WriteAsync(Ge);

        Assert.Equal(new Hl7Answer(AckCode.Rejected, "0040971", "No such device."), await wire.AnswerAsync());
    }

    [Fact]
    public async Task Every_malformed_message_is_refused_over_the_wire_with_its_reason()
    {
        await using var rig = new MllpRig();
        using var wire = await rig.ConnectAsync();
        foreach (var row in FaultTests.Malformed())
        {
            var (text, kind, code) = row.Data;
            if (kind == Hl7FaultKind.UnsupportedPurpose)
            {
                continue; // this rig takes training messages
            }

            await wire.WriteAsync(MllpFraming.Wrap(System.Text.Encoding.UTF8.GetBytes(text)));
            var answer = await wire.AnswerAsync();
            Assert.Equal(code, answer.Code);
            Assert.NotEmpty(answer.Reason);
            Assert.Contains(kind.ToString(), rig.Log.Text, StringComparison.Ordinal);
        }

        Assert.Empty(rig.Stored);
    }

    [Fact]
    public async Task The_log_holds_control_ids_and_no_person()
    {
        await using var rig = new MllpRig();
        using var wire = await rig.ConnectAsync();
        await wire.WriteAsync(Ge, Send(Examples.GeWith(3, "OBR|1||||||gestern")), Send(Examples.GeWith(5, $"OBX|1|NM|147842^x^MDC|1|{Examples.CanaryName}|264864^x^MDC|||||R")),
            Send(Examples.GeWith(3, Examples.CanaryName)));
        Assert.Equal(
            [AckCode.Accepted, AckCode.Error, AckCode.Accepted, AckCode.Rejected],
            [(await wire.AnswerAsync()).Code, (await wire.AnswerAsync()).Code, (await wire.AnswerAsync()).Code, (await wire.AnswerAsync()).Code]);

        Assert.Contains("message 0040971 refused, BadTime at OBR-7", rig.Log.Text, StringComparison.Ordinal);
        Assert.Contains("OBX 2 not used: NotANumber", rig.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Examples.CanaryName, rig.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Examples.CanaryId, rig.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_connection_is_closed_in_real_time()
    {
        var time = new FakeTimeProvider(Examples.Received);
        await using var rig = new MllpRig(realTime: time);
        using var wire = await rig.ConnectAsync();
        await wire.WriteAsync(Ge);
        await wire.AnswerAsync();

        var closed = wire.ClosedAsync();
        while (!closed.IsCompleted)
        {
            // The listener may not have begun to wait yet; asking again is harmless.
            time.Advance(TimeSpan.FromMinutes(6));
            await Task.Yield();
        }

        await closed;
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_at_once()
    {
        await using var rig = new MllpRig(adjust: options => options with { MostConnections = 1 });
        using var first = await rig.ConnectAsync();
        await first.WriteAsync(Ge);
        await first.AnswerAsync();
        using var second = await rig.ConnectAsync();
        await second.ClosedAsync();

        await first.WriteAsync(Ge);
        Assert.Equal(AckCode.Accepted, (await first.AnswerAsync()).Code);
    }

    [Fact]
    public async Task The_client_sends_again_with_the_same_control_id_until_it_has_the_answer_to_this_message()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var log = new CapturedLog();
        await using var client = new MllpClient(
            "127.0.0.1", ((IPEndPoint)server.LocalEndpoint).Port, TimeProvider.System, log, new MllpClientOptions { FirstPause = TimeSpan.FromMilliseconds(1) });
        var message = Examples.Bytes(Examples.Ge);
        var sent = client.SendAsync(message, "0040971", cancellation);

        // First the connection breaks, then nonsense comes back, then an answer to something else and the answer.
        Assert.Equal(message, await TakeAsync([]));
        Assert.Equal(message, await TakeAsync("HTTP/1.1 400\r\n"u8.ToArray()));
        Assert.False(sent.IsCompleted);
        Assert.Equal(message, await TakeAsync([.. Answer("other"), .. Answer("0040971")]));
        Assert.Equal(new Hl7Answer(AckCode.Rejected, "0040971", "no"), await sent);
        Assert.DoesNotContain(Examples.CanaryName, log.Text, StringComparison.Ordinal);

        async Task<byte[]> TakeAsync(byte[] answer)
        {
            using var connection = await server.AcceptTcpClientAsync(cancellation);
            var framing = new MllpFraming(10_000);
            var buffer = new byte[1024];
            while (true)
            {
                var count = await connection.GetStream().ReadAsync(buffer, cancellation);
                if (framing.Take(buffer.AsSpan(0, count)) is [var frame])
                {
                    await connection.GetStream().WriteAsync(answer, cancellation);
                    return frame.Content;
                }
            }
        }

        static byte[] Answer(string controlId) => MllpFraming.Wrap(
            Acknowledgement.Refuse(new Hl7Fault(Hl7FaultKind.Declined, "no", null, new Hl7Header([], [], controlId, "P", "2.6")), "1", Examples.Received));
    }

    [Fact]
    public async Task The_client_pauses_longer_after_each_failure()
    {
        var time = new FakeTimeProvider(Examples.Received);
        var log = new CapturedLog();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // Nobody listens on the discard port of loopback.
        await using var client = new MllpClient("127.0.0.1", 9, time, log, new MllpClientOptions { FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(3) });
        var sent = client.SendAsync(Examples.Bytes(Examples.Ge), "0040971", stop.Token);
        while (log.Text.Split("00:00:03").Length < 3)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        Assert.Equal(["00:00:01", "00:00:02", "00:00:03"], log.Text.Split('\n').Take(3).Select(line => line.Split("next try in ")[1].Trim()), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_client_gives_a_refusal_to_its_caller_instead_of_repeating_for_ever()
    {
        await using var rig = new MllpRig();
        await using var client = new MllpClient("127.0.0.1", rig.Port, TimeProvider.System, rig.Log);
        var answer = await client.SendAsync(Examples.Bytes(Examples.GeWith(3, "OBR|1||||||gestern")), "0040971", TestContext.Current.CancellationToken);

        Assert.Equal(AckCode.Error, answer.Code);
    }

    private static byte[] Send(string[] segments) => MllpFraming.Wrap(Examples.Bytes(segments));

    private static byte[] Message(string controlId) =>
        Send(Examples.GeWith(0, Examples.Ge[0].Replace("0040971", controlId, StringComparison.Ordinal)));
}
