using System.Net;
using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Care.Patients;
using Engramm.Exchange.Hl7v2;
using Engramm.Sessions.Drills;
using Engramm.Sessions.Entries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engramm.Server.Tests.Staff;

/// <summary>A person is treated under a pseudonym: the room reads that name alone, the record keeps the own one.</summary>
public sealed class PseudonymTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sheet_of_a_session_under_a_pseudonym_names_nobody()
    {
        await using var server = await PracticeServer.StartAsync();
        var session = Guid.NewGuid();
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            var chair = await db.Chairs.FirstAsync(Stop);
            foreach (var before in await db.Sessions.ToListAsync(Stop))
            {
                before.ClosedAt = TimeProvider.System.GetUtcNow();
            }

            db.Add(new InfusionSession { Id = session, PatientId = server.People.OwnPatient, OrderId = Guid.NewGuid(), ChairId = chair.Id, OpenedAt = TimeProvider.System.GetUtcNow(), Pseudonym = "Möwe" });
            await db.SaveChangesAsync(Stop);
        }

        using var nurse = await server.AsAsync(Role.Nurse);
        var sheet = await nurse.GetStringAsync($"/api/sessions/{session}", Stop);
        Assert.Contains("M\\u00F6we", sheet, StringComparison.Ordinal);
        var chairName = "Raum Solberg";
        Assert.DoesNotContain("Solberg", sheet.Replace(chairName, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("Test Solberg", sheet, StringComparison.Ordinal);

        // The start page of a colleague hangs in the room as well.
        var home = WebUtility.HtmlDecode(await nurse.GetStringAsync("/patients?lang=de", Stop));
        Assert.Contains("Möwe", home, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nurse_sets_it_and_the_history_keeps_who_and_when()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        Assert.Equal(HttpStatusCode.SeeOther, await SetAsync(nurse, server.People.OwnPatient, "Möwe 7"));
        var page = WebUtility.HtmlDecode(await nurse.GetStringAsync($"/patients/{server.People.OwnPatient}/body?lang=de", Stop));
        Assert.Contains("Möwe 7", page, StringComparison.Ordinal);
        Assert.Contains("Name im Raum", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await SetAsync(nurse, server.People.OwnPatient, ""));
        Assert.Null(await PseudonymAsync(server, server.People.OwnPatient));
    }

    [Theory]
    [InlineData("Frau solberg", "enthält einen Teil des eigenen Namens")]
    [InlineData("möwe", "ist schon der Name einer anderen Person")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq", "43")]
    public async Task A_pseudonym_that_gives_the_name_away_or_belongs_to_another_is_refused(string pseudonym, string says)
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        Assert.Equal(HttpStatusCode.SeeOther, await SetAsync(nurse, server.People.OtherPatient, "Möwe"));
        using var answer = await nurse.PostAsync(Path(server.People.OwnPatient), Facts(pseudonym), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(says, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
        Assert.Null(await PseudonymAsync(server, server.People.OwnPatient));
    }

    [Theory]
    [InlineData(Role.Therapist, true)]
    [InlineData(Role.Coach, false)]
    [InlineData(Role.Administrator, false)]
    public async Task Who_may_see_which_pseudonym_belongs_to_whom_is_a_matter_of_role(Role role, bool sees)
    {
        await using var server = await PracticeServer.StartAsync();
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            await db.Patients.Where(p => p.Id == server.People.OwnPatient).ExecuteUpdateAsync(p => p.SetProperty(x => x.Pseudonym, "Strandläufer"), Stop);
        }

        using var reader = await server.AsAsync(role);
        using var answer = await reader.GetAsync($"/patients/{server.People.OwnPatient}/body?lang=de", Stop);
        Assert.Equal(sees, answer.IsSuccessStatusCode && WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)).Contains("Strandläufer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("möwe", 0)]
    [InlineData("Strandläufer", 1)]
    public async Task A_monitor_that_was_told_the_pseudonym_means_the_person_on_the_chair(string told, int held)
    {
        await using var server = await PracticeServer.StartAsync();
        await using var db = server.Database.Contexts.Create(server.People.Id);
        await db.Sessions.Where(s => s.Id == server.People.OwnSession).ExecuteUpdateAsync(s => s.SetProperty(x => x.Pseudonym, "Möwe").SetProperty(x => x.MonitorId, "00E0F1FFFE5A0007"), Stop);
        using var nurse = await server.AsAsync(Role.Nurse);
        using var tied = await nurse.CommandAsync(server.People.OwnSession, Sending.Now(new MonitorAttached("00E0F1FFFE5A0007", "Raum")));
        await using var client = new MllpClient("127.0.0.1", server.MonitorPort, TimeProvider.System, NullLogger.Instance);
        var message = new SimulatedMonitor("00E0F1FFFE5A0007", "Raum", [told]).Write(new SimulatedVitals(71, 97, 14, null), TimeProvider.System.GetUtcNow(), "C-1");
        Assert.Equal(AckCode.Accepted, (await client.SendAsync(message, "C-1", Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop)).Code);
        Assert.Equal(held, await db.HeldMessages.CountAsync(Stop));
    }

    private static string Path(Guid patient) => $"/patients/{patient}/body/facts?lang=de";

    private static FormUrlEncodedContent Facts(string pseudonym) => new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["sex"] = nameof(Sex.Unknown), ["allergies-state"] = "not-asked", ["pseudonym"] = pseudonym,
    });

    private static async Task<HttpStatusCode> SetAsync(HttpClient http, Guid patient, string pseudonym)
    {
        using var answer = await http.PostAsync(Path(patient), Facts(pseudonym), Stop);
        return answer.StatusCode;
    }

    private static async Task<string?> PseudonymAsync(PracticeServer server, Guid patient)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.Patients.Where(p => p.Id == patient).Select(p => p.Pseudonym).SingleAsync(Stop);
    }
}
