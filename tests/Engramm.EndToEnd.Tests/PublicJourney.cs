using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>What anyone sees without an account.</summary>
[Collection<Looking>]
public class PublicJourney(Chromium chromium, SharedDemo demo)
{
    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task The_self_check_asks_warning_signs_first_and_never_says_cleared(string language)
    {
        await using var visitor = await Visitor.ComeAsync(chromium, demo.Address, language, 390, 844);
        await visitor.GoAsync("/self-check");
        foreach (var no in await visitor.Page.Locator("input[type=radio][value=no]").AllAsync())
        {
            await no.CheckAsync(new LocatorCheckOptions { Force = true });
        }

        await visitor.Page.Locator("main button[type=submit]").ClickAsync();
        await visitor.CheckAsync();
        var text = await visitor.Page.Locator("main").InnerTextAsync();
        Assert.DoesNotContain(visitor.Words("freigegeben", "cleared"), text, StringComparison.OrdinalIgnoreCase);
        foreach (var yes in await visitor.Page.Locator("input[type=radio][value=yes]").AllAsync())
        {
            await yes.CheckAsync(new LocatorCheckOptions { Force = true });
        }

        await visitor.Page.Locator("main button[type=submit]").ClickAsync();
        await visitor.CheckAsync();
        var result = await visitor.Page.Locator("main").InnerTextAsync();
        Assert.DoesNotContain('%', result);
    }

    [Fact]
    public async Task One_unknown_answer_ends_the_check_and_says_where_to_go()
    {
        await using var visitor = await Visitor.ComeAsync(chromium, demo.Address, "de", 390, 844);
        await visitor.GoAsync("/self-check");
        foreach (var no in await visitor.Page.Locator("input[type=radio][value=no]").AllAsync())
        {
            await no.CheckAsync(new LocatorCheckOptions { Force = true });
        }

        await visitor.Page.Locator("input[type=radio][value=unknown]").First.CheckAsync(new LocatorCheckOptions { Force = true });
        await visitor.Page.Locator("main button[type=submit]").ClickAsync();
        await visitor.CheckAsync();
        Assert.Contains("112", await visitor.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await visitor.Page.Locator("input[type=radio]").CountAsync());
    }
}
