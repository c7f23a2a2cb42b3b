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

    private static ContentFault Nowhere(string id) => new("matrix", $"'{id}' stands in 0 rows; it must stand in exactly one");
}
