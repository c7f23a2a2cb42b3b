using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>What colleagues do at their desks.</summary>
public static class Staff
{
    /// <summary>Invites a patient and returns the mail address used.</summary>
    public static async Task<string> InviteAsync(this Visitor colleague, string given, string family, string birth, string language)
    {
        var email = $"{given}.{family}.{language}@post.example".ToLowerInvariant();
        await colleague.GoAsync("/patients/invite");
        await colleague.Page.FillAsync("[name=given]", given);
        await colleague.Page.FillAsync("[name=family]", family);
        await colleague.Page.FillAsync("[name=birth]", birth);
        await colleague.Page.FillAsync("[name=email]", email);
        await colleague.Page.Locator($"input[name=language][value={language}]").CheckAsync(new LocatorCheckOptions { Force = true });
        foreach (var field in (string[])["physician", "companion", "coach"])
        {
            var choice = colleague.Page.Locator($"select[name={field}]");
            if (await choice.CountAsync() > 0)
            {
                await choice.SelectOptionAsync(new SelectOptionValue { Index = 1 });
            }
        }

        await colleague.SubmitAsync("/patients/invite");
        await colleague.ArriveAsync(path => path is "/patients");
        await colleague.CheckAsync();
        return email;
    }

    /// <summary>Presses the submit button of the form with this action.</summary>
    public static Task SubmitAsync(this Visitor colleague, string actionEnd) =>
        colleague.Page.Locator($"form[method=post][action$='{actionEnd}'] button[type=submit]").First.ClickAsync();

    /// <summary>Signs that red flags are clarified.</summary>
    public static async Task ClearAsync(this Visitor physician, Guid patientId)
    {
        await physician.GoAsync($"/patients/{patientId}/assessment");

        // Too short a reason is refused beside its field.
        await physician.Page.FillAsync("[name=clearance-reason]", "ok");
        await physician.SubmitAsync("/clearance");
        await physician.Page.Locator("#f-clearance-reason-fault").WaitForAsync();
        await physician.Page.FillAsync("[name=clearance-reason]", physician.Words(
            "Untersucht am heutigen Tag: Kraft, Gefühl und Reflexe seitengleich, keine Warnzeichen.",
            "Examined today: strength, sensation and reflexes equal on both sides, no warning signs."));
        await physician.SubmitAsync("/clearance");
        await physician.Page.Locator("form[action*='/withdraw']").First.WaitForAsync();
        await physician.CheckAsync();
    }

    /// <summary>Fills in today and now as the plan's day and time.</summary>
    public static async Task SetDayAsync(this Visitor physician)
    {
        var now = await physician.Page.EvaluateAsync<string>("new Date().toLocaleString('sv', { timeZone: 'Europe/Berlin' })");
        await physician.Page.FillAsync("[name=day]", now[..10]);
        await physician.Page.FillAsync("[name=time]", now[11..16]);
    }
}
