namespace Engramm.Care.Eligibility;

/// <summary>A physician's signed decision over the findings of one evaluation. The software never decides.</summary>
public sealed class EligibilityDecision : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    public required int RuleSetVersion { get; init; }

    /// <summary>Indication code the plan is for.</summary>
    public required string IndicationId { get; init; }

    /// <summary>Every fact as it stood, as JSON.</summary>
    public required string InputJson { get; init; }

    /// <summary>Every finding with its reason, as JSON.</summary>
    public required string FindingsJson { get; init; }

    /// <summary>Rule id → the physician's reason for going on in spite of a hold, as JSON.</summary>
    public required string ReasonsJson { get; init; }

    public required Guid SignedBy { get; init; }

    public required DateTimeOffset SignedAt { get; init; }
}
