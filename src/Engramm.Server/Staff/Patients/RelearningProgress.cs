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

    private static readonly string[] Daily = ["GM", "REG"];

    /// <summary>One track per programme that is open now, in the order education, movement, regulation.</summary>
    public static async Task<IReadOnlyList<RelearningTrack>> LoadAsync(
        EngrammDbContext db, Guid patientId, PageContext context, ContentLibrary content, Visit visit, CancellationToken cancellation)
    {
        var open = await db.Assignments.AsNoTracking()
            .Where(a => a.PatientId == patientId && a.EndedAt == null)
            .Select(a => a.Programme).Distinct().ToListAsync(cancellation);
        if (open.Count == 0)
        {
            return [];
        }

        var done = await db.Practised.AsNoTracking().Where(p => p.PatientId == patientId)
            .Select(p => new { p.Programme, p.UnitId, p.At }).ToListAsync(cancellation);
        var href = new PatientPaths(patientId).Programmes;
        var tracks = new List<RelearningTrack>();
        if (open.Contains("EDU") && content.All<EducationUnit>(visit.Today) is { Count: > 0 } units)
        {
            var read = done.Where(p => p.Programme is "EDU").Select(p => p.UnitId).ToHashSet(StringComparer.Ordinal);
            tracks.Add(new RelearningTrack(context.T("programme.EDU"), units.Count(u => read.Contains(u.Id)), units.Count, href));
        }

        foreach (var programme in Daily.Where(open.Contains))
        {
            var days = done.Where(p => string.Equals(p.Programme, programme, StringComparison.Ordinal)).Select(p => visit.Practice.DayOf(p.At)).Where(d => d > visit.Today.AddDays(-Days) && d <= visit.Today).Distinct().Count();
            tracks.Add(new RelearningTrack(context.T("programme.week", context.T("programme." + programme)), days, Days, href));
        }

        return tracks;
    }
}
