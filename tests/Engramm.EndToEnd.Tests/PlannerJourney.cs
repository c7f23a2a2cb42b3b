using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>The planner in the browser: the curve follows the hand, and only the form orders.</summary>
[Collection<Looking>]
public class PlannerJourney(Chromium chromium, SharedDemo demo)
{
    [Fact]
    public async Task The_curve_follows_the_slider_and_the_form_takes_the_value_only_when_asked()
    {
        await using var physician = await Visitor.ComeAsync(chromium, demo.Address, "de", 1366, 1000);
        await physician.EnterAsync("Dr. Ines Falkenberg");
        await physician.GoAsync("/patients?q=Solberg");
        var record = await physician.Page.Locator("a[href^='/patients/']").Filter(new() { HasText = "Solberg" }).First.GetAttributeAsync("href");
        await physician.GoAsync(record!.Split('?')[0] + "/plan");
        var page = physician.Page;
        await page.Locator("[data-planner-open]").ClickAsync();
        await Assertions.Expect(page.Locator(".planner .hands")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".planner svg.predicted")).ToHaveCountAsync(0);

        await page.Locator("input[name=product][value^=ketamine]").First.CheckAsync();
        await page.Locator("input[name=weight]").FillAsync("70");
        var form = page.Locator("input[name=dose]");
        var dose = page.Locator("[data-hand=dose]");
        await dose.FillAsync("0.5");
        await page.Locator("[data-hand=duration]").FillAsync("40");

        await Assertions.Expect(page.GetByRole(AriaRole.Slider, new() { Name = "Dosis", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Slider, new() { Name = "Dauer", Exact = true })).ToBeVisibleAsync();

        // Vector T1 of the kinetics: 35 mg over 40 min at 70 kg end at 253 ng/mL with Kamp 2020.
        await Assertions.Expect(page.Locator(".planner svg.predicted")).ToContainTextAsync("253 ng");
        await Assertions.Expect(page.Locator(".planner svg.predicted")).ToContainTextAsync(physician.Words("nicht zur Dosierung oder Entlassung", "not for dosing or discharge decisions"));
        Assert.Equal("", await form.InputValueAsync());

        // Venous levels are words beside an arterial curve, never a drawn band.
        await Assertions.Expect(page.Locator(".planner .level")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".planner")).ToContainTextAsync(physician.Words("venöser Vergleichswert", "venous reference"));
        await physician.LookAsync("planner");

        // 35 mg at 10 mg/mL in 40 min is 5.25 mL/h; a pump with steps of 0.1 runs 5.3 and gives 35.33 mg.
        await page.Locator("[name=strength]").FillAsync("10");
        await Assertions.Expect(page.Locator("[data-testid=pump-gives]")).ToContainTextAsync(physician.Words("35,33 mg, +0,33 mg", "35.33 mg, +0.33 mg"));
        await page.Locator("[data-metabolites]").CheckAsync();
        await Assertions.Expect(page.Locator(".planner svg.predicted path.metabolite").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".planner .legend")).ToContainTextAsync(physician.Words("Abbauprodukt:", "Metabolite:"));
        await physician.LookAsync("planner-metabolites");

        // A weight that no model takes is named with its range, and nothing is drawn; what is no number is named too.
        var refused = page.Locator("[data-testid=refused]");
        await page.Locator("input[name=weight]").FillAsync("260");
        await Assertions.Expect(refused).ToContainTextAsync(physician.Words("gilt von 30 bis 250 kg", "holds from 30 to 250 kg"));
        await Assertions.Expect(page.Locator(".planner svg.predicted")).ToHaveCountAsync(0);
        await physician.LookAsync("planner-refused");
        await page.Locator("input[name=weight]").FillAsync("NaN");
        await Assertions.Expect(refused).ToContainTextAsync(physician.Words("Gewicht „NaN“", "Weight “NaN”"));
        await page.Locator("input[name=weight]").FillAsync("70");
        await Assertions.Expect(page.Locator(".planner svg.predicted")).ToBeVisibleAsync();

        await dose.FillAsync("1.1");
        await Assertions.Expect(page.Locator(".planner .faulty")).ToContainTextAsync(physician.Words("kein Plan angenommen", "no plan is taken"));
        var take = page.GetByRole(AriaRole.Button, new() { Name = physician.Words("Dosis und Dauer in die Anordnung übernehmen", "Take dose and duration into the order") });
        await Assertions.Expect(take).ToBeDisabledAsync();
        await dose.FillAsync("0.45");
        await take.ClickAsync();
        await Assertions.Expect(form).ToHaveValueAsync(physician.Words("0,45", "0.45"));
    }
}
