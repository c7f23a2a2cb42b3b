namespace Engramm.EndToEnd.Tests;

/// <summary>The guard of every page can fail.</summary>
public class AxeTests(Chromium chromium)
{
    [Fact]
    public async Task A_picture_without_words_and_pale_letters_are_found()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        await context.BringAxeAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync(Page("<img src='data:,' alt='A rising curve'><p>Readable</p>"));
        Assert.Empty(await page.ViolationsAsync());
        await page.SetContentAsync(Page("<img src='data:,'><p style='color: #ccc; background: #fff'>Pale</p>"));
        var found = await page.ViolationsAsync();
        Assert.Equal(2, found.Count);
        Assert.Contains(found, v => v.StartsWith("image-alt", StringComparison.Ordinal));
        Assert.Contains(found, v => v.StartsWith("color-contrast", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_with_a_frame_is_not_passed_over()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        await context.BringAxeAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync(Page("<iframe title='inside' srcdoc='<p>inside</p>'></iframe>"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => page.ViolationsAsync());
    }

    private static string Page(string main) => $"<!doctype html><html lang='en'><head><title>Page</title></head><body><main><h1>Page</h1>{main}</main></body></html>";
}
