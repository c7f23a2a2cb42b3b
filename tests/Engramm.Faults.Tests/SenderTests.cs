using Engramm.Storage;
using Engramm.TestKit;

namespace Engramm.Faults.Tests;

/// <summary>Senders that repeat themselves, mix up their order, and whose clocks jump.</summary>
[Trait("Needs", "Processes")]
public sealed class SenderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Doubled_and_reordered_messages_and_jumping_clocks_lose_and_double_nothing(Engine engine)
    {
        await using var ward = await Ward.OpenAsync(engine);
        var (port, monitorPort) = (ServerProcess.FreePort(), ServerProcess.FreePort());
        await using var server = await ward.ServeAsync(port, monitorPort);
        await using var chart = await ChartSender.BeginAsync(port, ward.People, ward.Random.Next(), Stop, jumps: TimeSpan.FromHours(3));
        await using var monitor = MonitorSender.Begin(monitorPort, ward.Random.Next(), Stop, isUnruly: true);
        for (var i = 0; i < 30; i++)
        {
            await Task.WhenAll(chart.NextAcknowledgementAsync(Stop), monitor.NextAcknowledgementAsync(Stop));
        }

        await Task.WhenAll(chart.EndAsync(), monitor.EndAsync());
        Assert.True(monitor.Doubled > 0);
        await ward.CheckAsync([chart], [monitor]);
    }
}
