using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Engramm.Server.Hosting;
using Engramm.Server.Staff.Parts;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Hosting;

/// <summary>The program as a person starts it: 0 done, 1 failed with a reason, 2 called wrongly.</summary>
[Trait("Needs", "Processes")]
public class CommandLineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--help", "simulate-monitor")]
    [InlineData("init --help", "--admin-email")]
    [InlineData("demo --help", "--reset")]
    [InlineData("demo clock --help", "+40min")]
    [InlineData("demo clock --help", "--json")]
    [InlineData("migrate --help", "--json")]
    [InlineData("init --help", "--json")]
    [InlineData("verify-audit --help", "--json")]
    [InlineData("serve --help", "--monitor-port")]
    [InlineData("serve --help", "--monitor-address")]
    [InlineData("serve --help", "--public-address")]
    public async Task Help_is_everywhere(string arguments, string mentions)
    {
        var end = await Verb.RunAsync(arguments.Split(' '));
        Assert.Equal(0, end.ExitCode);
        Assert.Contains(mentions, end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("serve --port eighty")]
    [InlineData("serve --database Oracle")]
    [InlineData("verify-audit --database Oracle")]
    [InlineData("serve --monitor-address everywhere")]
    [InlineData("serve --public-address practice.example")]
    [InlineData("init --name Praxis")]
    [InlineData("")]
    public async Task A_wrong_call_ends_with_two_and_points_to_the_help(string arguments)
    {
        var end = await Verb.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, end.ExitCode);
        Assert.Contains("--help", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_practice_begins_once_with_a_password_long_enough()
    {
        var folder = Directory.CreateTempSubdirectory("engramm-test-").FullName;
        string[] call = ["init", "--name", "Praxis am Hafen", "--admin-email", "admin@praxis.example", "--data", folder];
        try
        {
            var empty = await Verb.RunAsync(["serve", "--data", folder, "--port", Port(), "--monitor-port", Port()]);
            Assert.Equal(1, empty.ExitCode);
            Assert.Contains("./engramm init", empty.Errors, StringComparison.Ordinal);

            var tooShort = await RunAsync(call, "short\n");
            Assert.Equal(1, tooShort.ExitCode);
            Assert.Contains("12 is the least", tooShort.Errors, StringComparison.Ordinal);

            var done = await RunAsync([.. call, "--json"], SeededPractice.Password + "\n");
            Assert.Equal((0, string.Empty), (done.ExitCode, done.Errors.Replace("First password of the administrator (12 characters or more), then Enter:", string.Empty, StringComparison.Ordinal).Trim()));

            using (var begun = JsonDocument.Parse(done.Output))
            {
                Assert.Equal("Praxis am Hafen", begun.RootElement.GetProperty("name").GetString());
                Assert.Equal("admin@praxis.example", begun.RootElement.GetProperty("administrator").GetString());
                Assert.True(begun.RootElement.GetProperty("practiceId").TryGetGuid(out var practice));

                // Charting alone is on until a physician accepts the rest in writing.
                var options = new ServerOptions { DataFolder = folder, ContentFolder = Repository.Content };
                await using var db = StorageSetup.Contexts(options, MasterKey.FromFile(options.KeyFile), TimeProvider.System).Create(practice);
                Assert.Equal(new(LimitHighlighting: false, DeviceAlarms: false), await PracticeSwitches.NowAsync(db, Stop));
            }

            var verified = await Verb.RunAsync(["verify-audit", "--data", folder, "--json"]);
            Assert.Equal((0, string.Empty), (verified.ExitCode, verified.Errors));
            using (var all = JsonDocument.Parse(verified.Output))
            {
                Assert.True(all.RootElement.GetProperty("holds").GetBoolean());
                Assert.True(all.RootElement.GetProperty("practices")[0].GetProperty("links").GetInt64() > 0);
            }

            // A sealed row whose bytes were exchanged, and a key that is not there.
            var file = new ServerOptions { DataFolder = folder, ContentFolder = Repository.Content };
            await using (var db = StorageSetup.Contexts(file, MasterKey.FromFile(file.KeyFile), TimeProvider.System).CreateDbContext())
            {
                await db.History.Where(h => h.Sequence == 1).ExecuteUpdateAsync(s => s.SetProperty(h => h.Sealed, new byte[40]), Stop);
            }

            var changed = await Verb.RunAsync(["verify-audit", "--data", folder]);
            Assert.Equal(1, changed.ExitCode);
            Assert.Contains("link 1: the sealed values are not those", changed.Errors, StringComparison.Ordinal);
            File.Move(file.KeyFile, file.KeyFile + ".away");
            var keyless = await Verb.RunAsync(["verify-audit", "--data", folder]);
            Assert.Equal(1, keyless.ExitCode);
            Assert.Contains("master.key is missing", keyless.Errors, StringComparison.Ordinal);
            Assert.False(File.Exists(file.KeyFile));
            File.Move(file.KeyFile + ".away", file.KeyFile);

            var again = await Verb.RunAsync(call);
            Assert.Equal(1, again.ExitCode);
            Assert.Contains("already holds a practice", again.Errors, StringComparison.Ordinal);

            var demo = await Verb.RunAsync(["demo", "--no-monitor", "--data", folder, "--port", Port(), "--monitor-port", Port()]);
            Assert.Equal(1, demo.ExitCode);
            Assert.Contains("real practice", demo.Errors, StringComparison.Ordinal);

            var migrated = await Verb.RunAsync(["migrate", "--data", folder]);
            Assert.Equal((0, "The database is up to date."), (migrated.ExitCode, migrated.Output.Trim()));

            var asData = await Verb.RunAsync(["migrate", "--json", "--data", folder]);
            using var read = JsonDocument.Parse(asData.Output);
            Assert.Equal((0, "Sqlite", 0), (asData.ExitCode, read.RootElement.GetProperty("engine").GetString(), read.RootElement.GetProperty("applied").GetArrayLength()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_clock_of_a_running_demo_is_shown_and_turned_as_text_or_as_data()
    {
        await using var server = await PracticeServer.StartAsync();
        var port = server.Address.Port.ToString(CultureInfo.InvariantCulture);

        var shown = await RunAsync(["demo", "clock", "--port", port]);
        Assert.Equal(0, shown.ExitCode);
        Assert.StartsWith("Practice time ", shown.Output, StringComparison.Ordinal);

        var before = TimeProvider.System.GetUtcNow();
        var turned = await Verb.RunAsync(["demo", "clock", "next", "--json", "--port", port]);
        using var face = JsonDocument.Parse(turned.Output);
        Assert.Equal((0, 1d), (turned.ExitCode, face.RootElement.GetProperty("rate").GetDouble()));
        Assert.True(face.RootElement.GetProperty("now").GetDateTimeOffset() > before.AddSeconds(1));

        var wrong = await Verb.RunAsync(["demo", "clock", "soon", "--json", "--port", port]);
        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Output.Trim()));
        Assert.Contains("+40min", wrong.Errors, StringComparison.Ordinal);
        var nobody = await Verb.RunAsync(["demo", "clock", "next", "--port", Port()]);
        Assert.Equal(1, nobody.ExitCode);
        Assert.Contains("./engramm demo", nobody.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_busy_port_is_named_with_what_to_do(bool isPages)
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await SeededPractice.SeedAsync(database.Contexts, isFictional: true, Stop);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var busy = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var end = await RunAsync(["serve", "--data", database.Folder, "--port", isPages ? busy : Port(), "--monitor-port", isPages ? Port() : busy]);

        Assert.Equal(1, end.ExitCode);
        Assert.Contains(busy, end.Errors, StringComparison.Ordinal);
        Assert.Contains(isPages ? "--port " : "--monitor-port ", end.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Errors + end.Output, StringComparison.Ordinal);
    }

    private static string Port() => ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture);

    private static Task<ProgramEnd> RunAsync(string[] arguments, string input = "") => ServerProcess.RunAsync(arguments, input, Stop);
}
