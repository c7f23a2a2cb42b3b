using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>What a browser keeps of an unsent form comes back after a closed tab, and never writes over what was stored since.</summary>
[Collection<Looking>]
public class DraftJourney(Chromium chromium, SharedDemo demo)
{
    private const string Drafts = "() => Object.keys(localStorage).filter(k => k.startsWith('engramm.draft.')).length";

    [Fact]
    public async Task A_stored_form_leaves_no_draft_and_a_lost_one_comes_back_only_while_the_record_is_unchanged()
    {
        await using var nurse = await Visitor.ComeAsync(chromium, demo.Address, "en", 1366, 900);
        await nurse.EnterAsync("Jonas Riedel");
        await nurse.GoAsync("/patients?q=Oberhauser");
        await nurse.Page.Locator("a.whole").First.ClickAsync();
        await nurse.ArriveAsync(path => path.StartsWith("/patients/", StringComparison.Ordinal));
        var body = new Uri(nurse.Page.Url).AbsolutePath + "/body";

        // A closed tab: what was typed comes back, and says so.
        await nurse.GoAsync(body);
        await nurse.Page.FillAsync("[name=weight]", "71.5");
        Assert.Equal(1, await nurse.Page.EvaluateAsync<int>(Drafts));
        await nurse.GoAsync("/patients");
        await nurse.GoAsync(body);
        await Assertions.Expect(nurse.Page.Locator("[name=weight]")).ToHaveValueAsync("71.5");
        await Assertions.Expect(nurse.Page.Locator("form[action$='/weight'] [data-draft-note]")).ToContainTextAsync("is back");

        // Refused first: everything is still there, and the draft still belongs to the same form.
        await nurse.SubmitAsync("/weight");
        await nurse.Page.Locator("#f-weighed-how-fault").WaitForAsync();
        Assert.Equal(1, await nurse.Page.EvaluateAsync<int>(Drafts));
        await nurse.GoAsync(body);
        await Assertions.Expect(nurse.Page.Locator("[name=weight]")).ToHaveValueAsync("71.5");

        // Stored: the draft is over.
        await nurse.Page.Locator("[name=weighed-how][value=Scale]").CheckAsync(new() { Force = true });
        await nurse.SubmitAsync("/weight");
        await Assertions.Expect(nurse.Page.Locator("[name=weight]")).ToHaveValueAsync("");
        Assert.Equal(0, await nurse.Page.EvaluateAsync<int>(Drafts));
        await nurse.GoAsync(body);
        await Assertions.Expect(nurse.Page.Locator("[name=weight]")).ToHaveValueAsync("");

        // A draft that was never sent meets a record that another colleague has changed.
        await nurse.Page.FillAsync("[name=stop-word]", "Anker");
        Assert.Equal(1, await nurse.Page.EvaluateAsync<int>(Drafts));
        await using var physician = await Visitor.ComeAsync(chromium, demo.Address, "en", 1366, 900);
        await physician.EnterAsync("Dr. Ines Falkenberg");
        await physician.GoAsync(body);
        await physician.Page.Locator("[name=allergies-state][value=listed]").CheckAsync(new() { Force = true });
        await physician.Page.FillAsync("[name=allergies]", "Penicillin");
        await physician.SubmitAsync("/facts");
        await Assertions.Expect(physician.Page.Locator("form[action$='/facts'] [data-draft-note]")).ToBeHiddenAsync();
        Assert.Equal(0, await physician.Page.EvaluateAsync<int>(Drafts));

        await nurse.GoAsync(body);
        await Assertions.Expect(nurse.Page.Locator("[name=allergies]")).ToHaveValueAsync("Penicillin");
        await Assertions.Expect(nurse.Page.Locator("[name=allergies-state][value=listed]")).ToBeCheckedAsync();
        await Assertions.Expect(nurse.Page.Locator("form[action$='/facts'] [data-draft-note]")).ToContainTextAsync("was not put back");
        await nurse.LookAsync("draft-stale");
        Assert.Equal(0, await nurse.Page.EvaluateAsync<int>(Drafts));
    }

    [Fact]
    public async Task A_questionnaire_the_phone_has_taken_is_empty_the_next_time()
    {
        await using var patient = await Visitor.ComeAsync(chromium, demo.Address, "de", 390, 844);
        await patient.EnterAsync("Katrin Solberg");
        var questionnaire = new Uri(patient.Page.Url).AbsolutePath + "/questionnaires/phq-9";
        await patient.GoAsync(questionnaire);
        await patient.Page.Locator("[data-step]:visible input[value='1']").First.CheckAsync(new() { Force = true });
        Assert.Equal(1, await patient.Page.EvaluateAsync<int>(Drafts));
        await patient.GoAsync(questionnaire);
        await Assertions.Expect(patient.Page.Locator("[data-draft-note]")).ToContainTextAsync("wieder da");

        // No connection: the queue has it, not the draft.
        await patient.Context.SetOfflineAsync(true);
        await patient.AnswerStepsAsync(step => Phone.ChooseAsync(step, "0"));
        await Assertions.Expect(patient.Page.Locator("form [data-queue-status]")).ToContainTextAsync("Noch nicht gesendet");
        Assert.Equal(0, await patient.Page.EvaluateAsync<int>(Drafts));
        var goOn = patient.Page.Locator("a[data-go]");
        await Assertions.Expect(goOn).ToBeVisibleAsync();

        // Sent while somebody goes elsewhere: the page that waited does not take them back.
        await patient.Context.SetOfflineAsync(false);
        await patient.GoAsync(questionnaire.Replace("/questionnaires/phq-9", "/diary", StringComparison.Ordinal));
        await Assertions.Expect(patient.Page.Locator("[data-unsent]").Last).ToBeHiddenAsync();
        await patient.GoAsync(questionnaire);
        await Assertions.Expect(patient.Page.Locator("input[type=radio]:checked")).ToHaveCountAsync(0);

        // Sent while somebody stays: they are told so where they are, with the way on.
        await patient.Context.SetOfflineAsync(true);
        await patient.AnswerStepsAsync(step => Phone.ChooseAsync(step, "0"));
        await Assertions.Expect(goOn).ToBeVisibleAsync();
        await patient.Context.SetOfflineAsync(false);
        await Assertions.Expect(patient.Page.Locator("form [data-queue-status]")).ToContainTextAsync("Gespeichert um");
        await goOn.ClickAsync();
        await patient.ArriveAsync(path => !path.EndsWith("/phq-9", StringComparison.Ordinal));
    }
}
