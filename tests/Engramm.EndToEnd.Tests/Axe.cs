using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>
/// All rules of axe on a page, in the page itself. The package's own call opens a second browser context for every page and
/// brings home all that passed; only what failed is wanted here.
/// </summary>
public static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>One line per violation; empty when there is none.</summary>
    /// <exception cref="InvalidOperationException">The page has frames: their inside would not be looked at.</exception>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(this IPage page)
    {
        if (page.Frames.Count != 1)
        {
            throw new InvalidOperationException($"{page.Url} has {page.Frames.Count - 1} frames inside; run axe in each of them as well.");
        }

        if (!await page.EvaluateAsync<bool>("typeof window.axe === 'object'"))
        {
            await page.EvaluateAsync(Script);
        }

        var found = await page.EvaluateAsync<string>("async () => JSON.stringify((await axe.run(document, { resultTypes: ['violations'] })).violations)");
        using var violations = JsonDocument.Parse(found);
        return [.. violations.RootElement.EnumerateArray().Select(Line)];
    }

    private static string Line(JsonElement violation) =>
        $"{violation.GetProperty("id")} ({violation.GetProperty("help")}): " +
        string.Join(", ", violation.GetProperty("nodes").EnumerateArray().Take(3).Select(n => n.GetProperty("html").GetString()));
}
