using Engramm.Care.Diary;
using Engramm.Outcomes;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Progress;

/// <summary>One number of the evening diary. Each is 0 to 10 and may be left out by the patient.</summary>
public enum DiaryMeasure
{
    Pain,
    Mood,
    Sleep,
    Stress,
    Safety,
}

/// <summary>Something that began or happened on a day and is marked in the figure.</summary>
/// <param name="Day">The practice's day.</param>
/// <param name="Text">What it was.</param>
/// <param name="IsInfusion">An infusion; otherwise the start of a programme.</param>
/// <param name="Short">The same where there is little room, such as the number alone; empty when nothing shorter says it.</param>
public sealed record TrendMarker(DateOnly Day, string Text, bool IsInfusion, string Short = "");

/// <summary>The diary of one patient as the figure shows it: what was entered, what can be said about the course, what happened meanwhile.</summary>
/// <param name="Measure">Which number.</param>
/// <param name="Entries">The entries that have this number, by day.</param>
/// <param name="Trend">The estimated course with its band.</param>
/// <param name="Markers">Starts of programmes and infusions within the days shown, by day.</param>
/// <param name="First">First day shown.</param>
/// <param name="Last">Last day shown, today.</param>
public sealed record DiaryTrend(DiaryMeasure Measure, IReadOnlyList<DiaryValue> Entries, Trend Trend, IReadOnlyList<TrendMarker> Markers, DateOnly First, DateOnly Last)
{
    /// <summary>How far the figure looks back: 26 weeks.</summary>
    public const int MostDays = 182;

    /// <summary>A figure is never narrower than this, so that three entries do not look like a course.</summary>
    public const int FewestDays = 28;

    /// <summary>Days with at least one entry.</summary>
    public int DaysWithEntries => Entries.Select(e => e.Day).Distinct().Count();

    /// <summary>Days from the first entry to today.</summary>
    public int DaysCovered => Entries.Count == 0 ? 0 : Last.DayNumber - Entries[0].Day.DayNumber + 1;

    /// <summary>Reads diary, programmes and infusions of the last half year.</summary>
    /// <param name="db">The practice's records.</param>
    /// <param name="patientId">Whose diary.</param>
    /// <param name="measure">Which number.</param>
    /// <param name="withInfusions">Whether the reader may see that infusions were given.</param>
    /// <param name="context">Language of the marks.</param>
    /// <param name="visit">The practice's days.</param>
    /// <param name="cancellation">Ends the reading with the request.</param>
    public static async Task<DiaryTrend> LoadAsync(
        EngrammDbContext db, Guid patientId, DiaryMeasure measure, bool withInfusions, PageContext context, Visit visit, CancellationToken cancellation)
    {
        var since = visit.Today.AddDays(1 - MostDays);
        var diary = await db.Diary.AsNoTracking().Where(e => e.PatientId == patientId && e.Day >= since).OrderBy(e => e.Day).ToListAsync(cancellation);
        var entries = diary.Select(e => (e.Day, Value: ValueOf(e, measure))).Where(e => e.Value is not null).Select(e => new DiaryValue(e.Day, e.Value!.Value)).ToList();
        var first = entries.Count == 0 ? visit.Today.AddDays(1 - FewestDays) : entries[0].Day;
        if (visit.Today.DayNumber - first.DayNumber < FewestDays - 1)
        {
            first = visit.Today.AddDays(1 - FewestDays);
        }

        var markers = await MarkersAsync(db, patientId, withInfusions, context, visit, cancellation);
        return new DiaryTrend(measure, entries, Trend.Of(entries), [.. markers.Where(m => m.Day >= first && m.Day <= visit.Today).OrderBy(m => m.Day)], first, visit.Today);
    }

    /// <summary>The measure named in an address; pain when it names none.</summary>
    public static DiaryMeasure Asked(string? name) =>
        Array.Find(Enum.GetValues<DiaryMeasure>(), m => string.Equals(m.ToString(), name, StringComparison.OrdinalIgnoreCase));

    private static async Task<List<TrendMarker>> MarkersAsync(
        EngrammDbContext db, Guid patientId, bool withInfusions, PageContext context, Visit visit, CancellationToken cancellation)
    {
        var assigned = await db.Assignments.AsNoTracking().Where(a => a.PatientId == patientId)
            .OrderBy(a => a.AssignedAt).Select(a => new { a.Programme, a.AssignedAt }).ToListAsync(cancellation);
        var markers = assigned
            .GroupBy(a => a.Programme, StringComparer.Ordinal)
            .Select(g => (Day: visit.Practice.DayOf(g.First().AssignedAt), Programme: g.Key))
            .GroupBy(p => p.Day)
            .Select(g => new TrendMarker(g.Key, string.Join(", ", g.Select(p => context.T("programme." + p.Programme))), IsInfusion: false))
            .ToList();
        if (withInfusions)
        {
            var sessions = await db.Sessions.AsNoTracking().Where(s => s.PatientId == patientId)
                .OrderBy(s => s.OpenedAt).Select(s => s.OpenedAt).ToListAsync(cancellation);
            markers.AddRange(sessions.Select((at, i) => new TrendMarker(visit.Practice.DayOf(at), context.T("trend.infusion", i + 1), IsInfusion: true, (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }

        return markers;
    }

    private static int? ValueOf(DiaryEntry entry, DiaryMeasure measure) => measure switch
    {
        DiaryMeasure.Pain => entry.Pain,
        DiaryMeasure.Mood => entry.Mood,
        DiaryMeasure.Sleep => entry.Sleep,
        DiaryMeasure.Stress => entry.Stress,
        DiaryMeasure.Safety => entry.Safety,
    };
}
