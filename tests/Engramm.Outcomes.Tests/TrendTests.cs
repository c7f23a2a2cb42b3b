namespace Engramm.Outcomes.Tests;

public class TrendTests
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    [Fact]
    public void Nine_entries_say_nothing() =>
        Assert.Equal(TrendVerdict.TooFewEntries, Trend.Of(Series(9, day => 5 + (day % 2))).Verdict);

    [Fact]
    public void Ten_entries_within_two_weeks_say_nothing() =>
        Assert.Equal(TrendVerdict.TooFewEntries, Trend.Of(Series(14, day => 5 + (day % 2))).Verdict);

    [Fact]
    public void Entries_too_far_apart_say_nothing() =>
        Assert.Equal(TrendVerdict.TooFewEntries, Trend.Of(Enumerable.Range(0, 12).Select(i => new DiaryValue(Start.AddDays(i * 20), i % 5))).Verdict);

    [Fact]
    public void Ten_entries_on_two_days_only_say_nothing() =>
        Assert.Equal(TrendVerdict.TooFewEntries, Trend.Of(Enumerable.Range(0, 12).Select(i => new DiaryValue(Start.AddDays(i % 2 * 20), i % 5))).Verdict);

    [Fact]
    public void A_straight_line_is_followed_exactly()
    {
        var trend = Trend.Of(Series(60, day => 8 - (0.05 * day)));

        Assert.Equal(60, trend.Points.Count);
        Assert.All(trend.Points, p => Assert.Equal(8 - (0.05 * (p.Day.DayNumber - Start.DayNumber)), p.Estimate, 9));
        Assert.Equal(-0.05 * 59, trend.Change!.Estimate, 9);
        Assert.Equal(TrendVerdict.Lower, trend.Verdict);
    }

    [Fact]
    public void A_rise_is_called_higher() =>
        Assert.Equal(TrendVerdict.Higher, Trend.Of(Series(60, day => 2 + (0.06 * day) + (day % 2))).Verdict);

    [Fact]
    public void Ups_and_downs_around_one_level_are_no_clear_change()
    {
        var trend = Trend.Of(Series(60, day => 5 + (day % 3)));

        Assert.Equal(TrendVerdict.NoClearChange, trend.Verdict);
        Assert.True(trend.Change!.Low < 0 && trend.Change.High > 0);
    }

    [Fact]
    public void A_gap_of_six_weeks_stays_a_gap()
    {
        var trend = Trend.Of(Series(80, day => 5 + (day % 3)).Where(entry => entry.Day.DayNumber - Start.DayNumber is < 20 or > 62));

        Assert.DoesNotContain(trend.Points, p => p.Day == Start.AddDays(41));
        Assert.Contains(trend.Points, p => p.Day == Start.AddDays(10));
        Assert.Contains(trend.Points, p => p.Day == Start.AddDays(70));
    }

    [Fact]
    public void The_order_of_the_entries_does_not_matter()
    {
        var series = Series(30, day => 5 + (day % 4)).ToArray();

        Assert.Equal(Trend.Of(series).Points, Trend.Of(series.Reverse()).Points);
    }

    [Fact]
    public void The_band_holds_the_true_level_about_as_often_as_it_says()
    {
        // 400 simulated diaries of 60 days, level falling from 7 to 5, single days scattered with SD 1.2; middle day looked at.
        Assert.InRange(Coverage(seed: 2026, likeness: 0), 0.92, 0.99);
    }

    [Fact]
    public void The_band_is_widened_when_neighbouring_days_resemble_each_other()
    {
        // Same, with a lag-1 correlation of 0.4.
        Assert.InRange(Coverage(seed: 2027, likeness: 0.4), 0.88, 0.99);
    }

    [Theory]
    [InlineData(5, 2.5706)]
    [InlineData(10, 2.2281)]
    [InlineData(30, 2.0423)]
    [InlineData(120, 1.9799)]
    public void Student_t_agrees_with_printed_tables(double degrees, double table) =>
        Assert.Equal(table, StudentT.For95Percent(degrees), 0.001);

    [Fact]
    public void Student_t_is_refused_below_five_degrees() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.For95Percent(4.9));

    private static IEnumerable<DiaryValue> Series(int days, Func<int, double> value) =>
        Enumerable.Range(0, days).Select(day => new DiaryValue(Start.AddDays(day), value(day)));

    private static double Coverage(int seed, double likeness)
    {
        var random = new Random(seed);
        var inside = 0;
        const int Diaries = 400;
        for (var i = 0; i < Diaries; i++)
        {
            var noise = 0.0;
            var series = Series(60, day =>
            {
                noise = (likeness * noise) + (Math.Sqrt(1 - (likeness * likeness)) * 1.2 * Normal(random));
                return 7 - (2.0 * day / 59) + noise;
            }).ToArray();
            var point = Trend.Of(series).Points.Single(p => p.Day == Start.AddDays(30));
            var truth = 7 - (2.0 * 30 / 59);
            inside += point.Low <= truth && truth <= point.High ? 1 : 0;
        }

        return (double)inside / Diaries;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
