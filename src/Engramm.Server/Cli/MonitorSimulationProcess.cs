using System.Net.Http.Json;
using Engramm.Exchange.Hl7v2;

namespace Engramm.Server.Cli;

/// <summary>The simulator as a process of its own: asks the practice for the scene over HTTP, sends over TCP.</summary>
internal static class MonitorSimulationProcess
{
    public static async Task<int> RunAsync(Uri server, int monitorPort, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var logs = LoggerFactory.Create(l => l.AddSimpleConsole().SetMinimumLevel(LogLevel.Error));
        var simulation = new MonitorSimulation(
            "127.0.0.1",
            monitorPort,
            async stop => await http.GetFromJsonAsync<SimulationScene>("/demo/scene", stop)
                ?? throw new CommandFailedException($"{server} sent no scene. Is it a fictional practice of this version?"),
            TimeProvider.System,
            logs.CreateLogger("monitor"));
        await simulation.RunAsync(cancellation);
        return 0;
    }
}
