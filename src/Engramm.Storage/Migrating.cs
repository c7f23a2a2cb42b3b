using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Engramm.Storage;

/// <summary>Bringing a database to the newest migration.</summary>
public static class Migrating
{
    /// <summary>
    /// Applies what is missing, and asks first whether anything is: applying builds and compares whole models of the database,
    /// a third of a second of every start that a database at its newest migration does not need.
    /// </summary>
    public static async Task ToNewestMigrationAsync(this DatabaseFacade database, CancellationToken cancellation = default)
    {
        if ((await database.GetPendingMigrationsAsync(cancellation)).Any())
        {
            await database.MigrateAsync(cancellation);
        }
    }
}
