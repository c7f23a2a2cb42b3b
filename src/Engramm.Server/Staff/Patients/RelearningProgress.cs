using Engramm.Content;
using Engramm.Content.Relearning;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Patients;

/// <summary>How far the programmes opened for a patient have come, for the rail and the programmes page.</summary>
public static class RelearningProgress
{
    /// <summary>Days that the daily programmes look back, today included.</summary>
    public const int Days = 7;

    /// <summary>Order on the rail.</summary>
    private static readonly string[] Programmes = ["EDU", "GM", "REG"];

    /// <summary>One track per programme that is open now, in the order education, movement, regulation.</summary>
    public static async Task<IReadOnlyList<RelearningTrack>> LoadAsync(
        EngrammDbContext db, Guid patientId, PageContext context, ContentLibrary content, Visit visit, CancellationToken cancellation)
    {
        var open = await db.Assignments.AsNoTracking()
            .Where(a => a.PatientId == patientId && a.EndedAt == null)
            .Select(a => a.Programme).Distinct().ToListAsync(cancellation);
        var tracks = new List<RelearningTrack>();
        foreach (var programme in Programmes.Where(open.Contains))
        {
            tracks.Add(await OfAsync(db, patientId, programme, context, content, visit, cancellation));
        }

        return tracks;
    }

    /// <summary>One programme: units read of all units, or days practised of the last seven.</summary>
    public static async Task<RelearningTrack> OfAsync(
        EngrammDbContext db, Guid patientId, string programme, PageContext context, ContentLibrary content, Visit visit, CancellationToken cancellation)
    {
        var done = await db.Practised.AsNoTracking().Where(p => p.PatientId == patientId && p.Programme == programme)
            .Select(p => new { p.UnitId, p.At }).ToListAsync(cancellation);
        var href = new PatientPaths(patientId).Programmes;
        if (programme is "EDU" && content.All<EducationUnit>(visit.Today) is { Count: > 0 } units)
        {
            return new RelearningTrack(context.T("programme.EDU"), units.Count(u => done.Exists(d => string.Equals(d.UnitId, u.Id, StringComparison.Ordinal))), units.Count, href);
        }

        return new RelearningTrack(context.T("programme.week", context.T("programme." + programme)), DaysDone(done.Select(d => d.At), visit).Count, Days, href);
    }

    /// <summary>Of the last seven days, today included, those on which something was done.</summary>
    public static IReadOnlySet<DateOnly> DaysDone(IEnumerable<DateTimeOffset> done, Visit visit) =>
        done.Select(visit.Practice.DayOf).Where(d => d > visit.Today.AddDays(-Days) && d <= visit.Today).ToHashSet();
}
