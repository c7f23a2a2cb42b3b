using System.Net;
using System.Net.Http.Json;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Care.Screening;
using Engramm.Quantities;
using Engramm.Server.Live;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Storage.SessionLog;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Live;

/// <summary>What follows from a session for the rest of the practice, seen from the outside.</summary>
public sealed class ConsequencesTests
{
    private const string Reason = "Beschwerden vergangen, auf ihren Wunsch";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_stop_only_a_physician_resumes_and_somebody_reviews_it()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var physician = await server.AsAsync(Role.Physician);
        var session = server.People.OwnSession;
        await TakenAsync(nurse.CommandAsync(session, Ago(20, new InfusionStarted(new MillilitresPerHour(51), "Pumpe lief schon"))));

        // A pause is no STOP: a nurse resumes on order, and nobody is called for it.
        await TakenAsync(nurse.CommandAsync(session, Ago(18, new InfusionPaused())));
        await TakenAsync(nurse.CommandAsync(session, Ago(17, new InfusionResumed(Reason: "Anordnung Dr. Falkenberg"))));
        await TakenAsync(nurse.CommandAsync(session, Ago(10, new InfusionStopped("Brustschmerz"))));
        var refused = await RefusedAsync(nurse.CommandAsync(session, Ago(5, new InfusionResumed(Reason: "pump on again")), "?lang=en"));
        Assert.Equal("resume.afterStopPhysician", refused.Code);
        Assert.StartsWith("After a STOP only a physician enters a restart", refused.Text, StringComparison.Ordinal);
        Assert.Equal("resume.afterStop", (await RefusedAsync(physician.CommandAsync(session, Ago(4, new InfusionResumed())))).Code);
        Assert.Empty(await TasksAsync(server, CareTaskKind.ResumedAfterStop));

        var command = Ago(3, new InfusionResumed(Reason: Reason));
        await TakenAsync(physician.CommandAsync(session, command));
        await TakenAsync(physician.CommandAsync(session, command));
        await TakenAsync(nurse.CommandAsync(session, Ago(1, new NoteAdded("ruhig"))));
        var task = Assert.Single(await TasksAsync(server, CareTaskKind.ResumedAfterStop));
        Assert.Equal((server.People.Accounts[Role.Physician].Id, (Guid?)session, (DateTimeOffset?)null), (task.AssignedTo, task.Subject, task.DoneAt));
        using var start = await physician.GetAsync("/patients?lang=en", Stop);
        Assert.Contains("Review a restart after a STOP", await start.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seconds_after_the_end_nobody_is_discharged_and_whoever_goes_has_left()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var physician = await server.AsAsync(Role.Physician);
        var session = server.People.OwnSession;
        await TakenAsync(nurse.CommandAsync(session, Ago(41, new InfusionStarted(new MillilitresPerHour(51), "Pumpe lief schon"))));
        await TakenAsync(nurse.CommandAsync(session, Ago(1, new InfusionEnded())));
        var refused = await RefusedAsync(physician.CommandAsync(session, Sending.Now(new DischargeSigned("Möchte unbedingt nach Hause")), "?lang=en"));
        Assert.Equal("discharge.tooEarly", refused.Code);
        Assert.Contains("before 60 minutes", refused.Text, StringComparison.Ordinal);
        Assert.Contains("left against medical advice", refused.Text, StringComparison.Ordinal);
        Assert.Equal(SessionPhase.Ended, SessionState.Of(await server.LogOfAsync(session)).Phase);

        await TakenAsync(nurse.CommandAsync(session, Sending.Now(new LeftAgainstAdvice("Geht trotz Rat, 112 und Begleitung besprochen"))));
        var reach = Assert.Single(await TasksAsync(server, CareTaskKind.LeftAgainstAdvice));
        Assert.Equal(server.People.Accounts[Role.Physician].Id, reach.AssignedTo);
        Assert.Single(await TasksAsync(server, CareTaskKind.NextDayCall));
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            Assert.NotNull((await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == session, Stop)).ClosedAt);
        }

        using var report = await physician.GetAsync($"/sessions/{session}/report?lang=en", Stop);
        var page = await report.Content.ReadAsStringAsync(Stop);
        Assert.Contains("Left against medical advice: Geht trotz Rat", page, StringComparison.Ordinal);
        Assert.Contains("Not discharged, but", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_is_handed_over_is_called_on_the_day_after()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var session = server.People.OwnSession;
        await TakenAsync(nurse.CommandAsync(session, Ago(41, new InfusionStarted(new MillilitresPerHour(51), "Pumpe lief schon"))));
        await TakenAsync(nurse.CommandAsync(session, Ago(2, new InfusionStopped("Brustschmerz"))));
        await TakenAsync(nurse.CommandAsync(session, Ago(1, new PatientTransferred("Rettungsdienst", "Brustschmerz"))));
        Assert.Single(await TasksAsync(server, CareTaskKind.NextDayCall));
        Assert.Empty(await TasksAsync(server, CareTaskKind.LeftAgainstAdvice));
    }

    [Fact]
    public async Task Thoughts_of_suicide_told_in_the_room_hold_and_call_once_until_somebody_has_assessed_them()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var session = server.People.OwnSession;

        // The twins: what tells of nothing raises nothing.
        await TakenAsync(nurse.CommandAsync(session, Sending.Now(new CheckInAnswered("suicide-thoughts", Answer.No))));
        await TakenAsync(nurse.CommandAsync(session, Sending.Now(new CheckInAnswered("fasting", Answer.No))));
        await TakenAsync(nurse.CommandAsync(session, Sending.Now(new DischargeItemRecorded(DischargeItem.SuicideCheckNotWorse, Answer.Yes))));
        Assert.Empty(await HoldsAsync(server));

        var yes = Sending.Now(new CheckInAnswered("suicide-thoughts", Answer.Yes));
        await TakenAsync(nurse.CommandAsync(session, yes));
        await TakenAsync(nurse.CommandAsync(session, yes));
        await TakenAsync(nurse.CommandAsync(session, Sending.Now(new CheckInAnswered("suicide-thoughts", Answer.Yes))));
        await TakenAsync(nurse.CommandAsync(session, Sending.Now(new ChecklistStepDone(RescueChecklist.R10, SessionRules.ChecklistStart))));
        var hold = Assert.Single(await HoldsAsync(server));
        Assert.Equal((server.People.OwnPatient, yes.CommandId, true), (hold.PatientId, hold.AnswersId, hold.IsOpen));
        var task = Assert.Single(await TasksAsync(server, CareTaskKind.SuicideRisk));
        Assert.Equal((server.People.Accounts[Role.Physician].Id, (Guid?)hold.Id), (task.AssignedTo, task.Subject));

        // The clinician who judges reads who said what, where.
        using var physician = await server.AsAsync(Role.Physician);
        using (var assessment = await physician.GetAsync($"/patients/{server.People.OwnPatient}/assessment?lang=en", Stop))
        {
            var page = await assessment.Content.ReadAsStringAsync(Stop);
            Assert.Contains("In the session,", page, StringComparison.Ordinal);
            Assert.Contains("Are there thoughts today of not wanting to live? yes", page, StringComparison.OrdinalIgnoreCase);
        }

        // What follows an assessment is a hold of its own; what was told before it is not raised again.
        await AssessAsync(server, hold.Id);
        await TakenAsync(nurse.CommandAsync(session, Sending.Now(new ChecklistStepDone(RescueChecklist.R10, "ask"))));
        Assert.Single(await HoldsAsync(server));
        await TakenAsync(nurse.CommandAsync(session, Sending.Now(new DischargeItemRecorded(DischargeItem.SuicideCheckNotWorse, Answer.No))));
        await TakenAsync(nurse.CommandAsync(session, Sending.Now(new DischargeItemRecorded(DischargeItem.SuicideCheckNotWorse, Answer.No))));
        Assert.Equal(2, (await HoldsAsync(server)).Count);
        Assert.Equal(2, (await TasksAsync(server, CareTaskKind.SuicideRisk)).Count);
        await using var again = await server.StartAgainAsync();
        Assert.Equal(2, (await HoldsAsync(again)).Count);
    }

    /// <summary>The entry is on disk and its consequence is not: what a server leaves that dies, or whose database fails, between the two.</summary>
    [Fact]
    public async Task What_was_stored_without_its_consequence_gets_it_when_it_is_sent_again()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var session = server.People.OwnSession;
        var told = Sending.Now(new CheckInAnswered("suicide-thoughts", Answer.Yes)) with { By = server.People.Actor(Role.Nurse) };
        var lease = await new SessionLeases(server.Database.Contexts).TakeAsync(server.People.Id, session, Guid.NewGuid(), Stop);
        await new SessionLogStore(server.Database.Contexts).AppendAsync(lease, last: 1, told, told.OccurredAt, Stop);
        Assert.Empty(await HoldsAsync(server));

        using var answer = await nurse.CommandAsync(session, told);
        Assert.Equal(new CommandAnswer(2, Known: true), await answer.Content.ReadFromJsonAsync<CommandAnswer>(Stop));
        Assert.Single(await HoldsAsync(server));
    }

    [Fact]
    public async Task The_rescue_list_for_suicidality_alone_holds()
    {
        await using var server = await PracticeServer.StartAsync();
        using var therapist = await server.AsAsync(Role.Therapist);
        await TakenAsync(therapist.CommandAsync(server.People.OwnSession, Sending.Now(new ChecklistStepDone(RescueChecklist.R4, "words"))));
        Assert.Empty(await HoldsAsync(server));
        await TakenAsync(therapist.CommandAsync(server.People.OwnSession, Sending.Now(new ChecklistStepDone(RescueChecklist.R10, "stay"))));
        Assert.Single(await HoldsAsync(server));
    }

    private static async Task<IReadOnlyList<SuicideRiskHold>> HoldsAsync(PracticeServer server)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.SuicideRiskHolds.AsNoTracking().ToListAsync(Stop);
    }

    private static async Task AssessAsync(PracticeServer server, Guid hold)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        var row = await db.SuicideRiskHolds.SingleAsync(h => h.Id == hold, Stop);
        (row.Level, row.Reason, row.Plan, row.AssessedAt) = ("Yellow", "Gedanken ohne Absicht", "Sicherheitsplan", TimeProvider.System.GetUtcNow());
        await db.SaveChangesAsync(Stop);
    }

    private static SessionCommand Ago(int minutes, SessionEntry entry) => Sending.Now(entry) with { OccurredAt = TimeProvider.System.GetUtcNow().AddMinutes(-minutes) };

    private static async Task TakenAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private static async Task<CommandRefused> RefusedAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<CommandRefused>(Stop))!;
    }

    private static async Task<IReadOnlyList<CareTask>> TasksAsync(PracticeServer server, CareTaskKind kind)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.Tasks.AsNoTracking().Where(t => t.Kind == kind).ToListAsync(Stop);
    }
}
