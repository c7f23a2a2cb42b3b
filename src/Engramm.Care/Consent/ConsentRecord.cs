using Engramm.Quantities;

namespace Engramm.Care.Consent;

/// <summary>Talk → understanding check → signature → copy. Each step needs the one before it.</summary>
public sealed class ConsentRecord : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    public required string ConsentId { get; init; }

    public required int ConsentVersion { get; init; }

    public required Language Language { get; init; }

    /// <summary>When the physician explained.</summary>
    public required DateTimeOffset TalkAt { get; init; }

    public required Guid TalkBy { get; init; }

    public required string Questions { get; init; }

    public required string Alternatives { get; init; }

    public string? Interpreter { get; init; }

    /// <summary>Question id → answer, as JSON, once every question was answered rightly.</summary>
    public string? UnderstandingJson { get; set; }

    public DateTimeOffset? UnderstoodAt { get; set; }

    /// <summary>The drawn line as an SVG path, or the typed name.</summary>
    public string? Signature { get; set; }

    public DateTimeOffset? SignedAt { get; set; }

    public DateTimeOffset? CopyHandedOverAt { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Whether it holds now.</summary>
    public bool IsValid => SignedAt is not null && WithdrawnAt is null;
}
