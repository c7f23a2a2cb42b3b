using Engramm.Outcomes;
using Engramm.Server.Staff.Progress;

namespace Engramm.Server.Tests.Staff;

/// <summary>Labels above the trend stay readable however close together things happened.</summary>
public class TrendDrawingTests
{
    private static readonly DateOnly First = new(2026, 8, 27), Last = new(2026, 11, 24);

    [Fact]
    public void No_label_covers_another_and_none_leaves_the_sheet()
    {
        foreach (var apart in (int[])[1, 2, 3, 5, 7, 14, 40])
        {
            var marks = Drawn(Enumerable.Range(0, 6).Select(i => Infusion(Last.AddDays(-apart * (5 - i)), i + 1)));
            foreach (var line in marks.Where(m => m.Label.Length > 0).GroupBy(m => m.Line))
            {
                var labels = line.OrderBy(m => m.Begins).ToList();
                Assert.All(labels.Zip(labels.Skip(1)), pair => Assert.True(pair.First.Ends <= pair.Second.Begins, $"{apart} days apart: {pair.First.Label} covers {pair.Second.Label}"));
                Assert.All(labels, m => Assert.InRange(m.Ends, 0, TrendDrawing.Width));
            }
        }
    }

    [Fact]
    public void Weekly_infusions_are_named_in_full_as_long_as_there_is_room_and_by_number_after_that()
    {
        var labels = Drawn(Enumerable.Range(0, 4).Select(i => Infusion(Last.AddDays(-7 * (3 - i)), i + 1))).Select(m => m.Label).ToList();
        Assert.Equal("Infusion 1", labels[0]);
        Assert.All(labels, (label, i) => Assert.EndsWith((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), label, StringComparison.Ordinal));
    }

    [Fact]
    public void A_programme_without_a_short_name_loses_its_label_rather_than_covering_one()
    {
        var marks = Drawn(Enumerable.Range(0, 3).Select(i => new TrendMarker(First.AddDays(20 + i), "Schmerz verstehen, Ruhig atmen", IsInfusion: false)));
        Assert.Equal("Schmerz verstehen, Ruhig atmen|Schmerz verstehen, Ruhig atmen|", string.Join('|', marks.Select(m => m.Label)));
    }

    private static TrendMarker Infusion(DateOnly day, int number) =>
        new(day < First ? First : day, $"Infusion {number}", IsInfusion: true, number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static IReadOnlyList<TrendMark> Drawn(IEnumerable<TrendMarker> markers) =>
        new TrendDrawing(new DiaryTrend(DiaryMeasure.Pain, [], Trend.Of([]), [.. markers.OrderBy(m => m.Day)], First, Last)).Marks;
}
