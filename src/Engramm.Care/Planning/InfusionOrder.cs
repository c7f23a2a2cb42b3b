namespace Engramm.Care.Planning;

/// <summary>One planned infusion as the physician wrote it. Signed once; a change is a new order.</summary>
public sealed class InfusionOrder : IPatientRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid PatientId { get; init; }

    public required string ProtocolId { get; init; }

    public required int ProtocolVersion { get; init; }

    public required string IndicationId { get; init; }

    /// <summary>Drug product id in content/drugs; it names the substance, racemate or S.</summary>
    public required string ProductId { get; init; }

    /// <summary>Weight the dose is for, kg.</summary>
    public required double WeightKg { get; init; }

    /// <summary>Dose in mg of base per kg.</summary>
    public required double DoseMgPerKg { get; init; }

    /// <summary>Length of the infusion in minutes.</summary>
    public required double DurationMinutes { get; init; }

    /// <summary>Strength of the solution in the pump, mg of base per mL.</summary>
    public required double StrengthMgPerMl { get; init; }

    /// <summary>Least observation after the end, minutes.</summary>
    public required double ObservationMinutes { get; init; }

    /// <summary>Reasons given for soft limits, finding id → text, as JSON.</summary>
    public required string ReasonsJson { get; init; }

    /// <summary>The eligibility decision and consent it rests on.</summary>
    public required Guid EligibilityDecisionId { get; init; }

    public required Guid ConsentRecordId { get; init; }

    public required DateTimeOffset PlannedFor { get; init; }

    public required Guid ChairId { get; init; }

    public required Guid SignedBy { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>When a physician took the plan back before it was used; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    public Guid? WithdrawnBy { get; set; }
}
