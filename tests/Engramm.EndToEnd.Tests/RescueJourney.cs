using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>Something goes wrong in the room: a symptom alarms, the checklist takes the times, the event is graded, a physician gets the task.</summary>
public class RescueJourney(Chromium chromium)
{
    [Fact]
    public async Task A_symptom_alarms_and_a_checklist_and_an_adverse_event_reach_the_physician()
    {
        await using var server = await DemoServer.StartAsync(TestContext.Current.CancellationToken);
        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, "de", 1180, 820, dark: true);
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.Page.Locator("a.card[href*='/cockpit/']").First.ClickAsync();
        var page = nurse.Page;
        await nurse.PressAsync("Ereignis", "Event");
        await nurse.LookAsync("event");
        await page.GetByRole(AriaRole.Button, new() { Name = nurse.Words("Ohnmacht", "Fainting"), Exact = true }).ClickAsync();
        await nurse.AlarmAsync(page.Locator("[data-condition='symptom.syncope']"));

        await nurse.PressAsync("Notfall-Checkliste", "Rescue checklist");
        await nurse.LookAsync("rescue");
        await page.Locator(".rescue-grid button").Filter(new() { HasText = "R3" }).ClickAsync();
        await page.Locator(".rescue-steps button").Nth(0).ClickAsync();
        await page.Locator(".rescue-steps button").Nth(2).ClickAsync();
        await Assertions.Expect(page.Locator(".rescue-steps button[aria-pressed=true]")).ToHaveCountAsync(2);
        await nurse.LookAsync("rescue-steps");
        await page.FillAsync("#rescue-result", nurse.Words("Sättigung wieder 97 %", "Saturation back at 97 %"));
        await nurse.PressAsync("Checkliste beenden", "Close the checklist");

        await nurse.PressAsync("Ereignis", "Event");
        await nurse.PressAsync("Unerwünschtes Ereignis", "Adverse event");
        await page.FillAsync("#adverse-term", nurse.Words("Ohnmacht", "Fainting"));
        await page.FillAsync("#adverse-ago", "x");
        await nurse.PressAsync("Ereignis schreiben", "Write the event");
        await page.Locator(".adverse .fault").WaitForAsync();
        await page.FillAsync("#adverse-ago", "2");
        await page.Locator("#adverse-severity").SelectOptionAsync("3");
        await nurse.PressAsync("Ereignis schreiben", "Write the event");
        await page.Locator(".adverse-known").WaitForAsync();
        await nurse.LookAsync("adverse");
        await Assertions.Expect(page.Locator("[data-testid=stored]")).ToContainTextAsync(nurse.Words("gespeichert", "stored"), new() { IgnoreCase = true });

        await using var physician = await Visitor.ComeAsync(chromium, server.Address, "de", 1366, 900, dark: true);
        await physician.EnterAsync("Dr. Ines Falkenberg");
        await Assertions.Expect(physician.Page.GetByText(physician.Words("Unerwünschtes Ereignis beurteilen", "Judge an adverse event")).First).ToBeVisibleAsync();
        await Assertions.Expect(physician.Page.GetByText(physician.Words("Notfall in einer Sitzung auswerten", "Review a rescue in a session")).First).ToBeVisibleAsync();
    }
}
