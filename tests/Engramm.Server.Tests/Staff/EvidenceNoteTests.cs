using System.Net;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Content;
using Engramm.Content.Evidence;
using Engramm.Content.Rules;
using Engramm.Content.Treatment;
using Engramm.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Engramm.Server.Tests.Staff;

/// <summary>Wherever a claim of the evidence register is shown, its certainty and what it was compared with stand beside it, in the reader's language.</summary>
public class EvidenceNoteTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de", "Schwach bis mittel belegt: Neue Studien können das Bild deutlich ändern.", "verglichen mit: Placebo oder aktives Placebo", "Schwach belegt")]
    [InlineData("en", "Weakly to moderately established: new studies may change the picture a good deal.", "compared with: Placebo or active placebo", "Weakly established")]
    public async Task The_consent_says_how_sure_each_claim_is(string language, string lowToModerate, string compared, string low)
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var page = await TextAsync(nurse, $"/patients/{server.People.OwnPatient}/consent/text?lang={language}");
        var content = server.App.Services.GetRequiredService<ContentLibrary>();
        var named = content.Get<ConsentText>("ketamine-depression", Today).Evidence;
        Assert.All(named, id => Assert.Contains($"data-certainty=\"{content.Get<EvidenceRow>(id, Today).Certainty}\"", NoteOf(page, id), StringComparison.Ordinal));
        Assert.Contains(lowToModerate, NoteOf(page, "A2-05"), StringComparison.Ordinal);
        Assert.Contains(compared, NoteOf(page, "A2-05"), StringComparison.Ordinal);
        Assert.Contains(low, NoteOf(page, "X-24"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "Schwach belegt", "keine Vergleichsgruppe angegeben")]
    [InlineData("en", "Weakly established", "no comparison group stated")]
    public async Task The_phone_says_how_sure_it_is_that_breathing_calms(string language, string low, string compared)
    {
        await using var server = await PracticeServer.StartAsync();
        using var nobody = server.Caller();
        var note = NoteOf(await TextAsync(nobody, $"/companion/breathe?lang={language}"), "S-04");
        Assert.Contains(low, note, StringComparison.Ordinal);
        Assert.Contains(compared, note, StringComparison.Ordinal);

        // The twin: where nothing is claimed, nothing is said.
        Assert.DoesNotContain("data-certainty", await TextAsync(nobody, $"/companion/crisis?lang={language}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_indication_shows_what_was_found_and_not_the_claim_that_was_refuted()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        var content = server.App.Services.GetRequiredService<ContentLibrary>();
        var ids = content.Get<IndicationList>("ketamine", Today).Find("FIBROMYALGIA")!.EvidenceIds;
        var page = await TextAsync(physician, $"/patients/{server.People.OwnPatient}/eligibility?indication=FIBROMYALGIA&lang=en");
        var rows = ids.Select(id => content.Get<EvidenceRow>(id, Today)).ToList();
        Assert.Contains(rows, row => !row.MayInformPatients);
        Assert.All(rows, row =>
        {
            Assert.Contains(row.Found.En!, NoteOf(page, row.Id), StringComparison.Ordinal);
            Assert.DoesNotContain(row.Claim.En!, page, StringComparison.Ordinal);
        });
    }

    private static string NoteOf(string page, string id)
    {
        var notes = Regex.Matches(page, "<li data-certainty.*?</li>", RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        return Assert.Single(notes.Select(n => n.Value).Distinct(StringComparer.Ordinal), note => note.Contains($"[{id}]", StringComparison.Ordinal));
    }

    private static async Task<string> TextAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }
}
