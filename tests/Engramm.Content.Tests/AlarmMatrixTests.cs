using Engramm.Content.Infusion;

namespace Engramm.Content.Tests;

public class AlarmMatrixTests
{
    private static readonly AlarmLimits Real = ContentLibrary.Load(ContentFolder.Real).AllVersions<AlarmLimits>()[0];

    [Fact]
    public void The_real_matrix_is_sound() => Assert.Empty(Real.Faults());

    [Fact]
    public void A_limit_that_stands_in_no_row_is_a_fault()
    {
        var without = Real with { Matrix = [.. Real.Matrix.Where(r => r.Id is not "breathing")] };
        Assert.Equal([Nowhere("rr.call"), Nowhere("rr.pause"), Nowhere("rr.stop")], without.Faults());
    }

    [Fact]
    public void A_limit_that_stands_in_two_rows_is_a_fault()
    {
        var twice = Real with { Matrix = [.. Real.Matrix, new AlarmRow("more", new Words("Mehr", "More"), ["rr.call"])] };
        Assert.Equal("'rr.call' stands in 2 rows; it must stand in exactly one", Assert.Single(twice.Faults()).Reason);
    }

    [Fact]
    public void A_line_that_nothing_is_known_of_and_a_row_given_twice_are_faults()
    {
        var broken = Real with { Matrix = [.. Real.Matrix, new AlarmRow("line", new Words("Zugang", "Line"), ["temperature.call"])] };
        Assert.Equal(
            [new ContentFault("matrix", "the row 'line' is given twice"), new ContentFault("matrix", "'temperature.call' is neither a limit nor a symptom of this file")],
            broken.Faults());
    }

    [Fact]
    public void A_sign_without_an_age_or_with_two_is_a_fault()
    {
        var without = Real with { Stale = Real.Stale with { Signs = [.. Real.Stale.Signs.Where(s => s.Sign != WatchedSign.Sedation)] } };
        Assert.Equal(new ContentFault("stale", "'Sedation' stands 0 times; it must stand once"), Assert.Single(without.Faults()));
        var twice = Real with { Stale = Real.Stale with { Signs = [.. Real.Stale.Signs, Real.Stale.Signs[0]] } };
        Assert.Equal(new ContentFault("stale", "'HeartRate' stands 2 times; it must stand once"), Assert.Single(twice.Faults()));
    }

    [Theory]
    [InlineData(0, 2, 5, true)]
    [InlineData(2, 2, 2, true)]
    [InlineData(-1, 2, 5, false)]
    [InlineData(0, 5, 2, false)]
    [InlineData(3, 2, 5, false)]
    public void Reminders_never_fall(double low, double medium, double high, bool isSound)
    {
        var protocol = ContentLibrary.Load(ContentFolder.Real).AllVersions<InfusionProtocol>()[0];
        var times = protocol.Reminders;
        var changed = protocol with
        {
            Reminders = new Reminders(times.LowMinutes with { Value = low }, times.MediumMinutes with { Value = medium }, times.HighMinutes with { Value = high }),
        };
        Assert.Equal(isSound, !changed.Faults().Any());
    }

    private static ContentFault Nowhere(string id) => new("matrix", $"'{id}' stands in 0 rows; it must stand in exactly one");
}
