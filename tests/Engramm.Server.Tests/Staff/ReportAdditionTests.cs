using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Sessions.Entries;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Staff;

/// <summary>A signed report gets additions, never an edit; what stood before stays readable.</summary>
public sealed partial class ReportAdditionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_the_signature_a_correction_and_a_note_stand_below_as_additions_with_a_signature_of_their_own()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var physician = await server.AsAsync(Role.Physician);
        var note = Sending.Now(new NoteAdded("Port links gespült"));
        await TakenAsync(nurse.CommandAsync(server.People.OwnSession, note));
        await TakenAsync(nurse.CommandAsync(server.People.OwnSession, Sending.Now(new SessionCancelled("Erkältung"))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AddAsync(server, nurse, "Zu früh, noch nicht unterschrieben"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignAsync(server, physician, upTo: 0));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignAsync(server, physician, upTo: 1000));
        Assert.Equal(HttpStatusCode.SeeOther, await SignAsync(server, physician));
        var original = await PageAsync(server, physician);
        Assert.DoesNotContain("Nachträge unterschreiben", original, StringComparison.Ordinal);
        await TakenAsync(nurse.CommandAsync(server.People.OwnSession, Sending.Now(new Amended(note.CommandId, "Seite verwechselt", new NoteAdded("Port rechts gespült")))));
        Assert.Equal(HttpStatusCode.SeeOther, await AddAsync(server, nurse, "Am Abend angerufen, alles gut"));

        var page = await PageAsync(server, physician);
        Assert.Contains("Berichtigung: Port rechts gespült. Vorher: Port links gespült. Grund: Seite verwechselt", page, StringComparison.Ordinal);
        Assert.Contains("Am Abend angerufen, alles gut", page, StringComparison.Ordinal);
        Assert.Equal(2, Unsigned().Count(page));

        Assert.Equal(HttpStatusCode.SeeOther, await SignAsync(server, physician));
        var signed = await PageAsync(server, physician);
        Assert.Equal(0, Unsigned().Count(signed));
        Assert.DoesNotContain("Nachträge unterschreiben", signed, StringComparison.Ordinal);

        // The signed part is the same, byte for byte, after a correction, a note and their signature.
        Assert.Contains("Port links gespült", SignedPart(original), StringComparison.Ordinal);
        Assert.Equal(HashOf(SignedPart(original)), HashOf(SignedPart(page)));
        Assert.Equal(HashOf(SignedPart(original)), HashOf(SignedPart(signed)));
        Assert.NotEqual(HashOf(original), HashOf(signed), StringComparer.Ordinal);

        // Nothing new stands there: signing once more writes nothing.
        var before = (await server.LogOfAsync(server.People.OwnSession)).Count;
        Assert.Equal(HttpStatusCode.SeeOther, await SignAsync(server, physician));
        var log = await server.LogOfAsync(server.People.OwnSession);
        Assert.Equal(before, log.Count);
        Assert.Equal(2, log.Count(e => e.Entry is ReportSigned));
        Assert.Equal("Port links gespült", ((NoteAdded)log.Single(e => e.CommandId == note.CommandId).Entry).Text);

        // Whoever changes a signed line behind the software's back is found out.
        var first = (ReportSigned)log.First(e => e.Entry is ReportSigned).Entry;
        Assert.Contains(first.Fingerprint!, signed, StringComparison.Ordinal);
        await using (var db = server.Database.Contexts.CreateDbContext())
        {
            await db.SessionLog.Where(r => r.CommandId == note.CommandId).ExecuteUpdateAsync(s => s.SetProperty(r => r.Json, r => r.Json.Replace("links", "rechts")), Stop);
        }

        Assert.DoesNotContain("hat nicht mehr die Prüfsumme", signed, StringComparison.Ordinal);
        Assert.Contains("hat nicht mehr die Prüfsumme", await PageAsync(server, physician), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_addition_is_refused_beside_the_field_and_a_nurse_signs_nothing()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var physician = await server.AsAsync(Role.Physician);
        await TakenAsync(nurse.CommandAsync(server.People.OwnSession, Sending.Now(new SessionCancelled("Erkältung"))));
        await SignAsync(server, physician);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AddAsync(server, nurse, "  "));
        Assert.Equal(HttpStatusCode.Forbidden, await SignAsync(server, nurse));
    }

    private static string Report(PracticeServer server) => $"/sessions/{server.People.OwnSession}/report";

    private static async Task TakenAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private static async Task<string> PageAsync(PracticeServer server, HttpClient http) =>
        WebUtility.HtmlDecode(await http.GetStringAsync(Report(server) + "?lang=de", Stop));

    private static async Task<HttpStatusCode> AddAsync(PracticeServer server, HttpClient http, string text)
    {
        using var answer = await http.PostAsync(Report(server) + "/addition?lang=de", Sending.Form(("addition", text)), Stop);
        return answer.StatusCode;
    }

    private static string SignedPart(string page)
    {
        var from = page.IndexOf("data-testid=\"signed-part\"", StringComparison.Ordinal);
        var signature = page.IndexOf("id=\"r-signature\"", from, StringComparison.Ordinal);
        return page[from..page.IndexOf("</div>", signature, StringComparison.Ordinal)];
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task<HttpStatusCode> SignAsync(PracticeServer server, HttpClient http, long? upTo = null)
    {
        var last = upTo ?? (await server.LogOfAsync(server.People.OwnSession))[^1].Sequence;
        using var answer = await http.PostAsync(Report(server) + "/signature", Sending.Form(("up-to", last.ToString(System.Globalization.CultureInfo.InvariantCulture))), Stop);
        return answer.StatusCode;
    }

    [GeneratedRegex("Noch nicht unterschrieben\\.</td>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unsigned();
}
