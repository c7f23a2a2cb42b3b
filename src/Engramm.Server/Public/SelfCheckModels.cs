using Engramm.Content.Screening;
using Engramm.Server.Design;

namespace Engramm.Server.Public;

/// <summary>First half of the public check: warning signs. Nothing is stored.</summary>
public sealed record WarningSignsModel(RedFlagList List, FormState State);

/// <summary>A yes or "don't know" ends the check here, with where to go.</summary>
/// <param name="List">The warning signs and their advice.</param>
/// <param name="Marked">Signs answered with yes or "don't know", most urgent first.</param>
/// <param name="Unknown">Which of them were "don't know".</param>
/// <param name="Crisis">Numbers that the advice names.</param>
public sealed record WhereToGoModel(RedFlagList List, IReadOnlyList<RedFlag> Marked, IReadOnlyCollection<string> Unknown, CrisisCard Crisis)
{
    /// <summary>One advice for each urgency that occurs, most urgent first.</summary>
    public IReadOnlyList<UrgencyAdvice> Advice => [.. Marked.Select(f => f.Urgency).Distinct().Order().Select(List.AdviceFor)];
}

/// <summary>Second half: patterns and counter-patterns, in one list, with equal weight.</summary>
public sealed record PatternsModel(SelfCheck Check, RedFlagList WarningSigns, FormState State);

/// <summary>What to talk about. No score, no percentage, no diagnosis.</summary>
public sealed record PatternResultModel(SelfCheck Check, RedFlagList WarningSigns, IReadOnlyList<PatternQuestion> Noted, IReadOnlyList<PatternQuestion> Counter);
