using Engramm.Care.Access;
using Engramm.Care.Relearning;
using Engramm.Content;
using Engramm.Server.Access;
using Engramm.Server.Companion;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Integration;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Progress;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Relearning;

/// <summary>The programmes of one patient.</summary>
/// <param name="Frame">Bar, rail, tabs.</param>
/// <param name="Standing">What opens and closes programmes.</param>
/// <param name="Programmes">In the order in which they are usually begun.</param>
/// <param name="Trend">The diary's course.</param>
/// <param name="Notes">The last notes this colleague may read.</param>
/// <param name="MayAssign">Whether this colleague assigns programmes.</param>
/// <param name="ReadsRecord">Whether details of safety answers may be linked.</param>
/// <param name="State">A refused assignment.</param>
public sealed record ProgrammesModel(
    PatientFrame Frame, CompanionStanding Standing, IReadOnlyList<ProgrammeView> Programmes, DiaryTrend Trend, IReadOnlyList<NoteLine> Notes, bool MayAssign, bool ReadsRecord, FormState State);

/// <summary>Assigning programmes and following them. Coaches work here; nothing on it is about a drug or about answers to item 9.</summary>
public static class ProgrammesPages
{
    private const int LastNotes = 3;

    public static void MapProgrammes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/patients/{patientId:guid}/programmes", async (Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http, string? show) =>
            await PageAsync(patientId, visit, db, contexts, content, http, show)).Needs(Permissions.ReadProgrammes);
        routes.MapPost("/patients/{patientId:guid}/programmes", AssignAsync).Needs(Permissions.AssignProgramme);
        routes.MapPost("/patients/{patientId:guid}/programmes/{assignmentId:guid}/end", EndAsync).Needs(Permissions.AssignProgramme);
    }

    private static async Task<IResult> PageAsync(
        Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http, string? show = null, FormState? refused = null)
    {
        var cancellation = http.RequestAborted;
        var context = contexts.Of(http);
        var readsRecord = visit.May(Permissions.ReadRecord);
        var standing = await CompanionStandings.OfAsync(db, patientId, cancellation);
        return PageResult.Of<ProgrammesPage>(
            context,
            new ProgrammesModel(
                await PatientFrame.LoadAsync(db, patientId, context, visit, content, cancellation),
                standing,
                await ProgrammesAsync(db, patientId, standing, context, content, visit, cancellation),
                await DiaryTrend.LoadAsync(db, patientId, DiaryTrend.Asked(show), withInfusions: readsRecord, context, visit, cancellation),
                await NoteLine.LoadAsync(db, patientId, LastNotes, readsRecord ? null : visit.Who.AccountId, context, cancellation),
                visit.May(Permissions.AssignProgramme),
                readsRecord,
                refused ?? FormState.Empty),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IReadOnlyList<ProgrammeView>> ProgrammesAsync(
        EngrammDbContext db, Guid patientId, CompanionStanding standing, PageContext context, ContentLibrary content, Visit visit, CancellationToken cancellation)
    {
        var assignments = await db.Assignments.AsNoTracking().Where(a => a.PatientId == patientId && a.EndedAt == null).ToListAsync(cancellation);
        var authors = assignments.Select(a => a.AssignedBy).ToList();
        var names = await db.Accounts.AsNoTracking().Where(a => authors.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
        var last = await db.Practised.AsNoTracking().Where(p => p.PatientId == patientId)
            .GroupBy(p => p.Programme).Select(g => new { g.Key, At = g.Max(p => p.At) }).ToDictionaryAsync(g => g.Key, g => g.At, StringComparer.Ordinal, cancellation);
        var views = new List<ProgrammeView>();
        foreach (var (code, part) in ProgrammeShelf.Offered)
        {
            var assignment = assignments.Find(a => string.Equals(a.Programme, code, StringComparison.Ordinal));
            views.Add(new ProgrammeView(
                code,
                ProgrammeAccess.StateOf(part, standing),
                assignment,
                assignment is null ? null : names.GetValueOrDefault(assignment.AssignedBy, "?"),
                assignment is null ? null : await RelearningProgress.OfAsync(db, patientId, code, context, content, visit, cancellation),
                last.TryGetValue(code, out var at) ? at : null,
                IsOffered: true));
        }

        views.Insert(1, new ProgrammeView("PRT", PartState.NeedsAssignment, null, null, null, null, IsOffered: false));
        return views;
    }

    /// <summary>Assigns a programme. Refused before the clearance and while a hold is open; assigning twice keeps the first.</summary>
    private static async Task<IResult> AssignAsync(Guid patientId, Visit visit, EngrammDbContext db, PageContexts contexts, ContentLibrary content, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        var context = contexts.Of(http);
        var form = FormState.From(http.Request.Form);
        var code = form.Value("programme") ?? string.Empty;
        if (!ProgrammeShelf.Offered.TryGetValue(code, out var part))
        {
            return await PageAsync(patientId, visit, db, contexts, content, http, refused: form.Fault("", context.T("programmes.fault.unknown", code)));
        }

        var state = ProgrammeAccess.StateOf(part, await CompanionStandings.OfAsync(db, patientId, cancellation));
        if (state is PartState.NeedsClearance or PartState.Held)
        {
            return await PageAsync(patientId, visit, db, contexts, content, http, refused: form.Fault("", context.T("programmes.fault." + state, context.T("programme." + code))));
        }

        if (!await db.Assignments.AnyAsync(a => a.PatientId == patientId && a.Programme == code && a.EndedAt == null, cancellation))
        {
            db.Add(new ProgrammeAssignment { Id = Guid.CreateVersion7(), PatientId = patientId, Programme = code, AssignedBy = visit.Who.AccountId, AssignedAt = visit.Now });
            await db.SaveChangesAsync(cancellation);
        }

        return SeeOther.To(new PatientPaths(patientId).Programmes);
    }

    private static async Task<IResult> EndAsync(Guid patientId, Guid assignmentId, Visit visit, EngrammDbContext db, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        if (await db.Assignments.SingleOrDefaultAsync(a => a.Id == assignmentId && a.PatientId == patientId && a.EndedAt == null, cancellation) is { } assignment)
        {
            assignment.EndedAt = visit.Now;
            await db.SaveChangesAsync(cancellation);
        }

        return SeeOther.To(new PatientPaths(patientId).Programmes);
    }
}
