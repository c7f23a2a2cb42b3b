using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>What only the painted page can show: that a cover covers, that a circle breathes, that a thumb finds what it aims at.</summary>
[Collection<Looking>]
public class LookJourney(Chromium chromium, SharedDemo demo)
{
    /// <summary>How solid the cover is: 1 lets nothing through.</summary>
    private const string Solid = """
        cover => {
            const canvas = new OffscreenCanvas(1, 1).getContext('2d');
            const { backgroundColor, opacity } = getComputedStyle(cover);
            canvas.fillStyle = backgroundColor;
            canvas.fillRect(0, 0, 1, 1);
            return canvas.getImageData(0, 0, 1, 1).data[3] / 255 * Number(opacity);
        }
        """;

    private const string WideAtTheEndOfThePhase = """
        pacer => [...pacer.querySelectorAll('.ring')].map(ring => {
            ring.getAnimations().forEach(motion => motion.finish());
            return Math.round(ring.getBoundingClientRect().width);
        })
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_ten_minutes_nothing_of_the_record_shines_through_the_cover(bool dark)
    {
        await using var physician = await Visitor.ComeAsync(chromium, demo.Address, "de", 1366, 900, dark, keepsFiles: false);
        await physician.EnterAsync("Dr. Ines Falkenberg");
        await physician.Page.Clock.InstallAsync();
        await physician.GoAsync("/patients?q=Solberg");
        var cover = physician.Page.Locator(".locked");
        var name = physician.Page.GetByText("Katrin Solberg").First;
        await Assertions.Expect(name).ToBeVisibleAsync();
        Assert.Equal(0, await cover.CountAsync());
        await physician.Page.Clock.FastForwardAsync("10:10");
        await cover.WaitForAsync();
        Assert.Equal(1, await cover.EvaluateAsync<double>(Solid));
        await Assertions.Expect(name).ToBeHiddenAsync();
        await physician.CheckAsync();
        await physician.PictureAsync(dark ? "locked-dark" : "locked");

        // The same question finds a cover one can see through.
        await cover.EvaluateAsync("cover => cover.style.background = 'rgb(21 19 17 / .97)'");
        Assert.NotEqual(1, await cover.EvaluateAsync<double>(Solid));
    }

    [Fact]
    public async Task A_running_session_is_never_covered()
    {
        await using var nurse = await Visitor.ComeAsync(chromium, demo.Address, "de", 1180, 820, keepsFiles: false);
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.Page.Clock.InstallAsync();
        await nurse.Page.Locator("a.card[href*='/cockpit/']").First.ClickAsync();
        await nurse.ArriveAsync(path => path.StartsWith("/cockpit/", StringComparison.Ordinal));
        await nurse.Page.Locator("[data-testid=phase]").WaitForAsync();
        await nurse.Page.Clock.FastForwardAsync("10:10");
        await Assertions.Expect(nurse.Page.Locator("[data-testid=phase]")).ToBeVisibleAsync();
        Assert.Equal(0, await nurse.Page.Locator(".locked").CountAsync());
    }

    [Theory]
    [InlineData(ReducedMotion.NoPreference)]
    [InlineData(ReducedMotion.Reduce)]
    public async Task The_circle_breathes_unless_less_motion_was_asked_for(ReducedMotion motion)
    {
        await using var patient = await Visitor.ComeAsync(chromium, demo.Address, "de", 390, 844, keepsFiles: false);
        await patient.Page.EmulateMediaAsync(new() { ReducedMotion = motion });
        await patient.EnterAsync("Emil Brandner");
        await patient.Page.Clock.InstallAsync();
        await patient.GoAsync(new Uri(patient.Page.Url).AbsolutePath + "/breathe");
        var pacer = patient.Page.Locator("eg-breathe");
        await patient.PressAsync("Beginnen", "Begin");
        await Assertions.Expect(pacer).ToHaveAttributeAsync("data-phase", "in");
        var @in = await pacer.EvaluateAsync<int[]>(WideAtTheEndOfThePhase);
        await patient.PictureAsync($"breathe-in-{motion}");
        await Assertions.Expect(patient.Page.GetByRole(AriaRole.Button, new() { Name = "Unterbrechen" })).ToBeVisibleAsync();
        await patient.Page.Clock.FastForwardAsync("00:07");
        await Assertions.Expect(pacer).ToHaveAttributeAsync("data-phase", "out");
        var @out = await pacer.EvaluateAsync<int[]>(WideAtTheEndOfThePhase);
        await patient.PictureAsync($"breathe-out-{motion}");
        Assert.Equal(3, @in.Length);
        if (motion == ReducedMotion.Reduce)
        {
            Assert.Equal(@in, @out);
        }
        else
        {
            Assert.All(@in.Zip(@out), ring => Assert.True(ring.Second < .7 * ring.First, $"A ring is {ring.First} px wide breathed in and {ring.Second} px breathed out."));
        }
    }

    [Fact]
    public async Task A_thumb_finds_what_it_aims_at()
    {
        const int Lowest = 44;
        const string HeightsOf = "targets => targets.filter(t => t.checkVisibility()).map(t => Math.round(t.getBoundingClientRect().height))";
        await using var patient = await Visitor.ComeAsync(chromium, demo.Address, "de", 390, 844, keepsFiles: false);
        await patient.EnterAsync("Emil Brandner");
        var today = await patient.Page.Locator("main a").EvaluateAllAsync<int[]>(HeightsOf);
        Assert.True(today.Length >= 3);
        Assert.All(today, height => Assert.InRange(height, Lowest, int.MaxValue));
        await patient.LookAsync("today-thumb");

        await using var physician = await Visitor.ComeAsync(chromium, demo.Address, "de", 390, 844, keepsFiles: false);
        await physician.EnterAsync("Dr. Ines Falkenberg");
        await physician.GoAsync("/patients?q=Solberg");
        await physician.Page.Locator("a.whole").First.ClickAsync();
        await physician.ArriveAsync(path => path.StartsWith("/patients/", StringComparison.Ordinal));
        var record = await physician.Page.Locator(".rail a, main .reach, main .measures a, main .astable > summary").EvaluateAllAsync<int[]>(HeightsOf);
        Assert.True(record.Length >= 8);
        Assert.All(record, height => Assert.InRange(height, Lowest, int.MaxValue));
        await physician.GoAsync("/patients/invite");
        Assert.All(await physician.Page.Locator(".back").EvaluateAllAsync<int[]>(HeightsOf), height => Assert.InRange(height, Lowest, int.MaxValue));
    }

    [Fact]
    public async Task The_tour_leads_on_from_the_cockpit_and_its_panel_fits_a_low_window()
    {
        await using var visitor = await Visitor.ComeAsync(chromium, demo.Address, "de", 1366, 900, keepsFiles: false);
        await visitor.GoAsync("/demo/tour/1");
        await visitor.Page.SetViewportSizeAsync(640, 512);
        var panel = await visitor.Page.Locator(".tour").BoundingBoxAsync();
        Assert.InRange(panel!.Y, 0, 512 - panel.Height);
        await visitor.PictureAsync("tour-640");
        await visitor.Page.SetViewportSizeAsync(1366, 900);
        await visitor.GoAsync("/demo/tour/2");
        await visitor.Page.Locator("[data-testid=phase]").WaitForAsync();

        // The line above takes nothing from what stands below: STOP is on the screen.
        var stop = await visitor.Page.Locator(".runbar").BoundingBoxAsync();
        Assert.InRange(stop!.Y + stop.Height, 0, 900.5f);
        await visitor.LookAsync("tour-cockpit");
        await visitor.Page.Locator("a[href$='/demo/tour/3']").ClickAsync();
        await visitor.ArriveAsync(path => path.EndsWith("/eligibility", StringComparison.Ordinal));
        await Assertions.Expect(visitor.Page.Locator(".tour")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_first_press_of_enter_keeps_the_practice()
    {
        await using var visitor = await Visitor.ComeAsync(chromium, demo.Address, "de", 1366, 900, keepsFiles: false);
        await visitor.GoAsync("/");
        var dialog = visitor.Page.Locator("#empty-practice");
        await visitor.PressAsync("Leere Praxis beginnen", "Start an empty practice");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Abbrechen" })).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(visitor.Page.GetByText("Emil Brandner")).ToBeVisibleAsync();
    }
}
