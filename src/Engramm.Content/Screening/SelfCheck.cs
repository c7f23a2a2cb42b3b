namespace Engramm.Content.Screening;

/// <summary>
/// The public check for patterns of learned pain. It has no score, no percentage and no diagnosis by construction: there is no
/// number in it. Each question is answered yes, no or don't know; counter-patterns weigh as much as patterns.
/// </summary>
public sealed record SelfCheck : ContentFile, IPatientText
{
    public required Words Title { get; init; }

    /// <summary>What it is, what it is not, that nothing is stored.</summary>
    public required Words Introduction { get; init; }

    public required IReadOnlyList<PatternQuestion> Patterns { get; init; }

    public required IReadOnlyList<PatternQuestion> CounterPatterns { get; init; }

    /// <summary>Heading over the patterns answered with yes.</summary>
    public required Words NotedTitle { get; init; }

    /// <summary>Heading over the counter-patterns answered with yes.</summary>
    public required Words CounterTitle { get; init; }

    /// <summary>Shown when nothing was answered with yes.</summary>
    public required Words NothingNoted { get; init; }

    /// <summary>What the answers do not mean, and what to do with them. Shown with every result.</summary>
    public required Words Meaning { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }
}

/// <summary>A question of the self-check.</summary>
/// <param name="Code">P1…P13 for patterns, C1…C4 for counter-patterns.</param>
/// <param name="Question">The question.</param>
/// <param name="Noted">The same as a statement, for the list "to talk about".</param>
public sealed record PatternQuestion(string Code, Words Question, Words Noted);
