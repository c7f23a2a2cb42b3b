using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>The board of chairs: all open sessions at a glance, current without a reload.</summary>
[Collection<Looking>]
public class BoardJourney(Chromium chromium, SharedDemo demo)
{
    [Fact]
    public async Task The_board_shows_the_running_chair_and_stays_current()
    {
        await using var nurse = await Visitor.ComeAsync(chromium, demo.Address, "de", 1366, 900);
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.Page.Locator("a[href='/chairs']").ClickAsync();
        await nurse.ArriveAsync(path => path is "/chairs");
        await Assertions.Expect(nurse.Page.Locator("[data-testid=chair]").First).ToContainTextAsync("Katrin Solberg");
        await nurse.LookAsync("board");

        // Drawn anew by itself: what stood there is another element after a while.
        await nurse.Page.Locator("[data-board]").EvaluateAsync("board => board.dataset.old = ''");
        await nurse.Page.Locator("[data-board]:not([data-old])").WaitForAsync();
        await nurse.CheckAsync();
    }
}
