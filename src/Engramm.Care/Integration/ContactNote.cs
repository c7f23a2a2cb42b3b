namespace Engramm.Care.Integration;

/// <summary>A talk or call with the patient and what was said.</summary>
public sealed class ContactNote : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    public required ContactKind Kind { get; init; }

    /// <summary>The infusion session it follows, when it does.</summary>
    public Guid? SessionId { get; init; }

    public required string Text { get; init; }

    /// <summary>Answers to the fixed questions of the call (side effects, mood, sleep …), as JSON.</summary>
    public string? AnswersJson { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid By { get; init; }
}

public enum ContactKind
{
    FirstTalk,
    NextDayCall,
    IntegrationTalk,
    PhysicianNote,
}
