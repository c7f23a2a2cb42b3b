using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Server.Access;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engramm.Server.Tests.Live;

/// <summary>A device sends FHIR over real HTTP; what it says reaches the session a person tied it to, or nothing.</summary>
public sealed class FhirTests
{
    private const string Canary = "KANARIENVOGEL";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_tied_devices_values_reach_its_session_once_and_the_answer_says_which_it_was(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        using var device = await FhirDevice.NewAsync(server);
        await FhirDevice.TieAsync(server, server.People.OwnSession);
        var at = Now;
        var pressure = Observations.Pressure(device.Id, "O-1", at, 131, 80, 97);

        var first = await device.SendAsync(pressure);
        Assert.Equal(HttpStatusCode.Created, first.Status);
        var again = await device.SendAsync(pressure);
        Assert.Equal((HttpStatusCode.OK, first.Location), (again.Status, again.Location));

        await using var restarted = await server.StartAgainAsync();
        using var same = FhirDevice.With(restarted, device.Id, device.Token);
        var afterwards = await same.SendAsync(Observations.Pressure(device.Id, "O-2", at, 131, 80, 97));
        Assert.Equal((HttpStatusCode.OK, first.Location), (afterwards.Status, afterwards.Location));
        Assert.Equal(HttpStatusCode.Created, (await same.SendAsync(Observations.Pressure(device.Id, "O-2", at, 132, 80, 97))).Status);

        var stored = (await restarted.LogOfAsync(server.People.OwnSession)).Where(e => e.Entry is VitalsObserved).ToList();
        Assert.Equal(2, stored.Count);
        Assert.Equal($"/fhir/Observation/{stored[0].CommandId}/_history/1", first.Location);
        var vitals = (VitalsObserved)stored[0].Entry;
        Assert.Equal((ValueSource.Monitor, device.Id, "O-1", ActorRole.Monitor), (vitals.Source, vitals.DeviceId, vitals.MessageId, stored[0].By.Role));
        Assert.Equal([(Measure.Systolic, 131d), (Measure.Diastolic, 80d), (Measure.MeanPressure, 97d)], vitals.Values.Select(v => (v.Measure, v.Value)));
        Assert.Equal(at, stored[0].OccurredAt);
        Assert.DoesNotContain(await restarted.LogOfAsync(server.People.OtherSession), e => e.Entry is VitalsObserved);
    }

    [Fact]
    public async Task A_device_nobody_tied_is_told_so_and_listed_for_a_person()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        var answer = await device.SendAsync(Observations.HeartRate(device.Id, "O-1", Now, 71));
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("not tied", answer.Reason, StringComparison.Ordinal);
        using var nurse = await server.AsAsync(Role.Nurse);
        Assert.Contains(device.Id, await nurse.GetStringAsync("/monitors", Stop), StringComparison.Ordinal);
        Assert.Single(await server.LogOfAsync(server.People.OwnSession));
    }

    [Fact]
    public async Task Several_devices_at_once_each_reach_their_own_chair()
    {
        await using var server = await PracticeServer.StartAsync();
        using var one = await FhirDevice.NewAsync(server, "DEVICE-1");
        using var two = await FhirDevice.NewAsync(server, "DEVICE-2");
        await FhirDevice.TieAsync(server, server.People.OwnSession, one.Id);
        await FhirDevice.TieAsync(server, server.People.OtherSession, two.Id);
        // The last one is of now: a clock that is ahead is another matter.
        var begin = Now - TimeSpan.FromSeconds(10);
        var sending = Enumerable.Range(0, 10).SelectMany(i => (Task<DeviceAnswer>[])
        [
            one.SendAsync(Observations.HeartRate(one.Id, $"A-{i}", begin + TimeSpan.FromSeconds(i), 60 + i)),
            two.SendAsync(Observations.HeartRate(two.Id, $"B-{i}", begin + TimeSpan.FromSeconds(i), 90 + i)),
        ]);
        Assert.All(await Task.WhenAll(sending), a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Equal(Enumerable.Range(60, 10).Select(n => (double)n), await RatesAsync(server, server.People.OwnSession));
        Assert.Equal(Enumerable.Range(90, 10).Select(n => (double)n), await RatesAsync(server, server.People.OtherSession));
    }

    [Fact]
    public async Task An_Observation_about_another_person_is_held_sealed_and_reaches_no_session()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        await FhirDevice.TieAsync(server, server.People.OwnSession);
        var own = Observations.HeartRate(device.Id, "O-1", Now, 71);
        own["subject"] = new JsonObject { ["reference"] = $"Patient/{server.People.OwnPatient}" };
        Assert.Equal(HttpStatusCode.Created, (await device.SendAsync(own)).Status);

        var other = Observations.HeartRate(device.Id, "O-2", Now, 72);
        other["subject"] = new JsonObject { ["identifier"] = new JsonObject { ["value"] = Canary } };
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var held = await device.SendAsync(other);
            Assert.Equal(HttpStatusCode.Accepted, held.Status);
            Assert.Null(held.Location);
        }

        Assert.Equal([71d], await RatesAsync(server, server.People.OwnSession));
        await using var db = server.Database.Contexts.Create(server.People.Id);
        var row = await db.HeldMessages.SingleAsync(Stop);
        Assert.Equal((HeldMonitorMessage.OtherPatient, "O-2"), (row.Reason, row.ControlId));
        Assert.DoesNotContain(Canary, Encoding.UTF8.GetString(row.Sealed), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, server.Log.Text, StringComparison.Ordinal);
        using var physician = await server.AsAsync(Role.Physician);
        Assert.Contains(Canary, WebUtility.HtmlDecode(await physician.GetStringAsync("/monitors/held", Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_from_before_the_tie_is_refused()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        await FhirDevice.TieAsync(server, server.People.OwnSession);
        var answer = await device.SendAsync(Observations.HeartRate(device.Id, "O-1", Now - TimeSpan.FromMinutes(10), 71));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("monitor.notAttached", answer.Reason, StringComparison.Ordinal);
        Assert.Empty(await RatesAsync(server, server.People.OwnSession));
    }

    [Fact]
    public async Task A_wrong_unit_is_refused_with_the_one_allowed_and_shown_on_the_page()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        await FhirDevice.TieAsync(server, server.People.OwnSession);
        var pressure = Observations.Pressure(device.Id, "O-1", Now, 17.5m, 80, 97);
        pressure["component"]![0]!["valueQuantity"]!["code"] = "kPa";
        var answer = await device.SendAsync(pressure);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("'kPa'", answer.Reason, StringComparison.Ordinal);
        Assert.Contains("allowed is 'mm[Hg]'", answer.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved);
        using var nurse = await server.AsAsync(Role.Nurse);
        Assert.Contains("Blutdruck systolisch: Einheit fehlt oder ist eine andere", WebUtility.HtmlDecode(await nurse.GetStringAsync("/monitors?lang=de", Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_but_a_token_that_holds_opens_the_door_of_devices()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        var observation = Observations.HeartRate(device.Id, "O-1", Now, 71);
        using var nobody = FhirDevice.With(server, device.Id, "engramm_" + new string('A', 43));
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.SendAsync(observation)).Status);

        using var signedIn = await server.AsAsync(Role.Administrator);
        using var withCookie = await signedIn.PostAsync("/fhir/Observation", new StringContent(observation.ToJsonString(), Encoding.UTF8, "application/fhir+json"), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, withCookie.StatusCode);
        Assert.Equal("Bearer", withCookie.Headers.WwwAuthenticate.Single().Scheme);

        await using var db = server.Database.Contexts.Create(server.People.Id);
        var key = await db.DeviceKeys.SingleAsync(Stop);
        Assert.DoesNotContain(device.Token, JsonSerializer.Serialize(key), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await device.SendAsync(observation)).Status);
        Assert.NotNull(await db.DeviceKeys.AsNoTracking().Select(k => k.LastUsedAt).SingleAsync(Stop));
        using var revoked = await signedIn.PostAsync($"/practice/devices/{key.Id}/revoke", Sending.Form(), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await device.SendAsync(observation)).Status);
        Assert.DoesNotContain(device.Token, server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_serves_one_device_alone()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        await FhirDevice.TieAsync(server, server.People.OwnSession);
        var answer = await device.SendAsync(Observations.HeartRate("ANOTHER", "O-1", Now, 71));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("belongs to " + device.Id, answer.Reason, StringComparison.Ordinal);
        Assert.Empty(await RatesAsync(server, server.People.OwnSession));
    }

    [Fact]
    public async Task Everything_else_is_answered_with_an_outcome_that_says_what_is_here()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        var body = Observations.HeartRate(device.Id, "O-1", Now, 71).ToJsonString();
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await device.SendAsync(body, type: "application/fhir+xml")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await device.SendAsync("{")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await device.SendAsync(body + new string(' ', 70_000))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await device.SendAsync(body, "/fhir/Patient")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await device.SendAsync(string.Empty, "/fhir/Observation/" + Guid.NewGuid(), method: HttpMethod.Get)).Status);
        var capability = await device.SendAsync(string.Empty, "/fhir/metadata", method: HttpMethod.Get);
        Assert.Equal(HttpStatusCode.OK, capability.Status);
        Assert.Contains("\"fhirVersion\":\"4.0.1\"", capability.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_is_answered_entry_by_entry()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        await FhirDevice.TieAsync(server, server.People.OwnSession);
        var at = Now;
        var wrong = Observations.HeartRate(device.Id, "O-2", at, 72);
        wrong["status"] = "amended";
        JsonObject[] all = [Observations.HeartRate(device.Id, "O-1", at, 71), wrong, Observations.Saturation(device.Id, "O-3", at, 97), Observations.HeartRate(device.Id, "O-1", at, 71)];
        var batch = new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "batch",
            ["entry"] = new JsonArray([.. all.Select(o => new JsonObject { ["resource"] = o, ["request"] = new JsonObject { ["method"] = "POST", ["url"] = "Observation" } })]),
        };
        var answer = await device.SendAsync(batch.ToJsonString(), "/fhir");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var told = JsonDocument.Parse(answer.Text).RootElement.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("response").GetProperty("status").GetString());
        Assert.Equal("201 422 201 200", string.Join(' ', told));
        Assert.Equal(2, (await server.LogOfAsync(server.People.OwnSession)).Count(e => e.Entry is VitalsObserved));
    }

    [Fact]
    public async Task What_the_disk_did_not_take_is_not_acknowledged_and_stored_by_its_repetition()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        await FhirDevice.TieAsync(server, server.People.OwnSession);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        await db.Database.ExecuteSqlRawAsync("""CREATE TRIGGER "full" BEFORE INSERT ON "SessionLog" BEGIN SELECT RAISE(ABORT, 'full'); END""", Stop);
        var observation = Observations.HeartRate(device.Id, "O-1", Now, 71);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await device.SendAsync(observation)).Status);
        await db.Database.ExecuteSqlRawAsync("""DROP TRIGGER "full" """, Stop);
        Assert.Equal(HttpStatusCode.Created, (await device.SendAsync(observation)).Status);
        Assert.Equal([71d], await RatesAsync(server, server.People.OwnSession));
    }

    [Fact]
    public async Task A_real_practice_takes_no_test_data_and_a_fictional_one_does()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        await FhirDevice.TieAsync(server, server.People.OwnSession);
        var test = Observations.HeartRate(device.Id, "O-1", Now, 71);
        test["meta"] = new JsonObject { ["security"] = new JsonArray(new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/v3-ActReason", ["code"] = "HTEST" }) };
        Assert.Equal(HttpStatusCode.Created, (await device.SendAsync(test)).Status);

        await using var real = await PracticeServer.StartAsync(isFictional: false);
        var token = DeviceKeys.NewToken();
        await using (var db = real.Database.Contexts.Create(real.People.Id))
        {
            db.DeviceKeys.Add(new DeviceKey { Id = Guid.NewGuid(), DeviceId = device.Id, TokenHash = DeviceKeys.Hash(token), CreatedAt = Now, CreatedBy = real.People.Accounts[Role.Administrator].Id });
            await db.SaveChangesAsync(Stop);
        }

        using var there = FhirDevice.With(real, device.Id, token);
        var answer = await there.SendAsync(test);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("fictional", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_floods_and_an_address_that_guesses_must_wait()
    {
        await using var server = await PracticeServer.StartAsync(services: s => s.AddSingleton(new DeviceLimits(burst: 3, perSecond: 1, wrongTokens: 2, every: TimeSpan.FromHours(1))));
        using var device = await FhirDevice.NewAsync(server);
        await FhirDevice.TieAsync(server, server.People.OwnSession);
        var begin = Now;
        var told = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            told.Add((await device.SendAsync(Observations.HeartRate(device.Id, $"O-{i}", begin + TimeSpan.FromSeconds(i), 71))).Status);
        }

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.TooManyRequests], told);
        Assert.Equal(3, (await RatesAsync(server, server.People.OwnSession)).Count);

        using var guessing = FhirDevice.With(server, device.Id, "engramm_" + new string('B', 43));
        var guessed = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            guessed.Add((await guessing.SendAsync("{}")).Status);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], guessed);
    }

    private static async Task<IReadOnlyList<double>> RatesAsync(PracticeServer server, Guid session) =>
        [.. (await server.LogOfAsync(session)).Select(e => e.Entry).OfType<VitalsObserved>().SelectMany(v => v.Values).Where(v => v.Measure == Measure.HeartRate).Select(v => v.Value).Order()];
}
