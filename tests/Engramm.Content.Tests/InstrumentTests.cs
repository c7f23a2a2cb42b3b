using System.Text.RegularExpressions;
using Engramm.Content.Instruments;

namespace Engramm.Content.Tests;

public class InstrumentTests
{
    private const string Sound = """
        id: t-2
        version: 1
        effective_from: 2026-01-01
        licence: Apache-2.0
        reviewed_by: null
        sources: [{ citation: "A paper, 2026", verification: seen }]
        short_name: T-2
        title: { de: Test, en: Test }
        licence_class: own
        instruction: { de: Bitte, en: Please }
        answers:
          - { id: scale, least: 0, greatest: 10, least_text: { de: nichts, en: none }, greatest_text: { de: alles, en: all } }
          - { id: words, least: 0, greatest: 1, options: [{ value: 0, text: { de: nein, en: no } }, { value: 1, text: { de: ja, en: yes } }] }
        items:
          - { code: a, answers: scale, text: { de: Frage, en: Question } }
          - { code: b, answers: words, text: { de: Frage, en: Question } }
        scores:
          - { code: sum, title: { de: Summe, en: Sum }, method: sum, items: [a, b], bands: [] }
        examples:
          - { name: all, answers: { a: 3, b: 1 }, expect: [{ score: sum, value: 4 }] }
        """;

    [Fact]
    public void The_sound_instrument_loads() => Assert.Empty(Problems(Sound));

    [Theory]
    [InlineData("licence_class: own", "licence_class: score_only", 15, "'a' has a text, but the licence class keeps item texts out")]
    [InlineData("{ code: a, answers: scale, text: { de: Frage, en: Question } }", "{ code: a, answers: scale }", 15, "'a' has no text")]
    [InlineData("answers: words, text", "answers: wirds, text", 16, "which is not among the answers")]
    [InlineData("code: a, answers: scale, text", "code: a, answers: scale, may_decline: true, text", 15, "for the suicide item alone")]
    [InlineData("code: a, answers: scale, text", "code: a, answers: scale, optional: true, text", 15, "but a score needs it")]
    [InlineData("code: a, answers: scale, text", "code: a, answers: scale, suicide_item: true, text", 20, "exactly when the instrument has one")]
    [InlineData("code: b, answers", "code: a, answers", 14, "exists twice")]
    [InlineData("items: [a, b]", "items: [a, c]", 18, "counts 'c', which is not an item")]
    [InlineData("bands: []", "bands: [{ code: low, from: 0, text: { de: tief, en: low } }]", 18, "bands and their bands_source together")]
    [InlineData("bands: []", "bands: [{ code: x, from: 5, text: { de: x, en: x } }, { code: y, from: 5, text: { de: y, en: y } }]", 18, "must rise")]
    [InlineData("answers: { a: 3, b: 1 }", "answers: { a: 3, c: 1 }", 20, "answers 'c', which is not an item")]
    [InlineData("expect: [{ score: sum, value: 4 }]", "expect: [{ score: total, value: 4 }]", 20, "expect each score once: sum")]
    [InlineData("{ value: 1, text: { de: ja, en: yes } }", "{ value: 2, text: { de: ja, en: yes } }", 13, "one text per answer")]
    [InlineData("greatest_text: { de: alles, en: all }", "loinc: x", 12, "least_text and greatest_text")]
    [InlineData("{ score: sum, value: 4 }", "{ score: sum }", 20, "is missing")]
    public void What_does_not_fit_together_is_refused(string sound, string broken, int line, string reason)
    {
        Assert.Single(Regex.Matches(Sound, Regex.Escape(sound), RegexOptions.None, TimeSpan.FromSeconds(1)));

        Assert.Contains(Problems(Sound.Replace(sound, broken, StringComparison.Ordinal)), p => p.Line == line && p.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_last_item_of_PHQ_9_offers_prefer_not_to_say()
    {
        var phq9 = ContentLibrary.Load(ContentFolder.Real).Get<Instrument>("phq-9", new DateOnly(2026, 1, 1));

        Assert.Equal("phq9-9", phq9.SuicideItem?.Code);
        Assert.Equal(["phq9-9"], phq9.Items.Where(item => item.MayDecline).Select(item => item.Code), StringComparer.Ordinal);
    }

    private static IReadOnlyList<ContentProblem> Problems(string text)
    {
        using var folder = new ContentFolder().With("instruments/t-2.yaml", text);
        try
        {
            ContentLibrary.Load(folder.Path, [new ContentKind("instruments", typeof(Instrument))]);
            return [];
        }
        catch (ContentException fault)
        {
            return fault.Problems;
        }
    }
}
