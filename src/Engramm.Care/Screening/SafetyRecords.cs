namespace Engramm.Care.Screening;

/// <summary>A physician's signed statement that red flags are excluded or clarified. Opens the learned-pain programmes.</summary>
public sealed class Clearance : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    /// <summary>The screening it looked at.</summary>
    public Guid? AnswersId { get; init; }

    /// <summary>What was examined and why it is safe to begin, in the physician's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Date of an outside physician's letter, when the clearance rests on one.</summary>
    public DateOnly? LetterDate { get; init; }

    public required Guid SignedBy { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; set; }
}

/// <summary>A hold raised by an answer about suicide. Ends only when a clinician records level, reason and plan.</summary>
public sealed class SuicideRiskHold : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    /// <summary>What raised it: the questionnaire, the note of the call, or the entry of a session by its command id.</summary>
    public required Guid AnswersId { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Green, Yellow, Orange or Red, as the clinician judged it.</summary>
    public string? Level { get; set; }

    public string? Reason { get; set; }

    public string? Plan { get; set; }

    public DateTimeOffset? AssessedAt { get; set; }

    public Guid? AssessedBy { get; set; }

    /// <summary>Open until a clinician has assessed it, and afterwards while the level is orange or red.</summary>
    public bool IsOpen => AssessedAt is null || Level is "Orange" or "Red";
}
