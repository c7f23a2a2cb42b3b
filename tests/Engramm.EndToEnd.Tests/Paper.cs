using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>What a page looks like on paper.</summary>
internal static class Paper
{
    /// <summary>Fetches a PDF and reads its text with poppler's pdftotext.</summary>
    public static async Task<string> ReadPdfAsync(this Visitor visitor, string path, CancellationToken cancellation)
    {
        var pdf = await visitor.Context.APIRequest.GetAsync(path, new APIRequestContextOptions { Timeout = 90_000 });
        Assert.Equal(200, pdf.Status);
        var bytes = await pdf.BodyAsync();
        Assert.Equal("%PDF", Encoding.ASCII.GetString(bytes[..4]));
        if (Environment.GetEnvironmentVariable("ENGRAMM_PICTURES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, path.Split('/')[^1].Replace("?lang=", "-", StringComparison.Ordinal).Replace("report.pdf", "report", StringComparison.Ordinal) + ".pdf"), bytes, cancellation);
        }

        using var reader = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", "-", "-"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        await reader.StandardInput.BaseStream.WriteAsync(bytes, cancellation);
        reader.StandardInput.Close();
        var text = await reader.StandardOutput.ReadToEndAsync(cancellation);
        await reader.WaitForExitAsync(cancellation);
        Assert.Equal(0, reader.ExitCode);
        return text;
    }

    /// <summary>The hash of the signed part of the report that is open.</summary>
    public static async Task<string> HashOfSignedPartAsync(this Visitor visitor) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(await visitor.Page.Locator("[data-testid=signed-part]").EvaluateAsync<string>("part => part.outerHTML"))));

    /// <summary>A picture of the whole page as it would be printed.</summary>
    public static async Task PrintedAsync(this Visitor visitor, string name)
    {
        if (Environment.GetEnvironmentVariable("ENGRAMM_PICTURES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
            await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
            await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        }
    }
}
