using System.Globalization;
using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>
/// A coach's patient with back pain: invitation, warning signs, clearance by a named physician, education, breathing, movement,
/// diary, trend. No drug anywhere.
/// </summary>
public class JourneyWithoutDrug(Chromium chromium)
{
    /// <summary>Keeps a transaction open for as long as the page lives, so that nothing else is written: a slow phone, made certain.</summary>
    private const string HoldTheDatabase = """
        () => new Promise(held => {
          const opening = indexedDB.open('engramm', 1);
          opening.onsuccess = () => {
            const entries = opening.result.transaction('entries', 'readwrite').objectStore('entries');
            const again = () => { entries.count().onsuccess = again; held(); };
            again();
          };
        })
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task From_the_invitation_to_the_trend(string language)
    {
        await using var server = await DemoServer.StartAsync(Stop);
        await using var coach = await Visitor.ComeAsync(chromium, server.Address, language, 1366, 900);
        await using var physician = await Visitor.ComeAsync(chromium, server.Address, language, 1366, 900);
        await using var patient = await Visitor.ComeAsync(chromium, server.Address, language, 390, 844);

        await coach.EnterAsync("Mira Castell");
        var email = await coach.InviteAsync("Jule", "Sander", "1990-05-04", language);
        var home = await patient.RegisterAsync(coach, email, "1990-05-04");
        var patientId = Guid.Parse(home.Split('/')[^1]);
        await patient.PictureAsync("today-" + language);

        // Before the physician's signature the programmes are closed, help is open.
        await patient.GoAsync(home + "/movement");
        Assert.Equal(0, await patient.Page.Locator("[name=light]").CountAsync());
        await patient.GoAsync(home + "/flare");
        await patient.GoAsync(home + "/crisis");
        Assert.True(await patient.Page.Locator("a[href='tel:112']").IsVisibleAsync());

        await patient.DenyWarningSignsAsync(home);
        await physician.EnterAsync("Dr. Ines Falkenberg");
        await physician.ClearAsync(patientId);

        // The coach opens what belongs to the plan, and may not open the record itself.
        await coach.GoAsync($"/patients/{patientId}/programmes");
        foreach (var programme in (string[])["EDU", "GM"])
        {
            var offer = coach.Page.Locator($"form:has(input[name=programme][value={programme}]) button");
            if (await offer.CountAsync() > 0)
            {
                await offer.ClickAsync();
                await coach.CheckAsync();
            }
        }

        var answer = await coach.Page.Context.APIRequest.GetAsync($"/patients/{patientId}");
        Assert.Equal(403, answer.Status);

        await patient.GoAsync(home + "/education/edu-1");
        await patient.Page.Locator("form[data-queue] button[type=submit]").ClickAsync();
        await patient.WaitUntilStoredAsync();

        await patient.GoAsync(home + "/breathe");
        await patient.PictureAsync("breathe-" + language);

        await patient.GoAsync(home + "/movement");
        await patient.Page.Locator("input[name=done]").First.CheckAsync(new LocatorCheckOptions { Force = true });
        await patient.Page.Locator("input[name=light][value=green]").CheckAsync(new LocatorCheckOptions { Force = true });
        await patient.Page.Locator("form[data-queue] button[type=submit]").ClickAsync();
        await patient.WaitUntilStoredAsync();

        await StopMovingAsync(patient, home);
        await physician.ClearAsync(patientId);
        await patient.GoAsync(home);
        Assert.Equal(0, await patient.Page.Locator("a[href$='/where-to-go']").CountAsync());

        for (var day = 0; day < 18; day++)
        {
            await KeepDiaryAsync(patient, home, pain: 7 - (day / 3), byHand: day == 0);
            await server.TurnClockAsync(60 * 24, Stop);
        }

        await coach.GoAsync($"/patients/{patientId}/programmes");
        Assert.True(await coach.Page.Locator("main figure svg, main svg[role=img]").First.IsVisibleAsync());
        await coach.PictureAsync("programmes-" + language);
    }

    /// <summary>
    /// A red light: the card comes at once and the exercise goes, without a connection the card says that nobody knows yet, also after the page was
    /// opened again, even one that went before the phone's database was done; then it says what the server says, and the first screen leads back to
    /// where to go.
    /// </summary>
    private static async Task StopMovingAsync(Visitor patient, string home)
    {
        var unknown = patient.Words("Noch niemand informiert", "Nobody has been told yet");
        var card = patient.Page.Locator("#crisis-card");
        await patient.GoAsync(home + "/movement");
        await Assertions.Expect(card).ToBeHiddenAsync();
        await Assertions.Expect(patient.Page.Locator("details.card").First).ToBeVisibleAsync();
        await patient.Page.Locator("input[name=light][value=red]").CheckAsync(new LocatorCheckOptions { Force = true });
        await Assertions.Expect(card).ToContainTextAsync(unknown);
        await Assertions.Expect(card.Locator("a[href='tel:112']")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Assertions.Expect(patient.Page.Locator("details.card").First).ToBeHiddenAsync();
        await patient.CheckAsync();
        await patient.PictureAsync("stopped-" + patient.Words("de", "en"));
        await patient.Page.FillAsync("[name=stopped]", patient.Words("Neue Taubheit im Bein", "New numbness in my leg"));

        await patient.Context.SetOfflineAsync(true);
        await patient.Page.EvaluateAsync(HoldTheDatabase);
        await patient.Page.Locator("form[data-queue] button[type=submit]").ClickAsync();
        var waits = patient.Page.Locator("form [data-queue-status]");
        for (var time = 0; time < 2; time++)
        {
            await patient.Page.ReloadAsync();
            await Assertions.Expect(waits).ToContainTextAsync(patient.Words("Noch nicht gesendet", "Not sent yet"));
            await Assertions.Expect(card).ToContainTextAsync(unknown);
            await Assertions.Expect(patient.Page.Locator("details.card").First).ToBeHiddenAsync();
        }

        await patient.Context.SetOfflineAsync(false);
        await patient.WaitUntilStoredAsync();
        await Assertions.Expect(card).Not.ToContainTextAsync(unknown);
        await Assertions.Expect(card).ToBeVisibleAsync();

        await patient.GoAsync(home);
        await patient.Page.Locator("a[href$='/where-to-go']").ClickAsync();
        await patient.ArriveAsync(path => path.EndsWith("/where-to-go", StringComparison.Ordinal));
        await patient.CheckAsync();
        await patient.GoAsync(home + "/movement");
        Assert.Equal(0, await patient.Page.Locator("[name=light]").CountAsync());
    }

    /// <summary>The first entry by hand, the others as the phone's queue sends them.</summary>
    private static async Task KeepDiaryAsync(Visitor patient, string home, int pain, bool byHand)
    {
        if (byHand)
        {
            await patient.GoAsync(home + "/diary");
            await patient.AnswerStepsAsync(async step =>
            {
                await Phone.ChooseAsync(step, "yes");
                foreach (var scale in await step.Locator("input[type=radio][value='6']").AllAsync())
                {
                    await scale.CheckAsync(new LocatorCheckOptions { Force = true });
                }
            });
            await patient.WaitUntilStoredAsync();
            return;
        }

        var answer = await patient.Page.Context.APIRequest.PostAsync(home + "/diary", new APIRequestContextOptions
        {
            DataObject = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["id"] = Guid.NewGuid().ToString(),
                ["madeAt"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                ["pain"] = pain.ToString(CultureInfo.InvariantCulture),
                ["activity"] = "yes",
            },
        });
        Assert.Equal(200, answer.Status);
    }
}
