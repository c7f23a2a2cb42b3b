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
}
