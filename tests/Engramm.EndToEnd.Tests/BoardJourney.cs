using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>The board of chairs: all open sessions at a glance, current without a reload.</summary>
[Collection<Looking>]
public class BoardJourney(Chromium chromium, SharedDemo demo)
{
    [Theory]
    [InlineData("de", 1366, false)]
    [InlineData("en", 390, true)]
    public async Task The_board_shows_the_running_chair_and_stays_current(string language, int width, bool dark)
    {
        await using var nurse = await Visitor.ComeAsync(chromium, demo.Address, language, width, 900, dark);
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.Page.Locator("a[href='/chairs']").ClickAsync();
        await nurse.ArriveAsync(path => path is "/chairs");
        await Assertions.Expect(nurse.Page.Locator("[data-testid=chair]").First).ToContainTextAsync("Katrin Solberg");
        await nurse.CheckAsync();
        await nurse.PictureAsync("board-" + language);

        // Drawn anew by itself: what stood there is another element after a while.
        await nurse.Page.Locator("[data-board]").EvaluateAsync("board => board.dataset.old = ''");
        await nurse.Page.Locator("[data-board]:not([data-old])").WaitForAsync();
        await nurse.CheckAsync();
    }
}
