using Engramm.Content;
using Engramm.Content.Rules;
using Engramm.Quantities;
using Engramm.Server.Design;

namespace Engramm.Server.Staff.Eligibility;

/// <summary>How outcomes and sources are shown: always a shape and a word, and whether the source was read.</summary>
internal static class Outcomes
{
    public static BadgeKind Badge(this RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Go => BadgeKind.Clear,
        RuleOutcome.Info => BadgeKind.Info,
        RuleOutcome.Caution => BadgeKind.Caution,
        RuleOutcome.Hold => BadgeKind.Hold,
        RuleOutcome.Block => BadgeKind.Block,
    };

    public static string Word(this RuleOutcome outcome, PageContext context) => context.T("decision.outcome." + outcome.ToString());

    /// <summary>The mark behind a citation that nobody has read in its source; null for one that was.</summary>
    public static string? Mark(this Verification verification, PageContext context) => verification switch
    {
        Verification.Seen => null,
        Verification.Computed => context.T("decision.verification.Computed"),
        Verification.Assumed => context.T("decision.verification.Assumed"),
        Verification.FromMemory => context.T("decision.verification.FromMemory"),
    };
}
