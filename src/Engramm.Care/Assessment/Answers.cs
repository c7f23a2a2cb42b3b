using Engramm.Quantities;

namespace Engramm.Care.Assessment;

/// <summary>One filled-in questionnaire (instrument, red flags, understanding check), as answered, with the version it was asked in.</summary>
public sealed class Answers : IPatientRecord
{
    /// <summary>Made on the patient's device, so that sending twice stores once.</summary>
    public required Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    /// <summary>Content id: <c>phq-9</c>, <c>red-flags</c>, …</summary>
    public required string ContentId { get; init; }

    public required int ContentVersion { get; init; }

    public required Language Language { get; init; }

    /// <summary>Item id → answer, as JSON; an answer is a number, "declined" or "unknown".</summary>
    public required string ItemsJson { get; init; }

    /// <summary>The score, when every item needed for it was answered.</summary>
    public double? Total { get; init; }

    public required DateTimeOffset AnsweredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Who filled it in: the patient, or a colleague with the patient.</summary>
    public required Guid AnsweredBy { get; init; }
}

/// <summary>One fact for the eligibility rules. Later rows of the same key replace earlier ones; nothing is overwritten.</summary>
public sealed class RecordedFact : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    /// <summary>Key in content/rules/facts.yaml.</summary>
    public required string Key { get; init; }

    /// <summary>The value in the form the key's kind prescribes; null says "asked, and still unknown".</summary>
    public string? Value { get; init; }

    /// <summary>Letter or finding that carries it, when there is one.</summary>
    public string? Document { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required Guid RecordedBy { get; init; }
}
