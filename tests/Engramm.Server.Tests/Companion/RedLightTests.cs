using System.Net;
using System.Text.Json;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Care.Relearning;
using Engramm.Care.Screening;
using Engramm.Server.Tests.Staff;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Companion;

/// <summary>A positive answer in a self-run exercise stops it, shows where to go, and calls a clinician.</summary>
public class RedLightTests
{
    private const string New = "New numbness in my leg";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_red_light_calls_a_clinician_once_closes_the_programmes_and_says_so()
    {
        await using var server = await OpenAsync();
        using var patient = await server.AsAsync(Role.Patient);
        var id = Guid.NewGuid();
        for (var sent = 0; sent < 2; sent++)
        {
            using var answer = await SendAsync(server, patient, id, "red");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var receipt = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
            Assert.Equal(Path(server, "warning-signs/where-to-go"), receipt.RootElement.GetProperty("next").GetString());
            Assert.NotEmpty(receipt.RootElement.GetProperty("told").GetString()!);
        }

        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            var task = await db.Tasks.AsNoTracking().SingleAsync(t => t.Kind == CareTaskKind.RedFlag, Stop);
            Assert.Equal((server.People.Accounts[Role.Physician].Id, (Guid?)id, (DateTimeOffset?)null), (task.AssignedTo, task.Subject, task.DoneAt));
        }

        var where = await patient.GetStringAsync(Path(server, "warning-signs/where-to-go?lang=en"), Stop);
        Assert.Contains("Stop now. Have this looked at.", where, StringComparison.Ordinal);
        Assert.Contains("tel:112", where, StringComparison.Ordinal);
        Assert.Contains("tel:116117", where, StringComparison.Ordinal);
        foreach (var page in (string[])["", "/movement"])
        {
            Assert.Contains(Path(server, "warning-signs/where-to-go"), await patient.GetStringAsync(Path(server, page), Stop), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("name=\"light\"", await patient.GetStringAsync(Path(server, "movement"), Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("green")]
    [InlineData("amber")]
    [InlineData("declined")]
    [InlineData("")]
    public async Task Every_other_light_calls_nobody_and_leaves_the_exercise_open(string light)
    {
        await using var server = await OpenAsync();
        using var patient = await server.AsAsync(Role.Patient);
        using var answer = await SendAsync(server, patient, Guid.NewGuid(), light);
        using var receipt = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(Path(server, "movement"), receipt.RootElement.GetProperty("next").GetString());
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.False(await db.Tasks.AnyAsync(Stop));
        Assert.Contains("name=\"light\"", await patient.GetStringAsync(Path(server, "movement"), Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("where-to-go", await patient.GetStringAsync(Path(server, ""), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_the_answer_leads_to_where_to_go()
    {
        await using var server = await OpenAsync();
        using var patient = await server.AsAsync(Role.Patient);
        using var answer = await patient.PostAsync(Path(server, "movement"), Sending.Form(("week", "movement-week-1"), ("light", "red"), ("stopped", New)), Stop);
        Assert.Equal(Path(server, "warning-signs/where-to-go"), answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_refused_entry_keeps_what_was_written_beside_the_reason_and_a_red_light_shows_the_card_all_the_same()
    {
        await using var server = await OpenAsync();
        using var patient = await server.AsAsync(Role.Patient);
        var text = new string('x', 2001);
        using var answer = await patient.PostAsync(Path(server, "movement?lang=en"), Sending.Form(("week", "movement-week-1"), ("light", "red"), ("stopped", text)), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.Contains("The text has 2001 characters; 2000 fit at most.", page, StringComparison.Ordinal);
        Assert.Matches("id=\"crisis-card\" tabindex", page);
        Assert.Contains("Nobody has been told yet", page, StringComparison.Ordinal);
        Assert.Matches("id=\"crisis-card\" hidden tabindex", await patient.GetStringAsync(Path(server, "movement"), Stop));
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.False(await db.Practised.AnyAsync(Stop));
    }

    [Fact]
    public async Task A_light_that_is_not_on_offer_is_refused_and_not_guessed()
    {
        await using var server = await OpenAsync();
        using var patient = await server.AsAsync(Role.Patient);
        using var answer = await SendAsync(server, patient, Guid.NewGuid(), "Red");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task Clinicians_read_light_and_words_and_a_coach_sees_only_that_something_waits()
    {
        await using var server = await OpenAsync();
        using var patient = await server.AsAsync(Role.Patient);
        using (await SendAsync(server, patient, Guid.NewGuid(), "red"))
        {
        }

        foreach (var role in (Role[])[Role.Physician, Role.Nurse, Role.Therapist])
        {
            using var colleague = await server.AsAsync(role);
            var page = await colleague.GetStringAsync($"/patients/{server.People.OwnPatient}/assessment?lang=en", Stop);
            Assert.Contains("I stopped: something new", page, StringComparison.Ordinal);
            Assert.Contains(New, page, StringComparison.Ordinal);
            Assert.Contains("Hold: clarify warning signs", page, StringComparison.Ordinal);
        }

        using var coach = await server.AsAsync(Role.Coach);
        using var refused = await coach.GetAsync($"/patients/{server.People.OwnPatient}/assessment", Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var programmes = await coach.GetStringAsync($"/patients/{server.People.OwnPatient}/programmes?lang=en", Stop);
        Assert.Contains("Hold: clarify warning signs", programmes, StringComparison.Ordinal);
        Assert.DoesNotContain(New, programmes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_physician_signs_the_clearance_anew_and_the_exercise_opens()
    {
        await using var server = await OpenAsync();
        using var patient = await server.AsAsync(Role.Patient);
        using (await SendAsync(server, patient, Guid.NewGuid(), "red"))
        {
        }

        using var physician = await server.AsAsync(Role.Physician);
        var signs = ClearanceTests.SignsOn(await physician.GetStringAsync($"/patients/{server.People.OwnPatient}/assessment", Stop));
        for (var sent = 0; sent < 2; sent++)
        {
            using var signed = await physician.PostAsync(
                $"/patients/{server.People.OwnPatient}/clearance", Sending.Form([("clearance-reason", "Examined today, no deficit, reflexes equal."), .. signs]), Stop);
            Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        }

        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Equal(2, await db.Clearances.CountAsync(Stop));
        Assert.Equal("Examined today, no deficit, reflexes equal.", (await db.Clearances.SingleAsync(c => c.WithdrawnAt == null, Stop)).Reason);
        Assert.NotNull((await db.Tasks.SingleAsync(t => t.Kind == CareTaskKind.RedFlag, Stop)).DoneAt);
        Assert.Contains("name=\"light\"", await patient.GetStringAsync(Path(server, "movement"), Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("where-to-go", await patient.GetStringAsync(Path(server, ""), Stop), StringComparison.Ordinal);
    }

    private static string Path(PracticeServer server, string page) => $"/companion/{server.People.OwnPatient}{(page.Length == 0 || page[0] == '/' ? page : "/" + page)}";

    private static Task<HttpResponseMessage> SendAsync(PracticeServer server, HttpClient patient, Guid id, string light) =>
        patient.PostAsync(
            Path(server, "movement"),
            Sending.Json(JsonSerializer.Serialize(new { id, madeAt = TimeProvider.System.GetUtcNow(), week = "movement-week-1", done = (string[])["reach"], light, stopped = New })),
            Stop);

    /// <summary>A practice in which graded movement is open for the own patient.</summary>
    private static async Task<PracticeServer> OpenAsync()
    {
        var server = await PracticeServer.StartAsync();
        var (before, own, physician) = (TimeProvider.System.GetUtcNow().AddDays(-1), server.People.OwnPatient, server.People.Accounts[Role.Physician].Id);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        db.Add(new Clearance { Id = Guid.NewGuid(), PatientId = own, Reason = "Letter read", SignedBy = physician, SignedAt = before });
        db.Add(new ProgrammeAssignment { Id = Guid.NewGuid(), PatientId = own, Programme = "GM", AssignedBy = physician, AssignedAt = before });
        await db.SaveChangesAsync(Stop);
        return server;
    }
}
