using Engramm.Content.Rules;

namespace Engramm.Care.Screening;

/// <summary>An answer in a screening. Not asked and "don't know" are never read as no.</summary>
public enum ScreeningAnswer
{
    NotAnswered,
    DontKnow,
    No,
    Yes,
}

/// <summary>What the findings of a talk amount to.</summary>
/// <param name="AtLeast">The level the findings stand for; the strictest wins.</param>
/// <param name="Unanswered">Ids of findings that were not asked or not known. While there are any, the level may be higher.</param>
public sealed record SuicideRiskReading(SuicideRiskLevel AtLeast, IReadOnlyList<string> Unanswered)
{
    /// <summary>Whether everything was asked. Green counts only then.</summary>
    public bool IsComplete => Unanswered.Count == 0;
}

/// <summary>From findings to the least level. A clinician judges and may choose a stricter one, never a milder one without a reason.</summary>
public static class SuicideRisk
{
    /// <summary>Reads the findings: the strictest level of all that were found.</summary>
    public static SuicideRiskReading Read(this SuicideRiskRules rules, IReadOnlyDictionary<string, ScreeningAnswer> answers)
    {
        var found = rules.Findings.Where(f => answers.GetValueOrDefault(f.Id) == ScreeningAnswer.Yes).Select(f => f.Level);
        var unanswered = rules.Findings.Where(f => answers.GetValueOrDefault(f.Id) is ScreeningAnswer.NotAnswered or ScreeningAnswer.DontKnow);
        return new SuicideRiskReading(found.Append(SuicideRiskLevel.Green).Max(), [.. unanswered.Select(f => f.Id)]);
    }
}

/// <summary>An answer to the item about thoughts of death or self-harm (PHQ-9 item 9).</summary>
/// <param name="Points">0–3; null when not answered.</param>
/// <param name="Declined">"I prefer not to say".</param>
public sealed record Item9Answer(int? Points, bool Declined);

/// <summary>What follows from an answer to item 9.</summary>
/// <param name="ShowsCrisisCard">The card comes before the next screen, also without a network.</param>
/// <param name="CallsClinician">A task for a named clinician, from the server's receipt on.</param>
/// <param name="Holds">Programmes and sessions are held until a clinician records level, reason and plan.</param>
public sealed record Item9Handling(bool ShowsCrisisCard, bool CallsClinician, bool Holds)
{
    /// <summary>1 or more, or "prefer not to say", is handled. A 0 is not. An unanswered item holds and asks again, but alarms nobody.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Points that the item does not have.</exception>
    public static Item9Handling Of(Item9Answer answer) => answer switch
    {
        { Points: < 0 or > 3 } => throw new ArgumentOutOfRangeException(nameof(answer), answer.Points, "Item 9 has 0 to 3 points."),
        { Declined: true } or { Points: >= 1 } => new(true, true, true),
        { Points: 0 } => new(false, false, false),
        _ => new(false, false, true),
    };
}

/// <summary>A clinician's judgement after item 9 or a screening. Only a complete one lifts the hold.</summary>
/// <param name="Level">The level as judged; null while not chosen.</param>
/// <param name="Reason">Why.</param>
/// <param name="Plan">What happens now.</param>
public sealed record SuicideRiskJudgement(SuicideRiskLevel? Level, string? Reason, string? Plan)
{
    /// <summary>The shortest reason that is taken, in characters. Expert default of this project, needs a physician's signature.</summary>
    public const int ShortestReason = 20;

    /// <summary>Whether level, reason and plan are there.</summary>
    public bool IsComplete => Level is not null && Reason?.Trim().Length >= ShortestReason && !string.IsNullOrWhiteSpace(Plan);

    /// <summary>Whether programmes and sessions may go on: complete, and neither orange nor red.</summary>
    public bool LiftsHold => IsComplete && Level < SuicideRiskLevel.Orange;
}
