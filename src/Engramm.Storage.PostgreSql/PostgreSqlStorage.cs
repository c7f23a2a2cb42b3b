using Microsoft.EntityFrameworkCore;

namespace Engramm.Storage.PostgreSql;

/// <summary>The engine for several nodes: PostgreSQL 15 or newer, synchronous commit.</summary>
public static class PostgreSqlStorage
{
    /// <summary>Uses the database of the connection string.</summary>
    public static DbContextOptionsBuilder UseEngrammPostgreSql(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(
            new Npgsql.NpgsqlConnectionStringBuilder(connectionString) { Options = "-c synchronous_commit=on" }.ToString(),
            o => o.MigrationsAssembly(typeof(PostgreSqlStorage).Assembly.GetName().Name));
}
