using Engramm.Care.Access;
using Engramm.Care.Integration;
using Engramm.Care.Patients;
using Engramm.Care.Screening;
using Engramm.Content;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Patients;

/// <summary>
/// The bar and the rail that every staff page about one patient carries: who this is, what must not be out of sight, where the journey stands.
/// A colleague who may only read programmes sees no drug phase and no detail of a safety answer.
/// </summary>
public static class PatientHeader
{
    /// <summary>Reads bar and journey as the signed-in colleague may see them.</summary>
    /// <param name="db">The practice's records.</param>
    /// <param name="patient">Whose page it is.</param>
    /// <param name="context">Language and clock of the page.</param>
    /// <param name="visit">Who is looking.</param>
    /// <param name="content">For the number of units in a programme.</param>
    /// <param name="cancellation">Ends the reading with the request.</param>
    public static async Task<(PatientBar Bar, Journey Journey)> LoadAsync(
        EngrammDbContext db, Patient patient, PageContext context, Visit visit, ContentLibrary content, CancellationToken cancellation = default)
    {
        var readsRecord = visit.May(Permissions.ReadRecord);
        var paths = new PatientPaths(patient.Id);
        var holds = await db.SuicideRiskHolds.AsNoTracking().Where(h => h.PatientId == patient.Id).ToListAsync(cancellation);
        var redFlag = await db.Tasks.AsNoTracking()
            .Where(t => t.PatientId == patient.Id && t.Kind == CareTaskKind.RedFlag && t.DoneAt == null)
            .AnyAsync(cancellation);
        var cleared = await db.Clearances.AsNoTracking()
            .Where(c => c.PatientId == patient.Id && c.WithdrawnAt == null)
            .OrderByDescending(c => c.SignedAt)
            .FirstOrDefaultAsync(cancellation);
        var flags = Flags(context, paths, holds, redFlag, readsRecord);
        var bar = new PatientBar(readsRecord ? paths.Record : paths.Programmes, patient.FullName, Birth(patient, context, visit), Facts(patient, paths, context, readsRecord), flags);
        var tracks = await RelearningProgress.LoadAsync(db, patient.Id, context, content, visit, cancellation);
        // A flag that came after the clearance opens the question again.
        var phases = await PhasesAsync(db, patient, context, visit, redFlag ? null : cleared, tracks.Count > 0, cancellation);
        return (bar, new Journey(phases, tracks));
    }

    private static string Birth(Patient patient, PageContext context, Visit visit) =>
        context.T("patient.born", context.Date(patient.BirthDate), patient.AgeOn(visit.Today), context.T("patient.sex." + patient.Sex));

    private static List<BarFact> Facts(Patient patient, PatientPaths paths, PageContext context, bool readsRecord)
    {
        var facts = new List<BarFact>();
        if (readsRecord)
        {
            facts.Add(patient.WeightKg is { } kg
                ? new BarFact(context.T("patient.weight"), context.Number(kg, 1) + " kg", Found(patient, context))
                : new BarFact(context.T("patient.weight"), context.T("patient.weight.unknown"), Href: paths.Body));
            facts.Add(patient.Allergies switch
            {
                null => new BarFact(context.T("patient.allergies"), context.T("patient.allergies.unknown"), Href: paths.Body),
                "" => new BarFact(context.T("patient.allergies"), context.T("patient.allergies.none")),
                var told => new BarFact(context.T("patient.allergies"), told),
            });
        }

        facts.Add(new BarFact(context.T("patient.complaint"), patient.Complaint ?? context.T("patient.complaint.unknown")));
        return facts;
    }

    /// <summary>The day of the weight, and how it was found where nobody measured.</summary>
    private static string? Found(Patient patient, PageContext context) => patient switch
    {
        { WeighedAt: { } at, WeighedHow: WeightMethod.Told or WeightMethod.Estimated } => context.Date(at) + ", " + context.T("body.how." + patient.WeighedHow),
        { WeighedAt: { } at } => context.Date(at),
        _ => null,
    };

    private static List<BarFlag> Flags(PageContext context, PatientPaths paths, List<SuicideRiskHold> holds, bool redFlag, bool readsRecord)
    {
        var flags = new List<BarFlag>();
        if (holds.Where(h => h.IsOpen).ToList() is { Count: > 0 } open)
        {
            flags.Add(!readsRecord
                ? new BarFlag(BadgeKind.Info, context.T("patient.flag.informed"))
                : open.Exists(h => h.AssessedAt is null)
                    ? new BarFlag(BadgeKind.Hold, context.T("patient.flag.suicide"), paths.Assessment + "#holds")
                    : open.Exists(h => h.Level is "Red")
                        ? new BarFlag(BadgeKind.Block, context.T("patient.flag.red"), paths.Assessment + "#holds")
                        : new BarFlag(BadgeKind.Hold, context.T("patient.flag.orange"), paths.Assessment + "#holds"));
        }

        if (redFlag)
        {
            flags.Add(readsRecord
                ? new BarFlag(BadgeKind.Hold, context.T("patient.flag.redflags"), paths.Assessment + "#clearance")
                : new BarFlag(BadgeKind.Hold, context.T("patient.flag.redflags")));
        }

        return flags;
    }

    private static async Task<List<Phase>> PhasesAsync(
        EngrammDbContext db, Patient patient, PageContext context, Visit visit, Clearance? cleared, bool learns, CancellationToken cancellation)
    {
        var paths = new PatientPaths(patient.Id);
        var firstTalk = await db.Notes.AsNoTracking()
            .Where(n => n.PatientId == patient.Id && n.Kind == ContactKind.FirstTalk)
            .OrderBy(n => n.At).Select(n => (DateTimeOffset?)n.At).FirstOrDefaultAsync(cancellation);
        var answered = await db.Answers.AsNoTracking().AnyAsync(a => a.PatientId == patient.Id, cancellation);
        var orientation = new Step(
            firstTalk is not null,
            firstTalk is { } at ? context.T("journey.orientation.talk", context.Date(at)) : context.T(patient.RegisteredAt is null ? "journey.orientation.invited" : "journey.orientation.open"));
        var assessment = new Step(
            cleared is not null,
            context.T(cleared is not null ? "journey.assessment.cleared" : answered ? "journey.assessment.open" : "journey.assessment.none"));
        if (!visit.May(Permissions.ReadRecord))
        {
            return Number(
                [
                    (context.T("journey.orientation"), orientation, paths.Contacts),
                    (context.T("journey.assessment"), assessment, paths.Programmes),
                    (context.T("journey.follow"), new Step(false, context.T(learns ? "journey.follow.learns" : "journey.follow.none")), paths.Programmes),
                ],
                now: cleared is not null && learns ? 2 : null);
        }

        var drug = await DrugPath.LoadAsync(db, patient.Id, cancellation);
        var withoutDrug = !drug.Begun && learns && cleared is not null;
        return Number(
            [
                (context.T("journey.orientation"), orientation, paths.Contacts),
                (context.T("journey.assessment"), assessment, paths.Assessment),
                (context.T("journey.decision"), new Step(drug.Ready, drug.DecisionNote(context, withoutDrug)), visit.May(Permissions.ReadEligibility) ? paths.Eligibility : paths.Record),
                (context.T("journey.session"), new Step(drug.LastClosed is not null && drug.Running is null, drug.SessionNote(context, withoutDrug)), drug.SessionHref(paths, visit)),
                (context.T("journey.follow"), new Step(false, context.T(drug.LastClosed is not null ? "journey.follow.after" : learns ? "journey.follow.learns" : "journey.follow.none")), paths.Contacts),
            ],
            now: drug.Running is not null ? 3 : withoutDrug ? 4 : null);
    }

    /// <summary>The phase of today is the first one that is not done, unless the course says otherwise.</summary>
    private static List<Phase> Number((string Title, Step Step, string Href)[] phases, int? now)
    {
        var today = now ?? Array.FindIndex(phases, p => !p.Step.Done);
        return [.. phases.Select((p, i) => new Phase(p.Title, p.Step.Note, i == today ? PhaseState.Now : p.Step.Done ? PhaseState.Done : PhaseState.Ahead, p.Href))];
    }

    private sealed record Step(bool Done, string Note);
}
