using System.Diagnostics;
using System.Globalization;
using Engramm.TestKit;

namespace Engramm.EndToEnd.Tests;

/// <summary>The fictional practice as anyone starts it, a process of its own that can be killed.</summary>
public sealed class DemoProcess : DemoServer
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    /// <summary>The last thing a demo does at its start is to tell its address.</summary>
    private const string Welcome = "Engramm, fictional practice:";
    private readonly List<string> output = [];
    private TaskCompletionSource isReady = new();
    private Process? process;

    private DemoProcess(string data)
        : base(data)
    {
    }

    public static new async Task<DemoProcess> StartAsync(CancellationToken cancellation)
    {
        var server = new DemoProcess(await DataAsync());
        try
        {
            await server.StartAgainAsync(cancellation);
            return server;
        }
        catch (Exception fault) when (fault is TimeoutException or InvalidOperationException)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"The demo did not start. It wrote:\n{server.Output}", fault);
        }
    }

    /// <summary>Kills the server as a power cut would.</summary>
    public Task KillAsync() => EndAsync();

    /// <summary>Starts it on the same data and ports.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation)
    {
        process?.Dispose();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (ReadOnlySpan<string>)
            [
                Path.Combine(AppContext.BaseDirectory, "Engramm.Server.dll"),
                "demo", "--data", Data,
                "--port", Port.ToString(CultureInfo.InvariantCulture),
                "--monitor-port", MonitorPort.ToString(CultureInfo.InvariantCulture),
            ])
        {
            start.ArgumentList.Add(argument);
        }

        ServerProcess.ExpectShortLife(start);
        var ready = isReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The demo ended at its start."));
        process.Start();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(LongestStart, cancellation);
    }

    private protected override async Task EndAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private string Output
    {
        get
        {
            lock (output)
            {
                return string.Join('\n', output);
            }
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.Add(line);
        }

        if (line.StartsWith(Welcome, StringComparison.Ordinal))
        {
            isReady.TrySetResult();
        }
    }
}
