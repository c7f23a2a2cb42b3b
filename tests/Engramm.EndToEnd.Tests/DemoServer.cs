using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Engramm.TestKit;

namespace Engramm.EndToEnd.Tests;

/// <summary>The fictional practice as anyone starts it: a process of its own, with its monitor simulator, on a fresh data folder.</summary>
public sealed class DemoServer : IAsyncDisposable
{
#if RELEASE
    private const string Configuration = "release";
#else
    private const string Configuration = "debug";
#endif
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);
    private readonly string data = Directory.CreateTempSubdirectory("engramm-e2e-").FullName;
    private readonly List<string> output = [];
    private readonly Process process;

    private DemoServer(int port, int monitorPort)
    {
        Address = new Uri($"http://localhost:{port}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (ReadOnlySpan<string>)
            [
                Path.Combine(Repository.Root, "artifacts", "bin", "Engramm.Server", Configuration, "Engramm.Server.dll"),
                "demo", "--data", data,
                "--port", port.ToString(CultureInfo.InvariantCulture),
                "--monitor-port", monitorPort.ToString(CultureInfo.InvariantCulture),
            ])
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
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

    public static async Task<DemoServer> StartAsync(CancellationToken cancellation)
    {
        var server = new DemoServer(FreePort(), FreePort());
        using var http = new HttpClient { BaseAddress = server.Address };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LongestStart);
        while (!await AnswersAsync(http, patience.Token))
        {
            if (server.process.HasExited || patience.IsCancellationRequested)
            {
                throw new InvalidOperationException($"The demo did not start. It wrote:\n{server.Output}");
            }
        }

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
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            await Task.Yield();
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Add(line);
            }
        }
    }
}
