using System.Net;
using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Staff;

/// <summary>The leaflet for the way home speaks the patient's language, whatever the colleague's.</summary>
public sealed class LeafletTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sheet_is_in_the_patients_language_with_the_exact_time_and_in_the_other_on_request()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var page = $"/sessions/{server.People.OwnSession}/leaflet";
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            var patient = await db.Patients.SingleAsync(p => p.Id == server.People.OwnPatient, Stop);
            patient.Language = Language.English;
            await db.SaveChangesAsync(Stop);
        }

        var before = await ReadAsync(nurse, page + "?lang=de");
        Assert.Contains("Do not drive before ____________________", before, StringComparison.Ordinal);
        Assert.Contains("Merkblatt für den Heimweg", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Nach der Infusion", Sheet(before), StringComparison.Ordinal);

        var ended = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        foreach (var (at, entry) in ((DateTimeOffset, SessionEntry)[])[(ended.AddMinutes(-40), new InfusionStarted(new MillilitresPerHour(51), "Pumpe lief schon, Anordnung Dr. Falkenberg")), (ended, new InfusionEnded())])
        {
            using var answer = await nurse.CommandAsync(server.People.OwnSession, Sending.Now(entry) with { OccurredAt = at });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var berlin = TimeZoneInfo.ConvertTime(ended.AddHours(24).AddMinutes(1).AddTicks(-1), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var english = Sheet(await ReadAsync(nurse, page + "?lang=de"));
        Assert.Contains(berlin.ToString("dddd, d MMMM", Language.English.Culture()) + ", " + berlin.ToString("HH:mm", Language.English.Culture()), english, StringComparison.Ordinal);
        Assert.Contains("and not before a restful night", english, StringComparison.Ordinal);
        Assert.Contains("Call 112 at once", english, StringComparison.Ordinal);

        var german = Sheet(await ReadAsync(nurse, page + "?lang=en&in=de"));
        Assert.Contains(berlin.ToString("dddd, d. MMMM", Language.German.Culture()) + ", " + berlin.ToString("HH:mm", Language.German.Culture()) + " Uhr", german, StringComparison.Ordinal);
        Assert.Contains("Nicht Auto, Rad oder Roller fahren", german, StringComparison.Ordinal);
        Assert.DoesNotContain("restful", german, StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(HttpClient http, string page) => WebUtility.HtmlDecode(await http.GetStringAsync(page, Stop));

    private static string Sheet(string page) => page[page.IndexOf("data-testid=\"leaflet\"", StringComparison.Ordinal)..page.IndexOf("</article>", StringComparison.Ordinal)];
}
