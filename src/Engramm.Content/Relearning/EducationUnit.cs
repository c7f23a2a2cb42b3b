namespace Engramm.Content.Relearning;

/// <summary>A short lesson: at most 400 words in each language, three questions that only teach, one question to think about.</summary>
public sealed record EducationUnit : ContentFile, IPatientText
{
    /// <summary>A phone page that takes about three minutes to read.</summary>
    public const int MostWords = 400;

    /// <summary>Place in the programme, from 1.</summary>
    public required int Number { get; init; }

    public required Words Title { get; init; }

    /// <summary>The lesson; paragraphs are cut at blank lines.</summary>
    public required Words Body { get; init; }

    public required IReadOnlyList<TeachingQuestion> Questions { get; init; }

    /// <summary>The question to think about. Answering is optional and never judged.</summary>
    public required Words Reflection { get; init; }

    /// <summary>Whether it may be read before a physician's clearance.</summary>
    public required bool AlwaysOpen { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }

    protected internal override IEnumerable<ContentFault> Faults()
    {
        foreach (var language in Languages)
        {
            var count = Body.In(language).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length;
            if (count > MostWords)
            {
                yield return new ContentFault("body", FormattableString.Invariant($"the lesson has {count} words in one language; at most {MostWords}"));
            }
        }

        foreach (var index in Enumerable.Range(0, Questions.Count).Where(i => Questions[i].Answers.Count(answer => answer.Right) != 1))
        {
            yield return new ContentFault(FormattableString.Invariant($"questions[{index}]"), "exactly one answer is the right one");
        }
    }
}

/// <summary>A question with one right answer. Used in lessons and for the understanding check of a consent.</summary>
/// <param name="Code">Its code within the file.</param>
/// <param name="Question">The question.</param>
/// <param name="Answers">The answers offered, in order.</param>
/// <param name="Explanation">Shown after any answer: what is right and why.</param>
public sealed record TeachingQuestion(string Code, Words Question, IReadOnlyList<TeachingAnswer> Answers, Words Explanation);

/// <summary>An answer offered.</summary>
public sealed record TeachingAnswer(Words Text, bool Right = false);
