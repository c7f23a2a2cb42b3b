using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Engramm.Storage.Sqlite;

/// <summary>Lets <c>dotnet ef</c> see the model of this engine; never used at run time.</summary>
public sealed class DesignTimeContext : IDesignTimeDbContextFactory<EngrammDbContext>
{
    public EngrammDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<EngrammDbContext>();
        options.UseEngrammSqlite("design.db");
        return new EngrammDbContext(options.Options, new CurrentActor(), new AuditWriter(new MasterKey(new byte[32]), TimeProvider.System));
    }
}
