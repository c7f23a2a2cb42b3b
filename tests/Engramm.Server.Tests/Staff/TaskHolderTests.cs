using System.Net;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Server.Staff.Patients;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Staff;

/// <summary>A task never belongs to nobody.</summary>
public class TaskHolderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_goes_to_the_part_asked_for_then_to_the_responsible_physician_then_to_every_physician()
    {
        await using var server = await PracticeServer.StartAsync();
        await using var db = server.Database.Contexts.Create(server.People.Id);
        var (therapist, physician) = (server.People.Accounts[Role.Therapist], server.People.Accounts[Role.Physician]);
        async Task<Guid> HolderAsync() => Assert.Single(await TaskHolders.OfAsync(db, server.People.OwnPatient, CareTeamPart.Companion, Stop));
        Assert.Equal(therapist.Id, await HolderAsync());

        db.Attach(therapist).Entity.IsActive = false;
        await db.SaveChangesAsync(Stop);
        Assert.Equal(physician.Id, await HolderAsync());

        db.RemoveRange(await db.CareTeam.ToListAsync(Stop));
        await db.SaveChangesAsync(Stop);
        Assert.Equal(physician.Id, await HolderAsync());
    }

    [Fact]
    public async Task The_tasks_of_a_closed_account_stand_on_the_physicians_lists_and_on_no_others()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        using var nurse = await server.AsAsync(Role.Nurse);
        var now = TimeProvider.System.GetUtcNow();
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            db.Add(new CareTask { Id = Guid.NewGuid(), PatientId = server.People.OwnPatient, Kind = CareTaskKind.NextDayCall, AssignedTo = server.People.Spare.Id, CreatedAt = now, DueAt = now, Subject = server.People.OwnSession });
            await db.SaveChangesAsync(Stop);
        }

        var call = $"/patients/{server.People.OwnPatient}/contacts#call";
        Assert.DoesNotContain(call, await HomeAsync(physician), StringComparison.Ordinal);
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            db.Attach(server.People.Spare).Entity.IsActive = false;
            await db.SaveChangesAsync(Stop);
        }

        Assert.Contains(call, await HomeAsync(physician), StringComparison.Ordinal);
        Assert.DoesNotContain(call, await HomeAsync(nurse), StringComparison.Ordinal);
    }

    private static async Task<string> HomeAsync(HttpClient who) => WebUtility.HtmlDecode(await who.GetStringAsync("/patients?lang=en", Stop));
}
