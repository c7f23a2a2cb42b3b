using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>
/// All rules of axe on a page, in the page itself. The package's own call opens a second browser context for every page and
/// brings home all that passed; only what failed is wanted here. Its half a megabyte goes to the browser once for each tab, and is
/// run on the pages that are looked at.
/// </summary>
public static class Axe
{
    private static readonly string Script = $"window.bringAxe = () => {{ {new BundledAxeScriptProvider().GetScript()} }};";

    /// <summary>Lets every page that the context opens from now on be looked at.</summary>
    public static Task BringAxeAsync(this IBrowserContext context) => context.AddInitScriptAsync(Script);

    /// <summary>One line per violation; empty when there is none.</summary>
    /// <exception cref="InvalidOperationException">The page has frames: their inside would not be looked at.</exception>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(this IPage page)
    {
        if (page.Frames.Count != 1)
        {
            throw new InvalidOperationException($"{page.Url} has {page.Frames.Count - 1} frames inside; run axe in each of them as well.");
        }

        var found = await page.EvaluateAsync<string>("""
            async () => {
              window.axe ?? window.bringAxe();
              // Style sheets are read anew only for rules that are off by default.
              return JSON.stringify((await axe.run(document, { resultTypes: ['violations'], preload: { assets: ['media'] } })).violations);
            }
            """);
        using var violations = JsonDocument.Parse(found);
        return [.. violations.RootElement.EnumerateArray().Select(Line)];
    }

    private static string Line(JsonElement violation) =>
        $"{violation.GetProperty("id")} ({violation.GetProperty("help")}): " +
        string.Join(", ", violation.GetProperty("nodes").EnumerateArray().Take(3).Select(n => n.GetProperty("html").GetString()));
}
