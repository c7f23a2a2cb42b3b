using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>A physician reads a text whole and releases it; a colleague sees whose signature it has.</summary>
[Collection<Looking>]
public class ReleaseJourney(Chromium chromium, SharedDemo demo)
{
    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task A_text_is_read_signed_and_stands_released(string language)
    {
        var pin = language is "de" ? "edu-1@1" : "movement-week-1@1";
        await using var physician = await Visitor.ComeAsync(chromium, demo.Address, language, 1366, 900);
        var page = physician.Page;
        await physician.EnterAsync("Dr. Ines Falkenberg");
        await page.Locator("a[href='/practice/content']").ClickAsync();
        await physician.ArriveAsync(path => path is "/practice/content");
        await physician.LookAsync("release-" + language);

        await page.Locator($"a[href='/practice/content/{pin}']").ClickAsync();
        await physician.ArriveAsync(path => path.EndsWith(pin, StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("pre.original")).ToContainTextAsync("reviewed_by: null");
        await physician.LookAsync("release-text-" + language);

        // Ticked without the declaration it is refused, and the tick stays.
        await physician.GoAsync("/practice/content");
        var line = page.Locator($"li[data-pin='{pin}']");
        await line.Locator("input[type=checkbox]").CheckAsync();
        await page.FillAsync("[name=signature-typed]", "Dr. Ines Falkenberg");
        await physician.PressAsync("Unterschreiben und freigeben", "Sign and release");
        await page.Locator("#f-read-fault").WaitForAsync();
        await Assertions.Expect(line.Locator("input[type=checkbox]")).ToBeCheckedAsync();
        await physician.LookAsync("release-refused-" + language);
        await page.CheckAsync("[name=read]");
        await physician.PressAsync("Unterschreiben und freigeben", "Sign and release");
        await Assertions.Expect(line).ToContainTextAsync(physician.Words("Freigegeben von Dr. Ines Falkenberg", "Released by Dr. Ines Falkenberg"));
        await Assertions.Expect(line.Locator("input")).ToHaveCountAsync(0);
        foreach (var width in (int[])[320, 820])
        {
            await physician.ShowAtAsync(width, 900, isDark: width == 820);
            await physician.CheckAsync();
            await physician.PictureAsync($"release-{width}-{language}");
        }
    }
}
