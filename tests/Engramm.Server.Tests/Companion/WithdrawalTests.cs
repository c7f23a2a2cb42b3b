using System.Net;
using Engramm.Care.Access;
using Engramm.Care.Consent;
using Engramm.Care.Patients;
using Engramm.Quantities;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Companion;

/// <summary>A patient withdraws the consent on the phone: one press, no reason, and the practice is told.</summary>
public class WithdrawalTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_press_withdraws_tells_the_physician_once_and_says_what_happened()
    {
        await using var server = await StartAsync(signed: true);
        using var patient = await server.AsAsync(Role.Patient);
        Assert.Contains(Path(server), await patient.GetStringAsync($"/companion/{server.People.OwnPatient}/data", Stop), StringComparison.Ordinal);
        Assert.Contains(Action(server), await patient.GetStringAsync(Path(server), Stop), StringComparison.Ordinal);
        for (var press = 0; press < 2; press++)
        {
            using var answer = await patient.PostAsync(Action(server), null, Stop);
            Assert.Equal(Path(server), answer.Headers.Location?.ToString());
        }

        var page = await patient.GetStringAsync(Path(server) + "?lang=en", Stop);
        Assert.Contains("Withdrawn on", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Action(server), page, StringComparison.Ordinal);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.NotNull((await db.Consents.AsNoTracking().SingleAsync(Stop)).WithdrawnAt);
        var task = await db.Tasks.AsNoTracking().SingleAsync(Stop);
        Assert.Equal((CareTaskKind.ConsentWithdrawn, server.People.Accounts[Role.Physician].Id, (DateTimeOffset?)null), (task.Kind, task.AssignedTo, task.DoneAt));

        using var physician = await server.AsAsync(Role.Physician);
        Assert.Contains("Consent withdrawn on the phone", await physician.GetStringAsync("/patients?lang=en", Stop), StringComparison.Ordinal);
        Assert.Contains("Withdrawn on the phone:", await physician.GetStringAsync($"/patients/{server.People.OwnPatient}/consent?lang=en", Stop), StringComparison.Ordinal);
        using (await physician.PostAsync(Action(server) + "/noticed", null, Stop))
        {
        }

        Assert.NotNull((await db.Tasks.AsNoTracking().SingleAsync(Stop)).DoneAt);
        Assert.DoesNotContain("Withdrawn on the phone:", await physician.GetStringAsync($"/patients/{server.People.OwnPatient}/consent?lang=en", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_consent_there_is_nothing_to_press_and_nobody_is_told()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        var page = await patient.GetStringAsync(Path(server) + "?lang=en", Stop);
        Assert.Contains("There is nothing to withdraw.", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Action(server), page, StringComparison.Ordinal);
        using (await patient.PostAsync(Action(server), null, Stop))
        {
        }

        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.False(await db.Tasks.AnyAsync(Stop));
    }

    [Fact]
    public async Task What_a_colleague_records_tells_nobody_and_a_talk_without_a_signature_can_be_withdrawn_too()
    {
        await using var server = await StartAsync(signed: false);
        using var nurse = await server.AsAsync(Role.Nurse);
        using var patient = await server.AsAsync(Role.Patient);
        Assert.Contains("not signed yet", await patient.GetStringAsync(Path(server) + "?lang=en", Stop), StringComparison.Ordinal);
        using (var recorded = await nurse.PostAsync(Action(server), null, Stop))
        {
            Assert.Equal(HttpStatusCode.SeeOther, recorded.StatusCode);
        }

        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.NotNull((await db.Consents.AsNoTracking().SingleAsync(Stop)).WithdrawnAt);
        Assert.False(await db.Tasks.AnyAsync(Stop));
    }

    private static string Path(PracticeServer server) => $"/companion/{server.People.OwnPatient}/consent";

    private static string Action(PracticeServer server) => $"/patients/{server.People.OwnPatient}/consent/withdrawal";

    private static async Task<PracticeServer> StartAsync(bool signed)
    {
        var server = await PracticeServer.StartAsync();
        var before = TimeProvider.System.GetUtcNow().AddDays(-2);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        db.Add(new ConsentRecord
        {
            Id = Guid.NewGuid(),
            PatientId = server.People.OwnPatient,
            ConsentId = "ketamine-depression",
            ConsentVersion = 1,
            Language = Language.German,
            TalkAt = before,
            TalkBy = server.People.Accounts[Role.Physician].Id,
            Questions = "None",
            Alternatives = "none",
            UnderstoodAt = signed ? before : null,
            Signature = signed ? "Test Solberg" : null,
            SignedAt = signed ? before : null,
        });
        await db.SaveChangesAsync(Stop);
        return server;
    }
}
