using Engramm.Care.Access;
using Engramm.Care.Relearning;
using Engramm.Care.Screening;

namespace Engramm.Server.Tests.Companion;

/// <summary>Graded movement on the phone.</summary>
public class MovementPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Today twice, yesterday and six days ago are three days; a week ago and before is not this week's.</summary>
    [Fact]
    public async Task Days_practised_are_those_of_the_last_seven()
    {
        await using var server = await PracticeServer.StartAsync();
        var (now, own, physician) = (TimeProvider.System.GetUtcNow(), server.People.OwnPatient, server.People.Accounts[Role.Physician].Id);
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            db.Add(new Clearance { Id = Guid.NewGuid(), PatientId = own, Reason = "Letter read", SignedBy = physician, SignedAt = now.AddDays(-40) });
            db.Add(new ProgrammeAssignment { Id = Guid.NewGuid(), PatientId = own, Programme = "GM", AssignedBy = physician, AssignedAt = now.AddDays(-40) });
            foreach (var daysAgo in (ReadOnlySpan<int>)[0, 0, 1, 6, 7, 20])
            {
                var at = now.AddDays(-daysAgo);
                db.Add(new Practised { Id = Guid.NewGuid(), PatientId = own, Programme = "GM", UnitId = "movement-week-1", At = at, ReceivedAt = at });
            }

            await db.SaveChangesAsync(Stop);
        }

        using var patient = await server.AsAsync(Role.Patient);
        Assert.Contains("Practised on 3 of the last 7 days.", await patient.GetStringAsync($"/companion/{own}/movement?lang=en", Stop), StringComparison.Ordinal);
    }
}
