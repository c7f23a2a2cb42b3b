using Engramm.Content.Instruments;
using Engramm.Outcomes;

namespace Engramm.Content.Tests;

/// <summary>Runs the worked examples inside the instrument files against the scoring engine.</summary>
public class WorkedExampleTests
{
    private static readonly ContentLibrary Library = ContentLibrary.Load(ContentFolder.Real);

    public static TheoryData<string, string> Examples =>
        [.. Library.AllVersions<Instrument>().SelectMany(instrument => instrument.Examples.Select(example => (instrument.Pin.ToString(), example.Name)))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_example_comes_to_what_its_file_says(string pin, string name)
    {
        var instrument = Library.Get<Instrument>(ContentPin.FromText(pin)!.Value);
        var example = instrument.Examples.Single(e => string.Equals(e.Name, name, StringComparison.Ordinal));
        var answers = example.Answers.ToDictionary(pair => pair.Key, pair => Answer.Of(pair.Value), StringComparer.Ordinal);
        foreach (var declined in example.Declined ?? [])
        {
            answers.Add(declined, Answer.Declined);
        }

        foreach (var expected in example.Expect)
        {
            var score = instrument.Scores.Single(s => string.Equals(s.Code, expected.Score, StringComparison.Ordinal));
            var result = Scoring.Score(Definition(instrument, score), answers);
            Assert.Equal((expected.Value, expected.Band), (result.Value, result.Band));
        }

        if (instrument.SuicideItem is { } item)
        {
            Assert.Equal(example.Suicide, SuicideItem.Read(answers.GetValueOrDefault(item.Code)).ToString().ToLowerInvariant());
        }
    }

    [Fact]
    public void Every_instrument_has_an_example_and_one_with_a_missing_answer() =>
        Assert.All(Library.AllVersions<Instrument>(), instrument => Assert.Contains(instrument.Examples, example => example.Expect.Any(expected => expected.Value is null)));

    [Theory]
    [InlineData("phq-9", 27)] // Kroenke 2001
    [InlineData("gad-7", 21)] // Spitzer 2006
    [InlineData("phq-4", 12)] // Löwe 2010
    [InlineData("engramm-pain-impact", 10)]
    public void The_published_range_follows_from_the_items(string id, int greatest)
    {
        var instrument = Library.Get<Instrument>(id, new DateOnly(2026, 1, 1));
        var definition = Definition(instrument, instrument.Scores[0]);

        Assert.Equal((0m, (decimal)greatest), (definition.Least, definition.Greatest));
    }

    private static ScoreDefinition Definition(Instrument instrument, InstrumentScore score) => new(
        score.Code,
        score.Method == ScoreCombination.Sum ? ScoreMethod.Sum : ScoreMethod.Mean,
        [.. score.Items.Select(code =>
        {
            var item = instrument.Items.Single(i => string.Equals(i.Code, code, StringComparison.Ordinal));
            var scale = instrument.ScaleOf(item);
            return new ScoredItem(code, scale.Least, scale.Greatest, item.Reversed);
        })],
        [.. score.Bands.Select(band => new ScoreBand(band.Code, band.From))]);
}
