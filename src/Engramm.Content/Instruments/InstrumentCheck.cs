namespace Engramm.Content.Instruments;

/// <summary>What must fit together inside an instrument.</summary>
internal static class InstrumentCheck
{
    public static IEnumerable<ContentFault> Faults(Instrument instrument) =>
        Scales(instrument).Concat(Items(instrument)).Concat(Scores(instrument)).Concat(Examples(instrument));

    private static IEnumerable<ContentFault> Scales(Instrument instrument) =>
        At(instrument.Answers, "answers")
            .Where(entry => entry.Value.Options is { } options
                ? !options.Select(option => option.Value).SequenceEqual(Enumerable.Range(entry.Value.Least, entry.Value.Greatest - entry.Value.Least + 1))
                : entry.Value.LeastText is null || entry.Value.GreatestText is null)
            .Select(entry => new ContentFault(entry.Path, $"'{entry.Value.Id}' needs either one text per answer from least to greatest, or least_text and greatest_text"));

    private static IEnumerable<ContentFault> Items(Instrument instrument)
    {
        var scales = instrument.Answers.Select(scale => scale.Id).ToHashSet(StringComparer.Ordinal);
        var scored = instrument.Scores.SelectMany(score => score.Items).ToHashSet(StringComparer.Ordinal);
        var mayHoldText = instrument.LicenceClass is not (LicenceClass.ScoreOnly or LicenceClass.Pack);
        foreach (var (path, item) in At(instrument.Items, "items"))
        {
            if (!scales.Contains(item.Answers))
            {
                yield return new ContentFault(path, $"'{item.Code}' is answered on '{item.Answers}', which is not among the answers");
            }

            if (mayHoldText != (item.Text is not null))
            {
                yield return new ContentFault(path, mayHoldText
                    ? $"'{item.Code}' has no text, although the licence class allows one"
                    : $"'{item.Code}' has a text, but the licence class keeps item texts out of this folder");
            }

            if (item.MayDecline && !item.SuicideItem)
            {
                yield return new ContentFault(path, $"'{item.Code}' offers 'prefer not to say', which is for the suicide item alone");
            }

            if (item.Optional && scored.Contains(item.Code))
            {
                yield return new ContentFault(path, $"'{item.Code}' is optional, but a score needs it");
            }
        }

        foreach (var twin in instrument.Items.GroupBy(item => item.Code, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return new ContentFault("items", $"the item '{twin.Key}' exists twice");
        }
    }

    private static IEnumerable<ContentFault> Scores(Instrument instrument)
    {
        var items = instrument.Items.Select(item => item.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, score) in At(instrument.Scores, "scores"))
        {
            foreach (var unknown in score.Items.Where(code => !items.Contains(code)))
            {
                yield return new ContentFault(path, $"the score '{score.Code}' counts '{unknown}', which is not an item");
            }

            if (!score.Bands.Zip(score.Bands.Skip(1)).All(pair => pair.First.From < pair.Second.From))
            {
                yield return new ContentFault(path, $"the bands of '{score.Code}' must rise");
            }

            if (score.Bands.Count > 0 != score.BandsSource is not null)
            {
                yield return new ContentFault(path, $"the score '{score.Code}' needs bands and their bands_source together");
            }
        }
    }

    private static IEnumerable<ContentFault> Examples(Instrument instrument)
    {
        var items = instrument.Items.Select(item => item.Code).ToHashSet(StringComparer.Ordinal);
        var scores = instrument.Scores.Select(score => score.Code).Order(StringComparer.Ordinal).ToArray();
        foreach (var (path, example) in At(instrument.Examples, "examples"))
        {
            foreach (var unknown in example.Answers.Keys.Concat(example.Declined ?? []).Where(code => !items.Contains(code)))
            {
                yield return new ContentFault(path, $"the example answers '{unknown}', which is not an item");
            }

            if (!example.Expect.Select(expected => expected.Score).Order(StringComparer.Ordinal).SequenceEqual(scores, StringComparer.Ordinal))
            {
                yield return new ContentFault(path, $"the example must expect each score once: {string.Join(", ", scores)}");
            }

            if (instrument.SuicideItem is null != example.Suicide is null)
            {
                yield return new ContentFault(path, "an example says what the suicide item signals exactly when the instrument has one");
            }
        }
    }

    private static IEnumerable<(string Path, T Value)> At<T>(IReadOnlyList<T> list, string name) =>
        list.Select((value, index) => (FormattableString.Invariant($"{name}[{index}]"), value));
}
