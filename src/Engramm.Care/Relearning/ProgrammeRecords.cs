namespace Engramm.Care.Relearning;

/// <summary>A programme a colleague opened for a patient.</summary>
public sealed class ProgrammeAssignment : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    /// <summary>EDU, PRT, GM, REG …</summary>
    public required string Programme { get; init; }

    public required Guid AssignedBy { get; init; }

    public required DateTimeOffset AssignedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>Something the patient did in a programme: a unit read, an exercise done, a movement step taken.</summary>
public sealed class Practised : IPatientRecord
{
    /// <summary>Made on the patient's device, so that sending twice stores once.</summary>
    public required Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    public required string Programme { get; init; }

    /// <summary>Content id of the unit or exercise.</summary>
    public required string UnitId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What was noted with it (rounds, fear and harm expected and felt, reflections), as JSON.</summary>
    public string? DetailsJson { get; init; }
}
