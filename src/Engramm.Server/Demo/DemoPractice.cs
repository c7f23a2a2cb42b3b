using System.Globalization;
using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Care.Practice;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Quantities;
using Engramm.Server.Cli;
using Engramm.Server.Clock;
using Engramm.Server.Hosting;
using Engramm.Server.Staff.Parts;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Demo;

/// <summary>What the demo has to tell at its start.</summary>
/// <param name="IsNew">Seeded just now.</param>
/// <param name="IsRunning">An infusion is running.</param>
/// <param name="Patients">How many patients the practice has; 0 in an empty one.</param>
/// <param name="HasCast">The invented people are there; not in a practice that began empty.</param>
/// <param name="Days">How many days ago it began, by the practice's clock.</param>
public sealed record DemoStanding(bool IsNew, bool IsRunning, int Patients, bool HasCast, int Days);

/// <summary>The fictional practice: invented people in every phase, seeded relative to today.</summary>
public static class DemoPractice
{
    private const int Rooms = 3;

    /// <summary>Makes the fictional practice when the database is empty, or anew when asked, and sees to the running infusion.</summary>
    /// <param name="options">Where the demo keeps its things.</param>
    /// <param name="content">The content it is seeded with.</param>
    /// <param name="language">The language in which it writes: what is there already stays as it was written.</param>
    /// <param name="reset">Forgets what is there.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="CommandFailedException">The folder holds a real practice.</exception>
    public static async Task<DemoStanding> EnsureAsync(ServerOptions options, ContentLibrary content, Language language, bool reset, CancellationToken cancellation)
    {
        var master = MasterKey.FromFile(options.KeyFile);
        var contexts = StorageSetup.Contexts(options, master, TimeProvider.System);
        PracticeSettings? practice;
        await using (var db = contexts.CreateDbContext())
        {
            await db.Database.ToNewestMigrationAsync(cancellation);
            practice = await db.Practices.IgnoreQueryFilters().AsNoTracking().OrderByDescending(p => p.BegunAt).FirstOrDefaultAsync(cancellation);
            if (practice is { IsFictional: false })
            {
                throw new CommandFailedException($"{options.DataFolder} holds the real practice '{practice.Name}'. The demo never touches it: choose another folder with --data.");
            }

            if (practice is not null && reset)
            {
                await db.Database.EnsureDeletedAsync(cancellation);
                await db.Database.ToNewestMigrationAsync(cancellation);
                practice = null;
            }
        }

        var isNew = practice is null;
        var clock = new PracticeClock(TimeProvider.System);
        if (practice is null)
        {
            practice = await BeginAsync(contexts, content, language, null, cancellation);
            await DemoPatients.SeedAsync(contexts, practice, content, language, clock.GetUtcNow(), options.Url, cancellation);
        }
        else if (practice is { ClockSetAt: { } setAt, ClockShowed: { } showed })
        {
            clock.Resume(setAt, showed, practice.ClockRate);
        }

        if (!isNew)
        {
            await AcceptPartsOfOldAsync(contexts, content, language, practice, cancellation);
        }

        var now = clock.GetUtcNow();
        var isRunning = await RunningInfusion.EnsureAsync(contexts, practice, content, language, now, cancellation);
        await DemoMonitors.HoldAsync(contexts, master, practice, now, cancellation);
        await using var read = contexts.Create(practice.Id);
        return new DemoStanding(isNew, isRunning, await read.Patients.CountAsync(cancellation), await read.Accounts.AnyAsync(a => a.Role == Role.Patient && DoorPatients.Contains(a.DisplayName), cancellation), (int)(now - practice.BegunAt).TotalDays);
    }

    /// <summary>Patients one can enter as at the door: one with the drug, one without, one at the very beginning.</summary>
    public static IReadOnlyList<string> DoorPatients { get; } = [DemoCast.Katrin, DemoCast.Emil, DemoCast.Nora];

    /// <summary>Key of the words that say what one finds behind this door; null for everybody else.</summary>
    public static string? DoorWords(string name) => name switch
    {
        DemoCast.Katrin => "demo.door.katrin",
        DemoCast.Emil => "demo.door.emil",
        DemoCast.Nora => "demo.door.nora",
        _ => null,
    };

    /// <summary>Writes a fictional practice with its staff and rooms, and no patients yet.</summary>
    /// <param name="contexts">Where it is written.</param>
    /// <param name="content">The words that are accepted.</param>
    /// <param name="language">The language in which it writes.</param>
    /// <param name="clock">A clock that runs already and must not fall back; null to begin with real time.</param>
    /// <param name="cancellation">Writes nothing.</param>
    public static async Task<PracticeSettings> BeginAsync(EngrammContexts contexts, ContentLibrary content, Language language, PracticeClock? clock, CancellationToken cancellation)
    {
        var practice = new PracticeSettings
        {
            Id = Guid.CreateVersion7(),
            Name = new Words("Praxis am Hafen", "Harbour Practice").In(language),
            IsFictional = true,
            BegunAt = TimeProvider.System.GetUtcNow(),
        };
        practice.PracticeId = practice.Id;
        if (clock is not null)
        {
            practice.ClockRate = clock.Rate;
            (practice.ClockSetAt, practice.ClockShowed) = clock.Turn(TimeSpan.Zero, clock.Rate);
        }

        await using var db = contexts.Create(practice.Id);
        db.Add(practice);
        foreach (var (email, role, name) in Staff)
        {
            db.Add(InitCommand.NewAccount(practice.Id, email, role, name));
        }

        AcceptParts(db, content, language, practice, db.ChangeTracker.Entries<Account>().First(a => a.Entity.Role == Role.Physician).Entity);

        for (var room = 1; room <= Rooms; room++)
        {
            db.Add(new Chair { Id = Guid.CreateVersion7(), Name = string.Create(CultureInfo.InvariantCulture, $"{new Words("Raum", "Room").In(language)} {room}") });
        }

        await db.SaveChangesAsync(cancellation);
        return practice;
    }

    /// <summary>A fictional practice of an earlier version had everything on without a decision.</summary>
    private static async Task AcceptPartsOfOldAsync(EngrammContexts contexts, ContentLibrary content, Language language, PracticeSettings practice, CancellationToken cancellation)
    {
        await using var db = contexts.Create(practice.Id);
        if (!await db.SwitchDecisions.AnyAsync(cancellation))
        {
            AcceptParts(db, content, language, practice, await db.Accounts.FirstAsync(a => a.Role == Role.Physician, cancellation));
            await db.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>In a fictional practice everything is on, accepted by its physician when it began.</summary>
    private static void AcceptParts(EngrammDbContext db, ContentLibrary content, Language language, PracticeSettings practice, Account physician)
    {
        var text = content.Get<SeparableParts>(SeparableParts.LiveSession, DateOnly.FromDateTime(practice.BegunAt.UtcDateTime));
        foreach (var part in text.Parts.Where(p => p.Acceptance is not null))
        {
            db.Add(PracticeSwitches.Accept(Guid.CreateVersion7(), part, text.Version, language, physician.Id, physician.DisplayName, physician.DisplayName, practice.BegunAt));
        }
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
