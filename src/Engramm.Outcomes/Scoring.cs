namespace Engramm.Outcomes;

/// <summary>How the numbers of the items become one.</summary>
public enum ScoreMethod
{
    Sum,
    Mean,
}

/// <summary>One question as the engine sees it.</summary>
/// <param name="Code">Its code in the instrument.</param>
/// <param name="Least">Lowest answer.</param>
/// <param name="Greatest">Highest answer.</param>
/// <param name="IsReversed">Whether a high answer is a good one here: it then counts as least + greatest − answer.</param>
public sealed record ScoredItem(string Code, int Least, int Greatest, bool IsReversed = false);

/// <summary>A named stretch of a score, from its lower edge up to the next band.</summary>
/// <param name="Code">Its code in the instrument.</param>
/// <param name="From">Lower edge, part of the band.</param>
public sealed record ScoreBand(string Code, decimal From);

/// <summary>A total or a subscale of an instrument.</summary>
/// <param name="Code">Its code in the instrument.</param>
/// <param name="Method">Sum or mean.</param>
/// <param name="Items">The questions that count.</param>
/// <param name="Bands">Bands by ascending lower edge; empty when the instrument has none.</param>
public sealed record ScoreDefinition(string Code, ScoreMethod Method, IReadOnlyList<ScoredItem> Items, IReadOnlyList<ScoreBand> Bands)
{
    /// <summary>Lowest score possible.</summary>
    public decimal Least => Combine(Items.Select(item => (decimal)item.Least));

    /// <summary>Highest score possible.</summary>
    public decimal Greatest => Combine(Items.Select(item => (decimal)item.Greatest));

    internal decimal Combine(IEnumerable<decimal> values) => Method == ScoreMethod.Sum ? values.Sum() : values.Average();
}

/// <summary>What scoring came to.</summary>
/// <param name="Code">Code of the score.</param>
/// <param name="Value">The score, or null when any of its items has no number.</param>
/// <param name="Band">Code of the band it lies in; null without a value or without bands.</param>
/// <param name="Unanswered">Codes of the items without a number: missing or declined.</param>
public sealed record ScoreResult(string Code, decimal? Value, string? Band, IReadOnlyList<string> Unanswered);

/// <summary>
/// Turns answers into scores. One rule for missing answers everywhere: no number for an item, no score. Nothing is prorated,
/// because a total with a guess inside looks like one without.
/// </summary>
public static class Scoring
{
    /// <summary>Computes one score.</summary>
    /// <param name="definition">What counts and how.</param>
    /// <param name="answers">Answers by item code; an item that is not there is missing. Answers to other items are left alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">An answer lies outside the scale of its item: it should have been refused where it was entered.</exception>
    public static ScoreResult Score(ScoreDefinition definition, IReadOnlyDictionary<string, Answer> answers)
    {
        var values = new List<decimal>(definition.Items.Count);
        var unanswered = new List<string>();
        foreach (var item in definition.Items)
        {
            if (answers.GetValueOrDefault(item.Code).Value is { } value)
            {
                values.Add(OnScale(item, value));
            }
            else
            {
                unanswered.Add(item.Code);
            }
        }

        if (unanswered.Count > 0)
        {
            return new ScoreResult(definition.Code, null, null, unanswered);
        }

        var score = definition.Combine(values);
        return new ScoreResult(definition.Code, score, definition.Bands.LastOrDefault(band => band.From <= score)?.Code, unanswered);
    }

    private static int OnScale(ScoredItem item, int value)
    {
        if (value < item.Least || value > item.Greatest)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"An answer to '{item.Code}' lies between {item.Least} and {item.Greatest}. Refuse it where it is entered.");
        }

        return item.IsReversed ? item.Least + item.Greatest - value : value;
    }
}
