using System.Globalization;
using System.Text.Json;
using Engramm.Care.Assessment;
using Engramm.Content;
using Engramm.Content.Instruments;
using Engramm.Content.Screening;
using Engramm.Server.Design;

namespace Engramm.Server.Staff.Assessment;

/// <summary>One answer as colleagues read it.</summary>
/// <param name="Code">Its code in the questionnaire.</param>
/// <param name="Question">The question in the language of the page.</param>
/// <param name="Said">The answer in words.</param>
/// <param name="Asks">Whether it asks for somebody: a red flag or the suicide item that was not answered with a clear no.</param>
public sealed record AnswerLine(string Code, string Question, string Said, bool Asks);

/// <summary>A questionnaire that arrived: what was asked, in which version and language, what was said, what it adds up to.</summary>
/// <param name="Answers">The stored row.</param>
/// <param name="Title">Its name.</param>
/// <param name="Total">The score with its range; null when an item has no number or nothing is scored.</param>
/// <param name="Band">The name of the stretch the score lies in.</param>
/// <param name="Notice">A label that goes with every result, such as "not validated".</param>
/// <param name="IsScreening">The warning signs, which have no score.</param>
/// <param name="Lines">The answers in the order asked.</param>
public sealed record AnswerSheet(Answers Answers, string Title, string? Total, string? Band, string? Notice, bool IsScreening, IReadOnlyList<AnswerLine> Lines)
{
    /// <summary>Answers that ask for somebody.</summary>
    public IEnumerable<AnswerLine> Asking => Lines.Where(l => l.Asks);

    /// <summary>Reads a stored questionnaire beside the content it was made with. Content that is gone leaves the codes readable.</summary>
    public static AnswerSheet Of(Answers answers, ContentLibrary content, PageContext context)
    {
        var items = Items(answers.ItemsJson);
        if (content.AllVersions<Instrument>().FirstOrDefault(i => i.Pin == new ContentPin(answers.ContentId, answers.ContentVersion)) is { } instrument)
        {
            return Scored(answers, instrument, items, context);
        }

        var lists = content.AllVersions<RedFlagList>();
        var list = lists.FirstOrDefault(l => l.Pin == new ContentPin(answers.ContentId, answers.ContentVersion))
            ?? (answers.ContentId is "red-flags" ? lists.FirstOrDefault(l => l.Version == answers.ContentVersion) : null);
        return list is not null
            ? Screened(answers, list, items, context)
            : new AnswerSheet(answers, answers.ContentId, answers.Total is { } total ? context.Number(total) : null, null, null, IsScreening: false, [.. items.Select(i => new AnswerLine(i.Key, i.Key, i.Value, Asks: false))]);
    }

    private static AnswerSheet Scored(Answers answers, Instrument instrument, Dictionary<string, string> items, PageContext context)
    {
        var lines = instrument.Items.Select(item =>
        {
            var said = items.GetValueOrDefault(item.Code);
            var number = int.TryParse(said, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : (int?)null;
            var scale = instrument.ScaleOf(item);
            var words = number is null ? Word(said, context) : scale.Options?.FirstOrDefault(o => o.Value == number) is { } option
                ? context.T("assessment.answer", number, option.Text.In(context.Language))
                : context.T("assessment.answer.of", number, scale.Greatest);
            return new AnswerLine(item.Code, item.Text?.In(context.Language) ?? item.Code, words, item.SuicideItem && number is not 0);
        }).ToList();
        var score = instrument.Scores is [var first, ..] ? first : null;
        var greatest = score is null ? 0 : score.Method == ScoreCombination.Sum
            ? instrument.Items.Where(i => score.Items.Contains(i.Code, StringComparer.Ordinal)).Sum(i => instrument.ScaleOf(i).Greatest)
            : instrument.Items.Where(i => score.Items.Contains(i.Code, StringComparer.Ordinal)).Max(i => instrument.ScaleOf(i).Greatest);
        var band = answers.Total is { } reached ? score?.Bands.LastOrDefault(b => (double)b.From <= reached)?.Text.In(context.Language) : null;
        var total = answers.Total is { } value ? context.T("assessment.answer.of", context.Number(value, score?.Method == ScoreCombination.Mean ? 1 : 0), greatest) : null;
        return new AnswerSheet(answers, instrument.ShortName, total, band, instrument.Notice?.In(context.Language), IsScreening: false, lines);
    }

    private static AnswerSheet Screened(Answers answers, RedFlagList list, Dictionary<string, string> items, PageContext context) => new(
        answers,
        context.T("assessment.redflags"),
        null,
        null,
        null,
        IsScreening: true,
        [.. list.Flags.Where(f => items.ContainsKey(f.Id)).Select(flag =>
        {
            var said = items[flag.Id];
            var no = said is "no" or "0" or "false";
            return new AnswerLine(flag.Id, $"{flag.Question.In(context.Language)} ({flag.Id}, {flag.Group.In(context.Language)})", no ? context.T("design.no") : said is "yes" or "1" or "true" ? context.T("design.yes") : Word(said, context), !no);
        })]);

    private static string Word(string? said, PageContext context) => said switch
    {
        null or "" or "missing" => context.T("assessment.missing"),
        Choice.Declined => context.T("assessment.declined"),
        "unknown" => context.T("design.unknown"),
        "yes" or "true" => context.T("design.yes"),
        "no" or "false" => context.T("design.no"),
        _ => said,
    };

    /// <summary>Code → answer as written, in the order stored.</summary>
    private static Dictionary<string, string> Items(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(
            p => p.Name,
            p => p.Value.ValueKind switch
            {
                JsonValueKind.String => p.Value.GetString()!,
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                JsonValueKind.Null => string.Empty,
                _ => p.Value.GetRawText(),
            },
            StringComparer.Ordinal);
    }
}
