using Engramm.Care.Assessment;
using Engramm.Care.Patients;
using Engramm.Care.Screening;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Screening;

/// <summary>Calls a named clinician. The rows are added; the caller saves them together with the answer that raised them.</summary>
public static class SafetyAlarm
{
    /// <summary>Key of the fact with the level of suicide risk: green, yellow, orange or red.</summary>
    public const string SuicideRiskFact = "suicide-risk";

    /// <summary>Key of the fact whether warning signs are unclarified: yes or no.</summary>
    public const string RedFlagsFact = "red-flags-open";

    /// <summary>
    /// Raises a hold and a task after an answer about suicide. The task goes to the responsible physician; without one to the companion,
    /// and without either to every physician of the practice, because a safety task may never belong to nobody.
    /// </summary>
    /// <param name="db">Where the rows are added.</param>
    /// <param name="patientId">Who answered.</param>
    /// <param name="source">The questionnaire or call note with the answer.</param>
    /// <param name="by">Who entered it: the patient, or a colleague on the phone.</param>
    /// <param name="now">Practice time; the task is due at once.</param>
    /// <param name="cancellation">Ends the reading with the request.</param>
    public static async Task RaiseSuicideRiskAsync(EngrammDbContext db, Guid patientId, Guid source, Guid by, DateTimeOffset now, CancellationToken cancellation)
    {
        var hold = new SuicideRiskHold { Id = Guid.CreateVersion7(), PatientId = patientId, AnswersId = source, RaisedAt = now };
        db.Add(hold);

        // An earlier "no sign" no longer counts: the eligibility rules see an open question until a clinician has judged.
        db.Add(Fact(patientId, SuicideRiskFact, null, by, now));
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

    /// <summary>A fact for the eligibility rules; null says "asked, and still unknown".</summary>
    public static RecordedFact Fact(Guid patientId, string key, string? value, Guid by, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(), PatientId = patientId, Key = key, Value = value, RecordedAt = now, RecordedBy = by };

    /// <summary>Whom a safety task of this patient goes to first.</summary>
    public static async Task<IReadOnlyList<Guid>> CliniciansAsync(EngrammDbContext db, Guid patientId, CancellationToken cancellation)
    {
        var team = await db.CareTeam.AsNoTracking().Where(m => m.PatientId == patientId && m.Part != CareTeamPart.Coach).ToListAsync(cancellation);
        var named = team.Find(m => m.Part == CareTeamPart.ResponsiblePhysician) ?? team.Find(m => m.Part == CareTeamPart.Companion);
        return named is not null
            ? [named.AccountId]
            : await db.Accounts.AsNoTracking().Where(a => a.Role == Care.Access.Role.Physician && a.IsActive).Select(a => a.Id).ToListAsync(cancellation);
    }
}
