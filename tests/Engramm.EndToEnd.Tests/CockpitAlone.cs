using System.Diagnostics;
using System.Text.Json;
using Engramm.Sessions;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>The room goes on when network or server do not: charting, alarms, a reload, and everything is there afterwards, once.</summary>
public class CockpitAlone(Chromium chromium)
{
    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task A_cut_network_keeps_charting_and_alarming_and_nothing_is_lost(string language)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await DemoServer.StartAsync(cancellation);
        await using var network = new Network(server.Address);
        await using var nurse = await Visitor.ComeAsync(chromium, network.Address, language, 1180, 820);
        var session = await OpenRunningAsync(nurse);
        var page = nurse.Page;
        network.Cut();
        await Assertions.Expect(page.Locator("[data-testid=own-failure]")).ToBeVisibleAsync();
        await nurse.CheckAsync();
        await nurse.PictureAsync("cockpit-offline-" + language);

        // Charted without network; the alarm comes from this screen's own fold.
        await TypeAsync(nurse, "HeartRate", "145");
        await TypeAsync(nurse, "OxygenSaturation", "96");
        var alarm = await nurse.AlarmAsync(page.Locator("[data-condition='limit.HeartRate']").Filter(new() { HasText = "145" }));
        await alarm.Locator(".button.primary").ClickAsync();
        await RateAsync(nurse, 4);

        await network.MendAsync();
        await Assertions.Expect(page.Locator("[data-testid=own-failure]")).ToHaveCountAsync(0);
        var log = await StoredAsync(nurse, session, events =>
            events.Any(e => e.Entry is OwnFailureNoted { What: OwnFailure.NoServer } failure && failure.To - failure.From > TimeSpan.FromSeconds(4))
            && events.Any(e => e.Entry is VitalsObserved { Source: ValueSource.Manual } v && v.Values[0] is { Measure: Measure.OxygenSaturation, Value: 96 })
            && events.Any(e => e.Entry is AlarmAcknowledged { Alarm: "limit.HeartRate" }));
        Assert.Single(log, e => e.Entry is VitalsObserved { Source: ValueSource.Manual } v && v.Values[0] is { Measure: Measure.HeartRate, Value: 145 });
        Assert.Single(log, e => e.Entry is VitalsObserved { Source: ValueSource.Manual } v && v.Values[0] is { Measure: Measure.OxygenSaturation, Value: 96 });
        var state = SessionState.Of(log);
        var raised = state.Alarms(log.Max(e => e.OccurredAt)).Where(a => a.Condition is "limit.HeartRate").ToList();
        Assert.Contains(raised, a => a.IsAcknowledged);
        Assert.Contains(state.Alarms(log.Max(e => e.OccurredAt)), a => a is { Kind: AlarmKind.OwnFailure, Own: OwnFailure.NoServer });
    }

    [Fact]
    public async Task A_killed_server_makes_the_cockpit_alarm_by_itself_and_it_opens_and_charts_for_hours_without_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await DemoServer.StartAsync(cancellation);
        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, "de", 1180, 820);
        var session = await OpenRunningAsync(nurse);
        var page = nurse.Page;
        await page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; while (!await caches.match('/cockpit/shell')) { await new Promise(r => setTimeout(r, 50)); } }");
        await server.KillAsync();
        var killed = Stopwatch.StartNew();
        await page.Locator("[data-testid=own-failure]").WaitForAsync();
        Assert.True(killed.Elapsed < TimeSpan.FromSeconds(5.5), $"The alarm came after {killed.Elapsed.TotalSeconds:F1} s.");
        // At least the own failure sounds; an observation that fell due meanwhile may sound more pressing.
        await page.Locator("html[data-sounding=Medium], html[data-sounding=High]").WaitForAsync();

        // Eight hours without a server: four times two hours go by, the page is loaded anew each time, and two values are charted.
        for (var value = 71; value <= 78; value++)
        {
            if (value % 2 == 1)
            {
                await page.EvaluateAsync(TwoHoursAgo, session.ToString());
                await page.ReloadAsync();
                await page.Locator("[data-testid=own-failure]").WaitForAsync();
            }

            await TypeAsync(nurse, "HeartRate", value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        await nurse.PictureAsync("cockpit-eight-hours");
        await server.StartAgainAsync(cancellation);
        await server.TurnClockAsync(8 * 60, cancellation);
        await page.Locator("[data-testid=own-failure]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        var log = await StoredAsync(nurse, session, events => events.Any(e => e.Entry is VitalsObserved { Source: ValueSource.Manual } v && v.Values[0].Value == 78) && events.Any(e => e.Entry is OwnFailureNoted failure && (failure.To - failure.From).TotalHours >= 8));
        var charted = log.Where(e => e.Entry is VitalsObserved { Source: ValueSource.Manual } v && v.Values is [{ Measure: Measure.HeartRate, Value: >= 71 and <= 78 }]).ToList();
        Assert.Equal([71, 72, 73, 74, 75, 76, 77, 78], charted.OrderBy(e => e.OccurredAt).Select(e => ((VitalsObserved)e.Entry).Values[0].Value));
        Assert.InRange((charted.Max(e => e.OccurredAt) - charted.Min(e => e.OccurredAt)).TotalHours, 6, 7);
    }

    [Fact]
    public async Task Two_cockpits_on_one_session_show_the_same_within_three_seconds()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await DemoServer.StartAsync(cancellation);
        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, "de", 1180, 820);
        await using var physician = await Visitor.ComeAsync(chromium, server.Address, "en", 820, 1180);
        var session = await OpenRunningAsync(nurse);
        await physician.EnterAsync("Dr. Ines Falkenberg");
        var handover = Stopwatch.StartNew();
        await physician.Page.GotoAsync($"/cockpit/{session}");
        await physician.Page.Locator("[data-testid=phase]").WaitForAsync();
        var opened = handover.Elapsed;
        await TypeAsync(nurse, "HeartRate", "146");
        var typed = Stopwatch.StartNew();
        var there = await physician.AlarmAsync(physician.Page.Locator("[data-condition='limit.HeartRate']").Filter(new() { HasText = "146" }));
        Assert.True(typed.Elapsed < TimeSpan.FromSeconds(3), $"The alarm was on the other screen after {typed.Elapsed.TotalSeconds:F1} s.");
        await there.Locator(".button.primary").ClickAsync();
        await Assertions.Expect(nurse.Page.Locator("[data-condition='limit.HeartRate'] .button.primary")).ToHaveCountAsync(0);
        TestContext.Current.SendDiagnosticMessage($"The second cockpit stood after {opened.TotalSeconds:F1} s.");
    }

    /// <summary>Moves what the tablet kept two hours back, so that it finds two hours gone when it starts.</summary>
    private const string TwoHoursAgo = """
        (session) => new Promise((resolve, reject) => {
          const opening = indexedDB.open('engramm-cockpit-session');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const transaction = opening.result.transaction('session', 'readwrite');
            const store = transaction.objectStore('session');
            store.get(session).onsuccess = (got) => { got.target.result.heardAt -= 2 * 3600e3; store.put(got.target.result); };
            transaction.oncomplete = () => { opening.result.close(); resolve(); };
            transaction.onabort = () => reject(transaction.error);
          };
        })
        """;

    private static async Task<Guid> OpenRunningAsync(Visitor nurse)
    {
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.Page.Locator("a.card[href*='/cockpit/']").First.ClickAsync();
        await nurse.Page.Locator("[data-testid='vital-HeartRate'][data-freshness=Live]").WaitForAsync();
        return Guid.Parse(new Uri(nurse.Page.Url).Segments[^1].Split('?')[0]);
    }

    private static async Task TypeAsync(Visitor nurse, string measure, string value)
    {
        await nurse.Page.Locator(".entry-card > .picks button").Nth(2).ClickAsync();
        await nurse.Page.FillAsync("#value-" + measure, value);
        var save = nurse.Page.Locator(".entry-card form.values button[type=submit]");
        await save.ClickAsync();
        if (await nurse.Page.InputValueAsync("#value-" + measure) is { Length: > 0 })
        {
            // Far from the last value: said twice it is written.
            await save.ClickAsync();
        }

        await Assertions.Expect(nurse.Page.Locator("#value-" + measure)).ToHaveValueAsync("");
    }

    private static async Task RateAsync(Visitor nurse, int rating)
    {
        await nurse.Page.Locator(".entry-card > .picks button").Nth(0).ClickAsync();
        await nurse.Page.GetByRole(AriaRole.Button, new() { Name = nurse.Words($"Erleben {rating}", $"Experience {rating}"), Exact = true }).ClickAsync();
    }

    /// <summary>The server's log once it holds what is waited for.</summary>
    private static async Task<IReadOnlyList<SessionEvent>> StoredAsync(Visitor nurse, Guid session, Func<IReadOnlyList<SessionEvent>, bool> isComplete)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var log = new List<SessionEvent>();
            IReadOnlyList<SessionEvent> page;
            do
            {
                var answer = await nurse.Context.APIRequest.GetAsync($"/api/sessions/{session}/events?after={log.Count}");
                page = JsonSerializer.Deserialize<IReadOnlyList<SessionEvent>>(await answer.TextAsync(), SessionJson.Options)!;
                log.AddRange(page);
            }
            while (page.Count > 0);

            if (isComplete(log))
            {
                return log;
            }

            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "What was charted alone did not reach the server.");
        }
    }
}
