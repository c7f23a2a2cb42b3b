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
/// A practice whose server is ill-treated while a person charts and a monitor sends. Whatever was acknowledged must be in the log exactly
/// once. The seed is printed; ENGRAMM_SEED repeats a run.
/// </summary>
internal sealed class Ward : IAsyncDisposable
{
    private Ward(TestDatabase database, SeededPractice people, int seed) => (Database, People, Random) = (database, people, new Random(seed));

    public TestDatabase Database { get; }

    public SeededPractice People { get; }

    public Random Random { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Ward> OpenAsync(Engine engine)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ENGRAMM_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : System.Random.Shared.Next(1_000_000);
        Say($"{engine}, seed {seed}");
        var database = await TestDatabase.CreateAsync(engine);
        return new Ward(database, await SeededPractice.SeedAsync(database.Contexts, isFictional: true, Stop), seed);
    }

    /// <summary>A node of the practice on these ports.</summary>
    public Task<ServerProcess> ServeAsync(int port, int monitorPort) => ServerProcess.ServeAsync(
        [
            "serve", "--data", Database.Folder, "--monitor-port", monitorPort.ToString(CultureInfo.InvariantCulture),
            "--database", Database.Engine.ToString(), .. Database.Engine == Engine.PostgreSql ? (string[])["--connection", Database.Connection!] : [],
        ],
        port,
        Stop);

    /// <summary>The whole log, as the database holds it.</summary>
    public Task<IReadOnlyList<SessionLogRow>> RowsAsync() => new SessionLogStore(Database.Contexts).ReadAsync(People.OwnSession, 0, int.MaxValue, Stop);

    /// <summary>Numbers without gaps, every acknowledged entry once and as it was sent, the chain of the audit whole.</summary>
    public async Task CheckAsync(IReadOnlyList<ChartSender> charts, IReadOnlyList<MonitorSender> monitors, params IReadOnlyList<FhirSender> devices)
    {
        var rows = await RowsAsync();
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(n => (long)n), rows.Select(r => r.Sequence));
        Assert.Equal(rows.Count, rows.Select(r => r.CommandId).Distinct().Count());

        // Nothing was written by a process after another had taken the session.
        Assert.Equal(rows.Select(r => r.Epoch).Order(), rows.Select(r => r.Epoch));

        var events = rows.Select(r => SessionJson.ReadEvent(r.Json)).ToList();
        Assert.All(rows.Zip(events), pair => Assert.Equal((pair.First.Sequence, pair.First.CommandId), (pair.Second.Sequence, pair.Second.CommandId)));

        var byCommand = events.ToDictionary(e => e.CommandId);
        Assert.All(charts.SelectMany(c => c.Acknowledged), a =>
        {
            var stored = byCommand[a.Command.CommandId];
            Assert.Equal(a.Sequence, stored.Sequence);
            Assert.Equal(a.Command.OccurredAt, stored.OccurredAt);
            Assert.Equal(((NoteAdded)a.Command.Entry).Text, ((NoteAdded)stored.Entry).Text);
        });

        var byMessage = events.Where(e => e.Entry is VitalsObserved).GroupBy(e => ((VitalsObserved)e.Entry).MessageId!, StringComparer.Ordinal).ToDictionary(g => g.Key, StringComparer.Ordinal);
        Assert.All(byMessage.Values, g => Assert.Single(g));
        var acknowledged = monitors.SelectMany(m => m.Acknowledged).Concat(devices.SelectMany(d => d.Acknowledged)).ToList();
        Assert.All(acknowledged, a =>
        {
            var vitals = (VitalsObserved)byMessage[a.ControlId].Single().Entry;
            Assert.Equal(a.HeartRate, vitals.Values.Single(v => v.Measure == Measure.HeartRate).Value);
        });

        // The senders waited for every answer before they ended, so there is nothing in the log that they did not send.
        Assert.Equal(charts.Sum(c => c.Acknowledged.Count), events.Count(e => e.Entry is NoteAdded));
        Assert.Equal(acknowledged.Count, byMessage.Count);

        await using var db = Database.Contexts.Create(People.Id);
        var links = await db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync(Stop);
        Assert.Null(AuditChain.FirstBadLink(Database.Master.ChainKey, links, await db.AuditHeads.AsNoTracking().SingleAsync(Stop)));
        Assert.Equal(MonitorSender.Device, (await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == People.OwnSession, Stop)).MonitorId);
    }

    public static void Say(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        Console.Error.WriteLine(line);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
