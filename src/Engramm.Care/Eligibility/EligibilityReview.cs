using Engramm.Content;
using Engramm.Content.Rules;

namespace Engramm.Care.Eligibility;

/// <summary>
/// One asking of all rules about one person: which rule set, what it had in front of it, what it said and what the physician
/// decided. A review is never edited; new facts make a new review, and decisions are taken again on it.
/// </summary>
/// <param name="RuleSet">The version of the rules that were asked.</param>
/// <param name="Stage">Planning, or the day of a session.</param>
/// <param name="Picture">The facts as they were.</param>
/// <param name="Outcome">Findings and decisions.</param>
public sealed record EligibilityReview(ContentPin RuleSet, RuleStage Stage, ClinicalPicture Picture, DecidedFindings Outcome)
{
    /// <summary>What the rules said, strictest first.</summary>
    public IReadOnlyList<Finding> Findings => Outcome.Findings;

    /// <summary>False while there is a block or an undecided hold. True does not mean "eligible": the physician signs that.</summary>
    public bool CanPlan => Outcome.CanProceed;

    /// <summary>Asks the rules.</summary>
    public static EligibilityReview Of(ClinicalPicture picture, EligibilityRuleSet rules, FactCatalogue catalogue, RuleStage stage = RuleStage.Planning) =>
        new(rules.Pin, stage, picture, DecidedFindings.Undecided(rules.Evaluate(picture, catalogue, stage)));
}
