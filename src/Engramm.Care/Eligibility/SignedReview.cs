using System.Text.Json;
using System.Text.Json.Serialization;
using Engramm.Content.Rules;

namespace Engramm.Care.Eligibility;

/// <summary>What a physician had in front of them when signing, read back from the stored decision.</summary>
/// <param name="Input">The facts as they stood.</param>
/// <param name="Findings">What the rules said.</param>
/// <param name="Reasons">Rule id → why the physician goes on in spite of the hold.</param>
public sealed record SignedReview(ClinicalPicture Input, IReadOnlyList<Finding> Findings, IReadOnlyDictionary<string, string> Reasons)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Reads a stored decision.</summary>
    /// <exception cref="InvalidDataException">The stored text is not what this version writes.</exception>
    public static SignedReview Of(EligibilityDecision decision) => new(
        Read<ClinicalPicture>(decision.InputJson, decision.Id),
        Read<List<Finding>>(decision.FindingsJson, decision.Id),
        Read<Dictionary<string, string>>(decision.ReasonsJson, decision.Id));

    /// <summary>The decision as it is stored, with everything it rests on.</summary>
    /// <param name="review">What was asked and found, decided.</param>
    /// <param name="patientId">About whom.</param>
    /// <param name="indication">The indication chosen.</param>
    /// <param name="signedBy">The physician.</param>
    /// <param name="signedAt">When (UTC).</param>
    /// <param name="id">Of the command that signs; null makes one.</param>
    public static EligibilityDecision Sign(EligibilityReview review, Guid patientId, string indication, Guid signedBy, DateTimeOffset signedAt, Guid? id = null) => new()
    {
        Id = id ?? Guid.CreateVersion7(),
        PatientId = patientId,
        RuleSetVersion = review.RuleSet.Version,
        IndicationId = indication,
        InputJson = JsonSerializer.Serialize(review.Picture, Format),
        FindingsJson = JsonSerializer.Serialize(review.Findings, Format),
        ReasonsJson = JsonSerializer.Serialize(review.Outcome.Decisions.ToDictionary(d => d.RuleId, d => d.Reason, StringComparer.Ordinal), Format),
        SignedBy = signedBy,
        SignedAt = signedAt,
    };

    /// <summary>
    /// The holds of today that this signature says nothing about: new ones, and ones that now rest on another value.
    /// A hold that was decided on 142 mmHg is not decided on 165.
    /// </summary>
    public IEnumerable<Finding> NotCovered(IEnumerable<Finding> today) => today.Where(finding => finding.Outcome == RuleOutcome.Hold && !Covers(finding));

    /// <summary>Whether the physician has decided on this very finding. What ends by assessment is never decided here.</summary>
    public bool Covers(Finding finding) =>
        !finding.EndsByAssessment
        && Reasons.ContainsKey(finding.RuleId)
        && Findings.Any(signed => string.Equals(signed.RuleId, finding.RuleId, StringComparison.Ordinal) && signed.Reason == finding.Reason);

    private static T Read<T>(string json, Guid decision)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Format) ?? throw new InvalidDataException($"Eligibility decision {decision} holds no {typeof(T).Name}.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"Eligibility decision {decision} cannot be read as {typeof(T).Name} at {fault.Path}.", fault);
        }
    }
}
