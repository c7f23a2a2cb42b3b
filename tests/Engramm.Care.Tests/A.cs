using System.Globalization;
using Engramm.Care.Eligibility;
using Engramm.Content.Rules;

namespace Engramm.Care.Tests;

/// <summary>People to ask the rules about.</summary>
internal static class A
{
    /// <summary>A person of whom nothing is known.</summary>
    public static ClinicalPicture Stranger => ClinicalPicture.Empty(TheContent.Now, TheContent.Today);

    /// <summary>A person with treatment-resistant depression and two adequate trials, every question answered, nothing in the way.</summary>
    public static ClinicalPicture PersonWithDepression => Stranger.Knowing(
        ("age", "47"), ("able-to-consent", "yes"), ("off-label-consent", "valid"), ("pregnancy", "test-negative"),
        ("hypersensitivity", "no"), ("aneurysm-or-avm", "no"), ("intracerebral-haemorrhage", "no"), ("cardiovascular-event", "no"),
        ("unstable-angina", "no"), ("resting-systolic", "128"), ("resting-diastolic", "80"), ("untreated-hypertension", "no"),
        ("pressure-rise-dangerous", "no"), ("thyroid-overactive-uncontrolled", "no"), ("active-psychosis", "no"), ("psychosis-ever", "no"),
        ("psychosis-first-degree", "no"), ("acute-mania", "no"), ("bipolar-disorder", "no"), ("ketamine-misuse", "no"),
        ("substance-use-disorder", "never"), ("suicide-answer-open", "no"), ("suicide-risk", "yellow"), ("adequate-antidepressant-trials", "2"), ("xanthine-medicine", "no"),
        ("severe-liver-disease", "no"), ("heart-disease", "none"), ("ischaemic-stroke-or-tia", "no"), ("raised-eye-pressure", "no"),
        ("bladder-symptoms", "no"), ("seizure-ever", "no"), ("red-flags-open", "no"), ("integration-partner", "yes"), ("expects-cure", "no"));

    public static ClinicalPicture Knowing(this ClinicalPicture picture, params (string Key, string Answer)[] answers) =>
        answers.Aggregate(picture, (known, answer) => known.With(answer.Key, Value(answer.Key, answer.Answer)));

    /// <summary>The picture of a worked example: <c>yes</c>, a number, a code, or <c>5 weeks ago</c>.</summary>
    public static ClinicalPicture Of(RuleExample example) => Stranger.Knowing([.. example.Facts.Select(f => (f.Key, f.Value))]);

    private static FactValue Value(string key, string answer) => TheContent.Facts[key] switch
    {
        { Kind: FactKind.YesNo } => new YesNoValue(answer switch { "yes" => true, "no" => false, _ => throw new FormatException(answer) }),
        { Kind: FactKind.Number } fact => new NumberValue(decimal.Parse(answer, CultureInfo.InvariantCulture), fact.Unit ?? ""),
        { Kind: FactKind.Date } => new DayValue(TheContent.Today.AddDays(-7 * int.Parse(answer.Split(' ')[0], CultureInfo.InvariantCulture))),
        _ => new ChoiceValue(answer),
    };
}
