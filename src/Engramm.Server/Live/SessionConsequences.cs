using Engramm.Care.Patients;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Screening;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>
/// What follows from a session for the rest of the practice: tasks, a hold after thoughts of suicide, and the closing of the session's head. Computed from the
/// state and safe to draw again, so that a crash between an entry and its consequence loses neither.
/// </summary>
public sealed class SessionConsequences(EngrammContexts contexts, PracticeProfile practice, PracticeClock clock)
{
    private static readonly TimeOnly CallFrom = new(10, 0);

    /// <summary>When the practice calls after a discharge at this time: the next day, from ten.</summary>
    public static DateTimeOffset NextDayCall(PracticeProfile practice, DateTimeOffset discharged) => practice.Instant(practice.DayOf(discharged).AddDays(1), CallFrom);

    public async Task DrawAsync(Guid sessionId, SessionState state, CancellationToken cancellation)
    {
        await using var db = contexts.Create(practice.Id);
        if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == sessionId, cancellation) is not { } session)
        {
            return;
        }

        var tied = state.Monitor?.DeviceId;
        if (!string.Equals(session.MonitorId, tied, StringComparison.Ordinal))
        {
            session.MonitorId = tied;
        }

        if (session.StartedAt != state.StartedAt)
        {
            session.StartedAt = state.StartedAt;
        }

        if (state.Phase is SessionPhase.Discharged or SessionPhase.Cancelled or SessionPhase.Postponed or SessionPhase.Transferred or SessionPhase.LeftAgainstAdvice)
        {
            session.ClosedAt ??= clock.GetUtcNow();
        }

        // However somebody went after an infusion: the practice calls on the day after.
        var gone = state.OtherEnding is { Entry: LeftAgainstAdvice or PatientTransferred } ending ? ending.At : state.DischargeSignedBy?.OccurredAt;
        if (gone is { } left && state.StartedAt is not null)
        {
            var due = NextDayCall(practice, left);
            await EnsureTaskAsync(db, session.PatientId, sessionId, CareTaskKind.NextDayCall, CareTeamPart.Companion, due, cancellation);
        }

        if (state.Phase == SessionPhase.LeftAgainstAdvice)
        {
            await EnsureTaskAsync(db, session.PatientId, sessionId, CareTaskKind.LeftAgainstAdvice, CareTeamPart.ResponsiblePhysician, clock.GetUtcNow(), cancellation);
        }

        if (state.Entries.Any(e => e.Entry is InfusionStarted { OutsideGateReason: not null }))
        {
            await EnsureTaskAsync(db, session.PatientId, sessionId, CareTaskKind.StartedOutsideGate, CareTeamPart.ResponsiblePhysician, clock.GetUtcNow(), cancellation);
        }

        if (state.RestartsAfterStop.Count > 0)
        {
            await EnsureTaskAsync(db, session.PatientId, sessionId, CareTaskKind.ResumedAfterStop, CareTeamPart.ResponsiblePhysician, clock.GetUtcNow(), cancellation);
        }

        if (state.AdverseEvents.Any(e => e.Entry is AdverseEventRecorded { NeedsPhysician: true }))
        {
            await EnsureTaskAsync(db, session.PatientId, sessionId, CareTaskKind.AdverseEvent, CareTeamPart.ResponsiblePhysician, clock.GetUtcNow(), cancellation);
        }

        if (state.Rescues.Count > 0)
        {
            await EnsureTaskAsync(db, session.PatientId, sessionId, CareTaskKind.Incident, CareTeamPart.ResponsiblePhysician, clock.GetUtcNow(), cancellation);
        }

        await HoldForSuicideRiskAsync(db, session.PatientId, state, cancellation);
        if (state.ReportSignedBy is { } report)
        {
            await CloseReviewsAsync(db, sessionId, report, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>
    /// What was told in the room about suicide holds and calls a clinician, as an answer on the phone does. One hold stands for everything told until it is
    /// assessed; what is told after that raises the next.
    /// </summary>
    private async Task HoldForSuicideRiskAsync(EngrammDbContext db, Guid patientId, SessionState state, CancellationToken cancellation)
    {
        var signs = state.SuicideSigns;
        if (signs.Count == 0)
        {
            return;
        }

        var sources = signs.Select(s => s.Event.CommandId).ToList();
        var raised = await db.SuicideRiskHolds.AsNoTracking().Where(h => h.PatientId == patientId && sources.Contains(h.AnswersId)).ToListAsync(cancellation);
        var told = signs.FirstOrDefault(s => !raised.Exists(h =>
            h.AnswersId == s.Event.CommandId || h.AssessedAt is null || h.AssessedAt >= (s.Amendment ?? s.Event).RecordedAt));
        if (told is not null)
        {
            await SafetyAlarm.RaiseSuicideRiskAsync(db, patientId, told.Event.CommandId, clock.GetUtcNow(), cancellation);
        }
    }

    /// <summary>Whoever signs the report has looked at what is in it: the tasks that asked for this are done.</summary>
    private static async Task CloseReviewsAsync(EngrammDbContext db, Guid sessionId, SessionEvent report, CancellationToken cancellation)
    {
        var reviews = await db.Tasks
            .Where(t => t.Subject == sessionId && t.DoneAt == null
                && (t.Kind == CareTaskKind.AdverseEvent || t.Kind == CareTaskKind.Incident || t.Kind == CareTaskKind.StartedOutsideGate
                    || t.Kind == CareTaskKind.ResumedAfterStop || t.Kind == CareTaskKind.LeftAgainstAdvice))
            .ToListAsync(cancellation);
        foreach (var task in reviews)
        {
            (task.DoneAt, task.DoneBy) = (report.RecordedAt, Guid.TryParse(report.By.Id, out var by) ? by : null);
        }
    }

    private async Task EnsureTaskAsync(EngrammDbContext db, Guid patientId, Guid sessionId, CareTaskKind kind, CareTeamPart part, DateTimeOffset due, CancellationToken cancellation)
    {
        if (await db.Tasks.AnyAsync(t => t.Subject == sessionId && t.Kind == kind, cancellation))
        {
            return;
        }

        foreach (var holder in await TaskHolders.OfAsync(db, patientId, part, cancellation))
        {
            db.Tasks.Add(new CareTask
            {
                Id = Guid.CreateVersion7(),
                PatientId = patientId,
                Kind = kind,
                AssignedTo = holder,
                CreatedAt = clock.GetUtcNow(),
                DueAt = due,
                Subject = sessionId,
            });
        }
    }
}
