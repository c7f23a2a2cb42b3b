using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Engramm.TestKit;

namespace Engramm.EndToEnd.Tests;

/// <summary>
/// The fictional practice as anyone starts it: a process of its own, with its monitor simulator, on a data folder of its own. The
/// people in it are seeded once per run, and every folder begins as a copy.
/// </summary>
public sealed class DemoServer : IAsyncDisposable
{
#if RELEASE
    private const string Configuration = "release";
#else
    private const string Configuration = "debug";
#endif
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    /// <summary>The last thing a demo does at its start is to tell its address.</summary>
    private const string Welcome = "Engramm, fictional practice:";
    private static readonly Lazy<Task<string>> Seeded = new(SeedAsync);
    private readonly string data = Directory.CreateTempSubdirectory("engramm-e2e-").FullName;
    private readonly List<string> output = [];
    private readonly ProcessStartInfo start;
    private TaskCompletionSource isReady;
    private Process process;

    private DemoServer(int port, int monitorPort, string? seeded)
    {
        if (seeded is not null)
        {
            Copy(seeded, data);
        }

        Address = new Uri($"http://localhost:{port}");
        start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (ReadOnlySpan<string>)
            [
                Path.Combine(Repository.Root, "artifacts", "publish", "Engramm.Server", Configuration, "Engramm.Server.dll"),
                "demo", "--data", data,
                "--port", port.ToString(CultureInfo.InvariantCulture),
                "--monitor-port", monitorPort.ToString(CultureInfo.InvariantCulture),
            ])
        {
            start.ArgumentList.Add(argument);
        }

        ServerProcess.ExpectShortLife(start);
        (process, isReady) = Begin();
    }

    public Uri Address { get; }

    /// <summary>Everything the server wrote.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return string.Join('\n', output);
            }
        }
    }

    public static async Task<DemoServer> StartAsync(CancellationToken cancellation) => await StartAsync(await Seeded.Value, cancellation);

    /// <summary>Turns the practice clock ahead.</summary>
    public async Task TurnClockAsync(double minutes, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = Address };
        (await http.PostAsJsonAsync("/demo/clock", new { minutes }, cancellation)).EnsureSuccessStatusCode();
    }

    /// <summary>Kills the server as a power cut would.</summary>
    public Task KillAsync() => EndAsync();

    /// <summary>Starts it again on the same data and ports.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation)
    {
        process.Dispose();
        (process, isReady) = Begin();
        await isReady.Task.WaitAsync(LongestStart, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        process.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private (Process, TaskCompletionSource) Begin()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new Process { StartInfo = start, EnableRaisingEvents = true };
        begun.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The demo ended at its start."));
        begun.Start();
        begun.OutputDataReceived += (_, line) => Keep(line.Data, ready);
        begun.ErrorDataReceived += (_, line) => Keep(line.Data, ready);
        begun.BeginOutputReadLine();
        begun.BeginErrorReadLine();
        return (begun, ready);
    }

    private static async Task<DemoServer> StartAsync(string? seeded, CancellationToken cancellation)
    {
        var server = new DemoServer(ServerProcess.FreePort(), ServerProcess.FreePort(), seeded);
        try
        {
            await server.isReady.Task.WaitAsync(LongestStart, cancellation);
            return server;
        }
        catch (Exception fault) when (fault is TimeoutException or InvalidOperationException)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"The demo did not start. It wrote:\n{server.Output}", fault);
        }
    }

    /// <summary>One start on an empty folder, for all: what it leaves is the template, gone with the run.</summary>
    private static async Task<string> SeedAsync()
    {
        var template = Directory.CreateTempSubdirectory("engramm-e2e-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(template, recursive: true);
        await using var server = await StartAsync(null, CancellationToken.None);
        await server.EndAsync();
        Copy(server.data, template);
        return template;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private async Task EndAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private void Keep(string? line, TaskCompletionSource ready)
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
            ready.TrySetResult();
        }
    }
}
