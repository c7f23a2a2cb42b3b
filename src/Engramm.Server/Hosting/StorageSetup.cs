using Engramm.Storage;
using Engramm.Storage.Audit;
using Engramm.Storage.PostgreSql;
using Engramm.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Hosting;

/// <summary>Opens the database the options name.</summary>
public static class StorageSetup
{
    /// <summary>Contexts for the engine of the options, with the practice's master key and clock.</summary>
    public static EngrammContexts Contexts(ServerOptions options, MasterKey master, TimeProvider clock)
    {
        var builder = new DbContextOptionsBuilder<EngrammDbContext>();
        switch (options.Engine)
        {
            case Engine.Sqlite:
                Directory.CreateDirectory(options.DataFolder);
                builder.UseEngrammSqlite(options.DatabaseFile);
                break;
            case Engine.PostgreSql:
                builder.UseEngrammPostgreSql(options.ConnectionString
                    ?? throw new InvalidOperationException("PostgreSQL needs a connection string: --connection or ENGRAMM_CONNECTION."));
                break;
        }

        return new EngrammContexts(builder.Options, new AuditWriter(master, clock));
    }

    /// <summary>Builds the model of the tables, which the first use would do.</summary>
    public static void BuildModel(ServerOptions options)
    {
        using var db = Contexts(options, MasterKey.FromFile(options.KeyFile), TimeProvider.System).CreateDbContext();
        _ = db.Model;
    }
}
