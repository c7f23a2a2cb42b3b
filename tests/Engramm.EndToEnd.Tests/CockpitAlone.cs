using System.Diagnostics;
using Engramm.Sessions;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>The room goes on when network or server do not: charting, alarms, a reload, and everything is there afterwards, once.</summary>
public class CockpitAlone(Chromium chromium)
{
    [Fact]
    public async Task A_cut_network_keeps_charting_and_alarming_and_nothing_is_lost()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await DemoServer.StartAsync(cancellation);
        await using var network = new Network(server.Address);
        await using var nurse = await Visitor.ComeAsync(chromium, network.Address, "en", 1180, 820);
        var session = await RunningSession.OpenAsync(nurse);
        var page = nurse.Page;
        network.Cut();
        await Assertions.Expect(page.Locator("[data-testid=own-failure]")).ToBeVisibleAsync();
        await nurse.LookAsync("cockpit-offline");

        // Charted without network; the alarm comes from this screen's own fold.
        await RunningSession.TypeAsync(nurse.Page, "HeartRate", "145");
        await RunningSession.TypeAsync(nurse.Page, "OxygenSaturation", "96");
        var alarm = await nurse.AlarmAsync(page.Locator("[data-condition='limit.HeartRate']").Filter(new() { HasText = "145" }));
        await alarm.Locator(".button.primary").ClickAsync();
        await RateAsync(nurse, 4);

        await network.MendAsync();
        await Assertions.Expect(page.Locator("[data-testid=own-failure]")).ToHaveCountAsync(0);
        var log = await RunningSession.StoredAsync(nurse, session, events =>
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

    [Fact(DisableParallelization = true)]
    [Trait("Needs", "Quiet")]
    public async Task A_killed_server_makes_the_cockpit_alarm_by_itself_and_it_opens_and_charts_for_hours_without_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await DemoProcess.StartAsync(cancellation);
        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, "de", 1180, 820);
        var session = await RunningSession.OpenAsync(nurse);
        var page = nurse.Page;
        await page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; while (!await caches.match('/cockpit/shell')) { await new Promise(r => setTimeout(r, 50)); } }");
        await server.KillAsync();
        var killed = Stopwatch.StartNew();
        await page.Locator("[data-testid=own-failure]").WaitForAsync();
        Assert.True(killed.Elapsed < TimeSpan.FromSeconds(5.5), $"The alarm came after {killed.Elapsed.TotalSeconds:F1} s.");
        // At least the own failure sounds; an observation that fell due meanwhile may sound more pressing.
        await page.Locator("html[data-sounding=Medium], html[data-sounding=High]").WaitForAsync();

        // Eight hours without a server: twice four hours go by, the page is loaded anew each time, and four values are charted.
        for (var value = 71; value <= 78; value++)
        {
            if (value is 71 or 75)
            {
                await page.EvaluateAsync(FourHoursAgo, session.ToString());
                await page.ReloadAsync();
                await page.Locator("[data-testid=own-failure]").WaitForAsync();
            }

            await RunningSession.TypeAsync(nurse.Page, "HeartRate", value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        await nurse.PictureAsync("cockpit-eight-hours");
        await server.StartAgainAsync(cancellation);
        await server.TurnClockAsync(8 * 60, cancellation);
        await page.Locator("[data-testid=own-failure]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        var log = await RunningSession.StoredAsync(nurse, session, events => events.Any(e => e.Entry is VitalsObserved { Source: ValueSource.Manual } v && v.Values[0].Value == 78) && events.Any(e => e.Entry is OwnFailureNoted failure && (failure.To - failure.From).TotalHours >= 8));
        var charted = log.Where(e => e.Entry is VitalsObserved { Source: ValueSource.Manual } v && v.Values is [{ Measure: Measure.HeartRate, Value: >= 71 and <= 78 }]).ToList();
        Assert.Equal([71, 72, 73, 74, 75, 76, 77, 78], charted.OrderBy(e => e.OccurredAt).Select(e => ((VitalsObserved)e.Entry).Values[0].Value));
        Assert.InRange((charted.Max(e => e.OccurredAt) - charted.Min(e => e.OccurredAt)).TotalHours, 4, 5);
    }

    [Fact(DisableParallelization = true)]
    [Trait("Needs", "Quiet")]
    public async Task Two_cockpits_on_one_session_show_the_same_within_three_seconds()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await DemoServer.StartAsync(cancellation);
        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, "de", 1180, 820);
        await using var physician = await Visitor.ComeAsync(chromium, server.Address, "en", 820, 1180);
        var session = await RunningSession.OpenAsync(nurse);
        await physician.EnterAsync("Dr. Ines Falkenberg");
        var handover = Stopwatch.StartNew();
        await physician.Page.GotoAsync($"/cockpit/{session}");
        await physician.Page.Locator("[data-testid=phase]").WaitForAsync();
        var opened = handover.Elapsed;
        await RunningSession.TypeAsync(nurse.Page, "HeartRate", "146");
        var typed = Stopwatch.StartNew();
        var there = await physician.AlarmAsync(physician.Page.Locator("[data-condition='limit.HeartRate']").Filter(new() { HasText = "146" }));
        Assert.True(typed.Elapsed < TimeSpan.FromSeconds(3), $"The alarm was on the other screen after {typed.Elapsed.TotalSeconds:F1} s.");
        await there.Locator(".button.primary").ClickAsync();
        await Assertions.Expect(nurse.Page.Locator("[data-condition='limit.HeartRate'] .button.primary")).ToHaveCountAsync(0);
        await AgreeAsync(nurse.Page, physician.Page);

        // Handed over: the other takes charge, charts on and pauses; whatever stands on one screen stands on the other.
        await physician.PressAsync("Übernehmen", "Take over");
        await Assertions.Expect(nurse.Page.Locator("[data-testid=in-charge]")).ToContainTextAsync("Falkenberg");
        await RunningSession.TypeAsync(physician.Page, "RespiratoryRate", "15");
        await RateAsync(nurse, 7);
        await physician.Page.GetByRole(AriaRole.Button, new() { Name = "PAUSE", Exact = true }).ClickAsync();
        await Assertions.Expect(nurse.Page.Locator(".cockpit")).ToHaveAttributeAsync("data-phase", "Paused");
        await server.TurnClockAsync(12, cancellation);
        await AgreeAsync(nurse.Page, physician.Page);
        await nurse.PictureAsync("handover");
        TestContext.Current.SendDiagnosticMessage($"The second cockpit stood after {opened.TotalSeconds:F1} s.");
    }

    /// <summary>
    /// The two screens show the same: phase, alarms with priority and whether somebody has seen them, what is due, how much was given.
    /// They draw once a second each, so it is looked until both have drawn the same second.
    /// </summary>
    private static async Task AgreeAsync(IPage one, IPage other)
    {
        foreach (var page in (IPage[])[one, other])
        {
            await Visitor.ShowAllAlarmsAsync(page);
        }

        var patience = Stopwatch.StartNew();
        while (true)
        {
            var shown = await Task.WhenAll(one.EvaluateAsync<string>(Shown), other.EvaluateAsync<string>(Shown));
            if (string.Equals(shown[0], shown[1], StringComparison.Ordinal))
            {
                return;
            }

            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"The screens disagree:\n{shown[0]}\n{shown[1]}");
        }
    }

    private const string Shown = """
        () => JSON.stringify([
          document.querySelector('.cockpit').dataset.phase,
          document.querySelector('.elapsed').textContent,
          document.querySelector('.runbar progress').value,
          [...document.querySelectorAll('[data-testid=alarm]')].map((alarm) => [alarm.dataset.condition, alarm.dataset.priority, alarm.classList.contains('seen-alarm')]),
          [...document.querySelectorAll('.due-card .due > li')].map((due) => due.className),
        ])
        """;

    /// <summary>Moves what the tablet kept four hours back, so that it finds four hours gone when it starts.</summary>
    private const string FourHoursAgo = """
        (session) => new Promise((resolve, reject) => {
          const opening = indexedDB.open('engramm-cockpit-session');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const transaction = opening.result.transaction('session', 'readwrite');
            const store = transaction.objectStore('session');
            store.get(session).onsuccess = (got) => { got.target.result.heardAt -= 4 * 3600e3; store.put(got.target.result); };
            transaction.oncomplete = () => { opening.result.close(); resolve(); };
            transaction.onabort = () => reject(transaction.error);
          };
        })
        """;

    private static async Task RateAsync(Visitor nurse, int rating)
    {
        await nurse.Page.Locator(".entry-card > .picks button").Nth(0).ClickAsync();
        await nurse.Page.GetByRole(AriaRole.Button, new() { Name = nurse.Words($"Erleben {rating}", $"Experience {rating}"), Exact = true }).ClickAsync();
    }
}
