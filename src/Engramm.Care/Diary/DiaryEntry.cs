namespace Engramm.Care.Diary;

/// <summary>One evening's diary: activity first, the numbers optional. Null is "not said", never zero.</summary>
public sealed class DiaryEntry : IPatientRecord
{
    /// <summary>Made on the patient's device, so that sending twice stores once.</summary>
    public required Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    /// <summary>The day it is about, in the practice's zone.</summary>
    public required DateOnly Day { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Answers to the yes-or-no questions as <c>code=yes</c> or <c>code=no</c>, separated by blanks; an unanswered one is not there.</summary>
    public required string Activities { get; init; }

    /// <summary>What went better, in the person's words.</summary>
    public string? Success { get; init; }

    /// <summary>0 to 10, or null when not said.</summary>
    public int? Pain { get; init; }

    /// <inheritdoc cref="Pain"/>
    public int? Mood { get; init; }

    /// <inheritdoc cref="Pain"/>
    public int? Sleep { get; init; }

    /// <inheritdoc cref="Pain"/>
    public int? Stress { get; init; }

    /// <inheritdoc cref="Pain"/>
    public int? Safety { get; init; }

    public string? Note { get; init; }
}
