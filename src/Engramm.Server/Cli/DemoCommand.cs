using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using Engramm.Quantities;
using Engramm.Server.Clock;
using Engramm.Server.Demo;
using Engramm.Server.Hosting;

namespace Engramm.Server.Cli;

internal static class DemoCommand
{
    public static Command Create()
    {
        var reset = new Option<bool>("--reset") { Description = "Forget everything done in the demo and seed it again relative to today" };
        var quiet = new Option<bool>("--no-monitor") { Description = "Do not start the simulated monitor beside the server" };
        var language = new Option<string>("--language")
        {
            Description = "The language in which the fictional practice writes its records, de or en; pages are read in either",
            DefaultValueFactory = _ => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "de" ? "de" : "en",
        };
        language.AcceptOnlyFromAmong("de", "en");
        var command = new Command("demo", "Serve the fictional practice with a simulated monitor. Nothing in it is real.")
        {
            reset, language, quiet, CommonOptions.Data, CommonOptions.Database, CommonOptions.Connection, CommonOptions.Port, CommonOptions.MonitorPort, Clock(),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = CommonOptions.Read(parsed, "data/demo");
            ServeCommand.RefuseBusyPort(options);
            var content = await EngrammServer.LoadContentAsync(options);
            var standing = await DemoPractice.EnsureAsync(options, content, Languages.FromTag(parsed.GetValue(language))!.Value, parsed.GetValue(reset), cancellation);
            await using var app = await EngrammServer.BuildAsync(options, content: content);
            await ServeCommand.StartAsync(app, cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Welcome(options, standing));
            await using var monitor = parsed.GetValue(quiet) ? null : new SupervisedMonitor(options);
            await app.WaitForShutdownAsync(cancellation);
            return 0;
        });
        return command;
    }

    /// <summary>The address and three things that can be done right now: they depend on what the practice holds.</summary>
    internal static string Welcome(ServerOptions options, DemoStanding standing)
    {
        var first = standing switch
        {
            { Patients: 0 } => "Enter as Dr. Ines Falkenberg and invite the first patient; the mail is at /demo/outbox.",
            { HasCast: false } => "Enter as Dr. Ines Falkenberg and open the record of somebody you invited; their mail is at /demo/outbox.",
            { IsRunning: true } => $"Enter as Dr. Ines Falkenberg and open the infusion that is running in room {RunningInfusion.Room}.",
            _ => "Enter as Dr. Ines Falkenberg and read the report of the last infusion of Katrin Solberg.",
        };
        var second = !standing.HasCast
            ? "Answer the self-check of the public page: /self-check"
            : "Enter as Emil Brandner on a narrow window and write today's diary.";
        var age = standing switch
        {
            { IsNew: true } => $"Seeded now with {standing.Patients} invented people.",
            { Days: > 0, HasCast: true } => $"Seeded {standing.Days} days ago; ./engramm demo --reset brings everybody to today.",
            _ => "As you left it.",
        };
        return $"""

            Engramm, fictional practice: {options.Url}
            {age}

            Three things to try next:
              1. {first}
              2. {second}
              3. Turn the practice clock: ./engramm demo clock next, or the link "Clock" on every page

            Stop with Ctrl+C. Start over with ./engramm demo --reset
            """;
    }

    /// <summary><c>demo clock</c> says what the running demo's clock shows; <c>+40min</c>, <c>x30</c> and <c>next</c> turn it.</summary>
    private static Command Clock()
    {
        var turn = new Argument<string?>("turn") { Description = "+40min, +2h, x30, x1, or next for the next due step; nothing only shows it", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("clock", "Show or turn the clock of the running fictional practice.") { turn, CommonOptions.Port, Printed.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{parsed.GetValue(CommonOptions.Port)}") };
            using var answer = await AskAsync(http, parsed.GetValue(turn) is { } asked ? Read(asked) : null, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                throw new CommandFailedException(text);
            }

            var face = (await answer.Content.ReadFromJsonAsync<ClockFace>(cancellation))!;
            await Printed.WriteAsync(parsed, face, string.Create(CultureInfo.InvariantCulture, $"Practice time {face.Now:yyyy-MM-dd HH:mm:ss} UTC, rate {face.Rate}"));
            return 0;
        });
        return command;
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, ClockTurn? turn, CancellationToken cancellation)
    {
        try
        {
            return turn is null ? await http.GetAsync("/demo/clock", cancellation) : await http.PostAsJsonAsync("/demo/clock", turn, cancellation);
        }
        catch (HttpRequestException)
        {
            throw new CommandFailedException($"No demo answers on {http.BaseAddress}. Start it with ./engramm demo.");
        }
    }

    private static ClockTurn Read(string turn)
    {
        if (turn is "next")
        {
            return new ClockTurn(null, null, Next: true);
        }

        if (turn.StartsWith('x') && double.TryParse(turn.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate))
        {
            return new ClockTurn(null, rate);
        }

        var (unit, minutes) = turn.EndsWith("min", StringComparison.Ordinal) ? (3, 1) : turn.EndsWith('h') ? (1, 60) : (0, 0);
        return turn.StartsWith('+') && unit > 0 && double.TryParse(turn.AsSpan(1, turn.Length - 1 - unit), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? new ClockTurn(amount * minutes, null)
            : throw new CommandFailedException($"'{turn}' is not a turn of the clock. Write +40min, +2h, x30, x1 or next.");
    }
}
