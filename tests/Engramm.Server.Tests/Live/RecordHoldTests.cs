using System.Net;
using Engramm.Care.Access;
using Engramm.Care.Consent;
using Engramm.Care.Patients;
using Engramm.Care.Planning;
using Engramm.Care.Screening;
using Engramm.Quantities;
using Engramm.Server.Live;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engramm.Server.Tests.Live;

/// <summary>What arises in a record while the session is open reaches its room.</summary>
public class RecordHoldTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_about_suicide_between_opening_and_start_refuses_the_start_until_it_is_assessed()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        var session = server.People.OwnSession;
        var hold = new SuicideRiskHold { Id = Guid.NewGuid(), PatientId = server.People.OwnPatient, AnswersId = Guid.NewGuid(), RaisedAt = TimeProvider.System.GetUtcNow() };
        await ChangeAsync(server, db => db.Add(hold));
        var start = new InfusionStarted(new MillilitresPerHour(51));
        using (var refused = await physician.CommandAsync(session, Sending.Now(start)))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("start.gate", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        var finding = Assert.Single(SessionState.Of(await server.LogOfAsync(session)).Gate, f => f.Id is "record.SuicideRisk");
        Assert.True(finding is { IsOpen: true, CanBeReleased: false });
        using (var released = await physician.CommandAsync(session, Sending.Now(new HoldReleased(finding.Id, "Im Gespräch glaubhaft distanziert."))))
        {
            Assert.Equal(HttpStatusCode.Conflict, released.StatusCode);
        }

        await ChangeAsync(server, db => db.SuicideRiskHolds.Single().AssessedAt = TimeProvider.System.GetUtcNow());
        await server.App.Services.GetRequiredService<RecordHolds>().TellAllAsync(Stop);
        Assert.DoesNotContain(SessionState.Of(await server.LogOfAsync(session)).Gate, f => f.Id is "record.SuicideRisk");
    }

    [Fact]
    public async Task A_consent_withdrawn_during_the_infusion_alarms_in_the_room_without_being_asked_for()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        var (patient, session, now) = (server.People.OwnPatient, server.People.OwnSession, TimeProvider.System.GetUtcNow());
        var consent = new ConsentRecord { Id = Guid.NewGuid(), PatientId = patient, ConsentId = "ketamine-depression", ConsentVersion = 1, Language = Language.German, TalkAt = now, TalkBy = Guid.NewGuid(), Questions = "keine", Alternatives = "EKT", SignedAt = now };
        await ChangeAsync(server, db =>
        {
            db.Add(consent);
            db.Add(new InfusionOrder
            {
                Id = db.Sessions.Single(s => s.Id == session).OrderId, PatientId = patient, ProtocolId = "PROT-DEP-40", ProtocolVersion = 1, IndicationId = "TRD", ProductId = "ketamine-10", WeightKg = 68, DoseMgPerKg = 0.5,
                DurationMinutes = 40, StrengthMgPerMl = 1, ObservationMinutes = 120, ReasonsJson = "{}", EligibilityDecisionId = Guid.NewGuid(), ConsentRecordId = consent.Id, PlannedFor = now, ChairId = Guid.NewGuid(), SignedBy = Guid.NewGuid(), SignedAt = now,
            });
        });
        using (var started = await physician.CommandAsync(session, Sending.Now(new InfusionStarted(new MillilitresPerHour(51), "Probe des Ablaufs ohne Tages-Check"))))
        {
            Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        }

        Assert.DoesNotContain(await server.LogOfAsync(session), e => e.Entry is RecordHoldNoted);
        using (var withdrawal = await physician.PostAsync($"/patients/{patient}/consent/withdrawal", null, Stop))
        {
            Assert.Equal(HttpStatusCode.SeeOther, withdrawal.StatusCode);
        }

        // The server looks by itself: nobody has to tell it.
        var events = await server.LogOfAsync(session);
        while (!events.Any(e => e.Entry is RecordHoldNoted { What: RecordHold.Consent, Stands: true }))
        {
            events = await server.LogOfAsync(session);
        }

        var alarm = Assert.Single(SessionState.Of(events).ActiveAlarms(events.Max(e => e.OccurredAt)), a => a.Condition is "record.Consent");
        Assert.Equal((Engramm.Sessions.Planning.AlarmPriority.High, Engramm.Sessions.Planning.LimitAction.Stop), (alarm.Priority, alarm.Action));

        // Looked at again nothing more is written.
        await server.App.Services.GetRequiredService<RecordHolds>().TellAllAsync(Stop);
        Assert.Single(await server.LogOfAsync(session), e => e.Entry is RecordHoldNoted);
    }

    [Fact]
    public async Task No_person_writes_what_stands_in_a_record_and_nobody_strikes_it()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        var session = server.People.OwnSession;
        using (var written = await physician.CommandAsync(session, Sending.Now(new RecordHoldNoted(RecordHold.RedFlag, Stands: false))))
        {
            Assert.Equal(HttpStatusCode.Conflict, written.StatusCode);
        }

        var now = TimeProvider.System.GetUtcNow();
        await ChangeAsync(server, db => db.Add(new CareTask { Id = Guid.NewGuid(), PatientId = server.People.OwnPatient, Kind = CareTaskKind.RedFlag, AssignedTo = server.People.Accounts[Role.Physician].Id, CreatedAt = now, DueAt = now, Subject = Guid.NewGuid() }));
        await server.App.Services.GetRequiredService<RecordHolds>().TellAsync(session, Stop);
        var noted = Assert.Single(await server.LogOfAsync(session), e => e.Entry is RecordHoldNoted);
        using var struck = await physician.CommandAsync(session, Sending.Now(new Amended(noted.CommandId, "Versehentlich entstanden")));
        Assert.Equal(HttpStatusCode.Conflict, struck.StatusCode);
    }

    private static async Task ChangeAsync(PracticeServer server, Action<Engramm.Storage.EngrammDbContext> change)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        change(db);
        await db.SaveChangesAsync(Stop);
    }
}
