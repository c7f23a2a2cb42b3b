using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>A session under a pseudonym: whatever reaches the room's browser, and whatever it keeps, names the pseudonym alone.</summary>
public class PseudonymJourney(Chromium chromium)
{
    private const string Family = "Oberhauser";
    private const string Given = "Leni";

    [Fact]
    public async Task No_byte_in_the_room_holds_the_name()
    {
        await using var server = await DemoServer.StartAsync(TestContext.Current.CancellationToken);
        await using var desk = await Visitor.ComeAsync(chromium, server.Address, "de", 1366, 900, dark: true);
        await desk.EnterAsync("Jonas Riedel");
        await desk.GoAsync("/patients?q=" + Family);
        await desk.Page.Locator("a.whole").First.ClickAsync();
        await desk.ArriveAsync(path => path.StartsWith("/patients/", StringComparison.Ordinal));
        var record = new Uri(desk.Page.Url).AbsolutePath;
        await desk.GoAsync(record + "/body");
        await desk.Page.FillAsync("[name=pseudonym]", "Möwe 7");
        await desk.PictureAsync("pseudonym-body");
        await desk.SubmitAsync("/facts");
        await desk.ArriveAsync(path => path.EndsWith("/body", StringComparison.Ordinal));
        await desk.CheckAsync();
        await desk.GoAsync(record + "/plan");
        await desk.Page.Locator("form[action$='/open'] button").First.ClickAsync();
        await desk.ArriveAsync(path => path.StartsWith("/cockpit/", StringComparison.Ordinal));
        var cockpit = new Uri(desk.Page.Url).AbsolutePath;
        await desk.Page.GotoAsync("about:blank");

        // The tablet of the room, a browser of its own: every answer it gets is looked at.
        await using var tablet = await Visitor.ComeAsync(chromium, server.Address, "de", 390, 820, dark: true);
        await tablet.EnterAsync("Jonas Riedel");
        var answers = new ConcurrentBag<Task<(string Url, string Body)>>();
        tablet.Page.Response += (_, response) =>
        {
            if (!response.Url.Contains("/news", StringComparison.Ordinal) && !response.Url.Contains("/_framework/", StringComparison.Ordinal))
            {
                answers.Add(BodyAsync(response));
            }
        };
        await tablet.GoAsync(cockpit);
        await Assertions.Expect(tablet.Page.Locator(".cockpit-bar .who")).ToContainTextAsync("Möwe 7");
        await tablet.LookAsync("pseudonym-cockpit");

        // The rating is stored, so the browser keeps events beside sheet and words.
        await tablet.Page.Locator(".checkin .picks button").Nth(1).ClickAsync();
        await Assertions.Expect(tablet.Page.Locator("[data-testid=stored]")).ToBeVisibleAsync();
        var kept = await tablet.Page.EvaluateAsync<string>(Everything);
        Assert.Contains("Möwe 7", kept, StringComparison.Ordinal);
        AssertNamesNobody("the browser's storage", kept);
        AssertNamesNobody("the page", await tablet.Page.ContentAsync());
        AssertNamesNobody("the window's title", await tablet.Page.TitleAsync());
        var read = await Task.WhenAll(answers);
        Assert.Contains(read, a => a.Url.Contains("/api/sessions/", StringComparison.Ordinal));
        foreach (var (url, body) in read)
        {
            AssertNamesNobody(url, body);
        }

        await tablet.GoAsync("/chairs");
        AssertNamesNobody("the board", await tablet.Page.ContentAsync());
        await tablet.PictureAsync("pseudonym-board");

        // The report keeps the name, and says what the room said.
        await desk.GoAsync("/sessions/" + cockpit.Split('/')[^1] + "/report");
        await Assertions.Expect(desk.Page.GetByText(Family).First).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.GetByText("Möwe 7").First).ToBeVisibleAsync();
    }

    /// <summary>All of IndexedDB, local and session storage, as one text.</summary>
    private const string Everything = """
        async () => {
          const all = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
          for (const { name } of await indexedDB.databases()) {
            const base = await new Promise((resolve, reject) => { const r = indexedDB.open(name); r.onsuccess = () => resolve(r.result); r.onerror = () => reject(r.error); });
            for (const store of base.objectStoreNames) {
              const rows = await new Promise((resolve, reject) => { const r = base.transaction(store).objectStore(store).getAll(); r.onsuccess = () => resolve(r.result); r.onerror = () => reject(r.error); });
              all.push(JSON.stringify(rows));
            }
            base.close();
          }
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              if (!/_framework|\.css|\.js|\.wasm/.test(request.url)) { all.push(await (await cache.match(request)).text()); }
            }
          }
          return all.join('\n');
        }
        """;

    private static async Task<(string Url, string Body)> BodyAsync(IResponse response)
    {
        try
        {
            return (response.Url, await response.TextAsync());
        }
        catch (PlaywrightException)
        {
            // A redirect, or an answer that was replaced, has no body to read.
            return (response.Url, "");
        }
    }

    private static void AssertNamesNobody(string where, string text)
    {
        Assert.False(text.Contains(Family, StringComparison.OrdinalIgnoreCase), $"{where} holds the family name.");
        Assert.False(text.Contains(Given, StringComparison.Ordinal), $"{where} holds the given name.");
    }
}
