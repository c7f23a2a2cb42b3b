using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>A physician switches parts of the live session off and on; what is off is gone from planner, board and cockpit, and all say so.</summary>
public class PartsJourney(Chromium chromium)
{
    [Fact]
    public async Task A_part_that_is_off_is_off_everywhere_and_comes_back_with_a_signature()
    {
        await using var server = await DemoServer.StartAsync(TestContext.Current.CancellationToken);
        await using var physician = await Visitor.ComeAsync(chromium, server.Address, "en", 1366, 900, keepsFiles: false);
        var page = physician.Page;
        var off = physician.Words("Keine Alarme in Engramm, Monitor beachten", "No alarms in Engramm, watch the monitor");
        await physician.EnterAsync("Dr. Ines Falkenberg");
        await page.Locator("a[href='/practice/parts']").ClickAsync();
        await physician.ArriveAsync(path => path is "/practice/parts");
        await physician.LookAsync("parts");

        await SwitchOffAsync(physician, "LimitsAndPrediction");
        await SwitchOffAsync(physician, "Alarms");
        await Assertions.Expect(page.GetByText(off)).ToBeVisibleAsync();
        await physician.LookAsync("parts-off");

        await physician.GoAsync("/chairs");
        await Assertions.Expect(page.GetByText(off).First).ToBeVisibleAsync();
        await physician.PictureAsync("board-off");

        // The plan of somebody who waits for the next session: no curve, no sliders, the line; and so is the session that is opened from it.
        await physician.GoAsync("/patients?q=Oberhauser");
        await page.Locator("a.whole").First.ClickAsync();
        await physician.ArriveAsync(path => path.StartsWith("/patients/", StringComparison.Ordinal));
        await physician.GoAsync(new Uri(page.Url).AbsolutePath + "/plan");
        await Assertions.Expect(page.GetByText(off).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#planner")).ToHaveCountAsync(0);
        await physician.PictureAsync("plan-off");
        await page.Locator("form[action$='/open'] button").First.ClickAsync();
        await physician.ArriveAsync(path => path.StartsWith("/cockpit/", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("[data-testid=alarms-off]")).ToContainTextAsync(off);
        await physician.LookAsync("cockpit-off");

        // The report of that session says so too.
        var session = new Uri(page.Url).AbsolutePath.Split('/')[^1];
        await physician.GoAsync($"/sessions/{session}/report");
        await Assertions.Expect(page.GetByText(off).First).ToBeVisibleAsync();

        await physician.GoAsync("/practice/parts");
        await page.Locator("[data-testid=part-Alarms] summary").First.ClickAsync();
        await page.FillAsync("[name=signature-Alarms-typed]", "Dr. Ines Falkenberg");
        await page.Locator("[name=accepted-Alarms]").CheckAsync();
        await physician.LookAsync("parts-accept");
        await page.Locator("form[action$='/Alarms/on'] button[type=submit]").ClickAsync();
        await page.Locator("form[action$='/Alarms/off']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Assertions.Expect(page.GetByText(off)).ToHaveCountAsync(0);
        await physician.LookAsync("parts-on");
    }

    private static async Task SwitchOffAsync(Visitor physician, string part)
    {
        await physician.Page.Locator($"[data-testid=part-{part}] summary").First.ClickAsync();
        await physician.Page.FillAsync($"[name=reason-{part}]", physician.Words("Wir prüfen die Grenzen dieser Praxis neu.", "We are checking the limits of this practice again."));
        await physician.Page.Locator($"form[action$='/{part}/off'] button[type=submit]").ClickAsync();
        await physician.Page.Locator($"form[action$='/{part}/on']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }
}
