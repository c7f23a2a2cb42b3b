using Engramm.Content;
using Engramm.Content.Rules;

namespace Engramm.Care.Eligibility;

/// <summary>A physician's decision that a HOLD does not stop this person. It never changes the finding; it stands beside it.</summary>
/// <param name="RuleId">The rule that asked for the decision.</param>
/// <param name="PhysicianId">The account that signed.</param>
/// <param name="PhysicianName">The name at the time of signing.</param>
/// <param name="Reason">Why, in the physician's words; at least <see cref="DecidedFindings.ShortestReason"/> characters.</param>
/// <param name="DecidedAt">When (UTC).</param>
public sealed record HoldDecision(string RuleId, Guid PhysicianId, string PhysicianName, string Reason, DateTimeOffset DecidedAt);

/// <summary>What came of trying to decide: the findings with the decision, or why it was not taken.</summary>
public sealed record DecisionResult(DecidedFindings? Findings, Words? Refusal);

/// <summary>Findings and the decisions that physicians took on them.</summary>
public sealed record DecidedFindings(IReadOnlyList<Finding> Findings, IReadOnlyList<HoldDecision> Decisions)
{
    /// <summary>The shortest reason that is taken, in characters. Expert default of this project, needs a physician's signature.</summary>
    public const int ShortestReason = 20;

    /// <summary>Findings on which nobody has decided yet.</summary>
    public static DecidedFindings Undecided(IReadOnlyList<Finding> findings) => new(findings, []);

    /// <summary>The blocks. While there is one, nothing goes on.</summary>
    public IEnumerable<Finding> Blocks => Findings.Where(f => f.Outcome == RuleOutcome.Block);

    /// <summary>The holds on which nobody has decided yet.</summary>
    public IEnumerable<Finding> OpenHolds => Findings.Where(f => f.Outcome == RuleOutcome.Hold && DecisionOn(f.RuleId) is null);

    /// <summary>Whether nothing stands in the way any more: no block, and every hold decided.</summary>
    public bool CanProceed => !Blocks.Any() && !OpenHolds.Any();

    /// <summary>The decision on a rule, when there is one.</summary>
    public HoldDecision? DecisionOn(string ruleId) => Decisions.FirstOrDefault(d => string.Equals(d.RuleId, ruleId, StringComparison.Ordinal));

    /// <summary>The holds that no reason decides.</summary>
    public IEnumerable<Finding> AwaitingAssessment => OpenHolds.Where(f => f.EndsByAssessment);

    /// <summary>Takes a decision on a HOLD. Refused on a BLOCK, on a hold that ends by assessment, on anything that needs no decision, twice, and without a real reason.</summary>
    public DecisionResult Decide(HoldDecision decision)
    {
        var finding = Findings.FirstOrDefault(f => string.Equals(f.RuleId, decision.RuleId, StringComparison.Ordinal));
        return finding switch
        {
            null => Refuse(
                $"Zur Regel {decision.RuleId} gibt es hier keinen Befund. Bitte laden Sie die Seite neu.",
                $"There is no finding of rule {decision.RuleId} here. Please reload the page."),
            { Outcome: RuleOutcome.Block } => Refuse(
                $"{decision.RuleId} ist ein Ausschluss und lässt keine Entscheidung zu. Nur eine berichtigte Angabe mit ihrem Beleg ändert ihn.",
                $"{decision.RuleId} is a block and takes no decision. Only a corrected fact with its document changes it."),
            { Outcome: not RuleOutcome.Hold } => Refuse(
                $"{decision.RuleId} verlangt keine Entscheidung.",
                $"{decision.RuleId} does not ask for a decision."),
            { EndsByAssessment: true } => Refuse(
                $"{decision.RuleId} endet erst mit der Beurteilung unter „Antworten & Klärung“; eine Begründung hier entscheidet nicht darüber.",
                $"{decision.RuleId} ends only with the assessment under “Answers & clearance”; a reason given here does not decide it."),
            _ when DecisionOn(decision.RuleId) is { } earlier => Refuse(
                $"Über {decision.RuleId} hat bereits {earlier.PhysicianName} entschieden.",
                $"{earlier.PhysicianName} has already decided on {decision.RuleId}."),
            _ when decision.Reason.Trim().Length < ShortestReason => Refuse(
                $"Die Begründung hat {decision.Reason.Trim().Length} Zeichen. Bitte begründen Sie mit mindestens {ShortestReason} Zeichen.",
                $"The reason has {decision.Reason.Trim().Length} characters. Please give a reason of at least {ShortestReason} characters."),
            _ => new DecisionResult(this with { Decisions = [.. Decisions, decision] }, null),
        };
    }

    private static DecisionResult Refuse(string german, string english) => new(null, new Words(german, english));
}
