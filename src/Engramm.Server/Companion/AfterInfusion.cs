using Engramm.Content;
using Engramm.Content.Treatment;
using Engramm.Server.Access;
using Engramm.Server.Live;
using Engramm.Server.Staff.Infusion;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Companion;

/// <summary>The questions that the leaflet of an infusion promises.</summary>
/// <param name="Instrument">Id of the questionnaire.</param>
/// <param name="Day">For which day after the discharge it is asked.</param>
public sealed record AfterInfusion(string Instrument, int Day)
{
    /// <summary>How long after a session it is looked for, in days. Later, the questionnaire's own rhythm asks (every 14 days).</summary>
    public const int LongestDays = 14;

    /// <summary>What is asked now: for the last day of the leaflet's that has begun, until it was answered on that day or later. Null when nothing is.</summary>
    public static async Task<AfterInfusion?> DueAsync(EngrammDbContext db, SessionDesk desk, Guid patientId, Visit visit, ContentLibrary content, CancellationToken cancellation)
    {
        var since = visit.Now.AddDays(-LongestDays);
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.PatientId == patientId && s.ClosedAt > since).OrderByDescending(s => s.ClosedAt).Select(s => s.Id).ToListAsync(cancellation);
        foreach (var session in sessions)
        {
            // One that was called off or handed over ends without a discharge, and nobody was given the leaflet.
            var (discharged, pinned) = await desk.LookAsync(session, state => (state.DischargeSignedBy?.OccurredAt, state.Plan?.Advice), cancellation);
            if (discharged is { } at)
            {
                // The leaflet that was handed out counts.
                var advice = content.AllVersions<DischargeAdvice>().FirstOrDefault(a => a.Pin == new ContentPin(pinned?.Id ?? "", pinned?.Version ?? 0))
                    ?? content.Find<DischargeAdvice>(SessionPlanBuilder.AdviceId, visit.Today);
                return await AskedAsync(db, patientId, visit, advice?.QuestionsAfter, visit.Practice.DayOf(at), cancellation);
            }
        }

        return null;
    }

    private static async Task<AfterInfusion?> AskedAsync(EngrammDbContext db, Guid patientId, Visit visit, QuestionsAfter? questions, DateOnly discharged, CancellationToken cancellation)
    {
        var day = questions?.Days.Where(d => discharged.AddDays(d) <= visit.Today).Max(d => (int?)d);
        if (questions is null || day is not { } begun)
        {
            return null;
        }

        var from = visit.Practice.Instant(discharged.AddDays(begun), TimeOnly.MinValue);
        return await db.Answers.AnyAsync(a => a.PatientId == patientId && a.ContentId == questions.Instrument && a.AnsweredAt >= from, cancellation)
            ? null
            : new AfterInfusion(questions.Instrument, begun);
    }
}
