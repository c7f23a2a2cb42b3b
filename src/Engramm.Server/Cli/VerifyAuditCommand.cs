using System.CommandLine;
using System.Globalization;
using Engramm.Server.Hosting;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Cli;

internal static class VerifyAuditCommand
{
    public static Command Create()
    {
        var command = new Command("verify-audit", "Check the audit chain and the history against it. Ends with 1 when something was changed. The practice may be served meanwhile.")
        {
            CommonOptions.Data, CommonOptions.Database, CommonOptions.Connection, Printed.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = CommonOptions.Read(parsed, "data/practice");
            // A fresh key would be made, and would prove nothing.
            if (!File.Exists(options.KeyFile))
            {
                throw new CommandFailedException($"{options.KeyFile} is missing. Without the key that the chain was written with nothing can be checked; put it back from its backup, or name its folder with --data.");
            }

            if (options.Engine == Engine.Sqlite && !File.Exists(options.DatabaseFile))
            {
                throw new PracticeMissingException();
            }

            var master = MasterKey.FromFile(options.KeyFile);
            await using var db = StorageSetup.Contexts(options, master, TimeProvider.System).CreateDbContext();
            if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any())
            {
                throw new CommandFailedException("The database has the tables of an earlier version. Run ./engramm migrate first.");
            }

            var found = await AuditVerification.OfAllAsync(db, master, cancellation);
            if (found.Count == 0)
            {
                throw new PracticeMissingException();
            }

            await Printed.WriteAsync(parsed, new { Holds = found.All(p => p.Findings.Count == 0), Practices = found }, string.Join(Environment.NewLine, found.Select(Sentence)));
            foreach (var practice in found)
            {
                foreach (var finding in practice.Findings)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Practice {practice.PracticeId}, link {finding.Sequence}: {Meaning(finding.Fault)}"));
                }
            }

            return found.All(p => p.Findings.Count == 0) ? 0 : 1;
        });
        return command;
    }

    private static string Sentence(AuditVerification practice) => string.Create(
        CultureInfo.InvariantCulture,
        $"Practice {practice.PracticeId}: {practice.Links} links {(practice.Findings.Count == 0 ? "hold" : "do not all hold")}, the newest is {practice.Digest}.");

    private static string Meaning(AuditFault fault) => fault switch
    {
        AuditFault.Chain => "the chain breaks here: a link was changed, removed, put in or cut off.",
        AuditFault.HistoryMissing => "the sealed values of this link are gone.",
        AuditFault.HistoryChanged => "the sealed values are not those that this link was written with.",
        AuditFault.HistoryUnnamed => "there are sealed values that this link does not name.",
    };
}
