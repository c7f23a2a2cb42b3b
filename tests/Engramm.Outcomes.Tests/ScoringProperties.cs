using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Engramm.Outcomes.Tests;

public class ScoringProperties
{
    [Property]
    public Property A_complete_score_stays_inside_its_range_and_rises_with_every_plain_answer() =>
        Prop.ForAll(Gen.Choose(0, 3).ArrayOf(6).ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (values, changed) =>
        {
            var definition = new ScoreDefinition("t", ScoreMethod.Sum, [.. values.Select((_, i) => new ScoredItem($"q{i}", 0, 3))], []);
            var score = Total(definition, values);
            var more = values.Select((value, i) => i == changed && value < 3 ? value + 1 : value).ToArray();
            return score >= definition.Least && score <= definition.Greatest
                && Total(definition, more) - score == (values[changed] < 3 ? 1 : 0);
        });

    private static decimal Total(ScoreDefinition definition, int[] values) =>
        Scoring.Score(definition, values.Select((value, i) => (value, i)).ToDictionary(pair => $"q{pair.i}", pair => Answer.Of(pair.value), StringComparer.Ordinal)).Value!.Value;
}
