using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Care.Screening;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Screening;

/// <summary>Calls a named clinician. The rows are added; the caller saves them together with the answer that raised them.</summary>
public static class SafetyAlarm
{
    /// <summary>
    /// Raises a hold and a task after an answer about suicide. The task goes to the responsible physician; without one to the companion,
    /// when that is a clinician who may judge it, and without either to every physician of the practice, because a safety task may never belong to nobody.
    /// </summary>
    /// <param name="db">Where the rows are added.</param>
    /// <param name="patientId">Who answered.</param>
    /// <param name="source">The questionnaire or call note with the answer.</param>
    /// <param name="now">Practice time; the task is due at once.</param>
    /// <param name="cancellation">Ends the reading with the request.</param>
    public static async Task RaiseSuicideRiskAsync(EngrammDbContext db, Guid patientId, Guid source, DateTimeOffset now, CancellationToken cancellation)
    {
        var hold = new SuicideRiskHold { Id = Guid.CreateVersion7(), PatientId = patientId, AnswersId = source, RaisedAt = now };
        db.Add(hold);
        foreach (var clinician in await CliniciansAsync(db, patientId, cancellation))
        {
            db.Add(new CareTask
            {
                Id = Guid.CreateVersion7(),
                PatientId = patientId,
                Kind = CareTaskKind.SuicideRisk,
                AssignedTo = clinician,
                CreatedAt = now,
                DueAt = now,
                Subject = hold.Id,
            });
        }
    }

    /// <summary>Whom a safety task of this patient goes to first.</summary>
    public static async Task<IReadOnlyList<Guid>> CliniciansAsync(EngrammDbContext db, Guid patientId, CancellationToken cancellation)
    {
        var clinicians = await (
            from member in db.CareTeam.AsNoTracking()
            where member.PatientId == patientId && member.Part != CareTeamPart.Coach
            join account in db.Accounts on member.AccountId equals account.Id
            where account.IsActive && (account.Role == Role.Physician || account.Role == Role.Therapist)
            orderby member.Part
            select account.Id).ToListAsync(cancellation);
        return clinicians.Count > 0
            ? [clinicians[0]]
            : await db.Accounts.AsNoTracking().Where(a => a.Role == Role.Physician && a.IsActive).Select(a => a.Id).ToListAsync(cancellation);
    }
}
