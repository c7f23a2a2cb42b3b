using System.Diagnostics;
using System.Globalization;
using Engramm.Care.Access;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Engramm.Storage.SessionLog;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Faults.Tests;

/// <summary>
/// The server is killed at random moments of a running session while a person charts and a monitor sends. Whatever was
/// acknowledged must be in the log exactly once. The seed is printed; ENGRAMM_SEED repeats a run.
/// </summary>
[Trait("Needs", "Processes")]
public class KillTests
{
    private const int Kills = 20;

    /// <summary>The server is killed this many milliseconds after its first acknowledgement at the latest.</summary>
    private const int LatestKill = 400;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Nothing_acknowledged_is_lost_or_doubled_by_twenty_kills(Engine engine)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ENGRAMM_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next(1_000_000);
        Say($"{engine}, seed {seed}");
        var random = new Random(seed);
        await using var database = await TestDatabase.CreateAsync(engine);
        var people = await SeededPractice.SeedAsync(database.Contexts, isFictional: true, Stop);
        var (port, monitorPort) = (ServerProcess.FreePort(), ServerProcess.FreePort());
        string[] serve =
        [
            "serve", "--data", database.Folder, "--monitor-port", monitorPort.ToString(CultureInfo.InvariantCulture),
            "--database", engine.ToString(), .. engine == Engine.PostgreSql ? (string[])["--connection", database.Connection!] : [],
        ];

        var server = await ServerProcess.ServeAsync(serve, port, Stop);
        var longest = TimeSpan.Zero;
        await using var chart = await ChartSender.BeginAsync(port, people, random.Next(), Stop);
        await using var monitor = MonitorSender.Begin(monitorPort, random.Next(), Stop);
        try
        {
            for (var kill = 1; kill <= Kills; kill++)
            {
                await Task.WhenAll(chart.NextAcknowledgementAsync(Stop), monitor.NextAcknowledgementAsync(Stop));
                await Task.Delay(random.Next(LatestKill), Stop);
                await server.KillAsync();
                await server.DisposeAsync();
                var down = Stopwatch.GetTimestamp();
                server = await ServerProcess.ServeAsync(serve, port, Stop);
                var took = Stopwatch.GetElapsedTime(down);
                longest = took > longest ? took : longest;
            }

            await Task.WhenAll(chart.NextAcknowledgementAsync(Stop), monitor.NextAcknowledgementAsync(Stop));
            await chart.EndAsync();
            await monitor.EndAsync();
        }
        finally
        {
            await server.DisposeAsync();
        }

        Say($"{chart.Acknowledged.Count} commands and {monitor.Acknowledged.Count} monitor messages acknowledged over {Kills} kills, " +
            $"{chart.Repeated} and {monitor.Repeated} sent again, longest start {longest.TotalSeconds:0.0} s");
        await CheckAsync(database, people, chart, monitor);
    }

    private static async Task CheckAsync(TestDatabase database, SeededPractice people, ChartSender chart, MonitorSender monitor)
    {
        var rows = await new SessionLogStore(database.Contexts).ReadAsync(people.OwnSession, 0, int.MaxValue, Stop);
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(n => (long)n), rows.Select(r => r.Sequence));
        Assert.Equal(rows.Count, rows.Select(r => r.CommandId).Distinct().Count());

        // Nothing was written by a process after another had taken the session; the one that seeded it was the first, then one after each kill.
        Assert.Equal(rows.Select(r => r.Epoch).Order(), rows.Select(r => r.Epoch));
        Assert.Equal(Kills + 2, rows[^1].Epoch);

        var events = rows.Select(r => SessionJson.ReadEvent(r.Json)).ToList();
        Assert.All(rows.Zip(events), pair => Assert.Equal((pair.First.Sequence, pair.First.CommandId), (pair.Second.Sequence, pair.Second.CommandId)));

        var byCommand = events.ToDictionary(e => e.CommandId);
        Assert.All(chart.Acknowledged, a =>
        {
            var stored = byCommand[a.Command.CommandId];
            Assert.Equal(a.Sequence, stored.Sequence);
            Assert.Equal(a.Command.OccurredAt, stored.OccurredAt);
            Assert.Equal(((NoteAdded)a.Command.Entry).Text, ((NoteAdded)stored.Entry).Text);
        });

        var byMessage = events.Where(e => e.Entry is VitalsObserved).GroupBy(e => ((VitalsObserved)e.Entry).MessageId!, StringComparer.Ordinal).ToDictionary(g => g.Key, StringComparer.Ordinal);
        Assert.All(byMessage.Values, g => Assert.Single(g));
        Assert.All(monitor.Acknowledged, a =>
        {
            var vitals = (VitalsObserved)byMessage[a.ControlId].Single().Entry;
            Assert.Equal(a.HeartRate, vitals.Values.Single(v => v.Measure == Measure.HeartRate).Value);
        });

        // Both senders waited for every answer before they ended, so there is nothing in the log that they did not send.
        Assert.Equal(chart.Acknowledged.Count, events.Count(e => e.Entry is NoteAdded));
        Assert.Equal(monitor.Acknowledged.Count, byMessage.Count);
        Assert.True(chart.Acknowledged.Count > Kills && monitor.Acknowledged.Count > Kills);

        await using var db = database.Contexts.Create(people.Id);
        var links = await db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync(Stop);
        Assert.Null(AuditChain.FirstBadLink(database.Master.ChainKey, links, await db.AuditHeads.AsNoTracking().SingleAsync(Stop)));
        Assert.Equal(MonitorSender.Device, (await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == people.OwnSession, Stop)).MonitorId);
    }

    private static void Say(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        Console.Error.WriteLine(line);
    }
}
