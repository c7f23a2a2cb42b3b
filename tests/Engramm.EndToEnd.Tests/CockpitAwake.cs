using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>A cockpit whose tab the browser puts to sleep, and the rhythm of its alarms.</summary>
public partial class CockpitAwake(Chromium chromium)
{
    [Fact]
    public async Task A_tab_that_slept_for_an_hour_shows_the_right_time_the_moment_it_wakes_and_alarms_in_rhythm()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await DemoServer.StartAsync(cancellation);
        await using var network = new Network(server.Address);
        await using var nurse = await Visitor.ComeAsync(chromium, network.Address, "de", 1180, 820);
        await RunningSession.OpenAsync(nurse);
        var page = nurse.Page;
        var before = await TimesAsync(page);

        // An hour goes by at the practice; of that the tab hears nothing, asleep or awake.
        network.Cut();
        await server.TurnClockAsync(60, cancellation);
        var first = await page.EvaluateAsync<string[]>(SleepAnHour);
        Assert.InRange(Passed(before.Clock, TimeOf(first[0])).TotalMinutes, 60, 61.5);
        // The drug runs until the planned end and no longer: then the hour is longer than what was left.
        var planned = TimeOf(Duration().Match(await page.Locator(".elapsed + span").InnerTextAsync()).Value);
        var rest = Math.Min(60, (planned - before.Elapsed).TotalMinutes);
        Assert.InRange((TimeOf(first[1]) - before.Elapsed).TotalMinutes, rest, Math.Min(rest + 1.5, (planned - before.Elapsed).TotalMinutes));
        await Assertions.Expect(page.Locator("[data-testid=own-failure]")).ToBeVisibleAsync();
        await nurse.PictureAsync("cockpit-woken");

        // The server says the same time, and what the tab missed stands in the log.
        await network.MendAsync();
        await Assertions.Expect(page.Locator("[data-testid=own-failure]")).ToHaveCountAsync(0);
        var after = await TimesAsync(page);
        Assert.InRange(Passed(before.Clock, after.Clock).TotalMinutes, 60, 63);
        var infused = Math.Min(planned.TotalSeconds, (before.Elapsed + Passed(before.Clock, after.Clock)).TotalSeconds);
        Assert.Equal(infused, after.Elapsed.TotalSeconds, 2.0);

        await FlashAsync(nurse);
    }

    /// <summary>
    /// IEC 60601-1-8: high 1.4 to 2.8 Hz, medium 0.4 to 0.8 Hz, each lit for 20 to 60 % of the time, low steady; and never against a
    /// person's wish.
    /// </summary>
    private static async Task FlashAsync(Visitor nurse)
    {
        var page = nurse.Page;
        await RunningSession.TypeAsync(page, "HeartRate", "145");
        await nurse.AlarmAsync(page.Locator("[data-condition='limit.HeartRate'][data-priority=High]"));

        // The same alarm in each priority, beside the living one.
        await page.EvaluateAsync("""
            () => {
              const real = document.querySelector("[data-condition='limit.HeartRate']");
              for (const name of ['high', 'medium', 'low', 'high seen-alarm']) {
                const copy = real.cloneNode(true);
                copy.className = 'alarm ' + name;
                copy.dataset.copy = name.split(' ').pop();
                copy.removeAttribute('data-testid');
                real.parentElement.append(copy);
              }
            }
            """);
        var (high, medium, low, seen) = (await FlashAsync(page, "high"), await FlashAsync(page, "medium"), await FlashAsync(page, "low"), await FlashAsync(page, "seen-alarm"));
        Assert.InRange(high.Hertz, 1.4, 2.8);
        Assert.InRange(high.Lit, .2, .6);
        Assert.InRange(medium.Hertz, .4, .8);
        Assert.InRange(medium.Lit, .2, .6);
        Assert.Equal((0, 1), low);
        Assert.Equal((0, 1), seen);

        // Seen, not only computed: lit and dark look different, and each flash looks like the one before.
        foreach (var name in (string[])["high", "medium"])
        {
            var lit = await PictureAtAsync(page, name, .1);
            Assert.NotEqual(lit, await PictureAtAsync(page, name, .9));
            Assert.Equal(lit, await PictureAtAsync(page, name, 1.1));
        }

        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        Assert.Equal((0, 1), await FlashAsync(page, "high"));
        Assert.Equal((0, 1), await FlashAsync(page, "medium"));
        await nurse.PictureAsync("alarms-steady");
        Assert.Equal(3, (await Task.WhenAll(((string[])["high", "medium", "low"]).Select(n => page.EvaluateAsync<string>("n => getComputedStyle(document.querySelector(`[data-copy=${n}]`)).backgroundColor", n)))).Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>
    /// The page is told that it freezes and that it goes on; between the two no other code of it runs, its wall clock goes on by an hour and its
    /// monotonic clock stands still, as on a device that sleeps. What stands on the screen with the first change after waking is the answer.
    /// A browser without a window never freezes a page by itself.
    /// </summary>
    private const string SleepAnHour = """
        () => {
          const wall = Date.now.bind(Date);
          document.dispatchEvent(new Event('freeze'));
          Date.now = () => wall() + 3600e3;
          const first = new Promise((done) => new MutationObserver((_, observer) => {
            observer.disconnect();
            done(['time.now', '.elapsed'].map((part) => document.querySelector(part).textContent));
          }).observe(document.querySelector('time.now'), { characterData: true, childList: true, subtree: true }));
          document.dispatchEvent(new Event('resume'));
          return first;
        }
        """;

    private static async Task<(TimeSpan Clock, TimeSpan Elapsed)> TimesAsync(IPage page) =>
        (TimeOf(await page.Locator("time.now").InnerTextAsync()), TimeOf(await page.Locator(".elapsed").InnerTextAsync()));

    /// <summary>From one time of day to a later one, which may be the next day's.</summary>
    private static TimeSpan Passed(TimeSpan from, TimeSpan to) => to < from ? to - from + TimeSpan.FromDays(1) : to - from;

    /// <summary>Minutes and seconds, with hours in front where there are some.</summary>
    private static TimeSpan TimeOf(string text)
    {
        var parts = text.Trim().Split(':').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return parts is [var hours, var minutes, var seconds] ? new TimeSpan(hours, minutes, seconds) : TimeSpan.FromMinutes(parts[0]) + TimeSpan.FromSeconds(parts[1]);
    }

    /// <summary>How often the shape of an alarm lights up, and for which part of the time, over eight rounds of the animation that runs on the page.</summary>
    private static async Task<(double Hertz, double Lit)> FlashAsync(IPage page, string name)
    {
        var measured = await page.EvaluateAsync<double[]>(
            """
            (name) => {
              const shape = document.querySelector(`[data-copy=${name}] .shape`);
              const [animation, ...others] = shape.getAnimations();
              if (!animation) { return [0, Number(getComputedStyle(shape).opacity)]; }
              const { duration, iterations } = animation.effect.getComputedTiming();
              if (others.length || iterations !== Infinity) { return [-1, -1]; }
              animation.pause();
              let [rises, lit, before] = [0, 0, false];
              const [rounds, steps] = [8, 1000];
              for (let step = 0; step < rounds * steps; step++) {
                animation.currentTime = (step / steps) * duration;
                const isLit = Number(getComputedStyle(shape).opacity) > .5;
                rises += isLit && !before ? 1 : 0;
                lit += isLit ? 1 : 0;
                before = isLit;
              }
              return [rises / (rounds * duration / 1000), lit / (rounds * steps)];
            }
            """,
            name);
        return (measured[0], measured[1]);
    }

    private static async Task<byte[]> PictureAtAsync(IPage page, string name, double round)
    {
        await page.EvaluateAsync(
            "([name, round]) => { const [flash] = document.querySelector(`[data-copy=${name}] .shape`).getAnimations(); flash.pause(); flash.currentTime = round * flash.effect.getComputedTiming().duration; }",
            new object[] { name, round });
        return await page.Locator($"[data-copy={name}] .shape").ScreenshotAsync();
    }

    [GeneratedRegex("[0-9:]+", RegexOptions.None, 1000)]
    private static partial Regex Duration();
}
