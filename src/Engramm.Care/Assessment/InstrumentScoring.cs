using Engramm.Content.Instruments;
using Engramm.Outcomes;

namespace Engramm.Care.Assessment;

/// <summary>Scores a questionnaire as its content file prescribes.</summary>
public static class InstrumentScoring
{
    /// <summary>The scoring engine's form of one score of the instrument.</summary>
    public static ScoreDefinition Definition(this Instrument instrument, InstrumentScore score) => new(
        score.Code,
        score.Method == ScoreCombination.Sum ? ScoreMethod.Sum : ScoreMethod.Mean,
        [.. score.Items.Select(code =>
        {
            var item = instrument.Items.Single(i => string.Equals(i.Code, code, StringComparison.Ordinal));
            var scale = instrument.ScaleOf(item);
            return new ScoredItem(code, scale.Least, scale.Greatest, item.Reversed);
        })],
        [.. score.Bands.Select(band => new ScoreBand(band.Code, band.From))]);

    /// <summary>All scores of the instrument for these answers, main score first.</summary>
    public static IReadOnlyList<ScoreResult> Score(this Instrument instrument, IReadOnlyDictionary<string, Answer> answers) =>
        [.. instrument.Scores.Select(score => Scoring.Score(instrument.Definition(score), answers))];

    /// <summary>What the item about suicide says; <see cref="SuicideSignal.Clear"/> for an instrument without one.</summary>
    public static SuicideSignal SuicideSignal(this Instrument instrument, IReadOnlyDictionary<string, Answer> answers) =>
        instrument.SuicideItem is { } item ? SuicideItem.Read(answers.GetValueOrDefault(item.Code)) : Engramm.Outcomes.SuicideSignal.Clear;
}
