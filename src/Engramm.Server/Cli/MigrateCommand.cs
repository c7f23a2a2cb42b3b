using System.CommandLine;
using Engramm.Server.Hosting;
using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Cli;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Bring the database to this version's tables and stop.")
        {
            CommonOptions.Data, CommonOptions.Database, CommonOptions.Connection, Printed.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = CommonOptions.Read(parsed, "data/practice");
            await using var db = StorageSetup.Contexts(options, MasterKey.FromFile(options.KeyFile), TimeProvider.System).CreateDbContext();
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).ToList();
            await db.Database.MigrateAsync(cancellation);
            await Printed.WriteAsync(
                parsed,
                new { options.Engine, Applied = pending },
                pending.Count == 0 ? "The database is up to date." : $"Applied: {string.Join(", ", pending)}.");
            return 0;
        });
        return command;
    }
}
