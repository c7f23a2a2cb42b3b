using System.Diagnostics;
using System.Globalization;
using Engramm.Server.Hosting;

namespace Engramm.Server.Cli;

/// <summary>The monitor simulator as a process of its own, started again when it ends, stopped with the demo.</summary>
internal sealed class SupervisedMonitor : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource stop = new();
    private readonly Task watch;

    public SupervisedMonitor(ServerOptions options) => watch = WatchAsync(options);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watch;
        stop.Dispose();
    }

    private async Task WatchAsync(ServerOptions options)
    {
        while (!stop.IsCancellationRequested)
        {
            var start = new ProcessStartInfo("dotnet") { UseShellExecute = false };
            foreach (var argument in (ReadOnlySpan<string>)
                [
                    typeof(SupervisedMonitor).Assembly.Location, "simulate-monitor",
                    "--server", options.Url, "--monitor-port", options.MonitorPort!.Value.ToString(CultureInfo.InvariantCulture),
                ])
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start);
            try
            {
                await process!.WaitForExitAsync(stop.Token);
                await Task.Delay(Pause, stop.Token);
            }
            catch (OperationCanceledException)
            {
                process!.Kill(entireProcessTree: true);
            }
        }
    }
}
