using Engramm.Content;
using Engramm.Content.Rules;

namespace Engramm.Care.Eligibility;

/// <summary>Taking all decisions on a page at once, and what is refused of them.</summary>
/// <param name="Findings">The findings with every decision that was accepted.</param>
/// <param name="Refusals">Rule id → why the reason given was not accepted.</param>
public sealed record DecisionsTaken(DecidedFindings Findings, IReadOnlyDictionary<string, Words> Refusals);

/// <summary>Decisions of one physician on many holds.</summary>
public static class Deciding
{
    /// <summary>Decides every open hold with the reason written for it. A hold without a reason, or with one that is too short, is refused.</summary>
    /// <param name="findings">What is to be decided on.</param>
    /// <param name="reasons">Rule id → reason as typed.</param>
    /// <param name="physicianId">Who decides.</param>
    /// <param name="physicianName">The name at the time of signing.</param>
    /// <param name="at">When (UTC).</param>
    public static DecisionsTaken DecideHolds(this DecidedFindings findings, IReadOnlyDictionary<string, string> reasons, Guid physicianId, string physicianName, DateTimeOffset at)
    {
        var refusals = new Dictionary<string, Words>(StringComparer.Ordinal);
        foreach (var hold in findings.OpenHolds.ToList())
        {
            var result = findings.Decide(new HoldDecision(hold.RuleId, physicianId, physicianName, reasons.GetValueOrDefault(hold.RuleId, "").Trim(), at));
            findings = result.Findings ?? findings;
            if (result.Refusal is { } refusal)
            {
                refusals[hold.RuleId] = refusal;
            }
        }

        return new DecisionsTaken(findings, refusals);
    }

    /// <summary>
    /// The blocks that a signed consent would not lift. Eligibility is decided before the explanation talk: the missing consent
    /// (K-17) then still stands as a block and closes planning, but it does not keep the physician from deciding on the rest.
    /// </summary>
    public static IReadOnlyList<Finding> BlocksBesideConsent(this EligibilityRuleSet rules, ClinicalPicture picture, FactCatalogue catalogue) =>
        [.. rules.Evaluate(picture.With(PersonOnRecord.Consent, new ChoiceValue("valid")), catalogue, RuleStage.Planning).Where(finding => finding.Outcome == RuleOutcome.Block)];
}
