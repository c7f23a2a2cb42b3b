using System.Net;
using System.Text.Json;
using Engramm.Care.Access;
using Engramm.Care.Assessment;
using Engramm.Care.Diary;
using Engramm.Care.Integration;
using Engramm.Care.Relearning;
using Engramm.Care.Screening;
using Engramm.Quantities;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Companion;

/// <summary>The patient's own copy: what the person entered, nothing of others, nothing about handling the drug.</summary>
public class ExportTests
{
    private const string OfOthers = "FREMDENOTIZ";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_copy_holds_what_the_person_entered_in_words()
    {
        await using var server = await PracticeServer.StartAsync();
        await FillAsync(server);
        using var patient = await server.AsAsync(Role.Patient);
        foreach (var ending in (string[])["json", "html"])
        {
            using var answer = await patient.GetAsync($"{Path(server)}/export.{ending}?lang=de", Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
            Assert.True(answer.Headers.CacheControl?.NoStore);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
            foreach (var said in (string[])["Bin zum Bäcker gelaufen", "7 von 10", "Test Solberg", "Ruhig atmen", "Runden", "14.03.1979", "68,0 kg"])
            {
                Assert.Contains(said, text, StringComparison.Ordinal);
            }

            Assert.DoesNotContain(OfOthers, text, StringComparison.Ordinal);
            foreach (var handling in (string[])["mg/kg", "mg/ml", "ml/h", "Ketamin "])
            {
                Assert.DoesNotContain(handling, text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_json_is_one_object_of_sections_with_names_a_person_can_read()
    {
        await using var server = await PracticeServer.StartAsync();
        await FillAsync(server);
        using var patient = await server.AsAsync(Role.Patient);
        using var read = JsonDocument.Parse(await patient.GetStringAsync(Path(server) + "/export.json?lang=en", Stop));
        var diary = read.RootElement.GetProperty("sections").EnumerateArray().Single(s => s.GetProperty("title").GetString() is "Diary entries");
        var lines = diary.GetProperty("entries")[0].GetProperty("lines").EnumerateArray().ToDictionary(l => l.GetProperty("name").GetString()!, l => l.GetProperty("value").GetString()!, StringComparer.Ordinal);
        Assert.Contains("7 of 10", lines.Values, StringComparer.Ordinal);
        Assert.DoesNotContain("pain", lines.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Every_copy_is_in_the_audit_chain_and_looking_at_the_page_is_not_a_copy()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        await patient.GetStringAsync(Path(server), Stop);
        Assert.Equal(0, await CopiesAsync(server));
        await patient.GetStringAsync(Path(server) + "/export.json", Stop);
        await patient.GetStringAsync(Path(server) + "/export.html", Stop);
        Assert.Equal(2, await CopiesAsync(server));
    }

    private static string Path(PracticeServer server) => $"/companion/{server.People.OwnPatient}/data";

    private static async Task<int> CopiesAsync(PracticeServer server)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        var patient = server.People.Accounts[Role.Patient].Id;
        return await db.AuditEntries.CountAsync(e => e.Action == "exported own data" && e.Actor == patient && e.ObjectId == server.People.OwnPatient, Stop);
    }

    private static async Task FillAsync(PracticeServer server)
    {
        var at = TimeProvider.System.GetUtcNow();
        var (own, physician) = (server.People.OwnPatient, server.People.Accounts[Role.Physician].Id);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        db.Add(new DiaryEntry { Id = Guid.NewGuid(), PatientId = own, Day = DateOnly.FromDateTime(at.Date), At = at, ReceivedAt = at, Activities = "", Pain = 7, Success = "Bin zum Bäcker gelaufen" });
        db.Add(new DiaryEntry { Id = Guid.NewGuid(), PatientId = server.People.OtherPatient, Day = DateOnly.FromDateTime(at.Date), At = at, ReceivedAt = at, Activities = "", Note = OfOthers });
        db.Add(new Practised { Id = Guid.NewGuid(), PatientId = own, Programme = "REG", UnitId = "breathing-5-1-7", At = at, ReceivedAt = at, DetailsJson = "{\"rounds\":[\"10\"]}" });
        db.Add(new Answers
        {
            Id = Guid.NewGuid(),
            PatientId = own,
            ContentId = "phq-9",
            ContentVersion = 1,
            Language = Language.German,
            ItemsJson = "{}",
            AnsweredAt = at,
            ReceivedAt = at,
            AnsweredBy = server.People.Accounts[Role.Patient].Id,
        });
        db.Add(new ContactNote { Id = Guid.NewGuid(), PatientId = own, Kind = ContactKind.PhysicianNote, Text = OfOthers, At = at, By = physician });
        db.Add(new Clearance { Id = Guid.NewGuid(), PatientId = own, Reason = OfOthers, SignedBy = physician, SignedAt = at });
        db.Add(new SuicideRiskHold { Id = Guid.NewGuid(), PatientId = own, AnswersId = Guid.NewGuid(), RaisedAt = at, Level = "Yellow", Reason = OfOthers, Plan = OfOthers, AssessedAt = at, AssessedBy = physician });
        await db.SaveChangesAsync(Stop);
    }
}
