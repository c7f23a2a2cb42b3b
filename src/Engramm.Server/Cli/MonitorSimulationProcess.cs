namespace Engramm.Server.Cli;

internal static class MonitorSimulationProcess
{
    public static Task<int> RunAsync(Uri server, int monitorPort, CancellationToken cancellation)
    {
        throw new CommandFailedException($"{server} {monitorPort} {cancellation.CanBeCanceled}");
    }
}
