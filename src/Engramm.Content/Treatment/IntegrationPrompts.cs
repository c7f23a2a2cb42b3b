namespace Engramm.Content.Treatment;

/// <summary>What a prompt is for.</summary>
public enum PromptKind
{
    /// <summary>How the person is; asked first.</summary>
    Safety,

    /// <summary>To notice and write, freely.</summary>
    Notice,

    /// <summary>One small action.</summary>
    Action,
}

/// <summary>Prompts for the first 72 hours after an infusion. All optional, none interprets the experience.</summary>
public sealed record IntegrationPrompts : ContentFile, IPatientText
{
    /// <summary>The time they cover.</summary>
    public const int Hours = 72;

    public required Words Title { get; init; }

    public required Words Introduction { get; init; }

    /// <summary>Ordered by time.</summary>
    public required IReadOnlyList<IntegrationPrompt> Prompts { get; init; }

    /// <summary>What holds for the whole time.</summary>
    public required IReadOnlyList<AdviceLine> Reminders { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>What is offered this many hours after discharge.</summary>
    public IReadOnlyList<IntegrationPrompt> At(double hours) => [.. Prompts.Where(prompt => prompt.FromHour <= hours && hours < prompt.ToHour)];

    protected internal override IEnumerable<ContentFault> Faults() =>
        Enumerable.Range(0, Prompts.Count)
            .Where(i => Prompts[i].FromHour >= Prompts[i].ToHour || Prompts[i].ToHour > Hours)
            .Select(i => new ContentFault(FormattableString.Invariant($"prompts[{i}]"), FormattableString.Invariant($"a prompt begins before it ends, and ends by hour {Hours}")));
}

/// <summary>A prompt.</summary>
/// <param name="Code">Answers are stored under it.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="FromHour">Offered from this hour after discharge.</param>
/// <param name="ToHour">Offered until before this hour.</param>
/// <param name="Question">The question.</param>
/// <param name="Help">An idea how to answer, when useful.</param>
public sealed record IntegrationPrompt(string Code, PromptKind Kind, int FromHour, int ToHour, Words Question, Words? Help = null);
