using Microsoft.EntityFrameworkCore;

namespace Engramm.Storage.PostgreSql;

/// <summary>The engine for several nodes: PostgreSQL 15 or newer, synchronous commit.</summary>
public static class PostgreSqlStorage
{
    /// <summary>
    /// Uses the database of the connection string. A node that falls asleep in the middle of a transaction holds its rows; the server ends
    /// such a transaction after five seconds, so that another node can go on.
    /// </summary>
    public static DbContextOptionsBuilder UseEngrammPostgreSql(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(
            new Npgsql.NpgsqlConnectionStringBuilder(connectionString) { Options = "-c synchronous_commit=on -c idle_in_transaction_session_timeout=5s" }.ToString(),
            o => o.MigrationsAssembly(typeof(PostgreSqlStorage).Assembly.GetName().Name));
}
