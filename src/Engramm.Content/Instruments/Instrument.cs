namespace Engramm.Content.Instruments;

/// <summary>What the licence of an instrument lets this software contain.</summary>
public enum LicenceClass
{
    /// <summary>Public domain, or explicitly free without permission: items and scoring.</summary>
    Embed,

    /// <summary>Our own wording, always labelled as not validated.</summary>
    Own,

    /// <summary>Free under conditions of its own: items come as a separate package a practice adds.</summary>
    Pack,

    /// <summary>Protected: only the name, the number of items and the scoring; no item text.</summary>
    ScoreOnly,

    /// <summary>A clinician's rating scale, described in our own words with its citation.</summary>
    ClinicianRated,
}

/// <summary>A questionnaire with its wording, answers, scores and worked examples.</summary>
public sealed record Instrument : ContentFile
{
    /// <summary>The usual short name, the same in both languages: <c>PHQ-9</c>.</summary>
    public required string ShortName { get; init; }

    public required Words Title { get; init; }

    public required LicenceClass LicenceClass { get; init; }

    /// <summary>The sentence before the items.</summary>
    public required Words Instruction { get; init; }

    /// <summary>A label that must be shown with every result, for instance "not validated".</summary>
    public Words? Notice { get; init; }

    /// <summary>How many days the questions look back; null when they ask about now.</summary>
    public int? RecallDays { get; init; }

    /// <summary>LOINC code of the panel.</summary>
    public string? Loinc { get; init; }

    public required IReadOnlyList<AnswerScale> Answers { get; init; }

    public required IReadOnlyList<InstrumentItem> Items { get; init; }

    public required IReadOnlyList<InstrumentScore> Scores { get; init; }

    /// <summary>Answers with the scores they must give; tests run them.</summary>
    public required IReadOnlyList<WorkedExample> Examples { get; init; }

    /// <summary>The question about thoughts of death or self-harm, when the instrument has one.</summary>
    public InstrumentItem? SuicideItem => Items.FirstOrDefault(item => item.SuicideItem);

    /// <summary>The scale an item is answered on.</summary>
    public AnswerScale ScaleOf(InstrumentItem item) => Answers.First(scale => string.Equals(scale.Id, item.Answers, StringComparison.Ordinal));

    protected internal override IEnumerable<ContentFault> Faults() => InstrumentCheck.Faults(this);
}

/// <summary>What can be answered: whole numbers from least to greatest, with a text for each or for both ends.</summary>
/// <param name="Id">Name within the file.</param>
/// <param name="Least">Lowest answer.</param>
/// <param name="Greatest">Highest answer.</param>
/// <param name="LeastText">What the lowest answer means, on a scale without a text per answer.</param>
/// <param name="GreatestText">What the highest answer means, on a scale without a text per answer.</param>
/// <param name="Options">The answers with a text each, in order; null for a numbered scale.</param>
/// <param name="Loinc">LOINC code of the answer list.</param>
public sealed record AnswerScale(
    string Id,
    int Least,
    int Greatest,
    Words? LeastText = null,
    Words? GreatestText = null,
    IReadOnlyList<AnswerOption>? Options = null,
    string? Loinc = null);

/// <summary>One answer with its text.</summary>
public sealed record AnswerOption(int Value, Words Text, string? Loinc = null);

/// <summary>One question.</summary>
/// <param name="Code">Its code within the instrument; answers are stored under it.</param>
/// <param name="Answers">The scale it is answered on.</param>
/// <param name="Text">The question; null where the licence keeps it out.</param>
/// <param name="Loinc">LOINC code of the item.</param>
/// <param name="Reversed">Whether a high answer is the good one.</param>
/// <param name="SuicideItem">Whether it asks about thoughts of death or self-harm.</param>
/// <param name="MayDecline">Whether "prefer not to say" is offered and stored.</param>
/// <param name="Optional">Whether it may be left out without a word: only items that no score uses.</param>
public sealed record InstrumentItem(
    string Code,
    string Answers,
    Words? Text = null,
    string? Loinc = null,
    bool Reversed = false,
    bool SuicideItem = false,
    bool MayDecline = false,
    bool Optional = false);

/// <summary>A total or subscale. There is no score when one of its items has no number.</summary>
/// <param name="Code">Its code within the instrument.</param>
/// <param name="Title">Its name on a page.</param>
/// <param name="Method">Sum or mean.</param>
/// <param name="Items">Codes of the items that count.</param>
/// <param name="Bands">Named stretches by ascending lower edge; empty when there are none.</param>
/// <param name="BandsSource">Where the edges come from; present when there are bands.</param>
/// <param name="LeastImportantChange">The smallest change people notice as one, in points.</param>
/// <param name="Loinc">LOINC code of the score.</param>
public sealed record InstrumentScore(
    string Code,
    Words Title,
    ScoreCombination Method,
    IReadOnlyList<string> Items,
    IReadOnlyList<InstrumentBand> Bands,
    Source? BandsSource = null,
    Engramm.Quantities.Sourced<decimal>? LeastImportantChange = null,
    string? Loinc = null);

/// <summary>How the items of a score become one number.</summary>
public enum ScoreCombination
{
    Sum,
    Mean,
}

/// <summary>A named stretch of a score, from its lower edge up to the next band.</summary>
public sealed record InstrumentBand(string Code, decimal From, Words Text);

/// <summary>Answers with what they must come to.</summary>
/// <param name="Name">What the example shows.</param>
/// <param name="Answers">Numbers by item code; an item that is not there is missing.</param>
/// <param name="Expect">Every score of the instrument, with its value and band, or null for none.</param>
/// <param name="Declined">Items answered with "prefer not to say".</param>
/// <param name="Suicide">What the suicide item must signal: <c>clear</c>, <c>raised</c>, <c>declined</c> or <c>missing</c>.</param>
public sealed record WorkedExample(
    string Name,
    IReadOnlyDictionary<string, int> Answers,
    IReadOnlyList<ExpectedScore> Expect,
    IReadOnlyList<string>? Declined = null,
    string? Suicide = null);

/// <summary>The value and band a score must have; both null for no total.</summary>
public sealed record ExpectedScore(string Score, decimal? Value, string? Band = null);
