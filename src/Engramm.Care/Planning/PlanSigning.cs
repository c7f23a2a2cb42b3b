using Engramm.Care.Consent;
using Engramm.Care.Eligibility;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using Engramm.Content.Treatment;
using Engramm.Quantities;

namespace Engramm.Care.Planning;

/// <summary>Where something that stands against signing is settled.</summary>
public enum PlanObstacleKind
{
    /// <summary>On the eligibility page.</summary>
    Eligibility,

    /// <summary>On the page of answers and clearance.</summary>
    Assessment,

    /// <summary>On the consent page.</summary>
    Consent,

    /// <summary>In the plan itself.</summary>
    Plan,
}

/// <summary>One thing that stands against signing a plan.</summary>
/// <param name="Kind">Where it is settled.</param>
/// <param name="Words">What it is.</param>
/// <param name="RuleId">The finding behind it, when there is one.</param>
public sealed record PlanObstacle(PlanObstacleKind Kind, Words Words, string? RuleId = null);

/// <summary>What a plan must rest on before a physician may sign it: the rules of today, a decision that covers them, a consent that holds.</summary>
/// <param name="Rules">The rules as they were asked today.</param>
/// <param name="Decision">The newest signed decision, or null.</param>
/// <param name="Consent">The newest consent, or null.</param>
/// <param name="ConsentText">The text of that consent, or null.</param>
public sealed record PlanFooting(EligibilityReview Rules, EligibilityDecision? Decision, ConsentRecord? Consent, ConsentText? ConsentText)
{
    /// <summary>Everything that stands against a plan for this indication with this substance; empty when nothing does.</summary>
    /// <param name="indication">The indication of the plan.</param>
    /// <param name="drug">The substance of the chosen product; null while none is chosen.</param>
    public IReadOnlyList<PlanObstacle> Obstacles(string? indication, Drug? drug) => [.. FromRules(), .. FromDecision(indication), .. FromConsent(indication, drug)];

    private IEnumerable<PlanObstacle> FromRules() =>
        Rules.Outcome.Blocks.Select(block => new PlanObstacle(
            string.Equals(block.RuleId, "K-17", StringComparison.Ordinal) ? PlanObstacleKind.Consent : PlanObstacleKind.Eligibility,
            new Words($"Ausschluss {block.RuleId}: {block.Field.De}.", $"Block {block.RuleId}: {block.Field.En}."),
            block.RuleId));

    private IEnumerable<PlanObstacle> FromDecision(string? indication)
    {
        if (Decision is null)
        {
            yield return new(PlanObstacleKind.Eligibility, new("Die Eignung ist noch nicht ärztlich entschieden.", "Eligibility has not been decided by a physician."));
            yield break;
        }

        if (!string.Equals(Decision.IndicationId, indication, StringComparison.Ordinal))
        {
            yield return new(PlanObstacleKind.Eligibility, new(
                $"Entschieden wurde für {Decision.IndicationId}, der Plan ist für {indication ?? "keine Indikation"}.",
                $"The decision was for {Decision.IndicationId}; the plan is for {indication ?? "no indication"}."));
        }

        if (Decision.RuleSetVersion != Rules.RuleSet.Version)
        {
            yield return new(PlanObstacleKind.Eligibility, new(
                $"Entschieden wurde nach Regelwerk {Decision.RuleSetVersion}, heute gilt {Rules.RuleSet.Version}.",
                $"The decision followed rule set {Decision.RuleSetVersion}; {Rules.RuleSet.Version} is in use today."));
        }

        foreach (var hold in SignedReview.Of(Decision).NotCovered(Rules.Findings))
        {
            yield return new(hold.EndsByAssessment ? PlanObstacleKind.Assessment : PlanObstacleKind.Eligibility, new($"Halt {hold.RuleId} ist nicht entschieden: {hold.Field.De}.", $"Hold {hold.RuleId} is not decided: {hold.Field.En}."), hold.RuleId);
        }
    }

    private IEnumerable<PlanObstacle> FromConsent(string? indication, Drug? drug)
    {
        if (Consent is not { IsValid: true } || ConsentText is null)
        {
            yield return new(PlanObstacleKind.Consent, Consent?.WithdrawnAt is null
                ? new("Eine unterschriebene Einwilligung fehlt.", "A signed consent is missing.")
                : new("Die Einwilligung wurde widerrufen.", "The consent was withdrawn."));
            yield break;
        }

        if (!string.Equals(ConsentText.Indication, indication, StringComparison.Ordinal))
        {
            yield return new(PlanObstacleKind.Consent, new(
                $"Eingewilligt wurde in die Behandlung von {ConsentText.Indication}, der Plan ist für {indication ?? "keine Indikation"}.",
                $"Consent was given for treating {ConsentText.Indication}; the plan is for {indication ?? "no indication"}."));
        }

        if (drug is not null && !string.Equals(ConsentText.Drug, drug.Id, StringComparison.Ordinal))
        {
            yield return new(PlanObstacleKind.Consent, new("Die Einwilligung gilt für eine andere Form von Ketamin.", "The consent is for another form of ketamine."));
        }
    }
}

/// <summary>Checks the least time of observation after the end of the infusion.</summary>
public static class ObservationCheck
{
    /// <summary>A finding when the time is shorter than the protocol allows for this session; null otherwise.</summary>
    /// <param name="time">The protocol's times.</param>
    /// <param name="minutes">As entered.</param>
    /// <param name="infusionsBefore">Infusions this person has had here.</param>
    /// <param name="findings">What the rules of eligibility say today.</param>
    public static Finding? Check(this ObservationTime time, double minutes, int infusionsBefore, IReadOnlyList<Finding> findings)
    {
        var field = new Words("Beobachtung nach Ende", "Observation after the end");
        var (bound, outcome) = minutes < time.LeastMinutes.Value ? (time.LeastMinutes, RuleOutcome.Block)
            : minutes < time.DefaultMinutes.Value && (infusionsBefore < time.ExtendedSessions.Value || findings.Any(Extends)) ? (time.DefaultMinutes, RuleOutcome.Block)
            : minutes < time.DefaultMinutes.Value ? (time.DefaultMinutes, RuleOutcome.Hold)
            : (null, RuleOutcome.Go);
        if (bound is null)
        {
            return null;
        }

        bool Extends(Finding finding) => finding.Cause == FindingCause.Triggered && time.ExtendedRules.Contains(finding.RuleId, StringComparer.Ordinal);

        return new Finding(
            "PLAN-OBSERVATION", outcome, FindingCause.Triggered, field,
            new Words("Nach der Infusion kann es zu Blutdruckanstieg, Schläfrigkeit und Übelkeit kommen.", "Blood pressure may rise, sleepiness and nausea may follow after the infusion."),
            FactWords.InBoth(language => language == Language.German
                ? $"Beobachtung {minutes.ToString("0.#", language.Culture())} min; für diese Sitzung ab {Whole(bound.Value)} min."
                : $"Observation {minutes.ToString("0.#", language.Culture())} min; for this session from {Whole(bound.Value)} min."),
            null, [], [new Source(bound.Citation, bound.Verification, Note: bound.Note)]);
    }

    private static string Whole(double value) => value.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
}
