using System.Globalization;
using Microsoft.Playwright;

namespace Engramm.BrowserBench;

/// <summary>What dragging a slider cost.</summary>
/// <param name="Milliseconds">For each move, by the clock: from the slider to the new curve in the page.</param>
/// <param name="ProcessorMilliseconds">For a move, on the page's main thread, with layout and painting.</param>
/// <param name="ScriptMilliseconds">Of it in script and WebAssembly.</param>
internal sealed record Frames(IReadOnlyList<double> Milliseconds, double ProcessorMilliseconds, double ScriptMilliseconds);

/// <summary>The plan page of the fictional practice with its planner opened.</summary>
internal sealed class PlannerPage(IPage page, ICDPSession inside)
{
    private const int Moves = 60;

    private const string Drag = """
        async ({ hand, values }) => {
          const slider = document.querySelector(`[data-hand=${hand}]`);
          const figure = document.querySelector('.planner svg.predicted');
          const taken = [];
          for (const value of values) {
            await new Promise((next) => requestAnimationFrame(next));
            const drawn = new Promise((done) => {
              const watch = new MutationObserver(() => { watch.disconnect(); done(); });
              watch.observe(figure, { subtree: true, attributes: true, attributeFilter: ['d'] });
            });
            const begun = performance.now();
            slider.value = value;
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            await drawn;
            taken.push(performance.now() - begun);
          }
          return taken;
        }
        """;

    /// <summary>Enters the practice, opens a plan and fills in what the curve needs: two hours of infusion, two of observation.</summary>
    public static async Task<PlannerPage> OpenAsync(IBrowser browser, Uri address)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = address.ToString(), Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1366, Height = 1000 } });
        context.SetDefaultTimeout(120_000);
        var plan = await context.NewPageAsync();
        await plan.GotoAsync("/?lang=en");
        await plan.GetByRole(AriaRole.Button).Filter(new() { HasText = "Dr. Ines Falkenberg" }).ClickAsync();
        await plan.WaitForURLAsync(url => new Uri(url).AbsolutePath is not ("/" or "/door"), new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
        await plan.GotoAsync("/patients?q=Solberg&lang=en");
        var record = await plan.Locator("a[href^='/patients/']").Filter(new() { HasText = "Solberg" }).First.GetAttributeAsync("href");
        await plan.GotoAsync(record!.Split('?')[0] + "/plan?lang=en");
        await plan.Locator("[data-planner-open]").ClickAsync();
        await plan.Locator(".planner .hands").WaitForAsync();
        await plan.Locator("input[name=product][value^=ketamine]").First.CheckAsync();
        await plan.Locator("input[name=weight]").FillAsync("70");
        await plan.Locator("input[name=observation]").FillAsync("120");
        await plan.Locator("[data-hand=dose]").FillAsync("0.5");
        await plan.Locator("[data-hand=duration]").FillAsync("120");
        await plan.Locator(".planner svg.predicted path.band").WaitForAsync();
        var session = await context.NewCDPSessionAsync(plan);
        await session.SendAsync("Performance.enable", new Dictionary<string, object>(StringComparer.Ordinal) { ["timeDomain"] = "threadTicks" });
        return new PlannerPage(plan, session);
    }

    /// <summary>Draws the metabolites too, or not.</summary>
    public Task SetMetabolitesAsync(bool drawn) => page.Locator("[data-metabolites]").SetCheckedAsync(drawn);

    /// <summary>Drags a slider from where it stands to a value, one move a frame; each move changes the curve.</summary>
    public async Task<Frames> DragAsync(string hand, double from, double to)
    {
        var (processor, script) = await WorkedAsync();
        string[] values = [.. Enumerable.Range(1, Moves).Select(i => (from + ((to - from) * i / Moves)).ToString("0.##", CultureInfo.InvariantCulture))];
        var milliseconds = await page.EvaluateAsync<double[]>(Drag, new { hand, values });
        var (processorAfter, scriptAfter) = await WorkedAsync();
        return new Frames(milliseconds, (processorAfter - processor) * 1000 / Moves, (scriptAfter - script) * 1000 / Moves);
    }

    // Seconds of processor time of the page's main thread.
    private async Task<(double All, double Script)> WorkedAsync()
    {
        var metrics = (await inside.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray().ToList();
        return (Named("TaskDuration"), Named("ScriptDuration"));

        double Named(string name) => metrics.Single(m => m.GetProperty("name").ValueEquals(name)).GetProperty("value").GetDouble();
    }
}
