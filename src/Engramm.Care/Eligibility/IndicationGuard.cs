using Engramm.Content;
using Engramm.Content.Rules;

namespace Engramm.Care.Eligibility;

/// <summary>Shows what is known about treating an indication with ketamine, and stops where nothing is known.</summary>
public static class IndicationGuard
{
    /// <summary>The finding's rule id for an indication code.</summary>
    public static string RuleId(string code) => "IND-" + code;

    /// <summary>What speaks about treating this indication with ketamine. No indication, or one nobody reviewed, is a HOLD.</summary>
    public static Finding Check(this IndicationList indications, string? code, ClinicalPicture picture, FactCatalogue catalogue)
    {
        if (indications.Find(code) is not { } indication)
        {
            return new Finding(
                RuleId(code ?? "NONE"), RuleOutcome.Hold, FindingCause.Unanswered,
                new Words("Indikation", "Indication"),
                new Words("Ein Plan nennt, was behandelt werden soll.", "A plan names what it is meant to treat."),
                code is null
                    ? new Words("Es ist keine Indikation gewählt.", "No indication is chosen.")
                    : new Words($"Die Indikation „{code}“ ist nicht hinterlegt.", $"The indication “{code}” is not on file."),
                null, [], []);
        }

        if (indication.Requires is { } requires && indication.Outcome < RuleOutcome.Hold)
        {
            var required = requires.Ask(picture, catalogue);
            if (required.Truth != Truth.Yes)
            {
                var words = indication.RequiresWords
                    ?? throw new InvalidOperationException($"Indication {indication.Code} has a requirement without words for it.");
                var cause = required.Truth == Truth.Open ? FindingCause.Unanswered : FindingCause.Triggered;
                return Say(indication, RuleOutcome.Hold, cause, words, [.. requires.Keys()]);
            }
        }

        return Say(indication, indication.Outcome, FindingCause.Triggered, indication.EvidenceLabel, []);
    }

    private static Finding Say(Indication indication, RuleOutcome outcome, FindingCause cause, Words reason, IReadOnlyList<string> facts) =>
        new(RuleId(indication.Code), outcome, cause, indication.Name, indication.Evidence, reason, indication.RequiredPlan, facts, indication.Sources);
}
