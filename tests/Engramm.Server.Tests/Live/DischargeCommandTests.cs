using System.Net;
using System.Net.Http.Json;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Live;

/// <summary>A nurse prepares, a physician discharges, and the server holds it whatever a cockpit sends.</summary>
public sealed class DischargeCommandTests
{
    private const string Reason = "Nach Absprache auf die Station verlegt";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_nurse_prepares_the_discharge_and_only_the_physician_discharges()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var physician = await server.AsAsync(Role.Physician);
        using var therapist = await server.AsAsync(Role.Therapist);
        var session = server.People.OwnSession;
        foreach (var (minutesAgo, entry) in UpToTheDoor)
        {
            await TakenAsync(nurse.CommandAsync(session, Ago(minutesAgo, entry)));
        }

        // The suicide check is open: neither a nurse with a reason nor a physician without one, nor a clock set ahead.
        Assert.Equal("discharge.conditions", await RefusedAsync(nurse.CommandAsync(session, Sending.Now(new DischargeSigned(Reason)))));
        Assert.Equal("discharge.conditions", await RefusedAsync(physician.CommandAsync(session, Sending.Now(new DischargeSigned()))));
        Assert.Equal("role", await RefusedAsync(therapist.CommandAsync(session, Sending.Now(new DischargeSigned(Reason)))));
        Assert.Equal("role", await RefusedAsync(nurse.CommandAsync(session, Sending.Now(new DischargeItemRecorded(DischargeItem.BloodPressureAccepted, Answer.Yes)))));

        await TakenAsync(nurse.CommandAsync(session, Sending.Now(new DischargeItemRecorded(DischargeItem.SuicideCheckNotWorse, Answer.Yes))));
        await TakenAsync(nurse.CommandAsync(session, Sending.Now(new DischargeSigned())));
        Assert.Equal(SessionPhase.DischargeReady, await PhaseAsync(server, session));
        Assert.Empty(await CallsAsync(server));

        await TakenAsync(physician.CommandAsync(session, Sending.Now(new DischargeSigned())));
        Assert.Equal(SessionPhase.Discharged, await PhaseAsync(server, session));
        var call = Assert.Single(await CallsAsync(server));
        Assert.Equal(server.People.Accounts[Role.Therapist].Id, call.AssignedTo);
        Assert.InRange(call.DueAt - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1), TimeSpan.FromHours(36));
    }

    [Fact]
    public async Task A_signature_dated_ahead_does_not_end_the_observation()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var physician = await server.AsAsync(Role.Physician);
        var session = server.People.OwnSession;
        foreach (var (minutesAgo, entry) in UpToTheDoor.Select(e => e.Entry is InfusionEnded ? (100, e.Entry) : e).Append((5, new DischargeItemRecorded(DischargeItem.SuicideCheckNotWorse, Answer.Yes))))
        {
            await TakenAsync(nurse.CommandAsync(session, Ago(minutesAgo, entry)));
        }

        Assert.Equal("discharge.conditions", await RefusedAsync(physician.CommandAsync(session, Ago(-21, new DischargeSigned()))));
        await TakenAsync(physician.CommandAsync(session, Sending.Now(new DischargeSigned(Reason))));
        Assert.Equal(SessionPhase.Discharged, await PhaseAsync(server, session));
    }

    private static IEnumerable<(int MinutesAgo, SessionEntry Entry)> UpToTheDoor =>
    [
        (190, Pressure(128, 78)),
        (190, Value(Measure.OxygenSaturation, 98)),
        (180, new InfusionStarted(new Engramm.Quantities.MillilitresPerHour(51), "Pumpe lief schon, Anordnung Dr. Falkenberg")),
        (140, new InfusionEnded()),
        (10, Pressure(132, 80)),
        (10, Value(Measure.OxygenSaturation, 97)),
        (10, Value(Measure.HeartRate, 76)),
        (10, new SedationRecorded(SedationScale.Moaas, 5)),
        (10, new ExperienceRated("own", 1)),
        (9, new DischargeItemRecorded(DischargeItem.Aldrete, Answer.Yes, 10)),
        (9, new DischargeItemRecorded(DischargeItem.Padss, Answer.Yes, 9)),
        .. new[]
        {
            DischargeItem.Oriented, DischargeItem.WalksSteadily, DischargeItem.Drinks, DischargeItem.SiteDry, DischargeItem.EscortPresent,
            DischargeItem.WrittenAdvice, DischargeItem.OralAdvice, DischargeItem.EmergencyPhone, DischargeItem.NextContact,
        }.Select(item => (8, (SessionEntry)new DischargeItemRecorded(item, Answer.Yes))),
        (7, new EscortNamed("Ben Solberg")),
        (6, new LineRemoved()),
    ];

    private static VitalsObserved Pressure(double systolic, double diastolic) =>
        new(ValueSource.Manual, [new(Measure.Systolic, systolic, "mmHg"), new(Measure.Diastolic, diastolic, "mmHg")]);

    private static VitalsObserved Value(Measure measure, double value) => new(ValueSource.Manual, [new(measure, value, Measures.Unit(measure))]);

    private static SessionCommand Ago(int minutes, SessionEntry entry) => Sending.Now(entry) with { OccurredAt = TimeProvider.System.GetUtcNow().AddMinutes(-minutes) };

    private static async Task TakenAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private static async Task<string?> RefusedAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Refused>(Stop))?.Code;
    }

    private static async Task<SessionPhase> PhaseAsync(PracticeServer server, Guid session) =>
        SessionState.Of(await server.LogOfAsync(session)).PhaseAt(TimeProvider.System.GetUtcNow());

    private static async Task<IReadOnlyList<CareTask>> CallsAsync(PracticeServer server)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.Tasks.AsNoTracking().Where(t => t.Kind == CareTaskKind.NextDayCall).ToListAsync(Stop);
    }

    private sealed record Refused(string Code, string Text);
}
