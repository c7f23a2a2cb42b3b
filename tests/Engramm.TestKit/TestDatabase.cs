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
    private const string FileName = "engramm.db";

    /// <summary>Tables of the newest migration, made once per run; every SQLite database begins as a copy.</summary>
    private static readonly Lazy<Task<byte[]>> Migrated = new(MigrateAsync);

    private TestDatabase(Engine engine, string folder, string? connection, TimeProvider clock)
    {
        (Engine, Folder, Connection) = (engine, folder, connection);
        Master = MasterKey.FromFile(Path.Combine(folder, "keys", "master.key"));
        var options = new DbContextOptionsBuilder<EngrammDbContext>();
        _ = engine == Engine.Sqlite ? options.UseEngrammSqlite(Path.Combine(folder, FileName)) : options.UseEngrammPostgreSql(connection!);
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

        var folder = Directory.CreateTempSubdirectory("engramm-test-").FullName;
        if (engine == Engine.Sqlite)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, FileName), await Migrated.Value);
        }

        var database = new TestDatabase(engine, folder, connection, clock ?? TimeProvider.System);
        await using var db = database.Contexts.CreateDbContext();
        await db.Database.ToNewestMigrationAsync();
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

    private static async Task<byte[]> MigrateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("engramm-test-").FullName;
        var template = new TestDatabase(Engine.Sqlite, folder, null, TimeProvider.System);
        await using (var db = template.Contexts.CreateDbContext())
        {
            await db.Database.MigrateAsync();
            // The last one to close the file brings the write-ahead log into it.
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection());
        }

        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, FileName));
        Directory.Delete(folder, recursive: true);
        return bytes;
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
