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
        await nurse.Page.Locator("a[href*='/cockpit/']").First.ClickAsync();
        await Assertions.Expect(nurse.Page.Locator("[data-testid='vital-HeartRate'][data-freshness=Live]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await nurse.CheckAsync();
        await nurse.PictureAsync("cockpit-en");
    }

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
