using System.Net;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Sessions.Entries;

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

        Assert.Equal(HttpStatusCode.SeeOther, await SignAsync(server, physician));
        Assert.DoesNotContain("Nachträge unterschreiben", await PageAsync(server, physician), StringComparison.Ordinal);
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

        // Nothing new stands there: signing once more writes nothing.
        var before = (await server.LogOfAsync(server.People.OwnSession)).Count;
        Assert.Equal(HttpStatusCode.SeeOther, await SignAsync(server, physician));
        var log = await server.LogOfAsync(server.People.OwnSession);
        Assert.Equal(before, log.Count);
        Assert.Equal(2, log.Count(e => e.Entry is ReportSigned));
        Assert.Equal("Port links gespült", ((NoteAdded)log.Single(e => e.CommandId == note.CommandId).Entry).Text);
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

    private static async Task<HttpStatusCode> SignAsync(PracticeServer server, HttpClient http)
    {
        var upTo = (await server.LogOfAsync(server.People.OwnSession))[^1].Sequence;
        using var answer = await http.PostAsync(Report(server) + "/signature", Sending.Form(("up-to", upTo.ToString(System.Globalization.CultureInfo.InvariantCulture))), Stop);
        return answer.StatusCode;
    }

    [GeneratedRegex("Noch nicht unterschrieben\\.</td>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unsigned();
}
