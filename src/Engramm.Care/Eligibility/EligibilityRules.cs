using Engramm.Content;
using Engramm.Content.Rules;
using Engramm.Quantities;

namespace Engramm.Care.Eligibility;

/// <summary>Asks the practice's rules about a person.</summary>
public static class EligibilityRules
{
    /// <summary>Asks every rule of the stage (the day of a session asks all of them) and returns what they say, strictest first.</summary>
    public static IReadOnlyList<Finding> Evaluate(this EligibilityRuleSet rules, ClinicalPicture picture, FactCatalogue catalogue, RuleStage stage) =>
        [.. rules.Rules.Where(rule => stage == RuleStage.SessionDay || rule.Stage == RuleStage.Planning)
            .Select(rule => rule.Evaluate(picture, catalogue))
            .OfType<Finding>()
            .OrderByDescending(finding => finding.Outcome)];

    /// <summary>Asks the picture. Null when the rule is answered and has nothing to say.</summary>
    public static Finding? Evaluate(this EligibilityRule rule, ClinicalPicture picture, FactCatalogue catalogue)
    {
        var result = rule.When.Ask(picture, catalogue);
        return result.Truth switch
        {
            Truth.No => null,
            Truth.Open => Unanswered(rule, result.Open, picture, catalogue, already: []),
            // A notice or a caution must not hide that a sister question of the same rule was never answered.
            Truth.Yes when result.Open.Count > 0 && rule.Outcome < rule.WhenUnknown => Unanswered(rule, result.Open, picture, catalogue, result.Because),
            Truth.Yes => new Finding(rule.Id, rule.Outcome, FindingCause.Triggered, rule.Field, rule.Why, Recorded(result.Because, picture, catalogue), rule.RequiredPlan, result.Because, rule.Sources)
            {
                EndsByAssessment = rule.EndsByAssessment,
            },
            _ => throw new InvalidOperationException($"Rule {rule.Id}: no meaning for {result.Truth}."),
        };
    }

    private static Finding Unanswered(EligibilityRule rule, IReadOnlyList<string> open, ClinicalPicture picture, FactCatalogue catalogue, IReadOnlyList<string> already)
    {
        var reason = FactWords.InBoth(language =>
        {
            var missing = string.Join(" · ", open.Select(key => Missing(key, picture, catalogue, language)));
            return already.Count == 0 ? missing : missing + " · " + Recorded(already, picture, catalogue).In(language);
        });
        return new Finding(rule.Id, rule.WhenUnknown, FindingCause.Unanswered, rule.Field, rule.Why, reason, rule.RequiredPlan, [.. open, .. already], rule.Sources);
    }

    private static string Missing(string key, ClinicalPicture picture, FactCatalogue catalogue, Language language)
    {
        var definition = catalogue[key];
        var question = definition.Question.In(language);
        return picture[key] is KnownFact known
            ? language == Language.German
                ? $"{question} Zuletzt {known.Value.Write(definition, language)} am {Day(known, picture.Zone, language)}, zu lange her (gültig {definition.ValidForDays} Tage)."
                : $"{question} Last {known.Value.Write(definition, language)} on {Day(known, picture.Zone, language)}, too long ago (valid for {definition.ValidForDays} days)."
            : language == Language.German ? $"{question} Nicht bekannt." : $"{question} Not known.";
    }

    /// <summary>As every page writes a day: <c>26.11.2026</c>, <c>26 Nov 2026</c>, so that day and month are never confused.</summary>
    private static string Day(KnownFact known, TimeZoneInfo zone, Language language) =>
        TimeZoneInfo.ConvertTime(known.Since, zone).ToString(language == Language.German ? "dd.MM.yyyy" : "d MMM yyyy", language.Culture());

    private static Words Recorded(IReadOnlyList<string> keys, ClinicalPicture picture, FactCatalogue catalogue) =>
        FactWords.InBoth(language => string.Join(" · ", keys.Where(key => picture[key] is KnownFact).Select(key =>
            $"{catalogue[key].Question.In(language)} {((KnownFact)picture[key]).Value.Write(catalogue[key], language)}")));
}
