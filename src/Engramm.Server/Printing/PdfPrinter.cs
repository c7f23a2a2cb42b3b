using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Engramm.Server.Printing;

/// <summary>
/// Prints a page to PDF with the distribution's Chromium, as a process of its own: no network, a folder that is deleted
/// afterwards. Script is forbidden by the page's own Content-Security-Policy: Chromium's switch for it breaks printing.
/// Where Chromium is not installed there is no PDF and the page says so.
/// </summary>
/// <param name="services">What pages need to be rendered.</param>
/// <param name="logs">Hears what went wrong, without names.</param>
/// <param name="host">Holds the built stylesheet.</param>
/// <param name="programs">Where Chromium may be; null looks in the usual places.</param>
public sealed class PdfPrinter(IServiceProvider services, ILoggerFactory logs, IWebHostEnvironment host, IReadOnlyList<string>? programs = null) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);
    private static readonly string[] Names = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private readonly SemaphoreSlim one = new(1);

    /// <summary>The built stylesheet, to be written into the page: a file on disk may fetch nothing.</summary>
    public string Stylesheet
    {
        get
        {
            var file = host.WebRootFileProvider.GetFileInfo("built/engramm.css");
            if (!file.Exists)
            {
                return "";
            }

            using var reader = new StreamReader(file.CreateReadStream());
            return reader.ReadToEnd();
        }
    }

    public void Dispose() => one.Dispose();

    /// <summary>The page as PDF; null when there is no Chromium or it did not print.</summary>
    public async Task<byte[]?> PrintAsync<TPage>(IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellation)
        where TPage : IComponent
    {
        if ((programs ?? Names).FirstOrDefault(File.Exists) is not { } chromium)
        {
            return null;
        }

        await using var renderer = new HtmlRenderer(services, logs);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(new Dictionary<string, object?>(parameters, StringComparer.Ordinal)))).ToHtmlString());
        // One at a time: a small machine has better things to do during an infusion.
        await one.WaitAsync(cancellation);
        var folder = Directory.CreateTempSubdirectory("engramm-print-");
        try
        {
            var (page, pdf) = (Path.Combine(folder.FullName, "page.html"), Path.Combine(folder.FullName, "page.pdf"));
            await File.WriteAllTextAsync(page, html, cancellation);
            // Chromium's sandbox refuses to run as root. A real installation runs as its own user and keeps the sandbox.
            var sandbox = string.Equals(Environment.UserName, "root", StringComparison.Ordinal) ? ["--no-sandbox"] : Array.Empty<string>();
            await RunAsync(
                chromium,
                [
                    .. sandbox, "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-dev-shm-usage",
                    "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
                    $"--user-data-dir={Path.Combine(folder.FullName, "profile")}", "--no-pdf-header-footer", $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri,
                ],
                folder.FullName,
                cancellation);
            return File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, cancellation) : null;
        }
        finally
        {
            one.Release();
            Remove(folder);
        }
    }

    private async Task RunAsync(string program, IReadOnlyList<string> arguments, string home, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = home };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["HOME"] = home;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Longest);
        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
            try
            {
                var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
                await process.WaitForExitAsync(limit.Token);
                await said;
                if (process.ExitCode != 0)
                {
                    logs.CreateLogger<PdfPrinter>().LogWarning("Chromium ended with code {Code} while printing.", process.ExitCode);
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                logs.CreateLogger<PdfPrinter>().LogWarning("Chromium did not finish printing within {Seconds} s and was ended.", Longest.TotalSeconds);
            }
            finally
            {
                // Also when nobody waits for the page any more: what it prints names a patient, and the folder under it goes.
                await EndAsync(process);
            }
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            logs.CreateLogger<PdfPrinter>().LogWarning(fault, "Chromium could not be started for printing.");
        }
    }

    /// <summary>Ends a program and what it started; nothing when it has ended by itself.</summary>
    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>The page names a patient: it does not stay on disk.</summary>
    private void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException fault)
        {
            logs.CreateLogger<PdfPrinter>().LogWarning(fault, "A folder of printing could not be removed.");
        }
    }
}
