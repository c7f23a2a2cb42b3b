using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>Monitors, what waits for a decision, and the tokens of devices, as a practice sees them.</summary>
[Collection<Looking>]
public class MonitorsJourney(Chromium chromium, SharedDemo demo)
{
    [Fact]
    public async Task The_page_of_monitors_and_a_held_message_are_read_in_light_and_dark()
    {
        await using var nurse = await Visitor.ComeAsync(chromium, demo.Address, "en", 320, 900, dark: true);
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.GoAsync("/monitors");
        await Assertions.Expect(nurse.Page.Locator("section.card h2 code").First).ToBeVisibleAsync();
        await nurse.LookAsync("monitors");

        await nurse.Page.Locator("a[href='/monitors/held']").ClickAsync();
        await nurse.ArriveAsync(path => path is "/monitors/held");
        await Assertions.Expect(nurse.Page.Locator("main")).ToContainTextAsync("P-20418");
        await nurse.LookAsync("held");
    }

    [Fact]
    public async Task An_administrator_makes_a_token_and_sees_it_once()
    {
        await using var administrator = await Visitor.ComeAsync(chromium, demo.Address, "de", 1366, 900);
        await administrator.EnterAsync("Tomas Wendt");
        await administrator.Page.Locator("a[href='/practice/devices']").ClickAsync();
        await administrator.ArriveAsync(path => path is "/practice/devices");
        await administrator.CheckAsync();
        await administrator.Page.Locator("input[name=device]").FillAsync("OXIMETER-7");
        await administrator.PressAsync("Token erzeugen", "Make a token");
        await Assertions.Expect(administrator.Page.Locator("[data-token]")).ToContainTextAsync("engramm_");
        await administrator.LookAsync("devices");
        await administrator.GoAsync("/practice/devices");
        await Assertions.Expect(administrator.Page.Locator("[data-token]")).ToHaveCountAsync(0);
    }
}
