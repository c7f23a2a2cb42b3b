using Engramm.Storage;
using Engramm.TestKit;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Engramm.Faults.Tests;

/// <summary>
/// A disk that is full and a database that somebody else holds: what cannot be written is not acknowledged, and it goes on by itself. The senders at
/// the locked one repeat themselves, mix up their order, and their clocks jump.
/// </summary>
[Trait("Needs", "Processes")]
public sealed class DiskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The limit on the size of files stands for the full disk: SQLite's write fails in the same place, with the same effect.</summary>
    [Fact]
    public async Task A_full_disk_refuses_loses_nothing_and_goes_on_when_there_is_room()
    {
        await using var ward = await Ward.OpenAsync(Engine.Sqlite);
        var (port, monitorPort) = (ServerProcess.FreePort(), ServerProcess.FreePort());
        await using var server = await ward.ServeAsync(port, monitorPort);
        await using var chart = await ChartSender.BeginAsync(port, ward.People, ward.Random.Next(), Stop);
        await using var monitor = MonitorSender.Begin(monitorPort, ward.Random.Next(), Stop);
        await Task.WhenAll(chart.NextAcknowledgementAsync(Stop), monitor.NextAcknowledgementAsync(Stop));

        await server.AllowFilesAsync(16 * 1024);
        await Task.WhenAll(chart.NextRefusalAsync(Stop), monitor.NextRefusalAsync(Stop));
        await server.AllowFilesAsync(null);
        await Task.WhenAll(chart.NextAcknowledgementAsync(Stop), monitor.NextAcknowledgementAsync(Stop));
        await Task.WhenAll(chart.EndAsync(), monitor.EndAsync());
        await ward.CheckAsync([chart], [monitor]);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Doubled_and_reordered_messages_jumping_clocks_and_a_locked_database_lose_and_double_nothing(Engine engine)
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

        await using (await LockAsync(ward.Database))
        {
            await Task.WhenAll(chart.NextRefusalAsync(Stop), monitor.NextRefusalAsync(Stop));
        }

        await Task.WhenAll(chart.NextAcknowledgementAsync(Stop), monitor.NextAcknowledgementAsync(Stop));
        await Task.WhenAll(chart.EndAsync(), monitor.EndAsync());
        Assert.True(monitor.Doubled > 0);
        await ward.CheckAsync([chart], [monitor]);
    }

    /// <summary>Holds the log as another program would, until disposed.</summary>
    private static async Task<IAsyncDisposable> LockAsync(TestDatabase database)
    {
        if (database.Engine == Engine.Sqlite)
        {
            var file = new SqliteConnection($"Data Source={Path.Combine(database.Folder, "engramm.db")};Pooling=False");
            await file.OpenAsync(Stop);
            await using var begin = file.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync(Stop);
            return file;
        }

        var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Connection) { Pooling = false }.ToString());
        await server.OpenAsync(Stop);
        await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE \"SessionLog\" IN ACCESS EXCLUSIVE MODE", server);
        await command.ExecuteNonQueryAsync(Stop);
        return server;
    }
}
