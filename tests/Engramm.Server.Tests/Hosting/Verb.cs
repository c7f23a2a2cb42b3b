using Engramm.Server.Cli;
using Engramm.TestKit;

namespace Engramm.Server.Tests.Hosting;

/// <summary>A verb of the command line in the process of the tests, for all that only reads arguments and content. What starts something is a <see cref="ServerProcess"/>.</summary>
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
