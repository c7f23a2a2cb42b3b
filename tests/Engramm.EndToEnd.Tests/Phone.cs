using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>What a patient does on the phone.</summary>
public static class Phone
{
    private static readonly LocatorCheckOptions Force = new() { Force = true };

    /// <summary>Goes through a form that shows one step at a time, and sends it. What is asked has the width of the form, but for the margins of a card.</summary>
    public static async Task AnswerStepsAsync(this Visitor patient, Func<ILocator, Task> answer)
    {
        Assert.True(await patient.Page.Locator("[data-step]:visible").First.EvaluateAsync<bool>(
            "step => step.firstElementChild.getBoundingClientRect().width > .8 * step.closest('form').getBoundingClientRect().width"), "The question is squeezed.");
        while (true)
        {
            var step = patient.Page.Locator("[data-step]:visible").First;
            await answer(step);
            var next = patient.Page.Locator("[data-step-next]");
            if (!await next.IsVisibleAsync())
            {
                await patient.Page.Locator("[data-step-send]").ClickAsync();
                return;
            }

            await next.ClickAsync();
        }
    }

    /// <summary>Chooses one value in every choice of the step.</summary>
    public static async Task ChooseAsync(ILocator step, string value)
    {
        foreach (var radio in await step.Locator($"input[type=radio][value='{value}']").AllAsync())
        {
            await radio.CheckAsync(Force);
        }
    }

    /// <summary>Waits for the server's word that the entry is stored.</summary>
    public static Task WaitUntilStoredAsync(this Visitor patient) =>
        patient.Page.GetByText(patient.Words("Gespeichert um", "Stored at")).First.WaitForAsync();

    /// <summary>Registers from the invitation in the outbox; returns the address of the first screen.</summary>
    public static async Task<string> RegisterAsync(this Visitor patient, Visitor colleague, string email, string birth)
    {
        await colleague.GoAsync("/demo/outbox");
        var link = await colleague.Page.Locator("article", new() { HasText = email }).Locator("a[href*='/link/']").First.GetAttributeAsync("href");
        await patient.GoAsync(new Uri(link!).AbsolutePath);
        await patient.Page.Locator("main button[type=submit]").ClickAsync();
        await patient.ArriveAsync(path => path.Contains("welcome", StringComparison.Ordinal));
        await patient.CheckAsync();

        // The birth date is the second key: a wrong one stays beside its field, and nothing entered is lost.
        await patient.Page.FillAsync("[name=birth]", "1950-01-01");
        await patient.Page.FillAsync("[name=phone]", "030 123456");
        await patient.Page.CheckAsync("[name=agree]");
        await patient.Page.Locator("main button[type=submit]").ClickAsync();
        await patient.Page.Locator("#f-birth-fault").WaitForAsync();
        Assert.Equal("030 123456", await patient.Page.InputValueAsync("[name=phone]"));
        await patient.Page.FillAsync("[name=birth]", birth);
        await patient.Page.Locator("main button[type=submit]").ClickAsync();
        await patient.ArriveAsync(path => !path.Contains("welcome", StringComparison.Ordinal));
        await patient.CheckAsync();
        return new Uri(patient.Page.Url).AbsolutePath;
    }

    /// <summary>Answers the warning signs, all with no.</summary>
    public static async Task DenyWarningSignsAsync(this Visitor patient, string home)
    {
        await patient.GoAsync(home + "/warning-signs");
        await patient.AnswerStepsAsync(step => ChooseAsync(step, "no"));
        await patient.ArriveAsync(path => path.EndsWith(home, StringComparison.Ordinal));

        // The form is gone; the page after it says that the answers are stored, once.
        var stored = patient.Page.Locator("[data-just-stored]");
        await Assertions.Expect(stored).ToContainTextAsync(patient.Words("Gespeichert um", "Stored at"));
        await patient.CheckAsync();
        await patient.GoAsync(home);
        await Assertions.Expect(stored).ToBeHiddenAsync();
    }
}
