using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>The treatment room: the cockpit on a tablet, a monitor that speaks HL7 v2, and the practice clock.</summary>
public sealed partial class Room : IAsyncDisposable
{
    private readonly Visitor tablet;
    private readonly DemoServer server;

    private Room(Visitor tablet, DemoServer server, Guid id)
    {
        this.tablet = tablet;
        this.server = server;
        Id = id;
    }

    /// <summary>The session.</summary>
    public Guid Id { get; }

    private IPage Page => tablet.Page;

    /// <summary>Opens the session of the signed plan.</summary>
    public static async Task<Room> OpenAsync(Visitor tablet, DemoServer server, Guid patientId)
    {
        await tablet.GoAsync($"/patients/{patientId}/plan");
        await tablet.Page.Locator("form[action$='/open'] button").First.ClickAsync();
        await tablet.ArriveAsync(path => path.StartsWith("/cockpit/", StringComparison.Ordinal));
        var room = new Room(tablet, server, Guid.Parse(SessionInPath().Match(tablet.Page.Url).Value));
        await tablet.Page.Locator(".checkin").WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        await tablet.CheckAsync();
        return room;
    }

    /// <summary>Questions, monitor, values, readiness, four eyes on the pump.</summary>
    public async Task CheckInAsync(CancellationToken cancellation)
    {
        await tablet.PictureAsync("checkin-" + tablet.Words("de", "en"));
        await StepAsync(0);
        foreach (var line in await Page.Locator("li[data-testid^='gate-']").AllAsync())
        {
            var badge = line.Locator("[data-outcome]").First;
            // What is said about suicide is not tried out: a yes calls a clinician and closes the start until it is assessed.
            var isSuicide = await line.GetAttributeAsync("data-testid") is "gate-suicide-thoughts";
            foreach (var answer in isSuicide ? (int[])[1] : [0, 1])
            {
                await line.Locator(".answers button").Nth(answer).ClickAsync();
                await badge.WaitForAsync();
                if (await OutcomeAsync(badge) is "Go")
                {
                    break;
                }
            }
        }

        await StepAsync(1);
        await Page.Locator(".gate-list button.primary").First.ClickAsync();
        await Page.GetByText(tablet.Words("gehört", "belongs")).First.Or(Page.Locator(".checkin .actions button")).First.WaitForAsync();

        // The cuff measures every five minutes of practice time before the start.
        await TurnClockAsync(6, cancellation);
        await AlertAsync();
        await TypeValuesAsync();
        await StepAsync(2);
        await Assertions.Expect(Page.Locator("li[data-testid='gate-OxygenSaturation'] [data-outcome=Go]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await tablet.CheckAsync();

        await StepAsync(3);
        foreach (var box in await Page.Locator(".readiness input").AllAsync())
        {
            await box.CheckAsync();
        }

        await Page.Locator(".checkin button[type=submit]").First.ClickAsync();
        await tablet.PressAsync("Probe auslösen", "Start the trial");
        await Page.Locator("[data-trial=sound]").CheckAsync();
        await Page.Locator("[data-trial=light]").CheckAsync();
        await tablet.CheckAsync();
        await tablet.PressAsync("Probe aufschreiben", "Write the trial down");
        await Page.Locator("[data-testid=gate-selfTest] [data-outcome=Go]").WaitForAsync();
        await StepAsync(4);
        await Page.Locator("[data-testid='pump-First'] button.primary").ClickAsync();
        await Page.Locator("#pump-second").SelectOptionAsync(new SelectOptionValue { Label = "Jonas Riedel" });
        await Page.Locator("[data-testid='pump-Second'] button.primary").ClickAsync();
        await StepAsync(5);
        await tablet.CheckAsync();
    }

    /// <summary>Start, a value now and then, an experience, pause and resume, the end.</summary>
    public async Task InfuseAsync(CancellationToken cancellation)
    {
        await Page.Locator(".checkin button.huge").ClickAsync();
        await Page.Locator(".checkin").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        await tablet.CheckAsync();
        await TurnClockAsync(20, cancellation);
        await RateAsync(4);
        await tablet.PictureAsync("session-" + tablet.Words("de", "en"));
        await Page.GetByRole(AriaRole.Button, new() { Name = "PAUSE", Exact = true }).ClickAsync();
        await tablet.PressAsync("Fortsetzen", "Resume");
        await TurnClockAsync(21, cancellation);
        await tablet.PressAsync("Ende bestätigen", "Confirm end");
        await tablet.CheckAsync();
    }

    /// <summary>Observation, scores, escort, line, advice, up to the ninth condition.</summary>
    public async Task RecoverAsync(CancellationToken cancellation)
    {
        await Assertions.Expect(Page.Locator("[data-testid=observation]")).ToContainTextAsync(tablet.Words("noch 1:5", "1:5"), new() { Timeout = 30_000 });
        foreach (var minutes in (double[])[15, 15, 15, 15, 30, 31])
        {
            await TurnClockAsync(minutes, cancellation);
        }

        await PartAsync(0);
        await Assertions.Expect(Page.Locator("[data-testid='condition-1']")).ToHaveAttributeAsync("data-state", "Met", new() { Timeout = 30_000 });
        await AlertAsync();
        await RateAsync(0);
        await TypeValuesAsync();
        await PartAsync(1);
        foreach (var item in await Page.Locator("li[data-testid^='item-']").AllAsync())
        {
            await item.Locator(".answers button").First.ClickAsync();
        }

        await PartAsync(2);
        foreach (var score in await Page.Locator("fieldset.score").AllAsync())
        {
            foreach (var item in await score.Locator(".score-item").AllAsync())
            {
                await BestAsync(item);
            }

            await score.Locator("button.primary").ClickAsync();
        }

        await PartAsync(3);
        await Page.Locator(".leaving .actions button.primary").First.ClickAsync();
        await Page.FillAsync("#escort-name", "Paul Lindholm");
        await Page.FillAsync("#escort-phone", "0170 0000000");
        await Page.Locator("form.escort button").ClickAsync();
        await Assertions.Expect(Page.Locator("[data-testid=driving]")).ToContainTextAsync(tablet.Words("nicht vor einer erholsamen Nacht", "not before a restful night"));
        await tablet.PictureAsync("escort-" + tablet.Words("de", "en"));
        foreach (var item in await Page.Locator("li[data-testid^='item-']").AllAsync())
        {
            await item.Locator(".answers button").First.ClickAsync();
        }

        await PartAsync(0);
        for (var n = 1; n <= 8; n++)
        {
            await Assertions.Expect(Page.Locator($"[data-testid='condition-{n}']")).ToHaveAttributeAsync("data-state", "Met", new() { Timeout = 30_000 });
        }

        await tablet.CheckAsync();
        await tablet.PictureAsync("discharge-" + tablet.Words("de", "en"));
    }

    /// <summary>The nurse, on a tablet of her or his own held upright, sees what is met and prepares; that discharges nobody.</summary>
    public async Task PrepareAsync(Visitor nurse)
    {
        await nurse.Page.GotoAsync($"/cockpit/{Id}?lang={nurse.Words("de", "en")}");
        var met = nurse.Page.Locator("[data-testid='condition-8']");
        await Assertions.Expect(met).ToHaveAttributeAsync("data-state", "Met", new() { Timeout = 90_000 });
        await nurse.CheckAsync();
        await nurse.PictureAsync("nurse-conditions-" + nurse.Words("de", "en"));
        await nurse.Page.Locator(".leaving nav button").Nth(4).ClickAsync();
        await nurse.PictureAsync("nurse-prepares-" + nurse.Words("de", "en"));
        await nurse.PressAsync("Entlassung vorbereiten", "Prepare the discharge");
        await nurse.Page.Locator(".leaving p[role=status]").WaitForAsync();
        // What stands on the own screen may still be on its way; a browser that is closed takes it along.
        await Assertions.Expect(nurse.Page.Locator("[data-testid=stored]")).ToContainTextAsync(nurse.Words("gespeichert", "stored"));
        await Assertions.Expect(nurse.Page.Locator("[data-testid=phase]")).ToHaveTextAsync(nurse.Words("Bereit zur Entlassung", "Ready for discharge"));
        await nurse.CheckAsync();
    }

    /// <summary>The physician sees who has prepared it, and signs.</summary>
    public async Task DischargeAsync()
    {
        await PartAsync(4);
        await Assertions.Expect(Page.Locator(".leaving p[role=status]")).ToContainTextAsync("Jonas Riedel");
        await Page.Locator(".leaving button.huge").ClickAsync();
        await Page.Locator($"a[href='/sessions/{Id}/report']").First.WaitForAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Turns the practice clock and waits until the tablet has heard of it: what is entered before would carry the old time.</summary>
    private async Task TurnClockAsync(double minutes, CancellationToken cancellation)
    {
        var before = await Page.EvaluateAsync<double>($"({SecondOfDay})()");
        await server.TurnClockAsync(minutes, cancellation);
        await Page.EvaluateAsync(
            $$"""
            ([before, minutes]) => new Promise((heard) => {
              const second = {{SecondOfDay}};
              const look = () => (second() - before + 86400) % 86400 >= minutes * 60 - 1 ? heard() : setTimeout(look, 50);
              look();
            })
            """,
            new[] { before, minutes });
    }

    /// <summary>What the clock on the screen says, as seconds since midnight.</summary>
    private const string SecondOfDay = "() => document.querySelector('time.now').textContent.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)";

    private static async Task<string?> OutcomeAsync(ILocator badge)
    {
        // The answer is stored before the badge says so; a changed badge replaces the old one in place.
        await badge.WaitForAsync();
        return await badge.GetAttributeAsync("data-outcome");
    }

    /// <summary>The option with the most points.</summary>
    private static async Task BestAsync(ILocator item)
    {
        var options = await item.Locator("button").AllAsync();
        var points = new List<int>();
        foreach (var option in options)
        {
            points.Add(int.Parse(await option.Locator("strong").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture));
        }

        await options[points.IndexOf(points.Max())].ClickAsync();
    }

    private Task StepAsync(int step) => tablet.ChooseAsync(Page.Locator(".checkin nav button").Nth(step));

    private Task PartAsync(int part) => tablet.ChooseAsync(Page.Locator(".leaving nav button").Nth(part));

    /// <summary>One tap: the patient's rating, 0 to 10.</summary>
    private async Task RateAsync(int rating)
    {
        await tablet.ChooseAsync(Page.Locator(".entry-card > .picks button").Nth(0));
        await Page.GetByRole(AriaRole.Button, new() { Name = tablet.Words($"Erleben {rating}", $"Experience {rating}"), Exact = true }).ClickAsync();
    }

    /// <summary>One tap: MOAA/S 5, awake.</summary>
    private async Task AlertAsync()
    {
        await tablet.ChooseAsync(Page.Locator(".entry-card > .picks button").Nth(1));
        await Page.GetByRole(AriaRole.Button, new() { Name = "MOAA/S 5" }).ClickAsync();
    }

    /// <summary>Values read off by hand: what the monitor does not send.</summary>
    private async Task TypeValuesAsync()
    {
        await tablet.ChooseAsync(Page.Locator(".entry-card > .picks button").Nth(2));
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Systolic"] = "124",
            ["Diastolic"] = "78",
            ["HeartRate"] = "72",
            ["OxygenSaturation"] = "97",
            ["RespiratoryRate"] = "14",
            ["Temperature"] = tablet.Words("36,6", "36.6"),
        };
        foreach (var (measure, value) in values)
        {
            await Page.FillAsync($"#value-{measure}", value);
        }

        await Page.Locator(".entry-card button[type=submit]").First.ClickAsync();
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, 1000)]
    private static partial Regex SessionInPath();
}
