using Engramm.Care.Planning;

namespace Engramm.Care.Tests.Planning;

public class PlanHistoryTests
{
    private static readonly DateTimeOffset Monday = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    private static KnownInfusion At(double hours, bool wasGiven = true) => new(Monday.AddHours(hours), Monday.AddHours(hours).AddMinutes(40), wasGiven);

    private static double? Hours(double from, params KnownInfusion[] others) =>
        new PlanHistory(others, null).HoursToNearest(Monday.AddHours(from), Monday.AddHours(from).AddMinutes(40));

    [Fact]
    public void The_interval_runs_from_the_end_of_the_one_to_the_start_of_the_other_in_both_directions()
    {
        Assert.Null(Hours(0));
        Assert.Equal(47.3, Hours(48, At(0)));
        Assert.Equal(47.3, Hours(0, At(48, wasGiven: false)));
        Assert.Equal(1.3, Hours(0, At(2, wasGiven: false), At(-100)));
        Assert.Equal(0, Hours(0.5, At(0)));
        Assert.Equal(0, Hours(0, At(0)));
    }

    [Fact]
    public void Only_what_was_given_counts_as_given_and_a_year_counts_both()
    {
        var history = new PlanHistory([At(-24 * 400), At(-24 * 30), At(-24 * 10, wasGiven: false), At(24)], null);
        Assert.Equal(3, history.Given);
        Assert.Equal(2, history.InYearBefore(Monday));
    }
}
