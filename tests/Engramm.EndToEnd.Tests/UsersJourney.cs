using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>An administrator adds a colleague, who opens the link elsewhere and chooses a password.</summary>
[Collection<Looking>]
public class UsersJourney(Chromium chromium, SharedDemo demo)
{
    [Fact]
    public async Task A_colleague_is_added_and_chooses_a_password()
    {
        await using var administrator = await Visitor.ComeAsync(chromium, demo.Address, "en", 390, 900);
        var page = administrator.Page;
        await administrator.EnterAsync("Tomas Wendt");
        await administrator.GoAsync("/practice/users");
        await administrator.PictureAsync("users");
        await page.FillAsync("[name=name]", "Dr. Leon Ahrens");
        await page.FillAsync("[name=email]", "ahrens");
        await administrator.PressAsync("Zugang anlegen", "Create the account");
        await Assertions.Expect(page.Locator("#f-email-fault")).ToContainTextAsync("ahrens");
        await administrator.LookAsync("users-refused");
        await page.FillAsync("[name=email]", "ahrens@praxis.example");
        await page.SelectOptionAsync("[name=role]", "Physician");
        await administrator.PressAsync("Zugang anlegen", "Create the account");
        var link = await page.Locator("[data-link]").InnerTextAsync();
        await administrator.LookAsync("users-link");

        await using var colleague = await Visitor.ComeAsync(chromium, demo.Address, "en", 390, 844);
        await colleague.GoAsync(new Uri(link).AbsolutePath);
        await colleague.Page.FillAsync("[name=password]", "four quiet words here");
        await colleague.Page.FillAsync("[name=again]", "four quiet words here");
        await colleague.PictureAsync("users-password");
        await colleague.PressAsync("Passwort setzen", "Set the password");
        await colleague.ArriveAsync(path => path is "/account/second-factor");
        await colleague.LookAsync("users-second");
    }
}
