using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Engramm.Storage.PostgreSql;

/// <summary>Lets <c>dotnet ef</c> see the model of this engine; never used at run time.</summary>
public sealed class DesignTimeContext : IDesignTimeDbContextFactory<EngrammDbContext>
{
    public EngrammDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<EngrammDbContext>();
        options.UseEngrammPostgreSql("Host=127.0.0.1;Database=design");
        return new EngrammDbContext(options.Options, new CurrentActor(), new AuditWriter(new MasterKey(new byte[32]), TimeProvider.System));
    }
}
