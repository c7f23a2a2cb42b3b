using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>Monitors, what waits for a decision, and the tokens of devices, as a practice sees them.</summary>
[Collection<Looking>]
public class MonitorsJourney(Chromium chromium, SharedDemo demo)
{
    [Theory]
    [InlineData("de", 1366, true)]
    [InlineData("en", 390, false)]
    [InlineData("de", 320, true)]
    public async Task The_page_of_monitors_and_a_held_message_are_read_in_light_and_dark(string language, int width, bool dark)
    {
        await using var nurse = await Visitor.ComeAsync(chromium, demo.Address, language, width, 900, dark);
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.GoAsync("/monitors");
        await Assertions.Expect(nurse.Page.Locator("section.card h2 code").First).ToBeVisibleAsync();
        await nurse.CheckAsync();
        await nurse.PictureAsync($"monitors-{language}-{width}");

        await nurse.Page.Locator("a[href='/monitors/held']").ClickAsync();
        await nurse.ArriveAsync(path => path is "/monitors/held");
        await Assertions.Expect(nurse.Page.Locator("main")).ToContainTextAsync("P-20418");
        await nurse.CheckAsync();
        await nurse.PictureAsync($"held-{language}-{width}");
    }

    [Theory]
    [InlineData("de", 1366, false)]
    [InlineData("en", 390, true)]
    public async Task An_administrator_makes_a_token_and_sees_it_once(string language, int width, bool dark)
    {
        await using var administrator = await Visitor.ComeAsync(chromium, demo.Address, language, width, 900, dark);
        await administrator.EnterAsync("Tomas Wendt");
        await administrator.Page.Locator("a[href='/practice/devices']").ClickAsync();
        await administrator.ArriveAsync(path => path is "/practice/devices");
        await administrator.CheckAsync();
        await administrator.Page.Locator("input[name=device]").FillAsync($"OXIMETER-{language}");
        await administrator.PressAsync("Token erzeugen", "Make a token");
        await Assertions.Expect(administrator.Page.Locator("[data-token]")).ToContainTextAsync("engramm_");
        await administrator.CheckAsync();
        await administrator.PictureAsync($"devices-{language}-{width}");
        await administrator.GoAsync("/practice/devices");
        await Assertions.Expect(administrator.Page.Locator("[data-token]")).ToHaveCountAsync(0);
    }
}
