using Engramm.Care.Eligibility;
using Engramm.Content;
using Engramm.Content.Rules;
using Engramm.Content.Screening;

namespace Engramm.Care.Screening;

/// <summary>What a person's answers to the red-flag questions amount to.</summary>
/// <param name="Raised">Flags answered with yes, most urgent first.</param>
/// <param name="Unsure">Flags answered with "don't know", most urgent first.</param>
/// <param name="Unanswered">Flags not answered yet.</param>
public sealed record RedFlagReading(IReadOnlyList<RedFlag> Raised, IReadOnlyList<RedFlag> Unsure, IReadOnlyList<RedFlag> Unanswered)
{
    /// <summary>Reads the answers.</summary>
    public static RedFlagReading Of(RedFlagList list, IReadOnlyDictionary<string, ScreeningAnswer> answers)
    {
        RedFlag[] With(ScreeningAnswer answer) => [.. list.Flags.Where(flag => answers.GetValueOrDefault(flag.Id) == answer).OrderBy(flag => flag.Urgency)];
        return new RedFlagReading(With(ScreeningAnswer.Yes), With(ScreeningAnswer.DontKnow), With(ScreeningAnswer.NotAnswered));
    }

    /// <summary>Whether the public check ends here: a yes or a "don't know" does. It never says "cleared".</summary>
    public bool EndsPublicCheck => Raised.Count + Unsure.Count > 0;

    /// <summary>Whether every question has an answer and none of them is a yes or a "don't know". Still no clearance: a physician signs that.</summary>
    public bool NoneMarked => !EndsPublicCheck && Unanswered.Count == 0;

    /// <summary>How soon a physician must look at it; null when nothing is marked. A "don't know" is as urgent as a yes.</summary>
    public Urgency? MostUrgent => Raised.Concat(Unsure).Select(flag => (Urgency?)flag.Urgency).Min();

    /// <summary>Where to go: the advice for the most urgent flag, or null when nothing is marked.</summary>
    public UrgencyAdvice? WhereToGo(RedFlagList list) => MostUrgent is { } urgency ? list.AdviceFor(urgency) : null;

    /// <summary>
    /// What the record makes of it: a HOLD for all programmes (rule K-39) while a flag is raised, unsure or unanswered. Null when
    /// none is marked; the programmes stay locked all the same until a physician's clearance.
    /// </summary>
    public Finding? Hold()
    {
        var open = Raised.Concat(Unsure).Concat(Unanswered).ToList();
        return open.Count == 0
            ? null
            : new Finding(
                "K-39",
                RuleOutcome.Hold,
                Raised.Count > 0 ? FindingCause.Triggered : FindingCause.Unanswered,
                new Words("Ungeklärte Warnhinweise", "Unclarified red flags"),
                new Words("Zuerst muss eine gefährliche Ursache ausgeschlossen sein.", "A dangerous cause must be ruled out first."),
                FactWords.InBoth(language => string.Join(" · ", open.Select(flag => $"{flag.Id} {flag.Group.In(language)}").Distinct(StringComparer.Ordinal))),
                new Words("Befund, der den Hinweis klärt", "Result that clarifies the flag"),
                [.. open.Select(flag => flag.Id)],
                [.. open.Select(flag => flag.UrgencySource).Distinct()]);
    }
}

/// <summary>When the short form of the red-flag questions comes again.</summary>
public static class RedFlagReask
{
    /// <summary>At every flare-up, after every fall, and when the interval of the list has passed since the last answers; at once when there are none.</summary>
    public static bool IsDue(RedFlagList list, DateTimeOffset? lastAsked, DateTimeOffset? lastFlare, DateTimeOffset? lastFall, DateTimeOffset now) =>
        lastAsked is not { } asked
        || now - asked >= TimeSpan.FromDays(list.ShortFormEveryDays)
        || lastFlare > asked
        || lastFall > asked;
}
