using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>What a newcomer sees in the first minutes.</summary>
[Collection<Looking>]
public class DemoJourney(Chromium chromium, SharedDemo demo)
{
    [Fact]
    public async Task The_running_infusion_shows_live_values_of_the_simulated_monitor()
    {
        await using var nurse = await Visitor.ComeAsync(chromium, demo.Address, "en", 1180, 820);
        await nurse.GoAsync("/");
        await nurse.PictureAsync("door-en");
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.Page.Locator("a.card[href*='/cockpit/']").First.ClickAsync();
        await Assertions.Expect(nurse.Page.Locator("[data-testid='vital-HeartRate'][data-freshness=Live]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await nurse.CheckAsync();
        await nurse.PictureAsync("cockpit-en");
    }

    [Theory]
    [InlineData("de", true)]
    [InlineData("en", false)]
    public async Task What_if_draws_a_second_curve_and_changes_nothing(string language, bool dark)
    {
        await using var nurse = await Visitor.ComeAsync(chromium, demo.Address, language, 1180, 820, dark);
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.Page.Locator("a.card[href*='/cockpit/']").First.ClickAsync();
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
        await nurse.CheckAsync();
        await nurse.PictureAsync("whatif-" + language);
        await nurse.Page.Locator(".what-if-open").ClickAsync();
        await Assertions.Expect(nurse.Page.Locator(".timeline polyline.second")).ToHaveCountAsync(0);
        await Assertions.Expect(nurse.Page.Locator("[data-testid=phase]")).ToHaveTextAsync(nurse.Words("Läuft", "Running"));
    }

    private static async Task<int> LevelAsync(ILocator panel, int row, int column) => int.Parse(
        (await panel.Locator("tbody tr").Nth(row).Locator("td").Nth(column).InnerTextAsync()).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(320, false)]
    [InlineData(820, true)]
    [InlineData(1366, false)]
    public async Task Every_page_of_the_record_fits_and_is_accessible(int width, bool dark)
    {
        await using var physician = await Visitor.ComeAsync(chromium, demo.Address, "de", width, 900, dark);
        await physician.EnterAsync("Dr. Ines Falkenberg");
        await physician.GoAsync("/patients?q=Solberg");
        var record = await physician.Page.Locator("a[href^='/patients/']").Filter(new() { HasText = "Solberg" }).First.GetAttributeAsync("href");
        foreach (var page in (string[])["", "/assessment", "/eligibility", "/eligibility/facts", "/consent", "/consent/text", "/plan", "/programmes", "/contacts"])
        {
            await physician.GoAsync(record!.Split('?')[0] + page);
        }

        await physician.GoAsync(record!.Split('?')[0]);
        await physician.PictureAsync($"record-{width}");
    }
}
