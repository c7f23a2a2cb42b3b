using System.Net;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Care.Screening;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Staff;

/// <summary>A warning sign that comes after a physician's clearance, and answers about suicide that nobody has assessed.</summary>
public partial class ClearanceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_warning_sign_after_the_clearance_closes_the_way_until_a_new_one_replaces_it()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        var patient = server.People.OwnPatient;
        await ClearAsync(physician, patient, "Untersucht: Kraft und Reflexe seitengleich.");
        await ClearAsync(physician, patient, "Untersucht: Kraft und Reflexe seitengleich.");
        Assert.Single(await ClearancesAsync(server));
        Assert.DoesNotContain("clarify warning signs", await PageAsync(physician, $"/patients/{patient}"), StringComparison.Ordinal);

        await RaiseAsync(server);
        Assert.Contains("clarify warning signs", await PageAsync(physician, $"/patients/{patient}"), StringComparison.Ordinal);
        Assert.Contains(">Hold<", (await PageAsync(physician, "/patients?q=Solberg")).Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("K-39", await PageAsync(physician, $"/patients/{patient}/eligibility"), StringComparison.Ordinal);
        Assert.Contains("New warning sign", await PageAsync(physician, $"/patients/{patient}/assessment"), StringComparison.Ordinal);

        await ClearAsync(physician, patient, "Neue Taubheit untersucht: MRT ohne Befund.");
        await ClearAsync(physician, patient, "Neue Taubheit untersucht: MRT ohne Befund.");
        var clearances = await ClearancesAsync(server);
        Assert.Equal(2, clearances.Count);
        Assert.Equal("Neue Taubheit untersucht: MRT ohne Befund.", Assert.Single(clearances, c => c.WithdrawnAt is null).Reason);
        Assert.DoesNotContain("clarify warning signs", await PageAsync(physician, $"/patients/{patient}"), StringComparison.Ordinal);
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            Assert.False(await db.Tasks.AnyAsync(t => t.Kind == CareTaskKind.RedFlag && t.DoneAt == null, Stop));
        }
    }

    [Fact]
    public async Task An_answer_about_suicide_is_no_matter_for_a_reason_on_the_eligibility_page()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        var patient = server.People.OwnPatient;
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            db.Add(new SuicideRiskHold { Id = Guid.NewGuid(), PatientId = patient, AnswersId = Guid.NewGuid(), RaisedAt = TimeProvider.System.GetUtcNow() });
            await db.SaveChangesAsync(Stop);
        }

        var page = await PageAsync(physician, $"/patients/{patient}/eligibility?indication=TRD");
        Assert.Contains("K-18a", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"reason.K-18a\"", page, StringComparison.Ordinal);
        using var answer = await PostAsync(physician, $"/patients/{patient}/eligibility", ("indication", "TRD"), ("reason.K-18a", "Im Gespräch glaubhaft distanziert."), ("signed", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("K-18a endet erst mit der Beurteilung", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            Assert.False(await db.EligibilityDecisions.AnyAsync(Stop));
        }
    }

    [Fact]
    public async Task A_warning_sign_that_came_while_the_page_was_open_is_read_before_it_is_signed()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        var patient = server.People.OwnPatient;
        var first = await RaiseAsync(server);
        var read = SignsOn(await PageAsync(physician, $"/patients/{patient}/assessment"));
        Assert.Equal(first.ToString(), Assert.Single(read).Value);
        var second = await RaiseAsync(server);

        var fields = (string command) => ((string Name, string Value)[])[("command", command), ("clearance-reason", "Untersucht: Kraft und Reflexe seitengleich."), .. read];
        using (var refused = await PostAsync(physician, $"/patients/{patient}/clearance", fields(Guid.NewGuid().ToString())))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Stop));
            Assert.Contains("Ein Warnzeichen kam dazu", page, StringComparison.Ordinal);
            Assert.Contains("Untersucht: Kraft und Reflexe seitengleich.", page, StringComparison.Ordinal);
            read = SignsOn(page);
            Assert.Equal(new[] { first, second }.Order(), read.Select(sign => Guid.Parse(sign.Value)).Order());
        }

        Assert.Empty(await ClearancesAsync(server));

        // Signed with both read; the same sent again changes nothing, also when yet another sign has come since.
        var command = Guid.NewGuid().ToString();
        using (var signed = await PostAsync(physician, $"/patients/{patient}/clearance", fields(command)))
        {
            Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        }

        var third = await RaiseAsync(server);
        using (var again = await PostAsync(physician, $"/patients/{patient}/clearance", fields(command)))
        {
            Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        }

        Assert.Single(await ClearancesAsync(server));
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Equal(third, (await db.Tasks.SingleAsync(t => t.Kind == CareTaskKind.RedFlag && t.DoneAt == null, Stop)).Subject);
    }

    /// <summary>The warning signs an assessment page names to be signed.</summary>
    internal static (string Name, string Value)[] SignsOn(string page) => [.. SignField().Matches(page).Select(sign => ("sign", sign.Groups["sign"].Value))];

    [GeneratedRegex("name=\"sign\" value=\"(?<sign>[0-9a-f-]{36})\"", RegexOptions.None, 1000)]
    private static partial Regex SignField();

    private static async Task<Guid> RaiseAsync(PracticeServer server)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        var now = TimeProvider.System.GetUtcNow();
        var answers = Guid.NewGuid();
        db.Add(new CareTask { Id = Guid.NewGuid(), PatientId = server.People.OwnPatient, Kind = CareTaskKind.RedFlag, AssignedTo = server.People.Accounts[Role.Physician].Id, CreatedAt = now, DueAt = now, Subject = answers });
        await db.SaveChangesAsync(Stop);
        return answers;
    }

    private static async Task ClearAsync(HttpClient physician, Guid patient, string reason)
    {
        using var answer = await PostAsync(physician, $"/patients/{patient}/clearance", [("clearance-reason", reason), .. SignsOn(await PageAsync(physician, $"/patients/{patient}/assessment"))]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static async Task<List<Clearance>> ClearancesAsync(PracticeServer server)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.Clearances.AsNoTracking().ToListAsync(Stop);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient who, string path, params (string Name, string Value)[] fields)
    {
        using var form = Sending.Form(fields);
        return await who.PostAsync(path, form, Stop);
    }

    private static async Task<string> PageAsync(HttpClient who, string path) => WebUtility.HtmlDecode(await who.GetStringAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en", Stop));
}
