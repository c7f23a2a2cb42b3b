using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Screening;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Companion;

/// <summary>What a phone asks of colleagues.</summary>
public static class CompanionTasks
{
    /// <summary>
    /// Adds a task due now for the responsible physician, without one for every physician of the practice: what only physicians may work on.
    /// The caller saves it together with what raised it.
    /// </summary>
    /// <param name="db">Where the rows are added.</param>
    /// <param name="patientId">About whom.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="subject">The row it is about.</param>
    /// <param name="now">Practice time.</param>
    /// <param name="cancellation">Ends the reading with the request.</param>
    public static async Task ForPhysicianAsync(EngrammDbContext db, Guid patientId, CareTaskKind kind, Guid subject, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var physician in await TaskHolders.OfAsync(db, patientId, CareTeamPart.ResponsiblePhysician, cancellation))
        {
            db.Tasks.Add(new CareTask { Id = Guid.CreateVersion7(), PatientId = patientId, Kind = kind, AssignedTo = physician, CreatedAt = now, DueAt = now, Subject = subject });
        }
    }

    /// <summary>Adds a task due now for the clinicians a safety task of this patient goes to. The caller saves it together with what raised it.</summary>
    /// <param name="db">Where the rows are added.</param>
    /// <param name="patientId">About whom.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="subject">The row it is about; null when it is about the person as a whole.</param>
    /// <param name="now">Practice time.</param>
    /// <param name="cancellation">Ends the reading with the request.</param>
    public static async Task ForClinicianAsync(EngrammDbContext db, Guid patientId, CareTaskKind kind, Guid? subject, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var clinician in await SafetyAlarm.CliniciansAsync(db, patientId, cancellation))
        {
            db.Tasks.Add(new CareTask { Id = Guid.CreateVersion7(), PatientId = patientId, Kind = kind, AssignedTo = clinician, CreatedAt = now, DueAt = now, Subject = subject });
        }
    }
}
