using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>The panels around the running infusion: the practice's rule, changed limits, the alarm log, set and setting.</summary>
public class RoomJourney(Chromium chromium)
{
    [Fact]
    public async Task A_nurse_reads_the_rule_and_charts_a_rescue_that_reaches_the_physician()
    {
        await using var server = await DemoServer.StartAsync(TestContext.Current.CancellationToken);
        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, "de", 1180, 820, dark: true, keepsFiles: false);
        await OpenAsync(nurse, "Jonas Riedel");
        await ReadTheRuleAsync(nurse);
        await RescueAsync(nurse);

        await using var physician = await Visitor.ComeAsync(chromium, server.Address, "de", 1366, 900, dark: true, keepsFiles: false);
        await physician.EnterAsync("Dr. Ines Falkenberg");
        await Assertions.Expect(physician.Page.GetByText(physician.Words("Unerwünschtes Ereignis beurteilen", "Judge an adverse event")).First).ToBeVisibleAsync();
        await Assertions.Expect(physician.Page.GetByText(physician.Words("Notfall in einer Sitzung auswerten", "Review a rescue in a session")).First).ToBeVisibleAsync();
    }

    /// <summary>The rule of the practice brings out what applies and decides nothing.</summary>
    private static async Task ReadTheRuleAsync(Visitor nurse)
    {
        var page = nurse.Page;
        await page.Locator("[data-centre=Matrix]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var matrix = page.Locator("[data-testid=matrix]");
        await Assertions.Expect(matrix.Locator("tbody tr")).ToHaveCountAsync(11);
        await Assertions.Expect(matrix.Locator("header .badge")).ToContainTextAsync(nurse.Words("noch nicht ärztlich unterschrieben", "not yet signed"));

        await TypeAsync(nurse, ("HeartRate", "145"));
        await Assertions.Expect(matrix.Locator("[data-row=heart-rate]")).ToHaveAttributeAsync("data-asks", "Stop");
        await Assertions.Expect(matrix.Locator("[data-line='hr.stop']")).ToHaveAttributeAsync("data-standing", "Alarm");
        await Assertions.Expect(matrix.Locator("[data-row=patient]")).Not.ToHaveAttributeAsync("data-asks", "Stop");
        await Assertions.Expect(page.Locator("[data-testid=phase]")).ToHaveTextAsync(nurse.Words("Läuft", "Running"));
        // A line that applies runs on like any other: it has no columns.
        Assert.Equal(["block"], await matrix.Locator(".matrix-line, .matrix-asks > p").EvaluateAllAsync<string[]>("lines => [...new Set(lines.map((line) => getComputedStyle(line).display))]"));
        await matrix.ScrollIntoViewIfNeededAsync();
        await nurse.LookAsync("matrix");
        await page.Locator("[data-centre=Course]").ClickAsync();
        await Assertions.Expect(page.Locator(".chart-card")).ToBeVisibleAsync();
    }

    /// <summary>Something goes wrong: a symptom alarms, the checklist takes the times, the event is graded.</summary>
    private static async Task RescueAsync(Visitor nurse)
    {
        var page = nurse.Page;
        await nurse.PressAsync("Ereignis", "Event");
        await Assertions.Expect(page.Locator("#event-heading")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = nurse.Words("Panik, Gefahr", "Panic, danger") })).ToBeInViewportAsync(new() { Ratio = 1 });
        await nurse.LookAsync("event");
        await page.GetByRole(AriaRole.Button, new() { Name = nurse.Words("Ohnmacht", "Fainting"), Exact = true }).ClickAsync();
        await nurse.AlarmAsync(page.Locator("[data-condition='symptom.syncope']"));

        await nurse.PressAsync("Notfall-Checkliste", "Rescue checklist");
        await Assertions.Expect(page.Locator("#rescue-heading")).ToBeFocusedAsync();
        await nurse.LookAsync("rescue");
        await page.Locator(".rescue-grid button").Filter(new() { HasText = "R3" }).ClickAsync();
        await page.Locator(".rescue-steps button").Nth(0).ClickAsync();
        var step = page.Locator(".rescue-steps button").Nth(2);
        await step.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".rescue-steps button[aria-pressed=true]")).ToHaveCountAsync(2);
        // The focus stays where the work is; a step that is done keeps its first time.
        await Assertions.Expect(step).ToBeFocusedAsync();
        await Assertions.Expect(step).ToHaveAttributeAsync("aria-disabled", "true");
        var first = await step.InnerTextAsync();
        await page.Keyboard.PressAsync("Enter");
        await nurse.LookAsync("rescue-steps");
        await page.FillAsync("#rescue-result", nurse.Words("Sättigung wieder 97 %", "Saturation back at 97 %"));
        Assert.Equal(first, await step.InnerTextAsync());
        await nurse.PressAsync("Checkliste beenden", "Close the checklist");
        await Assertions.Expect(page.Locator("#note-event")).ToBeFocusedAsync();

        await nurse.PressAsync("Ereignis", "Event");
        await nurse.PressAsync("Unerwünschtes Ereignis", "Adverse event");
        await Assertions.Expect(page.Locator("#adverse-heading")).ToBeFocusedAsync();
        await page.FillAsync("#adverse-term", nurse.Words("Ohnmacht", "Fainting"));
        await page.FillAsync("#adverse-ago", "x");
        await nurse.PressAsync("Ereignis schreiben", "Write the event");
        await page.Locator(".adverse .fault").WaitForAsync();
        await page.FillAsync("#adverse-ago", "2");
        await page.Locator("#adverse-severity").SelectOptionAsync("3");
        await nurse.PressAsync("Ereignis schreiben", "Write the event");
        await page.Locator(".adverse-known").WaitForAsync();
        await nurse.LookAsync("adverse");
        await Assertions.Expect(page.Locator("[data-testid=stored]")).ToContainTextAsync(nurse.Words("gespeichert", "stored"), new() { IgnoreCase = true });
    }

    [Fact]
    public async Task Whoever_works_by_keyboard_never_loses_the_place_and_hears_the_phase_and_every_alarm()
    {
        await using var server = await DemoServer.StartAsync(TestContext.Current.CancellationToken);
        await using var physician = await Visitor.ComeAsync(chromium, server.Address, "de", 390, 844, keepsFiles: false);
        var page = await OpenAsync(physician, "Dr. Ines Falkenberg");

        await HearEveryAlarmAsync(physician);
        foreach (var (opener, heading) in new[] { (".what-if-open", "#whatif-heading"), ("[data-pad=Setting]", "#setting-heading"), ("[data-testid=vital-HeartRate] .limits", "#limit-heading"), ("#note-event", "#event-heading") })
        {
            await page.Locator(opener).PressAsync("Enter");
            await Assertions.Expect(page.Locator(heading)).ToBeFocusedAsync();
            await Assertions.Expect(page.Locator(heading)).ToBeInViewportAsync();
            await page.Locator(".entry-card > header .button").PressAsync("Enter");
            await Assertions.Expect(page.Locator(opener)).ToBeFocusedAsync();
        }

        await page.Locator(".skip").Nth(1).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#commands")).ToBeFocusedAsync();
        var phase = page.Locator("[data-testid=phase][role=status]");
        await page.Locator("#pause").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#resume")).ToBeFocusedAsync();
        await Assertions.Expect(phase).ToHaveTextAsync("Pausiert");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#pause")).ToBeFocusedAsync();
        await page.Locator(".button.stop").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#stop-reason")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".runbar .fault").WaitForAsync();
        await Assertions.Expect(page.Locator("#stop-reason")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Stoppwort gesagt");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#note-event")).ToBeFocusedAsync();
    }

    /// <summary>Two alarms: both are announced, the button names the one behind it, and seeing one leads to the other without pressing its button.</summary>
    private static async Task HearEveryAlarmAsync(Visitor physician)
    {
        var page = physician.Page;
        await TypeAsync(physician, ("HeartRate", "145"), ("OxygenSaturation", "85"));
        // What was noted says so for as long as it has not been sent, and no longer.
        await Assertions.Expect(page.Locator(".entry-card .said")).ToContainTextAsync("SpO₂ 85");
        await Assertions.Expect(page.Locator("[data-testid=said-unsent]")).ToHaveCountAsync(0);
        var heard = page.Locator("[data-testid=alarms-heard][role=alert] > p");
        await Assertions.Expect(heard.Filter(new() { HasText = physician.Words("Puls 145", "Heart rate 145") })).ToHaveCountAsync(1);
        await Assertions.Expect(heard.Filter(new() { HasText = "SpO₂ 85" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".more-alarms")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Puls 145|SpO₂ 85", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.Locator("[data-testid=alarm] .button.primary").First.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-testid=alarm]").First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_physician_changes_a_limit_that_a_nurse_only_reads_and_hears_elsewhere_of_an_alarm_nobody_sees()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await DemoServer.StartAsync(cancellation);
        await using var physician = await Visitor.ComeAsync(chromium, server.Address, "en", 820, 1180, dark: true, keepsFiles: false);
        await OpenAsync(physician, "Dr. Ines Falkenberg");
        await ChangeALimitAsync(physician);

        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, "en", 1180, 820, dark: true, keepsFiles: false);
        await OpenAsync(nurse, "Jonas Riedel");
        await nurse.Page.Locator("[data-testid=vital-HeartRate] button.limits").ClickAsync();
        await Assertions.Expect(nurse.Page.Locator("[data-limit='hr.call'] .changed")).ToContainTextAsync("118");
        await Assertions.Expect(nurse.Page.Locator(".limit-line button")).ToHaveCountAsync(0);
        await nurse.CheckAsync();

        await HearElsewhereAsync(server, nurse, physician, cancellation);
    }

    /// <summary>A limit is changed with a reason; a value beyond the range and a reason too short are refused beside the field.</summary>
    private static async Task ChangeALimitAsync(Visitor physician)
    {
        var page = physician.Page;
        await page.Locator("[data-testid=vital-HeartRate] button.limits").PressAsync("Enter");
        var call = page.Locator("[data-limit='hr.call']");
        await call.Locator("button").ClickAsync();
        await page.FillAsync("#limit-0", "125");
        await page.FillAsync("#limit-reason", physician.Words("Ruhepuls heute schon über 100", "Resting pulse is above 100 today"));
        await page.Locator(".limit-pad button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#limit-0-fault")).ToContainTextAsync("120");
        await physician.LookAsync("limit-refused");
        await page.FillAsync("#limit-0", "118");
        await page.FillAsync("#limit-reason", "kurz");
        await page.Locator(".limit-pad button[type=submit]").ClickAsync();
        await page.Locator("#limit-fault").WaitForAsync();
        await page.FillAsync("#limit-reason", physician.Words("Ruhepuls heute schon über 100", "Resting pulse is above 100 today"));
        await page.Locator(".limit-pad button[type=submit]").ClickAsync();
        await Assertions.Expect(call.Locator(".changed")).ToContainTextAsync("Dr. Ines Falkenberg");
        await Assertions.Expect(page.Locator("[data-testid=vital-HeartRate] .limits")).ToContainTextAsync("118");
        await Assertions.Expect(page.Locator("[data-testid=stored]")).ToContainTextAsync(physician.Words("gespeichert", "stored"), new() { IgnoreCase = true });
        await physician.LookAsync("limit-changed");
    }

    [Fact]
    public async Task The_alarm_log_tells_everything_and_set_and_setting_end_with_a_stop()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await DemoServer.StartAsync(cancellation);
        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, "de", 390, 844, dark: true, keepsFiles: false);
        await OpenAsync(nurse, "Jonas Riedel");
        await ReadTheAlarmLogAsync(server, nurse, cancellation);
        await WriteTheSettingAsync(nurse);
    }

    /// <summary>The log says who saw what, when the sound was paused and what was told to everyone.</summary>
    private static async Task ReadTheAlarmLogAsync(DemoServer server, Visitor nurse, CancellationToken cancellation)
    {
        var page = nurse.Page;
        await page.Locator("[data-centre=Alarms]").ClickAsync();
        await nurse.PressAsync("Ereignis", "Event");
        await page.GetByRole(AriaRole.Button, new() { Name = nurse.Words("Ohnmacht", "Fainting"), Exact = true }).ClickAsync();
        var line = page.Locator("[data-alarm='symptom.syncope']");
        await Assertions.Expect(line.Locator("[data-log=unseen]")).ToBeVisibleAsync();

        // However far down somebody is charting, the alarm is in sight and nothing lies over it.
        await page.EvaluateAsync("() => scrollTo(0, document.documentElement.scrollHeight)");
        var first = page.Locator("[data-testid=alarm]").First;
        await Assertions.Expect(first).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.True(await first.EvaluateAsync<bool>("alarm => { const r = alarm.getBoundingClientRect(); return alarm.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)); }"));
        await nurse.PressAsync("Ton pausieren", "Pause sound");
        await Assertions.Expect(page.Locator(".alarm-log [data-log=pause]")).ToContainTextAsync("Jonas Riedel");

        // A minute later nobody has pressed "seen": it went to everyone, and the log keeps that after it was seen.
        await server.TurnClockAsync(1, cancellation);
        await Assertions.Expect(line.Locator("[data-log=escalated]")).ToBeVisibleAsync();
        var banner = await nurse.AlarmAsync(page.Locator("[data-testid=alarm][data-condition='symptom.syncope']"));
        await banner.Locator(".button.primary").ClickAsync();
        await Assertions.Expect(line.Locator("[data-log=seen]")).ToContainTextAsync("Jonas Riedel");
        await Assertions.Expect(line.Locator("[data-log=unseen]")).ToHaveCountAsync(0);
        await Assertions.Expect(line.Locator("[data-log=escalated]")).ToBeVisibleAsync();
        await line.ScrollIntoViewIfNeededAsync();
        await nurse.LookAsync("alarm-log");
    }

    /// <summary>Intention, music and tones are written down, the ears checked, and a stop ends the tones.</summary>
    private static async Task WriteTheSettingAsync(Visitor nurse)
    {
        var page = nurse.Page;
        await page.Locator("[data-pad=Setting]").PressAsync("Enter");
        await page.FillAsync("#intention", nurse.Words("Den Schmerz ansehen, ohne zu kämpfen", "Look at the pain without fighting"));
        await nurse.PressAsync("Intention schreiben", "Write the intention");
        await page.Locator(".intention").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = nurse.Words("Augenmaske auf", "Eye mask on") }).ClickAsync();
        await page.FillAsync("#programme", "Weite 2");
        await nurse.PressAsync("Programm schreiben", "Write the programme");
        await Assertions.Expect(page.GetByText("Weite 2")).ToBeVisibleAsync();

        // What is known stands there; a beat too wide is refused beside its field; nothing plays before both ears were checked.
        await Assertions.Expect(page.Locator("[data-testid=beats-evidence]")).ToContainTextAsync(nurse.Words("sehr gering", "very low"));
        await page.FillAsync("#beats-carrier", "200");
        await page.FillAsync("#beats-beat", "60");
        await nurse.PressAsync("Töne beginnen", "Start the tones");
        await Assertions.Expect(page.Locator("#beats-beat-fault")).ToContainTextAsync("40");
        await page.FillAsync("#beats-beat", nurse.Words("6,5", "6.5"));
        await nurse.PressAsync("Töne beginnen", "Start the tones");
        await page.Locator("#beats-fault").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-testid=beats]")).ToHaveCountAsync(0);
        await page.Locator(".ears").ScrollIntoViewIfNeededAsync();
        await nurse.LookAsync("setting");
        await nurse.PressAsync("Ton links", "Tone left");
        await nurse.PressAsync("Ton rechts", "Tone right");
        await page.CheckAsync("#beats-heard");
        await nurse.PressAsync("Töne beginnen", "Start the tones");
        await Assertions.Expect(page.Locator("#beats-fault")).ToContainTextAsync(nurse.Words("anderes Gerät", "another device"));
        await page.CheckAsync("#beats-elsewhere");
        await nurse.PressAsync("Töne beginnen", "Start the tones");
        var strip = page.Locator("[data-testid=beats]");
        await Assertions.Expect(strip).ToContainTextAsync(nurse.Words("206,5 Hz", "206.5 Hz"));
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-beats", "200 206.5");
        await nurse.LookAsync("beats");

        // One tap ends them; started anew, the STOP of the session does.
        await strip.Locator("button").ClickAsync();
        await Assertions.Expect(page.Locator("html")).Not.ToHaveAttributeAsync("data-beats", "200 206.5");
        await page.FillAsync("#beats-carrier", "200");
        await page.FillAsync("#beats-beat", "4");
        await nurse.PressAsync("Ton links", "Tone left");
        await nurse.PressAsync("Ton rechts", "Tone right");
        await page.CheckAsync("#beats-heard");
        await page.CheckAsync("#beats-elsewhere");
        await nurse.PressAsync("Töne beginnen", "Start the tones");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-beats", "200 204");
        await page.Locator(".button.stop").ClickAsync();
        await Assertions.Expect(page.Locator("html")).Not.ToHaveAttributeAsync("data-beats", "200 204");
        await Assertions.Expect(strip).ToHaveCountAsync(0);
    }

    /// <summary>An alarm nobody sees in its room stands on every other cockpit, with the chair, until it is seen.</summary>
    private static async Task HearElsewhereAsync(DemoServer server, Visitor nurse, Visitor physician, CancellationToken cancellation)
    {
        var page = nurse.Page;
        await physician.GoAsync("/patients?q=Solberg");
        var record = await physician.Page.Locator("a[href^='/patients/']").Filter(new() { HasText = "Solberg" }).First.GetAttributeAsync("href");
        await physician.GoAsync(record!.Split('?')[0] + "/plan");
        var report = await physician.Page.Locator("a[href^='/sessions/'][href$='/report']").First.GetAttributeAsync("href");
        await physician.Page.GotoAsync($"/cockpit/{report!.Split('/')[2]}");
        await physician.Page.Locator("[data-testid=phase]").WaitForAsync();

        await nurse.PressAsync("Ereignis", "Event");
        await page.GetByRole(AriaRole.Button, new() { Name = nurse.Words("Ohnmacht", "Fainting"), Exact = true }).ClickAsync();
        await nurse.AlarmAsync(page.Locator("[data-testid=alarm][data-condition='symptom.syncope']"));
        await server.TurnClockAsync(1, cancellation);
        var strip = physician.Page.Locator("[data-testid=escalated]");
        await Assertions.Expect(strip).ToContainTextAsync(physician.Words("im Raum nicht gesehen", "not seen in the room"));
        await Assertions.Expect(strip.Locator("a")).ToHaveAttributeAsync("href", new Uri(page.Url).AbsolutePath);
        await Assertions.Expect(strip).Not.ToContainTextAsync("Solberg");
        await physician.LookAsync("escalated");
        await Assertions.Expect(page.Locator("[data-testid=escalated]")).ToHaveCountAsync(0);

        // Everything that waits is seen, one after the other: the strip goes.
        while (await strip.CountAsync() > 0)
        {
            try
            {
                await page.Locator("[data-testid=alarm] .button.primary").First.ClickAsync(new() { Timeout = 3_000 });
            }
            catch (TimeoutException)
            {
                // All are seen; the strip goes with the server's next look.
            }
        }

        await Assertions.Expect(strip).ToHaveCountAsync(0);
    }

    /// <summary>Enters the practice and opens the running session.</summary>
    private static async Task<IPage> OpenAsync(Visitor visitor, string name)
    {
        await visitor.EnterAsync(name);
        await visitor.Page.Locator("a.card[href*='/cockpit/']").First.ClickAsync();
        await visitor.Page.Locator(".chart-card").WaitForAsync();
        return visitor.Page;
    }

    /// <summary>Values by hand, said twice when the screen asks whether they are right.</summary>
    private static async Task TypeAsync(Visitor visitor, params (string Measure, string Value)[] values)
    {
        await visitor.Page.Locator(".entry-card > .picks button").Nth(2).ClickAsync();
        foreach (var (measure, value) in values)
        {
            await visitor.Page.FillAsync("#value-" + measure, value);
        }

        var store = visitor.Page.Locator(".entry-card form.values button[type=submit]");
        await store.ClickAsync();
        var sure = visitor.Page.GetByRole(AriaRole.Button, new() { Name = visitor.Words("Ja, stimmt so", "Yes, this is right") });
        await sure.Or(visitor.Page.Locator(".said").Filter(new() { HasText = values[0].Value })).First.WaitForAsync();
        if (await sure.CountAsync() > 0)
        {
            await sure.ClickAsync();
        }
    }
}
