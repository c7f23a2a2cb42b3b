namespace Engramm.Content.Rules;

/// <summary>When a rule is asked.</summary>
public enum RuleStage
{
    /// <summary>When ketamine treatment is considered and planned, and again on the day.</summary>
    Planning,

    /// <summary>Only on the day of a session.</summary>
    SessionDay,
}

/// <summary>A case with its expected outcome, run as a test. Facts that are not named are unknown.</summary>
/// <param name="Facts">Answers by fact key: <c>yes</c>, a number, the code of a choice, or <c>5 weeks ago</c> for a day.</param>
/// <param name="Outcome">What the rule must say; <see cref="RuleOutcome.Go"/> when it must stay silent.</param>
public sealed record RuleExample(IReadOnlyDictionary<string, string> Facts, RuleOutcome Outcome);

/// <summary>One rule of the practice: if this is so, then that, because. A physician reads it and signs the set.</summary>
public sealed record EligibilityRule
{
    /// <summary>The id, e.g. <c>K-05</c>. Findings and decisions name it.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about.</summary>
    public required Words Field { get; init; }

    /// <summary>Why it exists.</summary>
    public required Words Why { get; init; }

    /// <summary>What triggers it.</summary>
    public required Condition When { get; init; }

    /// <summary>What it then asks for.</summary>
    public required RuleOutcome Outcome { get; init; }

    /// <summary>What an open question asks for: a physician's decision, unless the rule says that it is already a block.</summary>
    public RuleOutcome WhenUnknown { get; init; } = RuleOutcome.Hold;

    /// <summary>
    /// Whether a hold of this rule, once the facts trigger it, ends only where it is assessed: a reason written beside it does not decide it.
    /// </summary>
    public bool EndsByAssessment { get; init; }

    /// <summary>When it is asked.</summary>
    public RuleStage Stage { get; init; } = RuleStage.Planning;

    /// <summary>What must be planned when it is triggered.</summary>
    public Words? RequiredPlan { get; init; }

    /// <summary>Where it comes from.</summary>
    public required IReadOnlyList<Source> Sources { get; init; }

    /// <summary>Cases with their expected outcome.</summary>
    public required IReadOnlyList<RuleExample> Examples { get; init; }
}

/// <summary>The practice's rules for ketamine treatment.</summary>
public sealed record EligibilityRuleSet : ContentFile
{
    /// <summary>The rules in the order they are shown.</summary>
    public required IReadOnlyList<EligibilityRule> Rules { get; init; }

    /// <inheritdoc/>
    protected internal override IEnumerable<ContentFault> Faults()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (rule, place) in Rules.Select((rule, index) => (rule, FormattableString.Invariant($"rules[{index}]"))))
        {
            if (!seen.Add(rule.Id))
            {
                yield return new ContentFault(place, $"the rule '{rule.Id}' is given twice");
            }

            if (rule.WhenUnknown < RuleOutcome.Hold)
            {
                yield return new ContentFault(place, $"rule '{rule.Id}': an unknown fact is at least a hold, never less");
            }

            if (rule.EndsByAssessment && rule.Outcome != RuleOutcome.Hold)
            {
                yield return new ContentFault(place, $"rule '{rule.Id}': only a hold ends by assessment, this is a {rule.Outcome.ToString().ToLowerInvariant()}");
            }
        }
    }
}
