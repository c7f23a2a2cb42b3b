using Engramm.Server.Cli;
using Engramm.TestKit;

namespace Engramm.Server.Tests.Hosting;

/// <summary>A verb of the command line in the process of the tests, where no server is started and no password is read. Those are a <see cref="ServerProcess"/>.</summary>
internal static class Verb
{
    public static async Task<ProgramEnd> RunAsync(IEnumerable<string> arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await EngrammCommand.RunAsync([.. arguments], output, errors);
        return new ProgramEnd(code, output.ToString(), errors.ToString());
    }
}
