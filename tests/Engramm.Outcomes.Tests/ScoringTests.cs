namespace Engramm.Outcomes.Tests;

public class ScoringTests
{
    private static readonly ScoreDefinition Sum = new(
        "total",
        ScoreMethod.Sum,
        [.. Enumerable.Range(1, 9).Select(i => new ScoredItem($"q{i}", 0, 3))],
        [new ScoreBand("minimal", 0), new ScoreBand("mild", 5), new ScoreBand("severe", 20)]);

    private static readonly ScoreDefinition Mean = new(
        "impact",
        ScoreMethod.Mean,
        [new ScoredItem("a", 0, 10), new ScoredItem("b", 0, 10, IsReversed: true)],
        []);

    [Fact]
    public void A_sum_adds_all_items_and_names_its_band()
    {
        var result = Scoring.Score(Sum, AllOf(3));

        Assert.Equal(27, result.Value);
        Assert.Equal("severe", result.Band);
        Assert.Empty(result.Unanswered);
    }

    [Theory]
    [InlineData(0, "minimal")]
    [InlineData(4, "minimal")]
    [InlineData(5, "mild")]
    public void The_lower_edge_belongs_to_its_band(int total, string band)
    {
        var answers = Enumerable.Range(1, 9).ToDictionary(i => $"q{i}", i => Answer.Of(i <= total ? 1 : 0), StringComparer.Ordinal);

        Assert.Equal(band, Scoring.Score(Sum, answers).Band);
    }

    [Fact]
    public void A_reversed_item_counts_from_the_other_end()
    {
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal) { ["a"] = Answer.Of(8), ["b"] = Answer.Of(3) };

        Assert.Equal(7.5m, Scoring.Score(Mean, answers).Value);
        Assert.Null(Scoring.Score(Mean, answers).Band);
    }

    [Fact]
    public void Without_an_answer_to_one_item_there_is_no_total()
    {
        var answers = AllOf(1);
        answers.Remove("q3");
        answers["q9"] = Answer.Declined;

        var result = Scoring.Score(Sum, answers);

        Assert.Null(result.Value);
        Assert.Null(result.Band);
        Assert.Equal(["q3", "q9"], result.Unanswered);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void An_answer_off_the_scale_is_a_fault_of_the_caller(int value)
    {
        var answers = AllOf(1);
        answers["q1"] = Answer.Of(value);

        Assert.Throws<ArgumentOutOfRangeException>(() => Scoring.Score(Sum, answers));
    }

    [Fact]
    public void The_range_of_a_score_follows_from_its_items()
    {
        Assert.Equal((0m, 27m), (Sum.Least, Sum.Greatest));
        Assert.Equal((0m, 10m), (Mean.Least, Mean.Greatest));
    }

    [Fact]
    public void The_suicide_item_is_clear_only_when_answered_with_zero()
    {
        Assert.Equal(SuicideSignal.Clear, SuicideItem.Read(Answer.Of(0)));
        Assert.Equal(SuicideSignal.Raised, SuicideItem.Read(Answer.Of(1)));
        Assert.Equal(SuicideSignal.Raised, SuicideItem.Read(Answer.Of(3)));
        Assert.Equal(SuicideSignal.Declined, SuicideItem.Read(Answer.Declined));
        Assert.Equal(SuicideSignal.Missing, SuicideItem.Read(default));
        Assert.Equal([SuicideSignal.Clear], Enum.GetValues<SuicideSignal>().Where(signal => !signal.AsksForClinician()));
    }

    private static Dictionary<string, Answer> AllOf(int value) =>
        Enumerable.Range(1, 9).ToDictionary(i => $"q{i}", _ => Answer.Of(value), StringComparer.Ordinal);
}
