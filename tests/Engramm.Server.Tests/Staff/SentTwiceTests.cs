using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Care.Planning;
using Engramm.Storage;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Staff;

/// <summary>A double click, or a form sent again because no answer came: the command in it is carried out once.</summary>
public sealed partial class SentTwiceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_showing_of_a_form_is_a_command_of_its_own()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var look = 1; look <= 2; look++)
        {
            var page = await physician.GetStringAsync($"/patients/{server.People.OwnPatient}/contacts", Stop);
            ids.UnionWith(Command().Matches(page).Select(m => m.Groups["id"].Value));
            Assert.Equal(look, ids.Count);
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_note_sent_twice_at_once_is_one_note_and_another_showing_is_another(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        using var physician = await server.AsAsync(Role.Physician);
        var path = $"/patients/{server.People.OwnPatient}/contacts/talk";
        var command = Guid.NewGuid();
        await TwiceAtOnceAsync(physician, path, command, ("talk-text", "Erstgespräch geführt."));
        Assert.Equal(1, await CountAsync(server, db => db.Notes.CountAsync(Stop)));
        await TwiceAtOnceAsync(physician, path, Guid.NewGuid(), ("talk-text", "Erstgespräch geführt."));
        Assert.Equal(2, await CountAsync(server, db => db.Notes.CountAsync(Stop)));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_call_with_thoughts_of_suicide_sent_twice_raises_one_hold(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        using var nurse = await server.AsAsync(Role.Nurse);
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            (await db.Sessions.SingleAsync(s => s.Id == server.People.OwnSession, Stop)).ClosedAt = TimeProvider.System.GetUtcNow();
            await db.SaveChangesAsync(Stop);
        }

        var path = $"/patients/{server.People.OwnPatient}/contacts/call";
        (string, string)[] call = [("side-effects", "no"), ("mood-worse", "no"), ("sleep-worse", "no"), ("suicide", "yes"), ("bladder", "yes")];
        var command = Guid.NewGuid();
        await TwiceAtOnceAsync(nurse, path, command, call);
        await TwiceAtOnceAsync(nurse, path, command, call);
        Assert.Equal((1, 1, 1), (
            await CountAsync(server, db => db.Notes.CountAsync(Stop)),
            await CountAsync(server, db => db.SuicideRiskHolds.CountAsync(Stop)),
            await CountAsync(server, db => db.Facts.CountAsync(f => f.Key == "bladder-symptoms", Stop))));
    }

    [Fact]
    public async Task A_consent_talk_sent_twice_is_one_talk()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        await TwiceAtOnceAsync(
            physician, $"/patients/{server.People.OwnPatient}/consent/talk", Guid.NewGuid(), ("talk", yesterday), ("language", "de"), ("questions", "Keine."), ("alternatives", "medicines"));
        Assert.Equal(1, await CountAsync(server, db => db.Consents.CountAsync(Stop)));
    }

    [Fact]
    public async Task A_plan_that_is_signed_is_done_and_not_checked_again()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        var order = Order(server);
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            db.Add(order);
            await db.SaveChangesAsync(Stop);
        }

        var path = $"/patients/{server.People.OwnPatient}/plan";
        using var again = await physician.PostAsync(path, Sending.Form(("command", order.Id.ToString())), Stop);
        Assert.Equal(path + "#orders", again.Headers.Location?.ToString());
        using var other = await physician.PostAsync(path, Sending.Form(("command", Guid.NewGuid().ToString())), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal(1, await CountAsync(server, db => db.Orders.CountAsync(Stop)));
    }

    [Fact]
    public async Task A_questionnaire_sent_twice_without_script_is_answered_once_and_raises_one_hold()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        (string, string)[] answers = [.. Enumerable.Range(1, 9).Select(i => ("phq9-" + i.ToString(CultureInfo.InvariantCulture), "1")), ("phq9-difficulty", "0")];
        await TwiceAtOnceAsync(patient, $"/companion/{server.People.OwnPatient}/questionnaires/phq-9", Guid.NewGuid(), answers);
        Assert.Equal((1, 1), (await CountAsync(server, db => db.Answers.CountAsync(Stop)), await CountAsync(server, db => db.SuicideRiskHolds.CountAsync(Stop))));
    }

    [Fact]
    public async Task An_invitation_sent_twice_is_one_person()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        await TwiceAtOnceAsync(
            physician, "/patients/invite", Guid.NewGuid(), ("given", "Doppelt"), ("family", "Geklickt"), ("birth", "1980-01-01"), ("email", "doppelt@post.example"), ("language", "de"));
        Assert.Equal(1, await CountAsync(server, db => db.Patients.CountAsync(p => p.FamilyName == "Geklickt", Stop)));
        Assert.Equal(1, await CountAsync(server, db => db.Mails.CountAsync(Stop)));
    }

    private static async Task TwiceAtOnceAsync(HttpClient http, string path, Guid command, params (string, string)[] fields)
    {
        async Task SendAsync()
        {
            using var answer = await http.PostAsync(path + "?lang=de", Sending.Form([("command", command.ToString()), .. fields]), Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        }

        await Task.WhenAll(SendAsync(), SendAsync());
        await SendAsync();
    }

    private static async Task<int> CountAsync(PracticeServer server, Func<EngrammDbContext, Task<int>> count)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await count(db);
    }

    private static InfusionOrder Order(PracticeServer server) => new()
    {
        Id = Guid.NewGuid(),
        PatientId = server.People.OwnPatient,
        ProtocolId = "PROT-DEP-40",
        ProtocolVersion = 1,
        IndicationId = "TRD",
        ProductId = "none",
        WeightKg = 68,
        DoseMgPerKg = 0.5,
        DurationMinutes = 40,
        StrengthMgPerMl = 1,
        ObservationMinutes = 120,
        ReasonsJson = "{}",
        EligibilityDecisionId = Guid.NewGuid(),
        ConsentRecordId = Guid.NewGuid(),
        PlannedFor = TimeProvider.System.GetUtcNow(),
        ChairId = Guid.NewGuid(),
        SignedBy = server.People.Accounts[Role.Physician].Id,
        SignedAt = TimeProvider.System.GetUtcNow(),
    };

    [GeneratedRegex("name=\"command\" value=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
