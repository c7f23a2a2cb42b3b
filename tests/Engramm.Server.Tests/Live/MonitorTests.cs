using System.Text;
using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Care.Patients;
using Engramm.Exchange.Hl7v2;
using Engramm.Sessions.Drills;
using Engramm.Server.Live;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engramm.Server.Tests.Live;

/// <summary>A monitor speaks over real TCP; what it says reaches the session a person tied it to, or nothing.</summary>
public class MonitorTests
{
    private const string Device = "00E0F1FFFE5A0001";
    private const string Canary = "KANARIENVOGEL";
    private static readonly SimulatedVitals Vitals = new(71, 97, 14, null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_tied_monitors_values_reach_its_session_once(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        await TieAsync(server);
        var at = TimeProvider.System.GetUtcNow();
        var message = new SimulatedMonitor(Device, "Raum 1", []).Write(Vitals, at, "C-1");

        Assert.Equal(AckCode.Accepted, (await SendAsync(server, message, "C-1")).Code);
        Assert.Equal(AckCode.Accepted, (await SendAsync(server, message, "C-1")).Code);

        var stored = Assert.Single(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved);
        var vitals = (VitalsObserved)stored.Entry;
        Assert.Equal((ValueSource.Monitor, Device, "C-1"), (vitals.Source, vitals.DeviceId, vitals.MessageId));
        Assert.Equal(
            [(Measure.HeartRate, 71d), (Measure.OxygenSaturation, 97d), (Measure.RespiratoryRate, 14d)],
            vitals.Values.Select(v => (v.Measure, v.Value)));
        Assert.Equal(ActorRole.Monitor, stored.By.Role);
        Assert.DoesNotContain(await server.LogOfAsync(server.People.OtherSession), e => e.Entry is VitalsObserved);
    }

    [Fact]
    public async Task An_untied_monitor_is_declined_with_the_reason()
    {
        await using var server = await PracticeServer.StartAsync();
        var answer = await SendAsync(server, new SimulatedMonitor(Device, "Raum 1", [server.People.OwnPatient.ToString()]).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-1"), "C-1");
        Assert.Equal(AckCode.Rejected, answer.Code);
        Assert.Contains("not tied", answer.Reason, StringComparison.Ordinal);
        Assert.Single(await server.LogOfAsync(server.People.OwnSession));
    }

    [Fact]
    public async Task A_message_that_names_the_person_on_the_chair_is_stored()
    {
        await using var server = await PracticeServer.StartAsync();
        await TieAsync(server);
        var answer = await SendAsync(server, new SimulatedMonitor(Device, "Raum 1", [server.People.OwnPatient.ToString()]).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-1"), "C-1");
        Assert.Equal(AckCode.Accepted, answer.Code);
        Assert.Single(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved);
    }

    [Fact]
    public async Task A_message_that_names_another_person_is_held_for_a_colleague_and_stored_in_no_session()
    {
        await using var server = await PracticeServer.StartAsync();
        await TieAsync(server);
        var first = new SimulatedMonitor(Device, "Raum 1", [server.People.OtherPatient.ToString()]).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-1");
        var second = new SimulatedMonitor(Device, "Raum 1", [server.People.OtherPatient.ToString()]).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-2");
        foreach (var (message, control) in ((byte[], string)[])[(first, "C-1"), (first, "C-1"), (second, "C-2")])
        {
            Assert.Equal(AckCode.Accepted, (await SendAsync(server, message, control)).Code);
        }

        foreach (var session in (Guid[])[server.People.OwnSession, server.People.OtherSession])
        {
            Assert.DoesNotContain(await server.LogOfAsync(session), e => e.Entry is VitalsObserved);
        }

        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Equal("C-1 C-2", string.Join(' ', (await db.HeldMessages.ToListAsync(Stop)).Select(h => h.ControlId).Order(StringComparer.Ordinal)));
        var task = await db.Tasks.SingleAsync(Stop);
        Assert.Equal(
            (CareTaskKind.MonitorDisagrees, server.People.Accounts[Role.Physician].Id, (Guid?)server.People.OwnSession, server.People.OwnPatient),
            (task.Kind, task.AssignedTo, task.Subject, task.PatientId));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_monitor_tied_to_two_open_sessions_is_held_and_stored_in_neither_until_one_lets_go(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        await TieAsync(server);
        await TieAsync(server, server.People.OtherSession);

        var doubtful = new SimulatedMonitor(Device, "Raum 1", []).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-1");
        Assert.Equal(AckCode.Accepted, (await SendAsync(server, doubtful, "C-1")).Code);

        foreach (var session in (Guid[])[server.People.OwnSession, server.People.OtherSession])
        {
            Assert.DoesNotContain(await server.LogOfAsync(session), e => e.Entry is VitalsObserved);
        }

        await using var db = server.Database.Contexts.Create(server.People.Id);
        var held = await db.HeldMessages.SingleAsync(Stop);
        Assert.Equal((HeldMonitorMessage.SeveralSessions, (Guid?)null), (held.Reason, held.SessionId));

        using var nurse = await server.AsAsync(Role.Nurse);
        using var untied = await nurse.CommandAsync(server.People.OtherSession, Sending.Now(new MonitorDetached(Device)));
        Assert.True(untied.IsSuccessStatusCode, await untied.Content.ReadAsStringAsync(Stop));
        var clear = new SimulatedMonitor(Device, "Raum 1", []).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-2");
        Assert.Equal(AckCode.Accepted, (await SendAsync(server, clear, "C-2")).Code);
        Assert.Equal("C-2", ((VitalsObserved)Assert.Single(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved).Entry).MessageId);
        Assert.DoesNotContain(await server.LogOfAsync(server.People.OtherSession), e => e.Entry is VitalsObserved);
    }

    [Fact]
    public async Task A_control_id_that_comes_again_with_other_content_is_another_held_message()
    {
        await using var server = await PracticeServer.StartAsync();
        await TieAsync(server);
        foreach (var vitals in (SimulatedVitals[])[Vitals, new SimulatedVitals(88, 95, 16, null)])
        {
            var message = new SimulatedMonitor(Device, "Raum 1", [server.People.OtherPatient.ToString()]).Write(vitals, TimeProvider.System.GetUtcNow(), "C-1");
            Assert.Equal(AckCode.Accepted, (await SendAsync(server, message, "C-1")).Code);
        }

        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Equal(2, await db.HeldMessages.CountAsync(h => h.ControlId == "C-1", Stop));
    }

    [Fact]
    public async Task A_held_message_is_sealed()
    {
        await using var server = await PracticeServer.StartAsync();
        await TieAsync(server);
        await SendAsync(server, new SimulatedMonitor(Device, "Raum 1", [Canary]).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-1"), "C-1");
        await using var db = server.Database.Contexts.Create(server.People.Id);
        var held = await db.HeldMessages.SingleAsync(Stop);
        Assert.DoesNotContain(Canary, Encoding.UTF8.GetString(held.Sealed), StringComparison.Ordinal);
        Assert.Contains(Canary, Encoding.UTF8.GetString(server.Database.Master.Open(held.Sealed)), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, server.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.5.1.1|71|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R|||yesterday", "OBX[2]-14")]
    [InlineData("NOT A SEGMENT", "")]
    public async Task A_malformed_message_is_answered_with_the_reason_and_logged_without_the_person(string segment, string place)
    {
        await using var server = await PracticeServer.StartAsync();
        await TieAsync(server);
        var sound = Encoding.UTF8.GetString(new SimulatedMonitor(Device, "Raum 1", []).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-1"));
        var segments = sound.Split('\r', StringSplitOptions.RemoveEmptyEntries).ToList();
        segments[1] = $"PID|||{Canary}-1^^^PID^MR||{Canary}^ERNA^^^^^L";
        segments = [.. segments.Take(5), segment];

        var answer = await SendAsync(server, Encoding.UTF8.GetBytes(string.Join('\r', segments) + "\r"), "C-1");

        Assert.NotEqual(AckCode.Accepted, answer.Code);
        Assert.NotEmpty(answer.Reason);
        Assert.DoesNotContain(Canary, answer.Reason, StringComparison.Ordinal);
        Assert.Contains("refused", server.Log.Text, StringComparison.Ordinal);
        Assert.Contains(place, server.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, server.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved);
    }

    [Fact]
    public async Task Values_from_before_the_tie_are_set_aside_and_the_others_stored()
    {
        await using var server = await PracticeServer.StartAsync();
        await TieAsync(server);
        var now = TimeProvider.System.GetUtcNow();

        var answer = await SendAsync(server, WithPressure(now, "C-1", now - TimeSpan.FromMinutes(10)), "C-1");

        Assert.Equal(AckCode.Accepted, answer.Code);
        var stored = (VitalsObserved)Assert.Single(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved).Entry;
        Assert.DoesNotContain(stored.Values, v => v.Measure == Measure.Systolic);
        Assert.Contains(stored.Values, v => v.Measure == Measure.OxygenSaturation);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_cuff_pressure_that_every_message_repeats_is_one_measurement_and_another_number_is_another(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        await TieAsync(server);
        var now = TimeProvider.System.GetUtcNow();
        var measured = now - TimeSpan.FromSeconds(30);
        Assert.Equal(AckCode.Accepted, (await SendAsync(server, WithPressure(now - TimeSpan.FromSeconds(4), "C-1", measured), "C-1")).Code);
        Assert.Equal(AckCode.Accepted, (await SendAsync(server, WithPressure(now - TimeSpan.FromSeconds(2), "C-2", measured), "C-2")).Code);

        await using var again = await server.StartAgainAsync();
        Assert.Equal(AckCode.Accepted, (await SendAsync(again, WithPressure(now, "C-3", measured), "C-3")).Code);
        Assert.Equal(AckCode.Accepted, (await SendAsync(again, WithPressure(now, "C-4", measured, 132), "C-4")).Code);

        var stored = (await again.LogOfAsync(server.People.OwnSession)).Where(e => e.Entry is VitalsObserved).ToList();
        var pressures = stored.SelectMany(e => ((VitalsObserved)e.Entry).Values.Where(v => v.Measure == Measure.Systolic).Select(v => (e.OccurredAt, v.Value)));
        Assert.Equal([131d, 132d], pressures.Select(p => p.Value));
        Assert.Equal(3, stored.Sum(e => ((VitalsObserved)e.Entry).Values.Count(v => v.Measure == Measure.HeartRate)));
    }

    [Fact]
    public async Task A_message_the_disk_took_by_half_is_refused_and_completed_by_its_repetition()
    {
        await using var server = await PracticeServer.StartAsync();
        await TieAsync(server);
        var now = TimeProvider.System.GetUtcNow();
        var message = WithPressure(now, "C-1", now - TimeSpan.FromSeconds(30));

        await using var db = server.Database.Contexts.Create(server.People.Id);
        await db.Database.ExecuteSqlRawAsync(
            """CREATE TRIGGER "full" BEFORE INSERT ON "SessionLog" WHEN EXISTS (SELECT 1 FROM "SessionLog" WHERE "Json" LIKE '%vitalsObserved%') BEGIN SELECT RAISE(ABORT, 'full'); END""", Stop);
        Assert.Equal(AckCode.Error, (await SendAsync(server, message, "C-1")).Code);
        Assert.Single(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved);

        await db.Database.ExecuteSqlRawAsync("""DROP TRIGGER "full" """, Stop);
        Assert.Equal(AckCode.Accepted, (await SendAsync(server, message, "C-1")).Code);
        Assert.Equal(AckCode.Accepted, (await SendAsync(server, message, "C-1")).Code);

        var stored = (await server.LogOfAsync(server.People.OwnSession)).Select(e => e.Entry).OfType<VitalsObserved>().SelectMany(v => v.Values).Select(v => v.Measure);
        Assert.Equal([Measure.HeartRate, Measure.OxygenSaturation, Measure.RespiratoryRate, Measure.Systolic], stored);
    }

    [Fact]
    public async Task A_monitor_whose_first_word_met_a_failing_database_is_listed_by_its_next()
    {
        await using var server = await PracticeServer.StartAsync();
        await using var db = server.Database.Contexts.Create(server.People.Id);
        await db.Database.ExecuteSqlRawAsync("""CREATE TRIGGER "full" BEFORE INSERT ON "Monitors" BEGIN SELECT RAISE(ABORT, 'full'); END""", Stop);
        var message = new SimulatedMonitor(Device, "Raum 1", []).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-1");
        Assert.Equal(AckCode.Error, (await SendAsync(server, message, "C-1")).Code);

        await db.Database.ExecuteSqlRawAsync("""DROP TRIGGER "full" """, Stop);
        Assert.Equal(AckCode.Rejected, (await SendAsync(server, message, "C-1")).Code);
        Assert.Equal(Device, (await db.Monitors.SingleAsync(Stop)).DeviceId);
    }

    [Fact]
    public async Task A_message_in_wrong_units_alone_is_refused_with_the_unit_that_is_allowed()
    {
        await using var server = await PracticeServer.StartAsync();
        await TieAsync(server);
        var sound = Encoding.UTF8.GetString(new SimulatedMonitor(Device, "Raum 1", []).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-1"));
        var wrong = sound.Replace("^MDC_DIM_", "^MDC_DIM_X_", StringComparison.Ordinal).Replace("|264864^", "|1^", StringComparison.Ordinal)
            .Replace("|264928^", "|1^", StringComparison.Ordinal).Replace("|262688^", "|1^", StringComparison.Ordinal);

        var answer = await SendAsync(server, Encoding.UTF8.GetBytes(wrong), "C-1");

        Assert.Equal(AckCode.Rejected, answer.Code);
        Assert.Contains("must be the unit /min", answer.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Contains(
            (await server.App.Services.GetRequiredService<HeardMonitors>().RefusedAsync(db, Stop))[Device],
            r => (r.Sign, r.Refusal) == (VitalKind.HeartRate, ValueRefusal.WrongUnit));
    }

    [Fact]
    public async Task A_real_practice_takes_no_simulated_values()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        var answer = await SendAsync(server, new SimulatedMonitor(Device, "Raum 1", []).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-1"), "C-1");
        Assert.Equal(AckCode.Rejected, answer.Code);
        Assert.Contains("fictional", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_the_tie_still_holds()
    {
        await using var server = await PracticeServer.StartAsync();
        await TieAsync(server);
        await using var again = await server.StartAgainAsync();
        var answer = await SendAsync(again, new SimulatedMonitor(Device, "Raum 1", []).Write(Vitals, TimeProvider.System.GetUtcNow(), "C-1"), "C-1");
        Assert.Equal(AckCode.Accepted, answer.Code);
        Assert.Single(await again.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved);
    }

    private static Task TieAsync(PracticeServer server) => TieAsync(server, server.People.OwnSession);

    private static async Task TieAsync(PracticeServer server, Guid session)
    {
        using var nurse = await server.AsAsync(Role.Nurse);
        var tie = Sending.Now(new MonitorAttached(Device, "Raum Solberg"));
        using var answer = await nurse.CommandAsync(session, tie with { OccurredAt = tie.OccurredAt - TimeSpan.FromMinutes(1) });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>A message of now that repeats a cuff pressure with a time of its own, as monitors do.</summary>
    private static byte[] WithPressure(DateTimeOffset now, string controlId, DateTimeOffset measuredAt, int systolic = 131)
    {
        var sound = new SimulatedMonitor(Device, "Raum 1", []).Write(Vitals, now, controlId);
        var pressure = $"OBX|90|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.9.1.1|{systolic}|266016^MDC_DIM_MMHG^MDC|||||R|||{Hl7Time.Write(measuredAt)}\r";
        return [.. sound, .. Encoding.UTF8.GetBytes(pressure)];
    }

    private static async Task<Hl7Answer> SendAsync(PracticeServer server, byte[] message, string controlId)
    {
        await using var client = new MllpClient("127.0.0.1", server.MonitorPort, TimeProvider.System, NullLogger.Instance);
        return await client.SendAsync(message, controlId, Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }
}
