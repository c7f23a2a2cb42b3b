using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Care.Practice;
using Engramm.Server.Cli;
using Engramm.Server.Hosting;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Demo;

/// <summary>The fictional practice: invented people in every phase, seeded relative to today.</summary>
public static class DemoPractice
{
    /// <summary>Makes the fictional practice when the database is empty, or anew when asked.</summary>
    public static async Task EnsureAsync(ServerOptions options, bool reset, CancellationToken cancellation)
    {
        var contexts = StorageSetup.Contexts(options, MasterKey.FromFile(options.KeyFile), TimeProvider.System);
        await using (var db = contexts.CreateDbContext())
        {
            await db.Database.MigrateAsync(cancellation);
            var known = await db.Practices.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(cancellation);
            if (known is { IsFictional: false })
            {
                throw new CommandFailedException($"{options.DataFolder} holds the real practice '{known.Name}'. The demo never touches it: choose another folder with --data.");
            }

            if (known is not null && !reset)
            {
                return;
            }

            if (known is not null)
            {
                await db.Database.EnsureDeletedAsync(cancellation);
                await db.Database.MigrateAsync(cancellation);
            }
        }

        var practice = await BeginAsync(contexts, cancellation);
        await DemoPatients.SeedAsync(contexts, practice.Id, cancellation);
    }

    /// <summary>Patients one can enter as at the door: one with the drug, one without.</summary>
    public static IReadOnlyList<string> DoorPatients { get; } = ["Katrin Solberg", "Emil Brandner"];

    /// <summary>Writes a fictional practice with its staff and rooms, and no patients yet.</summary>
    public static async Task<PracticeSettings> BeginAsync(EngrammContexts contexts, CancellationToken cancellation)
    {
        var practice = new PracticeSettings
        {
            Id = Guid.CreateVersion7(),
            Name = "Praxis am Hafen",
            IsFictional = true,
            BegunAt = TimeProvider.System.GetUtcNow(),
            LimitHighlighting = true,
            DeviceAlarms = true,
        };
        practice.PracticeId = practice.Id;
        await using var db = contexts.Create(practice.Id);
        db.Add(practice);
        foreach (var (email, role, name) in Staff)
        {
            db.Add(InitCommand.NewAccount(practice.Id, email, role, name));
        }

        foreach (var name in (ReadOnlySpan<string>)["Raum 1", "Raum 2", "Raum 3"])
        {
            db.Add(new Chair { Id = Guid.CreateVersion7(), Name = name });
        }

        await db.SaveChangesAsync(cancellation);
        return practice;
    }

    private static readonly (string Email, Role Role, string Name)[] Staff =
    [
        ("falkenberg@praxis.example", Role.Physician, "Dr. Ines Falkenberg"),
        ("riedel@praxis.example", Role.Nurse, "Jonas Riedel"),
        ("marquardt@praxis.example", Role.Therapist, "Dr. Lea Marquardt"),
        ("castell@praxis.example", Role.Coach, "Mira Castell"),
        ("wendt@praxis.example", Role.Administrator, "Tomas Wendt"),
    ];
}
