using System.Globalization;
using System.Text.Json;
using Engramm.Care.Assessment;
using Engramm.Content.Instruments;
using Engramm.Content.Screening;
using Engramm.Outcomes;

namespace Engramm.Server.Demo;

/// <summary>Answers of an invented person over time. Item by item; the totals come from the scoring that real answers go through.</summary>
internal static class DemoQuestionnaires
{
    public const string Phq9 = "phq-9", Gad7 = "gad-7", Nrs = "nrs-pain", Impact = "engramm-pain-impact", RedFlags = "back-pain";

    /// <summary>Highest answer of the PHQ and GAD items.</summary>
    private const int MostPoints = 3;

    /// <summary>All questionnaires at the start and then at their intervals, now and then one left out.</summary>
    /// <param name="record">Whose.</param>
    /// <param name="fromDaysAgo">Day of the first.</param>
    /// <param name="course">Where the complaints are going.</param>
    public static void Write(DemoRecord record, int fromDaysAgo, DemoCourse course)
    {
        var chance = record.Chance;
        var mood = record.Person.WithDrug ? chance.Between(14, 21) : chance.Between(4, 12);
        var worry = record.Person.WithDrug ? chance.Between(7, 14) : chance.Between(3, 10);
        var pain = chance.Between(5, 8);
        var impact = chance.Between(5, 8);
        foreach (var (id, days, start) in (ReadOnlySpan<(string, int, int)>)[(Phq9, 14, mood), (Gad7, 28, worry), (Nrs, 14, pain), (Impact, record.Person.StartedDaysAgo > 180 ? 21 : 7, impact)])
        {
            for (var ago = fromDaysAgo; ago >= 1; ago -= days)
            {
                var isFirst = ago == fromDaysAgo;
                if (!isFirst && chance.Happens(0.15))
                {
                    continue;
                }

                var now = start * Share(course, fromDaysAgo - ago);
                var at = record.House.Calendar.At(ago, 17 + (ago % 4), chance.Between(0, 59));
                Add(record, id, Items(id, now, chance), at);
            }
        }
    }

    /// <summary>Which part of the complaints at the start is left after some days.</summary>
    public static double Share(DemoCourse course, int days)
    {
        var progress = Math.Min(1, days / 90.0);
        return course switch
        {
            DemoCourse.Better => 1 - (0.5 * progress),
            DemoCourse.Same => 1,
            DemoCourse.Worse => 1 + (0.2 * progress),
        };
    }

    /// <summary>Stores answers with the total that scoring gives.</summary>
    public static Answers Add(DemoRecord record, string contentId, IReadOnlyDictionary<string, int> items, DateTimeOffset at)
    {
        var instrument = record.House.Content.Get<Instrument>(contentId, record.House.Calendar.Today);
        return record.Add(new Answers
        {
            Id = record.Chance.Id(),
            PatientId = record.Patient.Id,
            ContentId = contentId,
            ContentVersion = instrument.Version,
            Language = record.Person.Language,
            ItemsJson = JsonSerializer.Serialize(instrument.Items.ToDictionary(
                i => i.Code, i => items.TryGetValue(i.Code, out var value) ? value.ToString(CultureInfo.InvariantCulture) : "missing", StringComparer.Ordinal)),
            Total = (double?)instrument.Score(items.ToDictionary(i => i.Key, i => Answer.Of(i.Value), StringComparer.Ordinal))[0].Value,
            AnsweredAt = at,
            ReceivedAt = at.AddSeconds(2),
            AnsweredBy = record.Account.Id,
        });
    }

    /// <summary>The warning signs, each answered with no but for the one named.</summary>
    public static Answers AddRedFlags(DemoRecord record, DateTimeOffset at, string? yes = null, string? unknown = null)
    {
        var list = record.House.Content.Get<RedFlagList>(RedFlags, record.House.Calendar.Today);
        return record.Add(new Answers
        {
            Id = record.Chance.Id(),
            PatientId = record.Patient.Id,
            ContentId = list.Id,
            ContentVersion = list.Version,
            Language = record.Person.Language,
            ItemsJson = JsonSerializer.Serialize(list.Flags.ToDictionary(
                f => f.Id,
                f => string.Equals(f.Id, yes, StringComparison.Ordinal) ? "yes" : string.Equals(f.Id, unknown, StringComparison.Ordinal) ? "unknown" : "no",
                StringComparer.Ordinal)),
            AnsweredAt = at,
            ReceivedAt = at.AddSeconds(2),
            AnsweredBy = record.Account.Id,
        });
    }

    /// <summary>PHQ-9 answers that come to about the given total, item 9 as given.</summary>
    public static Dictionary<string, int> Phq(double total, int item9, Chance chance)
    {
        var items = Spread("phq9-", 8, total - item9, chance);
        items["phq9-9"] = item9;
        return items;
    }

    private static Dictionary<string, int> Items(string id, double about, Chance chance) => id switch
    {
        Phq9 => Phq(about + (2 * chance.Wobble()), 0, chance),
        Gad7 => Spread("gad7-", 7, about + (2 * chance.Wobble()), chance),
        Nrs => Pain(about, chance),
        _ => Extent(about, chance),
    };

    private static Dictionary<string, int> Spread(string prefix, int count, double total, Chance chance)
    {
        var points = new int[count];
        var left = Math.Clamp((int)Math.Round(total), 0, count * MostPoints);
        while (left > 0)
        {
            var item = chance.Between(0, count - 1);
            if (points[item] < MostPoints)
            {
                points[item]++;
                left--;
            }
        }

        return points.Select((p, i) => (Code: FormattableString.Invariant($"{prefix}{i + 1}"), p)).ToDictionary(p => p.Code, p => p.p, StringComparer.Ordinal);
    }

    private static Dictionary<string, int> Pain(double about, Chance chance)
    {
        var average = OnTen(about + chance.Wobble());
        return new(StringComparer.Ordinal)
        {
            ["average"] = average,
            ["worst"] = OnTen(average + chance.Between(1, 3)),
            ["least"] = OnTen(average - chance.Between(1, 3)),
            ["now"] = OnTen(average + chance.Between(-1, 1)),
        };
    }

    private static Dictionary<string, int> Extent(double about, Chance chance) => new(StringComparer.Ordinal)
    {
        ["epi-1"] = OnTen(about + chance.Wobble()),
        ["epi-2"] = OnTen(about + chance.Wobble()),
        ["epi-3"] = OnTen(about - 1 + chance.Wobble()),
        ["epi-4"] = OnTen(about + chance.Wobble()),
        ["epi-5"] = OnTen(10 - about + chance.Wobble()),
    };

    private static int OnTen(double value) => Math.Clamp((int)Math.Round(value), 0, 10);
}
