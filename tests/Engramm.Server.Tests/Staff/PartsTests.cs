using System.Net;
using Engramm.Care.Access;
using Engramm.Content.Infusion;
using Engramm.Server.Staff.Parts;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Staff;

/// <summary>The separable parts: off until a physician accepts in writing, on from then, off again with a reason; and what is off is refused.</summary>
public sealed class PartsTests
{
    private const string On = PartsPages.Path + "/Alarms/on";
    private const string Off = PartsPages.Path + "/Alarms/off";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_physician_accepts_in_writing_and_what_was_read_is_kept()
    {
        await using var server = await PracticeServer.StartAsync(acceptsParts: false);
        using var physician = await server.AsAsync(Role.Physician);
        Assert.Contains("Keine Alarme in Engramm", await PageAsync(physician), StringComparison.Ordinal);

        var decision = Guid.NewGuid();
        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(physician, On, Acceptance(decision)));
        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(physician, On, Acceptance(decision)));

        await using var db = server.Database.Contexts.Create(server.People.Id);
        var kept = await db.SwitchDecisions.SingleAsync(Stop);
        var by = server.People.Accounts[Role.Physician];
        Assert.Equal((SeparablePart.Alarms, true, by.Id, by.DisplayName, 1, "Dr. Test"), (kept.Part, kept.IsOn, kept.By, kept.ByName, kept.TextVersion, kept.Signature));
        Assert.Contains("bleibt der erste", kept.Text, StringComparison.Ordinal);
        Assert.Contains(await db.AuditEntries.ToListAsync(Stop), e => e is { ObjectType: "SwitchDecision", Action: "added" } && e.ObjectId == kept.Id && e.Actor == by.Id);
        Assert.Equal(new(LimitHighlighting: false, DeviceAlarms: true), await PracticeSwitches.NowAsync(db, Stop));

        var page = await PageAsync(physician);
        Assert.DoesNotContain("Keine Alarme in Engramm", page, StringComparison.Ordinal);
        Assert.Contains("Angenommener Text, Fassung 1", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accepted-Alarms", "")]
    [InlineData("signature-Alarms-typed", " ")]
    [InlineData("version", "2")]
    [InlineData("language", "en")]
    public async Task Without_a_tick_a_signature_or_the_very_text_nothing_is_switched_on(string field, string value)
    {
        await using var server = await PracticeServer.StartAsync(acceptsParts: false);
        using var physician = await server.AsAsync(Role.Physician);
        var form = Acceptance(Guid.NewGuid());
        form[field] = value;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(physician, On, form));
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Empty(await db.SwitchDecisions.ToListAsync(Stop));
    }

    [Fact]
    public async Task A_physician_switches_off_with_a_reason_and_both_decisions_stay()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(physician, Off, Reason("zu kurz")));
        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(physician, Off, Reason("Der Raum bekommt neue Lautsprecher.")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(physician, Off, Reason("Der Raum bekommt neue Lautsprecher.")));

        var page = await PageAsync(physician);
        Assert.Contains("Der Raum bekommt neue Lautsprecher.", page, StringComparison.Ordinal);
        Assert.Contains("2 Sitzungen sind offen", page, StringComparison.Ordinal);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Equal([false, true], (await PracticeSwitches.HistoryAsync(db, Stop)).Where(d => d.Part == SeparablePart.Alarms).Select(d => d.IsOn));
        using var board = await server.AsAsync(Role.Nurse);
        Assert.Contains("Keine Alarme in Engramm, Monitor beachten", WebUtility.HtmlDecode(await board.GetStringAsync("/chairs?lang=de", Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_sees_the_page_and_decides_nothing()
    {
        await using var server = await PracticeServer.StartAsync(acceptsParts: false);
        using var administrator = await server.AsAsync(Role.Administrator);
        var page = await PageAsync(administrator);
        Assert.Contains("Einschalten und ausschalten können nur", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<textarea", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(administrator, On, Acceptance(Guid.NewGuid())));
    }

    [Fact]
    public async Task Charting_is_not_decided_on_and_an_unknown_part_is_not_found()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(physician, PartsPages.Path + "/Charting/off", Reason("x")));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(physician, PartsPages.Path + "/Everything/on", Reason("x")));
    }

    [Fact]
    public async Task While_prediction_is_off_the_planner_gets_no_model_and_shows_no_curve()
    {
        await using var server = await PracticeServer.StartAsync(acceptsParts: false);
        using var physician = await server.AsAsync(Role.Physician);
        var plan = $"/patients/{server.People.OwnPatient}/plan";
        using var sheet = await physician.GetAsync(plan + "/sheet", Stop);
        Assert.Equal(HttpStatusCode.Conflict, sheet.StatusCode);
        var page = WebUtility.HtmlDecode(await physician.GetStringAsync(plan + "?lang=de", Stop));
        Assert.Contains("Die Vorhersage der Konzentration ist in dieser Praxis ausgeschaltet.", page, StringComparison.Ordinal);
        Assert.Contains("Keine Alarme in Engramm, Monitor beachten", page, StringComparison.Ordinal);
        Assert.DoesNotContain("planner.js", page, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(physician, PartsPages.Path + "/LimitsAndPrediction/on", Acceptance(Guid.NewGuid(), "LimitsAndPrediction")));
        using var open = await physician.GetAsync(plan + "/sheet", Stop);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    private static Dictionary<string, string> Acceptance(Guid decision, string part = "Alarms") => new(StringComparer.Ordinal)
    {
        ["decision"] = decision.ToString(),
        ["version"] = "1",
        ["language"] = "de",
        ["accepted-" + part] = "true",
        [$"signature-{part}-typed"] = "Dr. Test",
    };

    private static Dictionary<string, string> Reason(string text) => new(StringComparer.Ordinal) { ["reason-Alarms"] = text };

    private static async Task<string> PageAsync(HttpClient http) => WebUtility.HtmlDecode(await http.GetStringAsync(PartsPages.Path + "?lang=de", Stop));

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string path, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(path, content, Stop);
        return answer.StatusCode;
    }
}
