using System.Diagnostics;
using System.Globalization;
using Engramm.Server.Printing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engramm.Server.Tests.Hosting;

/// <summary>Printing with a program that stands in for Chromium.</summary>
[Trait("Needs", "Processes")]
public sealed class PdfPrinterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("engramm-test-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Nobody_waits_for_the_page_any_more_and_the_program_ends()
    {
        await using var server = await PracticeServer.StartAsync();
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var started = Path.Combine(folder, "started");
        using var printer = Printer(server, $"echo $$ > '{started}.new'; mv '{started}.new' '{started}'; exec sleep 600");
        var printing = printer.PrintAsync<Nothing>(new Dictionary<string, object?>(StringComparer.Ordinal), asked.Token);
        while (!File.Exists(started))
        {
            Assert.False(printing.IsCompleted);
            await Task.Yield();
        }

        using var program = Process.GetProcessById(int.Parse((await File.ReadAllTextAsync(started, Stop)).Trim(), CultureInfo.InvariantCulture));
        await asked.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => printing);
        Assert.True(program.HasExited);
    }

    [Fact]
    public async Task A_program_that_prints_is_read()
    {
        await using var server = await PracticeServer.StartAsync();
        using var printer = Printer(server, """for a; do case "$a" in --print-to-pdf=*) printf page > "${a#--print-to-pdf=}";; esac; done""");
        var pdf = await printer.PrintAsync<Nothing>(new Dictionary<string, object?>(StringComparer.Ordinal), Stop);
        Assert.Equal("page"u8.ToArray(), pdf);
    }

    private PdfPrinter Printer(PracticeServer server, string script)
    {
        var program = Path.Combine(folder, "chromium");
        File.WriteAllText(program, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new PdfPrinter(server.App.Services, server.App.Services.GetRequiredService<ILoggerFactory>(), server.App.Services.GetRequiredService<IWebHostEnvironment>(), [program]);
    }

    private sealed class Nothing : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, "<p>nothing</p>");
    }
}
