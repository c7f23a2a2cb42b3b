using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>
/// Several cockpits in the tabs of one browser share one connection for news. A browser opens six to a server and no more: with a feed of
/// its own in each tab the seventh could not even load.
/// </summary>
public class OneFeed(Chromium chromium)
{
    /// <summary>With the two that show the cockpit seven: more than a browser opens connections.</summary>
    private const int FurtherTabs = 5;

    [Fact(DisableParallelization = true)]
    [Trait("Needs", "Quiet")]
    public async Task Seven_tabs_hear_the_same_also_without_the_first_and_a_cockpit_alarms_when_the_server_dies()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await DemoProcess.StartAsync(cancellation);
        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, "de", 1180, 820, keepsFiles: false);
        var open = new ConcurrentDictionary<IRequest, bool>();
        nurse.Context.Request += (_, request) =>
        {
            if (request.Url.Contains("/api/news", StringComparison.Ordinal))
            {
                open[request] = true;
            }
        };
        nurse.Context.RequestFailed += (_, request) => open.TryRemove(request, out bool _);
        nurse.Context.RequestFinished += (_, request) => open.TryRemove(request, out bool _);
        var session = await RunningSession.OpenAsync(nurse);
        var first = nurse.Page;

        // What a cockpit does with the feed, without its program: it remembers what it heard.
        var further = new List<IPage>();
        while (further.Count < FurtherTabs)
        {
            var tab = await nurse.Context.NewPageAsync();
            await tab.GotoAsync("/patients");
            await tab.EvaluateAsync(
                """
                async (session) => {
                  const link = await import('/cockpit.js');
                  window.heard = [];
                  link.begin({ invokeMethodAsync: async (what) => { heard.push(what); } });
                  link.listen(session);
                }
                """,
                session.ToString());
            further.Add(tab);
        }

        var last = await nurse.Context.NewPageAsync();
        await last.GotoAsync($"/cockpit/{session}");
        await last.Locator("[data-testid='vital-HeartRate'][data-freshness=Live]").WaitForAsync();

        // The eighth connection is there: charted in the seventh tab it is stored, and all hear of it over one feed.
        await ForgetAsync(further);
        await RunningSession.TypeAsync(last, "HeartRate", "145");
        await Assertions.Expect(last.Locator("[data-testid=stored]")).ToContainTextAsync("gespeichert", new() { IgnoreCase = true });
        await Visitor.AlarmAsync(first, first.Locator("[data-condition='limit.HeartRate']").Filter(new() { HasText = "145" }));
        await HearAsync(further);
        Assert.Single(open);

        // The tab that had the connection is closed: another has it at once.
        await first.CloseAsync();
        await ForgetAsync(further);
        await last.GetByRole(AriaRole.Button, new() { Name = "Ereignis" }).First.ClickAsync();
        await last.GetByRole(AriaRole.Button, new() { Name = "Ohnmacht", Exact = true }).ClickAsync();
        await Visitor.AlarmAsync(last, last.Locator("[data-condition='symptom.syncope']"));
        await Assertions.Expect(last.Locator("[data-testid=own-failure]")).ToHaveCountAsync(0);
        await HearAsync(further);

        await server.KillAsync();
        var killed = Stopwatch.StartNew();
        await last.Locator("[data-testid=own-failure]").WaitForAsync();
        Assert.True(killed.Elapsed < TimeSpan.FromSeconds(5.5), $"The alarm came after {killed.Elapsed.TotalSeconds:F1} s.");
    }

    private static async Task ForgetAsync(List<IPage> tabs)
    {
        foreach (var tab in tabs)
        {
            await tab.EvaluateAsync("() => { heard = []; }");
        }
    }

    /// <summary>Waits until each has heard news.</summary>
    private static async Task HearAsync(List<IPage> tabs)
    {
        foreach (var tab in tabs)
        {
            await tab.EvaluateAsync("async () => { while (!heard.includes('OnNews')) { await new Promise(r => setTimeout(r, 50)); } }").WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
