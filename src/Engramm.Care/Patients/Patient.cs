using Engramm.Quantities;

namespace Engramm.Care.Patients;

public enum Sex
{
    Female,
    Male,
    Diverse,
    Unknown,
}

/// <summary>How a weight became known. Only the first was measured.</summary>
public enum WeightMethod
{
    /// <summary>On a scale of the practice.</summary>
    Scale,

    /// <summary>The person said so.</summary>
    Told,

    /// <summary>A colleague estimated it.</summary>
    Estimated,
}

/// <summary>The person in treatment.</summary>
public sealed class Patient : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    Guid IPatientRecord.PatientId => Id;

    public required string GivenName { get; set; }

    public required string FamilyName { get; set; }

    public required DateOnly BirthDate { get; set; }

    public Sex Sex { get; set; } = Sex.Unknown;

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public Language Language { get; set; }

    /// <summary>The weight on record in kg; null while nobody knows it.</summary>
    public double? WeightKg { get; set; }

    /// <summary>When it was found.</summary>
    public DateTimeOffset? WeighedAt { get; set; }

    /// <summary>How it was found; null where nobody wrote it down.</summary>
    public WeightMethod? WeighedHow { get; set; }

    /// <summary>Height in cm; null while unknown.</summary>
    public double? HeightCm { get; set; }

    /// <summary>Allergies as told; null means nobody has asked, an empty text means asked and none.</summary>
    public string? Allergies { get; set; }

    /// <summary>The line under the name: what brings the person here.</summary>
    public string? Complaint { get; set; }

    /// <summary>Word or sign that ends an infusion at once.</summary>
    public string? StopWord { get; set; }

    /// <summary>The name under which the person is treated in the room, so that screens there show no other; null for the own name.</summary>
    public string? Pseudonym { get; set; }

    /// <summary>When the person confirmed the own data after the invitation.</summary>
    public DateTimeOffset? RegisteredAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Given and family name.</summary>
    public string FullName => $"{GivenName} {FamilyName}";

    /// <summary>Age in whole years on a day.</summary>
    public int AgeOn(DateOnly day)
    {
        var years = day.Year - BirthDate.Year;
        return day < BirthDate.AddYears(years) ? years - 1 : years;
    }
}

/// <summary>Which colleague is close to which patient: decides what therapists and coaches may open.</summary>
public sealed class CareTeamMember : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    public required Guid AccountId { get; init; }

    public required CareTeamPart Part { get; init; }
}

public enum CareTeamPart
{
    /// <summary>The physician who is responsible and gets the safety tasks.</summary>
    ResponsiblePhysician,

    /// <summary>The person at the patient's side: charts and integration talks.</summary>
    Companion,

    /// <summary>Coach or physiotherapist for the programmes.</summary>
    Coach,
}

/// <summary>Something a named colleague has to do by a time.</summary>
public sealed class CareTask : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    /// <summary>What kind of task: decides its words and where it leads.</summary>
    public required CareTaskKind Kind { get; init; }

    public required Guid AssignedTo { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    /// <summary>When someone took notice; an unacknowledged safety task escalates.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    public Guid? AcknowledgedBy { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    public Guid? DoneBy { get; set; }

    /// <summary>The row it is about, when there is one.</summary>
    public Guid? Subject { get; init; }
}

public enum CareTaskKind
{
    /// <summary>Item 9 was answered with 1 or more, or "prefer not to say"; or thoughts of suicide were told on the telephone or in a session.</summary>
    SuicideRisk,

    /// <summary>A red flag was raised or not known.</summary>
    RedFlag,

    /// <summary>Call on the day after an infusion.</summary>
    NextDayCall,

    /// <summary>An infusion was started outside its gate.</summary>
    StartedOutsideGate,

    /// <summary>A message of a monitor disagrees with the person on the chair.</summary>
    MonitorDisagrees,

    /// <summary>A plan waits for a physician's decision.</summary>
    DecideHold,

    /// <summary>An adverse event in a session is serious, severe, or nobody has said whether it is serious.</summary>
    AdverseEvent,

    /// <summary>A rescue checklist was used in a session: what happened, and what is learned from it.</summary>
    Incident,

    /// <summary>A mail with a link could not be delivered to a patient.</summary>
    MailUndelivered,

    /// <summary>Too many wrong dates of birth at a patient's registration: the access is closed until a colleague makes a new link.</summary>
    RegistrationClosed,

    /// <summary>The patient withdrew the consent on the phone.</summary>
    ConsentWithdrawn,

    /// <summary>An infusion was let run again after a STOP: why, and what followed.</summary>
    ResumedAfterStop,

    /// <summary>A person left after an infusion before anybody discharged: reach her or him.</summary>
    LeftAgainstAdvice,
}
