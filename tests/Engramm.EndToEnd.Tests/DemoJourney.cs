using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>What a newcomer sees in the first minutes.</summary>
[Collection<Looking>]
public class DemoJourney(Chromium chromium, SharedDemo demo)
{
    [Fact]
    public async Task The_running_infusion_shows_live_values_of_the_simulated_monitor_and_what_if_changes_nothing()
    {
        await using var nurse = await Visitor.ComeAsync(chromium, demo.Address, "en", 1180, 820, keepsFiles: false);
        await nurse.GoAsync("/");
        await nurse.PictureAsync("door-en");
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.Page.Locator("a.card[href*='/cockpit/']").First.ClickAsync();
        await Assertions.Expect(nurse.Page.Locator("[data-testid='vital-HeartRate'][data-freshness=Live]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await nurse.LookAsync("cockpit-en");
        await WhatIfAsync(nurse);
    }

    /// <summary>A second curve beside the first; the session is what it was.</summary>
    private static async Task WhatIfAsync(Visitor nurse)
    {
        var panel = nurse.Page.Locator("section.what-if");
        await nurse.Page.Locator(".what-if-open").ClickAsync();
        await nurse.PressAsync("Jetzt gestoppt", "Stopped now");
        await Assertions.Expect(panel.Locator("tbody tr")).ToHaveCountAsync(4);
        await Assertions.Expect(nurse.Page.Locator(".timeline polyline.second")).ToHaveCountAsync(1);

        // Half an hour on, a pump that was stopped has left less than one that goes on.
        var (goesOn, stopped) = (await LevelAsync(panel, 2, 0), await LevelAsync(panel, 2, 1));
        Assert.True(stopped < goesOn, $"{stopped} and {goesOn} ng/ml");
        await panel.Locator("#whatif-rate").FillAsync("-5");
        await nurse.PressAsync("Rechnen", "Calculate");
        await Assertions.Expect(panel.Locator("#whatif-fault")).ToBeVisibleAsync();
        await nurse.LookAsync("whatif");
        await nurse.Page.Locator(".what-if-open").ClickAsync();
        await Assertions.Expect(nurse.Page.Locator(".timeline polyline.second")).ToHaveCountAsync(0);
        await Assertions.Expect(nurse.Page.Locator("[data-testid=phase]")).ToHaveTextAsync(nurse.Words("Läuft", "Running"));
    }

    private static async Task<int> LevelAsync(ILocator panel, int row, int column) => int.Parse(
        (await panel.Locator("tbody tr").Nth(row).Locator("td").Nth(column).InnerTextAsync()).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_page_of_the_record_fits_and_is_accessible()
    {
        await using var physician = await Visitor.ComeAsync(chromium, demo.Address, "de", 1366, 900, keepsFiles: false);
        await physician.EnterAsync("Dr. Ines Falkenberg");
        await physician.GoAsync("/patients?q=Solberg");
        var record = await physician.Page.Locator("a[href^='/patients/']").Filter(new() { HasText = "Solberg" }).First.GetAttributeAsync("href");
        foreach (var page in (string[])["", "/assessment", "/eligibility", "/eligibility/facts", "/consent", "/consent/text", "/plan", "/programmes", "/contacts", "/access"])
        {
            await physician.GoAsync(record!.Split('?')[0] + page);
            foreach (var (width, isDark) in ((int, bool)[])[(320, false), (820, true)])
            {
                await physician.ShowAtAsync(width, 900, isDark);
                await physician.CheckAsync();
                await physician.PictureAsync($"record{page.Replace('/', '-')}-{width}");
            }

            await physician.ShowAtAsync(1366, 900, isDark: false);
        }

        // As the README shows it: the practice of this demo writes English.
        await physician.Page.GotoAsync(record!.Split('?')[0] + "?lang=en");
        await physician.PictureAsync("record-demo-en");
    }
}
