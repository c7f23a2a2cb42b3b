using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>An administrator adds a colleague, who opens the link elsewhere and chooses a password.</summary>
[Collection<Looking>]
public class UsersJourney(Chromium chromium, SharedDemo demo)
{
    [Theory]
    [InlineData("de", 1366, false)]
    [InlineData("en", 390, true)]
    public async Task A_colleague_is_added_and_chooses_a_password(string language, int width, bool dark)
    {
        await using var administrator = await Visitor.ComeAsync(chromium, demo.Address, language, width, 900, dark);
        var page = administrator.Page;
        await administrator.EnterAsync("Tomas Wendt");
        await administrator.GoAsync("/practice/users");
        await administrator.PictureAsync("users-" + language);
        await page.FillAsync("[name=name]", "Dr. Leon Ahrens");
        await page.FillAsync("[name=email]", "ahrens");
        await administrator.PressAsync("Zugang anlegen", "Create the account");
        await Assertions.Expect(page.Locator("#f-email-fault")).ToContainTextAsync("ahrens");
        await administrator.CheckAsync();
        await administrator.PictureAsync("users-refused-" + language);
        await page.FillAsync("[name=email]", $"ahrens-{language}@praxis.example");
        await page.SelectOptionAsync("[name=role]", "Physician");
        await administrator.PressAsync("Zugang anlegen", "Create the account");
        var link = await page.Locator("[data-link]").InnerTextAsync();
        await administrator.CheckAsync();
        await administrator.PictureAsync("users-link-" + language);

        await using var colleague = await Visitor.ComeAsync(chromium, demo.Address, language, 390, 844, dark);
        await colleague.GoAsync(new Uri(link).AbsolutePath);
        await colleague.Page.FillAsync("[name=password]", "four quiet words here");
        await colleague.Page.FillAsync("[name=again]", "four quiet words here");
        await colleague.PictureAsync("users-password-" + language);
        await colleague.PressAsync("Passwort setzen", "Set the password");
        await colleague.ArriveAsync(path => path is "/account/second-factor");
        await colleague.CheckAsync();
        await colleague.PictureAsync("users-second-" + language);
    }
}
