using System.Collections.Concurrent;
using Engramm.TestKit;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>A person with a browser of their own. Every page they look at is checked for accessibility and for console errors.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<(string Name, string Language, bool Dark), bool> Entered = new();
    private readonly List<string> faults = [];
    private readonly string language;
    private readonly bool dark;

    private Visitor(IBrowserContext context, IPage page, string language, bool dark)
    {
        Context = context;
        Page = page;
        this.language = language;
        this.dark = dark;
        page.Console += (_, message) =>
        {
            // A cut connection is reported by the browser as an error; the journeys cut it on purpose.
            if (message.Type is "error" && !message.Text.Contains("net::ERR", StringComparison.Ordinal) && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
            {
                faults.Add($"{page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Opens a browser of the size: phone 390×844, tablet 1180×820, desktop 1366×900.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="address">The server.</param>
    /// <param name="language">"de" or "en".</param>
    /// <param name="width">CSS pixels.</param>
    /// <param name="height">CSS pixels.</param>
    /// <param name="dark">Light or dark.</param>
    /// <param name="keepsFiles">
    /// Whether pages may keep their files for a start without the network. A cockpit fetches all of them a second time for that: not where a
    /// journey's network never goes.
    /// </param>
    public static async Task<Visitor> ComeAsync(Chromium chromium, Uri address, string language, int width, int height, bool dark = false, bool keepsFiles = true)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            Locale = language is "de" ? "de-DE" : "en-GB",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ServiceWorkers = keepsFiles ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        // How long to look before giving up, not how long anything takes: two journeys share the machine with all other tests.
        context.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(60_000);
        await context.BringAxeAsync();
        return new Visitor(context, await context.NewPageAsync(), language, dark);
    }

    /// <summary>German or English words, whichever the visitor reads.</summary>
    public string Words(string german, string english) => language is "de" ? german : english;

    /// <summary>Opens a path in the visitor's language and checks the page.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + language);
        await CheckAsync();
    }

    /// <summary>Enters the fictional practice through the door. The start page of each person is checked once in a language and a light.</summary>
    public async Task EnterAsync(string name)
    {
        await Page.GotoAsync("/?lang=" + language);
        await Page.GetByRole(AriaRole.Button).Filter(new() { HasText = name }).ClickAsync();
        await ArriveAsync(path => path is not ("/" or "/door"));
        if (Entered.TryAdd((name, language, dark), true))
        {
            await CheckAsync();
        }
    }

    /// <summary>Waits until the page stands whose path is asked for; without a path, the page that is being opened.</summary>
    /// <remarks>The document says itself when it is complete: waiting for the browser's load event can miss it and then wait for ever.</remarks>
    public async Task ArriveAsync(Func<string, bool>? at = null)
    {
        if (at is not null)
        {
            var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void Look(object? sender, IFrame frame)
            {
                if (at(new Uri(Page.Url).AbsolutePath))
                {
                    arrived.TrySetResult();
                }
            }

            Page.FrameNavigated += Look;
            Look(null, Page.MainFrame);
            await arrived.Task.WaitAsync(TimeSpan.FromSeconds(60));
            Page.FrameNavigated -= Look;
        }

        while (!await IsCompleteAsync())
        {
            // The page asked was on its way out; ask the one that follows.
        }
    }

    /// <summary>Brings an alarm of the cockpit to the screen: a more pressing or older one may stand before it.</summary>
    public Task<ILocator> AlarmAsync(ILocator alarm) => AlarmAsync(Page, alarm);

    /// <summary>The same in another tab.</summary>
    public static async Task<ILocator> AlarmAsync(IPage page, ILocator alarm)
    {
        do
        {
            await alarm.Or(page.Locator(".more-alarms[aria-expanded=false]")).First.WaitForAsync();
            await ShowAllAlarmsAsync(page);
        }
        while (await alarm.CountAsync() == 0);
        return alarm;
    }

    /// <summary>Shows every alarm where some stand behind a button. The button goes when only one is left, also while it is aimed at.</summary>
    public static Task ShowAllAlarmsAsync(IPage page) => page.EvaluateAsync("() => document.querySelector('.more-alarms[aria-expanded=false]')?.click()");

    /// <summary>True once the document is complete; false when it was replaced meanwhile.</summary>
    private async Task<bool> IsCompleteAsync()
    {
        try
        {
            await Page.EvaluateAsync("() => new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))");
            return true;
        }
        catch (PlaywrightException gone) when (gone.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>Presses a button by its accessible name.</summary>
    public Task PressAsync(string german, string english) => Page.GetByRole(AriaRole.Button, new() { Name = Words(german, english) }).First.ClickAsync();

    /// <summary>
    /// Presses one of several until it is the chosen one: an alarm that comes up above moves it away between press and release, as from
    /// under a finger, and then nothing was pressed.
    /// </summary>
    public async Task ChooseAsync(ILocator choice)
    {
        do
        {
            await choice.ClickAsync();
        }
        while (!await IsChosenAsync(choice));
    }

    private static async Task<bool> IsChosenAsync(ILocator choice)
    {
        try
        {
            await Assertions.Expect(choice).ToHaveAttributeAsync("aria-pressed", "true", new() { Timeout = 5_000 });
            return true;
        }
        catch (PlaywrightException)
        {
            return false;
        }
    }

    /// <summary>No accessibility violation, no console error, no sideways scroll.</summary>
    public async Task CheckAsync()
    {
        var violations = await Page.ViolationsAsync();
        Assert.True(violations.Count == 0, $"{Page.Url}: {string.Join("; ", violations)}");
        var overflow = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{Page.Url} scrolls sideways by {overflow} px.");
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>
    /// The page as it stands, here and in the other light on a screen of the other size: phone or tablet. The same words in the same
    /// state, so it costs a look and not a second journey.
    /// </summary>
    public async Task LookAsync(string name)
    {
        var here = Page.ViewportSize!;
        await CheckAsync();
        await PictureAsync(name);
        var isPhone = here.Width < 600;
        await ShowAtAsync(isPhone ? 1180 : 390, isPhone ? 820 : 844, !dark);
        await CheckAsync();
        await PictureAsync(name + (isPhone ? "-tablet" : "-phone"));
        await ShowAtAsync(here.Width, here.Height, dark);
    }

    /// <summary>Shows the page on a screen of another size, in light or dark.</summary>
    public async Task ShowAtAsync(int width, int height, bool isDark)
    {
        await Page.SetViewportSizeAsync(width, height);
        await Page.EmulateMediaAsync(new() { ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light });
    }

    /// <summary>Keeps a picture for the README when ENGRAMM_PICTURES names a folder.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("ENGRAMM_PICTURES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
