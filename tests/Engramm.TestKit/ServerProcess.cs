using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Engramm.TestKit;

/// <summary>What a finished program left behind.</summary>
public sealed record ProgramEnd(int ExitCode, string Output, string Errors);

/// <summary>The built server as a process of its own. Needs Engramm.Server.dll beside the test, so the test project references the server.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static int lastPort = RandomNumberGenerator.GetInt32(22_000);
    private readonly Process process;
    private readonly StringBuilder output = new();

    private ServerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything it has said so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>
    /// A TCP port on loopback that nobody uses at this moment, and that the system gives nobody who asks for any: it lies below those
    /// that the system hands out (32768 and above on Linux), so no other connection takes it before the server does. Asked again, it
    /// gives another.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = 10_000 + (Interlocked.Increment(ref lastPort) % 22_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Any, port);
                probe.Start();
                return port;
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one, then.
            }
        }
    }

    /// <summary>
    /// Tells .NET that the process lives for seconds: compiling a second time what is called often, and mapping compiled code twice,
    /// takes a third of the processor of a whole journey and gains it nothing.
    /// </summary>
    public static void ExpectShortLife(ProcessStartInfo start)
    {
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<ProgramEnd> RunAsync(IEnumerable<string> arguments, string input, CancellationToken cancellation)
    {
        using var verb = Begin(arguments);
        var said = verb.StandardOutput.ReadToEndAsync(cancellation);
        var complained = verb.StandardError.ReadToEndAsync(cancellation);
        await verb.StandardInput.WriteAsync(input.AsMemory(), cancellation);
        verb.StandardInput.Close();
        try
        {
            await verb.WaitForExitAsync(cancellation).WaitAsync(Longest, cancellation);
        }
        catch
        {
            verb.Kill(entireProcessTree: true);
            throw;
        }

        return new ProgramEnd(verb.ExitCode, await said, await complained);
    }

    /// <summary>Starts a server on a port and waits until it says it is ready.</summary>
    /// <param name="arguments">The verb and its options, without <c>--port</c>.</param>
    /// <param name="port">The port of the pages.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ServerProcess> ServeAsync(IEnumerable<string> arguments, int port, CancellationToken cancellation)
    {
        var server = new ServerProcess(Begin([.. arguments, "--port", port.ToString(CultureInfo.InvariantCulture)]));
        using var http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), Timeout = TimeSpan.FromSeconds(5) };
        var started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(http, cancellation))
        {
            if (server.process.HasExited || Stopwatch.GetElapsedTime(started) > Longest)
            {
                var said = server.Output;
                await server.DisposeAsync();
                throw new InvalidOperationException("The server did not become ready. It said: " + said);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), cancellation);
        }

        return server;
    }

    /// <summary>The process's number.</summary>
    public int Id => process.Id;

    /// <summary>Lets it sleep where it stands: SIGSTOP.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>Lets it go on: SIGCONT.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ends it at once, as a power cut would: SIGKILL, no farewell.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    /// <summary>A server that may write files up to so many bytes, as on a full disk. Raised later with <see cref="AllowFilesAsync"/>.</summary>
    public async Task AllowFilesAsync(long? bytes)
    {
        var limit = bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
        using var set = Process.Start("prlimit", ["--pid", process.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={limit}:unlimited"]);
        await set.WaitForExitAsync();
        if (set.ExitCode != 0)
        {
            throw new InvalidOperationException($"prlimit ended with {set.ExitCode}.");
        }
    }

    private static Process Begin(IEnumerable<string> arguments)
    {
        // A write beyond the limit of AllowFilesAsync is to fail like one on a full disk, not to end the process.
        var start = new ProcessStartInfo("sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var part in (ReadOnlySpan<string>)["-c", "trap '' XFSZ; exec dotnet \"$@\"", "sh"])
        {
            start.ArgumentList.Add(part);
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Engramm.Server.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        ExpectShortLife(start);
        return Process.Start(start)!;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
