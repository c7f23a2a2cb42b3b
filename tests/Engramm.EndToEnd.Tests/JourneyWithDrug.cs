using Microsoft.Playwright;

namespace Engramm.EndToEnd.Tests;

/// <summary>
/// A person with treatment-resistant depression and long back pain: from the invitation through a positive item 9, clearance,
/// eligibility, consent, plan and a monitored infusion to the discharge, the report and the day after.
/// </summary>
public class JourneyWithDrug(Chromium chromium)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task From_the_invitation_to_the_day_after(string language)
    {
        await using var server = await DemoServer.StartAsync(Stop);
        await using var physician = await Visitor.ComeAsync(chromium, server.Address, language, 1366, 900);
        await using var patient = await Visitor.ComeAsync(chromium, server.Address, language, 390, 844);
        await using var room = await Visitor.ComeAsync(chromium, server.Address, language, 1180, 820);

        await physician.EnterAsync("Dr. Ines Falkenberg");
        var email = await physician.InviteAsync("Vera", "Lindholm", "1979-03-14", language);
        var home = await patient.RegisterAsync(physician, email, "1979-03-14");
        var patientId = Guid.Parse(home.Split('/')[^1]);

        await patient.DenyWarningSignsAsync(home);
        await AnswerItem9Async(patient, home);
        await JudgeHoldAsync(physician, patientId);
        await physician.ClearAsync(patientId);

        await RecordFactsAsync(physician, patientId);
        await ConsentAsync(physician, patientId);
        await DecideAsync(physician, patientId);
        await PlanAsync(physician, patientId);

        await room.EnterAsync("Dr. Ines Falkenberg");
        await using var session = await Room.OpenAsync(room, server, patientId);
        await session.CheckInAsync(Stop);
        await session.InfuseAsync(Stop);
        await session.RecoverAsync(Stop);
        await using (var nurse = await Visitor.ComeAsync(chromium, server.Address, language, 820, 1180, dark: true))
        {
            await nurse.EnterAsync("Jonas Riedel");
            await session.PrepareAsync(nurse);
        }

        await session.DischargeAsync();

        await ReportAsync(physician, session.Id, language);
        await TheDayAfterAsync(server, physician, patient, patientId, home);
    }

    /// <summary>PHQ-9 with item 9: the card comes at once, without a connection it says that nobody knows yet, then what the server says.</summary>
    private static async Task AnswerItem9Async(Visitor patient, string home)
    {
        await patient.GoAsync(home + "/questionnaires/phq-9");
        var last = 0;
        await patient.AnswerStepsAsync(async step =>
        {
            var isItem9 = await step.Locator("input[name='phq9-9'], input[name='phq9_9'], input[value=declined]").CountAsync() > 0;
            await Phone.ChooseAsync(step, isItem9 ? "1" : "2");
            last++;
            if (isItem9)
            {
                var card = patient.Page.Locator("#crisis-card");
                await Assertions.Expect(card).ToBeVisibleAsync();
                await Assertions.Expect(card).ToContainTextAsync(patient.Words("Noch niemand informiert", "Nobody has been told yet"));
                await Assertions.Expect(card.Locator("a[href^='tel:']").First).ToBeInViewportAsync(new() { Ratio = 1 });
                await patient.PictureAsync("crisis-" + patient.Words("de", "en"));
                await patient.Context.SetOfflineAsync(true);
            }
        });
        Assert.True(last >= 9);
        await Assertions.Expect(patient.Page.Locator("#crisis-card")).ToContainTextAsync(patient.Words("Noch niemand informiert", "Nobody has been told yet"));
        await patient.Context.SetOfflineAsync(false);
        await patient.WaitUntilStoredAsync();
        await Assertions.Expect(patient.Page.Locator("#crisis-card")).Not.ToContainTextAsync(patient.Words("Noch niemand informiert", "Nobody has been told yet"));
        await patient.CheckAsync();
    }

    private static async Task JudgeHoldAsync(Visitor physician, Guid patientId)
    {
        await physician.GoAsync("/patients");
        Assert.True(await physician.Page.Locator($"a[href*='{patientId}']").CountAsync() > 0, "The task for item 9 is not on the start page.");
        await physician.GoAsync($"/patients/{patientId}/assessment");
        await physician.Page.Locator("input[name^='level-'][value=Yellow]").CheckAsync(new LocatorCheckOptions { Force = true });
        await physician.Page.Locator("textarea[name^='reason-']").FillAsync(physician.Words(
            "Lebensmüde Gedanken ohne Methode und ohne Absicht, im Gespräch glaubhaft distanziert.",
            "Thoughts of being dead without method or intent, credibly distant in the talk."));
        await physician.Page.Locator("textarea[name^='plan-']").FillAsync(physician.Words(
            "Sicherheitsplan besprochen, Anruf in drei Tagen, Krisenkarte erklärt.",
            "Safety plan discussed, call in three days, crisis card explained."));
        await physician.Page.Locator("form[action*='/holds/'] button[type=submit]").ClickAsync();
        await physician.ArriveAsync(path => path.EndsWith("/assessment", StringComparison.Ordinal));
        await Assertions.Expect(physician.Page.Locator("input[name^='level-']")).ToHaveCountAsync(0);
        await physician.CheckAsync();
    }

    private static async Task RecordFactsAsync(Visitor physician, Guid patientId)
    {
        await physician.GoAsync($"/patients/{patientId}/eligibility/facts");
        foreach (var no in await physician.Page.Locator("input[type=radio][name^='fact.'][value=no]").AllAsync())
        {
            await no.CheckAsync(new LocatorCheckOptions { Force = true });
        }

        foreach (var (key, value) in ((string Key, string Value)[])[("able-to-consent", "yes"), ("integration-partner", "yes"), ("escort-today", "yes"), ("pregnancy", "not-possible"), ("heart-disease", "none"), ("substance-use-disorder", "never")])
        {
            var field = physician.Page.Locator($"input[name='fact.{key}'][value='{value}']");
            if (await field.CountAsync() > 0)
            {
                await field.CheckAsync(new LocatorCheckOptions { Force = true });
            }
        }

        foreach (var (key, value) in ((string Key, string Value)[])[("adequate-antidepressant-trials", "2"), ("resting-systolic", "124"), ("resting-diastolic", "78")])
        {
            await physician.Page.FillAsync($"[name='fact.{key}']", value);
        }

        await physician.Page.Locator("main form button[type=submit]").Last.ClickAsync();
        await physician.ArriveAsync(path => path.EndsWith("/eligibility", StringComparison.Ordinal));
        await physician.CheckAsync();
    }

    private static async Task ConsentAsync(Visitor physician, Guid patientId)
    {
        await physician.GoAsync($"/patients/{patientId}/consent");
        await physician.Page.FillAsync("[name=questions]", physician.Words("Wie lange wirkt es? Was, wenn mir schlecht wird?", "How long does it last? What if I feel sick?"));
        foreach (var alternative in await physician.Page.Locator("input[name=alternatives]").AllAsync())
        {
            await alternative.CheckAsync(new LocatorCheckOptions { Force = true });
        }

        await physician.SubmitAsync("/consent/talk");
        await physician.Page.Locator("form[action$='/consent/understanding']").WaitForAsync();
        await physician.CheckAsync();

        // A wrong answer says what to talk about again and stores nothing; the right ones are found one by one.
        for (var round = 0; round < 6 && await physician.Page.Locator("form[action$='/consent/understanding']").CountAsync() > 0; round++)
        {
            foreach (var field in await physician.Page.Locator("form[action$='/consent/understanding'] fieldset").AllAsync())
            {
                var options = field.Locator("input[type=radio]");
                var isRight = round > 0 && !(await field.GetAttributeAsync("class") ?? "").Contains("wrong", StringComparison.Ordinal);
                if (!isRight && round < await options.CountAsync())
                {
                    await options.Nth(round).CheckAsync(new LocatorCheckOptions { Force = true });
                }
            }

            await physician.SubmitAsync("/consent/understanding");
            await physician.ArriveAsync();
        }

        await physician.Page.Locator("form[action$='/consent/signature']").WaitForAsync();
        await physician.Page.CheckAsync("[name=declared]");
        await physician.Page.FillAsync("[name=signature-typed]", "Vera Lindholm");
        await physician.SubmitAsync("/consent/signature");
        await physician.SubmitAsync("/consent/copy");
        await physician.Page.Locator("form[action$='/consent/withdrawal']").WaitForAsync();
        await physician.CheckAsync();
    }

    private static async Task DecideAsync(Visitor physician, Guid patientId)
    {
        await physician.GoAsync($"/patients/{patientId}/eligibility?indication=TRD");
        await physician.PictureAsync("eligibility-" + physician.Words("de", "en"));
        foreach (var reason in await physician.Page.Locator("textarea[name^='reason.']").AllAsync())
        {
            await reason.FillAsync(physician.Words("Geprüft und mit der Patientin besprochen, vertretbar unter Überwachung.", "Checked and discussed with the patient, acceptable under monitoring."));
        }

        await physician.Page.CheckAsync("[name=signed]");
        await physician.SubmitAsync("/eligibility");
        await physician.Page.Locator(".decision-next a").First.WaitForAsync();
        await physician.CheckAsync();
    }

    private static async Task PlanAsync(Visitor physician, Guid patientId)
    {
        await physician.GoAsync($"/patients/{patientId}/plan");
        await physician.Page.Locator("input[name=product]").First.CheckAsync(new LocatorCheckOptions { Force = true });
        foreach (var field in (string[])["weight-type", "chair"])
        {
            await physician.Page.Locator($"select[name='{field}']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        }

        // The wrong decimal mark is refused beside its field, nothing entered is lost.
        foreach (var (name, value) in ((string, string)[])[("weight", "68"), ("dose", physician.Words("0.5", "0,5")), ("duration", "40"), ("strength", "1"), ("observation", "120")])
        {
            await physician.Page.FillAsync($"[name='{name}']", value);
        }

        await physician.SetDayAsync();
        await physician.Page.Locator("button[formaction$='/plan/preview']").ClickAsync();
        await physician.Page.Locator("#f-dose-fault").WaitForAsync();
        Assert.Equal("68", await physician.Page.InputValueAsync("[name=weight]"));
        await physician.Page.FillAsync("[name=dose]", physician.Words("0,5", "0.5"));
        await physician.Page.Locator("button[formaction$='/plan/preview']").ClickAsync();
        await physician.Page.Locator("dl.derived").WaitForAsync();
        await physician.CheckAsync();
        await physician.PictureAsync("plan-" + physician.Words("de", "en"));
        var reasons = await physician.Page.Locator("textarea[name^='reason.']").AllAsync();
        foreach (var reason in reasons)
        {
            await reason.FillAsync(physician.Words("Mit der Patientin besprochen, Team ist vorbereitet und eingeplant.", "Discussed with the patient, the team is prepared and scheduled."));
        }

        if (reasons.Count > 0)
        {
            await physician.Page.Locator("button[formaction$='/plan/preview']").ClickAsync();
            await physician.ArriveAsync();
        }

        await physician.PictureAsync("plan-ready-" + physician.Words("de", "en"));
        // An impatient finger: one plan all the same.
        await physician.Page.Locator("button[type=submit][form=plan]").DblClickAsync();
        await physician.Page.Locator("form[action$='/open']").First.WaitForAsync();
        await physician.CheckAsync();
    }

    /// <summary>The leaflet that goes home, the signed report, an addition with a signature of its own, and all of it on paper.</summary>
    private static async Task ReportAsync(Visitor physician, Guid sessionId, string language)
    {
        await physician.GoAsync($"/sessions/{sessionId}/leaflet");
        await Assertions.Expect(physician.Page.Locator("[data-testid=driving]")).ToContainTextAsync(physician.Words("Fahren Sie nicht vor", "Do not drive before"));
        await Assertions.Expect(physician.Page.Locator("[data-testid=driving]")).ToContainTextAsync(physician.Words("nicht vor einer erholsamen Nacht", "not before a restful night"));
        await physician.PrintedAsync("leaflet-" + physician.Words("de", "en"));

        await physician.GoAsync($"/sessions/{sessionId}/report");
        await physician.PictureAsync("report-" + physician.Words("de", "en"));
        await Assertions.Expect(physician.Page.Locator("[data-testid=assumed]")).ToHaveCountAsync(0);
        await physician.SubmitAsync("/report/signature");
        await physician.ArriveAsync();
        var signed = await physician.HashOfSignedPartAsync();

        var words = physician.Words("Am Abend angerufen, alles gut.", "Called in the evening, all well.");
        await physician.Page.FillAsync("[name=addition]", words);
        await physician.SubmitAsync("/report/addition");
        await physician.Page.Locator("#r-additions").WaitForAsync();
        await physician.SubmitAsync("/report/signature");
        await physician.ArriveAsync();
        var addition = physician.Page.Locator("section[aria-labelledby=r-additions] tbody tr");
        await Assertions.Expect(addition).ToContainTextAsync(words);
        await Assertions.Expect(addition.Locator("td").Last).ToContainTextAsync("Dr. Ines Falkenberg");
        Assert.Equal(signed, await physician.HashOfSignedPartAsync());
        await physician.CheckAsync();
        await physician.PrintedAsync("report-printed-" + physician.Words("de", "en"));

        string[] expected = language is "de"
            ? ["Vera Lindholm", "Gegeben, bestätigt", "34,0 mg", "Nicht fahren", "Paul Lindholm", "Dr. Ines Falkenberg", "Nachträge", words, "vorhergesagt, arteriell", "Unerwünschte Ereignisse", "Aldrete"]
            : ["Vera Lindholm", "Given, confirmed", "34.0 mg", "No driving", "Paul Lindholm", "Dr. Ines Falkenberg", "Additions", words, "predicted, arterial", "Adverse events", "Aldrete"];
        var text = await physician.ReadPdfAsync($"/sessions/{sessionId}/report.pdf?lang={language}", Stop);
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    private static async Task TheDayAfterAsync(DemoServer server, Visitor physician, Visitor patient, Guid patientId, string home)
    {
        await server.TurnClockAsync(60 * 20, Stop);
        await physician.GoAsync($"/patients/{patientId}/contacts");
        foreach (var no in await physician.Page.Locator("form[action$='/contacts/call'] input[type=radio][value=no]").AllAsync())
        {
            await no.CheckAsync(new LocatorCheckOptions { Force = true });
        }

        foreach (var group in await physician.Page.Locator("form[action$='/contacts/call'] fieldset").AllAsync())
        {
            if (await group.Locator("input:checked").CountAsync() == 0)
            {
                await group.Locator("input[type=radio]").First.CheckAsync(new LocatorCheckOptions { Force = true });
            }
        }

        await physician.SubmitAsync("/contacts/call");
        await physician.ArriveAsync();
        await physician.CheckAsync();

        await patient.GoAsync(home);
        await patient.GoAsync(home + "/diary");
        await patient.AnswerStepsAsync(step => Phone.ChooseAsync(step, "5"));
        await patient.WaitUntilStoredAsync();
        await patient.GoAsync(home + "/breathe");
        await physician.GoAsync($"/patients/{patientId}");
        await physician.PictureAsync("record-" + physician.Words("de", "en"));
    }
}
