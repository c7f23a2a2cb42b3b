using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engramm.Storage.Sqlite;

/// <summary>The default engine: one file, written ahead, synced to disk at every commit.</summary>
public static class SqliteStorage
{
    /// <summary>Uses the file at <paramref name="path"/>.</summary>
    public static DbContextOptionsBuilder UseEngrammSqlite(this DbContextOptionsBuilder options, string path) =>
        options
            .UseSqlite(
                new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString(),
                o => o.MigrationsAssembly(typeof(SqliteStorage).Assembly.GetName().Name))
            .AddInterceptors(new Settings());

    /// <summary>Sets and reads back what durability rests on; wrong settings stop the connection.</summary>
    private sealed class Settings : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Apply(connection);
            return Task.CompletedTask;
        }

        private static void Apply(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;";
            command.ExecuteNonQuery();
            command.CommandText = "SELECT (SELECT journal_mode FROM pragma_journal_mode) || ' ' || (SELECT synchronous FROM pragma_synchronous)";
            var actual = (string?)command.ExecuteScalar();
            if (!string.Equals(actual, "wal 2", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"SQLite must run with journal_mode wal and synchronous 2 (FULL), but says '{actual}'.");
            }
        }
    }
}
