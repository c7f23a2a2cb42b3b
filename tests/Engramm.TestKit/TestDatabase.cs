using Engramm.Storage;
using Engramm.Storage.Audit;
using Engramm.Storage.PostgreSql;
using Engramm.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Engramm.TestKit;

/// <summary>
/// A fresh, migrated database of either engine, gone with the test. PostgreSQL is the one ./test started; without it the test
/// is shown as skipped, never as passed.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(Engine engine, string folder, string? connection, TimeProvider clock)
    {
        (Engine, Folder, Connection) = (engine, folder, connection);
        Master = MasterKey.FromFile(Path.Combine(folder, "keys", "master.key"));
        var options = new DbContextOptionsBuilder<EngrammDbContext>();
        _ = engine == Engine.Sqlite ? options.UseEngrammSqlite(Path.Combine(folder, "engramm.db")) : options.UseEngrammPostgreSql(connection!);
        Contexts = new EngrammContexts(options.Options, new AuditWriter(Master, clock));
    }

    /// <summary>Both engines, for <c>[MemberData]</c>.</summary>
    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    public Engine Engine { get; }

    /// <summary>The data folder: holds the master key, and the file with SQLite.</summary>
    public string Folder { get; }

    /// <summary>PostgreSQL connection string; null with SQLite.</summary>
    public string? Connection { get; }

    public MasterKey Master { get; }

    public EngrammContexts Contexts { get; }

    public static async Task<TestDatabase> CreateAsync(Engine engine, TimeProvider? clock = null)
    {
        string? connection = null;
        if (engine == Engine.PostgreSql)
        {
            var server = Environment.GetEnvironmentVariable("ENGRAMM_TEST_POSTGRES");
            Assert.SkipWhen(string.IsNullOrEmpty(server), "PostgreSQL is not running. ./test starts one; ./test fast leaves it out.");
            connection = await CreatePostgreSqlAsync(server!);
        }

        var database = new TestDatabase(engine, Directory.CreateTempSubdirectory("engramm-test-").FullName, connection, clock ?? TimeProvider.System);
        await using var db = database.Contexts.CreateDbContext();
        await db.Database.MigrateAsync();
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        if (Engine == Engine.PostgreSql)
        {
            await using var db = Contexts.CreateDbContext();
            await db.Database.EnsureDeletedAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> CreatePostgreSqlAsync(string server)
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 10 }.ToString();
    }
}
