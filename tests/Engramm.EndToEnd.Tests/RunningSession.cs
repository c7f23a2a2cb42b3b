using System.Diagnostics;
using System.Text.Json;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>The infusion that runs in the demo, as a nurse meets it.</summary>
internal static class RunningSession
{
    /// <summary>Enters as the nurse and opens the cockpit of the session that runs.</summary>
    public static async Task<Guid> OpenAsync(Visitor nurse)
    {
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.Page.Locator("a.card[href*='/cockpit/']").First.ClickAsync();
        await nurse.Page.Locator("[data-testid='vital-HeartRate'][data-freshness=Live]").WaitForAsync();
        return Guid.Parse(new Uri(nurse.Page.Url).Segments[^1].Split('?')[0]);
    }

    /// <summary>Writes a value read off by hand.</summary>
    public static async Task TypeAsync(IPage page, string measure, string value)
    {
        await page.Locator(".entry-card > .picks button").Nth(2).ClickAsync();
        await page.FillAsync("#value-" + measure, value);
        var save = page.Locator(".entry-card form.values button[type=submit]");
        await save.ClickAsync();
        while (await page.InputValueAsync("#value-" + measure) is { Length: > 0 })
        {
            // Far from the last value: said twice it is written. A field that empties late asks nothing.
            if (await page.Locator($"#fault-{measure}.warns").CountAsync() > 0)
            {
                await save.ClickAsync();
                break;
            }
        }

        await Assertions.Expect(page.Locator("#value-" + measure)).ToHaveValueAsync("");
    }

    /// <summary>The server's log once it holds what is waited for.</summary>
    public static async Task<IReadOnlyList<SessionEvent>> StoredAsync(Visitor nurse, Guid session, Func<IReadOnlyList<SessionEvent>, bool> isComplete)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var log = new List<SessionEvent>();
            IReadOnlyList<SessionEvent> page;
            do
            {
                var answer = await nurse.Context.APIRequest.GetAsync($"/api/sessions/{session}/events?after={log.Count}");
                page = JsonSerializer.Deserialize<IReadOnlyList<SessionEvent>>(await answer.TextAsync(), SessionJson.Options)!;
                log.AddRange(page);
            }
            while (page.Count > 0);

            if (isComplete(log))
            {
                return log;
            }

            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "What was charted alone did not reach the server.");
        }
    }
}
