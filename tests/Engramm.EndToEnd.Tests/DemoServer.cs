using System.Net.Http.Json;
using Engramm.Content;
using Engramm.Exchange.Hl7v2;
using Engramm.Quantities;
using Engramm.Server.Demo;
using Engramm.Server.Hosting;
using Engramm.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engramm.EndToEnd.Tests;

/// <summary>
/// The fictional practice with its simulated monitor, on ports and a data folder of its own. The people in it are seeded once per run, and every
/// folder begins as a copy.
/// </summary>
public abstract class DemoServer : IAsyncDisposable
{
    private static readonly Lazy<ContentLibrary> Content = new(() => ContentLibrary.Load(Repository.Content));
    private static readonly Lazy<Task<string>> Seeded = new(SeedAsync);

    private protected DemoServer(string data) => (Data, Port, MonitorPort) = (data, ServerProcess.FreePort(), ServerProcess.FreePort());

    public Uri Address => new($"http://localhost:{Port}");

    private protected string Data { get; }

    private protected int Port { get; }

    private protected int MonitorPort { get; }

    /// <summary>
    /// A demo in the process of the tests: all that a server compiles at its first pages is compiled once for all of them, and not for each.
    /// Where one must die there is <see cref="DemoProcess"/>.
    /// </summary>
    public static async Task<DemoServer> StartAsync(CancellationToken cancellation)
    {
        var server = new Beside(await DataAsync());
        await server.BeginAsync(cancellation);
        return server;
    }

    /// <summary>Turns the practice clock ahead.</summary>
    public async Task TurnClockAsync(double minutes, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = Address };
        (await http.PostAsJsonAsync("/demo/clock", new { minutes }, cancellation)).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(Data, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected abstract Task EndAsync();

    /// <summary>A data folder with all the people.</summary>
    private protected static async Task<string> DataAsync()
    {
        var data = NewFolder();
        Copy(await Seeded.Value, data);
        return data;
    }

    /// <summary>One start on an empty folder, for all: what it leaves is the template, gone with the run.</summary>
    private static async Task<string> SeedAsync()
    {
        var template = NewFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(template, recursive: true);
        var server = new Beside(template);
        await server.BeginAsync(CancellationToken.None);
        await server.EndAsync();
        return template;
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("engramm-e2e-").FullName;

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Beside the tests, in their process, and so is the monitor; between them is TCP as ever.</summary>
    private sealed class Beside(string data) : DemoServer(data)
    {
        private readonly CancellationTokenSource ending = new();
        private WebApplication? app;
        private Task? monitor;

        public async Task BeginAsync(CancellationToken cancellation)
        {
            var options = new ServerOptions { DataFolder = Data, ContentFolder = Repository.Content, Url = Address.ToString().TrimEnd('/'), MonitorPort = MonitorPort };
            await DemoPractice.EnsureAsync(options, Content.Value, Language.English, reset: false, cancellation);
            app = await EngrammServer.BuildAsync(options, builder => builder.Logging.ClearProviders(), Content.Value);
            await app.StartAsync(cancellation);
            monitor = SendAsync(ending.Token);
        }

        private protected override async Task EndAsync()
        {
            await ending.CancelAsync();
            await monitor!;
            ending.Dispose();
            await app!.DisposeAsync();
        }

        private async Task SendAsync(CancellationToken stop)
        {
            using var http = new HttpClient { BaseAddress = Address };
            var simulation = new MonitorSimulation(
                "127.0.0.1", MonitorPort, async asked => (await http.GetFromJsonAsync<SimulationScene>("/demo/scene", asked))!, TimeProvider.System, NullLogger.Instance);
            await simulation.RunAsync(stop);
        }
    }
}
