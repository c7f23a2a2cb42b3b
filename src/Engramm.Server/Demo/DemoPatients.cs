using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Server.Cli;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Demo;

/// <summary>The invented patients.</summary>
public static class DemoPatients
{
    public static async Task SeedAsync(EngrammContexts contexts, Guid practiceId, CancellationToken cancellation)
    {
        await using var db = contexts.Create(practiceId);
        var staff = await db.Accounts.AsNoTracking().ToDictionaryAsync(a => a.Role, a => a.Id, cancellation);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (given, family, born, complaint) in (ReadOnlySpan<(string, string, DateOnly, string)>)
            [
                ("Katrin", "Solberg", new DateOnly(1979, 3, 14), "Depression, Rückenschmerz seit 9 Jahren"),
                ("Emil", "Brandner", new DateOnly(1988, 7, 2), "Rückenschmerz seit 4 Jahren"),
            ])
        {
            var patient = new Patient { Id = Guid.CreateVersion7(), GivenName = given, FamilyName = family, BirthDate = born, Complaint = complaint, CreatedAt = now, RegisteredAt = now };
            db.Add(patient);
            var account = InitCommand.NewAccount(practiceId, $"{family.ToLowerInvariant()}@post.example", Role.Patient, patient.FullName);
            account.PatientId = patient.Id;
            db.Add(account);
            db.Add(new CareTeamMember { Id = Guid.CreateVersion7(), PatientId = patient.Id, AccountId = staff[Role.Physician], Part = CareTeamPart.ResponsiblePhysician });
            db.Add(new CareTeamMember { Id = Guid.CreateVersion7(), PatientId = patient.Id, AccountId = staff[Role.Therapist], Part = CareTeamPart.Companion });
            db.Add(new CareTeamMember { Id = Guid.CreateVersion7(), PatientId = patient.Id, AccountId = staff[Role.Coach], Part = CareTeamPart.Coach });
        }

        await db.SaveChangesAsync(cancellation);
    }
}
