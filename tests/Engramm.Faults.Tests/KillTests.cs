using System.Diagnostics;
using System.Globalization;
using Engramm.Storage;
using Engramm.TestKit;

namespace Engramm.Faults.Tests;

/// <summary>The server is killed at random moments of a running session. The two engines run beside each other.</summary>
public abstract class KillTests(Engine engine)
{
    /// <summary>The server is killed this many milliseconds after its first acknowledgement at the latest.</summary>
    private const int LatestKill = 400;

    /// <summary>A few in the everyday run; `./test faults` asks for hundreds.</summary>
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("ENGRAMM_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 5;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_by_random_kills()
    {
        await using var ward = await Ward.OpenAsync(engine);
        var (port, monitorPort) = (ServerProcess.FreePort(), ServerProcess.FreePort());
        var server = await ward.ServeAsync(port, monitorPort);
        var longest = TimeSpan.Zero;
        await using var chart = await ChartSender.BeginAsync(port, ward.People, ward.Random.Next(), Stop);
        await using var monitor = MonitorSender.Begin(monitorPort, ward.Random.Next(), Stop);
        await using var device = await FhirSender.BeginAsync(ward, port, Stop);
        try
        {
            for (var kill = 1; kill <= Kills; kill++)
            {
                await Task.WhenAll(chart.NextAcknowledgementAsync(Stop), monitor.NextAcknowledgementAsync(Stop), device.NextAcknowledgementAsync(Stop));
                await Task.Delay(ward.Random.Next(LatestKill), Stop);
                await server.KillAsync();
                await server.DisposeAsync();
                var down = Stopwatch.GetTimestamp();
                server = await ward.ServeAsync(port, monitorPort);
                var took = Stopwatch.GetElapsedTime(down);
                longest = took > longest ? took : longest;
            }

            await Task.WhenAll(chart.NextAcknowledgementAsync(Stop), monitor.NextAcknowledgementAsync(Stop), device.NextAcknowledgementAsync(Stop));
            await chart.EndAsync();
            await monitor.EndAsync();
            await device.EndAsync();
        }
        finally
        {
            await server.DisposeAsync();
        }

        Ward.Say($"{engine}: {chart.Acknowledged.Count} commands and {monitor.Acknowledged.Count} monitor messages and {device.Acknowledged.Count} FHIR Observations acknowledged over {Kills} kills, " +
            $"{chart.Repeated}, {monitor.Repeated} and {device.Repeated} sent again, longest start {longest.TotalSeconds:0.0} s; 0 lost, 0 doubled");
        await ward.CheckAsync([chart], [monitor], device);
        Assert.True(chart.Acknowledged.Count > Kills && monitor.Acknowledged.Count > Kills && device.Acknowledged.Count > Kills);

        // The one that seeded it was the first, then one after each kill.
        Assert.Equal(Kills + 2, (await ward.RowsAsync())[^1].Epoch);
    }
}

/// <summary>With SQLite.</summary>
[Trait("Needs", "Processes")]
public sealed class SqliteKillTests() : KillTests(Engine.Sqlite);

/// <summary>With PostgreSQL.</summary>
[Trait("Needs", "Processes")]
public sealed class PostgreSqlKillTests() : KillTests(Engine.PostgreSql);
