namespace Engramm.Content.Relearning;

/// <summary>How a diary question is answered.</summary>
public enum DiaryAnswerKind
{
    YesNo,

    /// <summary>Whole numbers 0–10.</summary>
    Scale,

    Text,
}

/// <summary>The daily diary: activity first, pain never first, every question may be left out.</summary>
public sealed record DiaryDefinition : ContentFile, IPatientText
{
    public required Words Title { get; init; }

    public required Words Introduction { get; init; }

    public required IReadOnlyList<DiaryQuestion> Questions { get; init; }

    /// <summary>The instrument asked once a week beside the diary.</summary>
    public required string WeeklyInstrument { get; init; }

    /// <summary>Shown after storing.</summary>
    public required Words Thanks { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }

    protected internal override IEnumerable<ContentFault> Faults()
    {
        if (string.Equals(Questions[0].Code, "pain", StringComparison.Ordinal))
        {
            yield return new ContentFault("questions[0]", "the diary does not begin with pain");
        }

        foreach (var index in Enumerable.Range(0, Questions.Count).Where(i => Questions[i].Kind == DiaryAnswerKind.Scale && (Questions[i].LeastText is null || Questions[i].GreatestText is null)))
        {
            yield return new ContentFault(FormattableString.Invariant($"questions[{index}]"), "a scale needs least_text and greatest_text");
        }
    }
}

/// <summary>A question of the diary.</summary>
/// <param name="Code">Entries are stored under it.</param>
/// <param name="Kind">How it is answered.</param>
/// <param name="Question">The question.</param>
/// <param name="LeastText">What 0 means.</param>
/// <param name="GreatestText">What 10 means.</param>
/// <param name="HigherIsBetter">Direction of the trend; null when it has none.</param>
public sealed record DiaryQuestion(string Code, DiaryAnswerKind Kind, Words Question, Words? LeastText = null, Words? GreatestText = null, bool? HigherIsBetter = null);
