using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>The panels around the running infusion: the practice's rule, changed limits, the alarm log, set and setting.</summary>
public class RoomJourney(Chromium chromium)
{
    [Theory]
    [InlineData("de", 1180, 820, false)]
    [InlineData("en", 390, 844, true)]
    public async Task The_rule_of_the_practice_brings_out_what_applies_and_decides_nothing(string language, int width, int height, bool dark)
    {
        await using var server = await DemoServer.StartAsync(TestContext.Current.CancellationToken);
        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, language, width, height, dark);
        var page = await OpenAsync(nurse, "Jonas Riedel");
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
        await nurse.CheckAsync();
        await matrix.ScrollIntoViewIfNeededAsync();
        await nurse.PictureAsync("matrix-" + language);
        await page.Locator("[data-centre=Course]").ClickAsync();
        await Assertions.Expect(page.Locator(".chart-card")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("de", 820, 1180, true)]
    [InlineData("en", 1180, 820, false)]
    public async Task A_physician_changes_a_limit_with_a_reason_and_a_nurse_only_reads_it(string language, int width, int height, bool dark)
    {
        await using var server = await DemoServer.StartAsync(TestContext.Current.CancellationToken);
        await using var physician = await Visitor.ComeAsync(chromium, server.Address, language, width, height, dark);
        var page = await OpenAsync(physician, "Dr. Ines Falkenberg");
        await page.Locator("[data-testid=vital-HeartRate] button.limits").PressAsync("Enter");
        var call = page.Locator("[data-limit='hr.call']");
        await call.Locator("button").ClickAsync();
        await page.FillAsync("#limit-0", "125");
        await page.FillAsync("#limit-reason", physician.Words("Ruhepuls heute schon über 100", "Resting pulse is above 100 today"));
        await page.Locator(".limit-pad button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#limit-0-fault")).ToContainTextAsync("120");
        await physician.CheckAsync();
        await physician.PictureAsync("limit-refused-" + language);
        await page.FillAsync("#limit-0", "118");
        await page.FillAsync("#limit-reason", "kurz");
        await page.Locator(".limit-pad button[type=submit]").ClickAsync();
        await page.Locator("#limit-fault").WaitForAsync();
        await page.FillAsync("#limit-reason", physician.Words("Ruhepuls heute schon über 100", "Resting pulse is above 100 today"));
        await page.Locator(".limit-pad button[type=submit]").ClickAsync();
        await Assertions.Expect(call.Locator(".changed")).ToContainTextAsync("Dr. Ines Falkenberg");
        await Assertions.Expect(page.Locator("[data-testid=vital-HeartRate] .limits")).ToContainTextAsync("118");
        await Assertions.Expect(page.Locator("[data-testid=stored]")).ToContainTextAsync(physician.Words("gespeichert", "stored"), new() { IgnoreCase = true });
        await physician.CheckAsync();
        await physician.PictureAsync("limit-changed-" + language);

        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, language, 1180, 820, dark);
        await OpenAsync(nurse, "Jonas Riedel");
        await nurse.Page.Locator("[data-testid=vital-HeartRate] button.limits").ClickAsync();
        await Assertions.Expect(nurse.Page.Locator("[data-limit='hr.call'] .changed")).ToContainTextAsync("118");
        await Assertions.Expect(nurse.Page.Locator(".limit-line button")).ToHaveCountAsync(0);
        await nurse.CheckAsync();
    }

    [Theory]
    [InlineData("de", 1180, 820, true)]
    [InlineData("en", 390, 844, false)]
    public async Task The_alarm_log_says_who_saw_what_when_the_sound_was_paused_and_what_was_told_to_everyone(string language, int width, int height, bool dark)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await DemoServer.StartAsync(cancellation);
        await using var nurse = await Visitor.ComeAsync(chromium, server.Address, language, width, height, dark);
        var page = await OpenAsync(nurse, "Jonas Riedel");
        await page.Locator("[data-centre=Alarms]").ClickAsync();
        await nurse.PressAsync("Ereignis", "Event");
        await page.GetByRole(AriaRole.Button, new() { Name = nurse.Words("Ohnmacht", "Fainting"), Exact = true }).ClickAsync();
        var line = page.Locator("[data-alarm='symptom.syncope']");
        await Assertions.Expect(line.Locator("[data-log=unseen]")).ToBeVisibleAsync();
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
        await nurse.CheckAsync();
        await line.ScrollIntoViewIfNeededAsync();
        await nurse.PictureAsync("alarm-log-" + language);
    }

    /// <summary>Enters the practice and opens the running session.</summary>
    private static async Task<IPage> OpenAsync(Visitor visitor, string name)
    {
        await visitor.EnterAsync(name);
        await visitor.Page.Locator("a[href*='/cockpit/']").First.ClickAsync();
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
