using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>A team trains: choose, meet the incident, act, look back. After the material no request leaves the page and nothing stays in the browser.</summary>
[Collection<Looking>]
public class DrillJourney(Chromium chromium, SharedDemo demo)
{
    [Fact]
    public async Task A_drill_runs_from_the_choice_to_the_debrief_without_a_word_to_the_server()
    {
        await using var nurse = await Visitor.ComeAsync(chromium, demo.Address, "en", 1180, 820, keepsFiles: false);
        var page = nurse.Page;
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.GoAsync("/chairs");
        await page.Locator("a[href='/cockpit/drill']").ClickAsync();
        await nurse.ArriveAsync(path => path is "/cockpit/drill");
        await page.Locator("[data-drill=choice]").WaitForAsync();
        await nurse.LookAsync("drill-choice");

        // From here on everything happens in the browser.
        var asked = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            // The page's own program and its icon may still be arriving; they carry nothing of the drill.
            var path = new Uri(request.Url).AbsolutePath;
            if (!path.Contains("/_framework/", StringComparison.Ordinal) && request.ResourceType is not "script" && path is not "/mark.svg")
            {
                asked.Enqueue(request.Method + " " + path);
            }
        };
        await page.Locator("input[name=speed][value='10']").CheckAsync();
        await page.Locator(".drill-page form button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".drill-cue")).ToBeFocusedAsync();
        await page.Locator("[data-drill=running] .cockpit").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-testid=drill-mark]")).ToContainTextAsync(nurse.Words("ÜBUNG", "DRILL"));
        await nurse.LookAsync("drill-running");

        await page.Locator("[data-testid=drill-cue][data-cue=Incident]").WaitForAsync();
        await nurse.AlarmAsync(page.Locator("[data-condition='limit.OxygenSaturation']"));
        await nurse.LookAsync("drill-alarm");
        await page.Locator(".drill-bar .pick-one").First.ClickAsync();
        await page.Locator("[data-condition='limit.OxygenSaturation'] .actions .primary").First.ClickAsync();
        await page.Locator(".button.stop").ClickAsync();
        await page.Locator("[data-testid=drill-cue][data-cue=Better]").WaitForAsync();
        await nurse.PressAsync("Ereignis", "Event");
        await nurse.PressAsync("Notfall-Checkliste", "Rescue checklist");
        await page.Locator(".rescue-grid button").Filter(new() { HasText = "R3" }).ClickAsync();
        await page.Locator(".rescue-steps button").Nth(1).ClickAsync();
        await Assertions.Expect(page.Locator(".rescue-steps button[aria-pressed=true]")).ToHaveCountAsync(1);

        await nurse.PressAsync("Beenden und besprechen", "End and look back");
        await page.Locator("[data-drill=debrief]").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-drill=debrief] h1")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[data-testid=debrief-stop]")).ToContainTextAsync("min");
        await Assertions.Expect(page.Locator("[data-testid=debrief-pause]")).ToContainTextAsync(nurse.Words("nicht geschehen", "did not happen"));
        await Assertions.Expect(page.Locator(".drill-steps li").Filter(new() { HasText = "☑" })).ToHaveCountAsync(1);
        await nurse.LookAsync("drill-debrief");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.Locator("[data-testid=drill-mark]")).ToBeVisibleAsync();
        await nurse.PictureAsync("drill-print");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        Assert.Empty(asked);
        Assert.DoesNotContain("DRILL-MONITOR", await page.EvaluateAsync<string>(Everything), StringComparison.Ordinal);

        // Neither the board nor the start page knows of it.
        await nurse.GoAsync("/chairs");
        await Assertions.Expect(page.Locator("[data-testid=chair]")).ToHaveCountAsync(1);
    }

    /// <summary>All of IndexedDB and of the local storage, as one text.</summary>
    private const string Everything = """
        async () => {
          const all = [JSON.stringify({ ...localStorage })];
          for (const { name } of await indexedDB.databases()) {
            const base = await new Promise((resolve, reject) => { const r = indexedDB.open(name); r.onsuccess = () => resolve(r.result); r.onerror = () => reject(r.error); });
            for (const store of base.objectStoreNames) {
              all.push(JSON.stringify(await new Promise((resolve, reject) => { const r = base.transaction(store).objectStore(store).getAll(); r.onsuccess = () => resolve(r.result); r.onerror = () => reject(r.error); })));
            }
            base.close();
          }
          return all.join('\n');
        }
        """;
}
