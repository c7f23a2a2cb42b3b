using System.CommandLine;
using Engramm.Content;
using Engramm.Server.Hosting;

namespace Engramm.Server.Cli;

/// <summary>The command line <c>./engramm &lt;verb&gt;</c>. Exit codes: 0 done, 1 failed with a reason, 2 called wrongly.</summary>
public static class EngrammCommand
{
    /// <summary>Runs a verb.</summary>
    /// <param name="args">The verb and its options.</param>
    /// <param name="output">Where data goes.</param>
    /// <param name="error">Where words go that are not data: reasons, prompts, cautions.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Engramm: software for the treatment of learned pain.")
        {
            ServeCommand.Create(),
            DemoCommand.Create(),
            InitCommand.Create(),
            MigrateCommand.Create(),
            VerifyAuditCommand.Create(),
            MailTestCommand.Create(),
            SimulateMonitorCommand.Create(),
            PkCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors)
            {
                await error.WriteLineAsync(fault.Message);
            }

            await error.WriteLineAsync("See ./engramm --help.");
            return 2;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
        }
        catch (Exception fault) when (fault is ContentException or PracticeMissingException or CommandFailedException)
        {
            await error.WriteLineAsync(fault.Message);
            return 1;
        }
        catch (CalledWronglyException fault)
        {
            await error.WriteLineAsync(fault.Message);
            return 2;
        }
    }
}

/// <summary>A verb was called wrongly, as only the verb itself could see; the message says how to call it.</summary>
public sealed class CalledWronglyException(string message) : Exception(message);

/// <summary>A verb could not do its work; the message says what, why and what to do.</summary>
public sealed class CommandFailedException(string message) : Exception(message);
