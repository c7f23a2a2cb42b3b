using Engramm.Content;
using Engramm.Content.Rules;

namespace Engramm.Care.Eligibility;

/// <summary>Why a finding exists.</summary>
public enum FindingCause
{
    /// <summary>The facts say so.</summary>
    Triggered,

    /// <summary>A fact that the rule needs is unknown or too old.</summary>
    Unanswered,
}

/// <summary>What a rule says about one person. It is shown with its reason and source; the physician decides.</summary>
/// <param name="RuleId">The rule, e.g. <c>K-05</c>.</param>
/// <param name="Outcome">What it asks for.</param>
/// <param name="Cause">Whether a fact triggered it or a fact is missing.</param>
/// <param name="Field">What it is about, as a heading.</param>
/// <param name="Why">Why the rule exists.</param>
/// <param name="Reason">What in this person's record led to it, with the value.</param>
/// <param name="RequiredPlan">What must be planned beside it, when the rule asks for something.</param>
/// <param name="Facts">Keys of the facts it rests on or that are missing.</param>
/// <param name="Sources">Where the rule comes from.</param>
public sealed record Finding(
    string RuleId,
    RuleOutcome Outcome,
    FindingCause Cause,
    Words Field,
    Words Why,
    Words Reason,
    Words? RequiredPlan,
    IReadOnlyList<string> Facts,
    IReadOnlyList<Source> Sources)
{
    /// <summary>Whether no reason decides it: it ends where a clinician assesses what led to it.</summary>
    public bool EndsByAssessment { get; init; }
}
