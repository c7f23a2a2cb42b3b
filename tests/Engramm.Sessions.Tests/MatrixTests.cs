using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Tests;

/// <summary>The matrix says what the practice's rule asks for now: which line, since when, and how sure.</summary>
public class MatrixTests
{
    [Fact]
    public void Every_limit_and_every_symptom_stands_in_exactly_one_row()
    {
        var rows = Rows(Ward.Opened(), 0);
        Assert.Equal(("pressure", "oxygen"), (rows[0].Id, rows[1].Id));
        var plan = Ward.Plan();
        Assert.Equal(
            plan.Limits.Select(l => l.Id).Concat(plan.Symptoms.Select(s => s.Id)).Order(StringComparer.Ordinal),
            rows.SelectMany(r => r.Lines).Select(l => l.Id).Order(StringComparer.Ordinal));
        Assert.All(rows, r => Assert.Null(r.Asks));
    }

    [Fact]
    public void A_line_without_a_row_is_read_at_the_end_under_its_own_name() =>
        Assert.Equal("hr.call", Assert.Single(Row(Ward.Opened(), 0, "hr.call").Lines).Id);

    [Fact]
    public void One_value_above_the_limit_brings_the_line_out_before_it_alarms_and_the_second_makes_it_an_alarm()
    {
        var ward = Ward.Opened();
        ward.Write(0, Ward.Pressure(171, 80));
        var once = Row(ward, 0.5, "pressure");
        Assert.Equal((LineStanding.Crossed, Ward.At(0)), Standing(once, "bp.high.pause"));
        Assert.Equal((LineStanding.Crossed, Ward.At(0)), Standing(once, "bp.high.call"));
        Assert.Equal((LineStanding.Quiet, null), Standing(once, "bp.high.stop"));
        Assert.Equal(LimitAction.Pause, once.Asks);

        ward.Write(3, Ward.Pressure(172, 80));
        Assert.Equal((LineStanding.Alarm, Ward.At(3)), Standing(Row(ward, 3, "pressure"), "bp.high.pause"));
    }

    [Fact]
    public void A_value_too_old_to_be_current_is_named_and_asks_for_nothing()
    {
        var ward = Ward.Opened();
        ward.Write(0, Ward.Pressure(165, 80));
        var row = Row(ward, 13, "pressure");
        Assert.Equal((LineStanding.Stale, Ward.At(0)), Standing(row, "bp.high.call"));
        Assert.Null(row.Asks);
    }

    [Fact]
    public void A_noted_symptom_asks_until_somebody_has_seen_it_and_then_stays_to_be_read()
    {
        var ward = Ward.Running();
        ward.Write(5, new EventNoted(RoomEvent.Syncope));
        var row = Row(ward, 6, "syncope");
        Assert.Equal((LineStanding.Alarm, Ward.At(5)), Standing(row, "syncope"));
        Assert.Equal(LimitAction.Stop, row.Asks);

        ward.Write(7, ward.State.Alarms(Ward.At(6)).Single(a => a.Symptom is not null).Acknowledgement());
        row = Row(ward, 8, "syncope");
        Assert.Equal((LineStanding.Noted, Ward.At(5)), Standing(row, "syncope"));
        Assert.Null(row.Asks);
    }

    [Fact]
    public void A_changed_limit_stands_with_its_new_number_and_judges_only_values_seen_after_it()
    {
        var ward = Ward.Opened();
        ward.Write(0, Ward.ByHand(Measure.HeartRate, 115));
        ward.Write(1, new LimitChanged("hr.call", [new LimitBound(Measure.HeartRate, BoundSide.Above, 118)], "Pulse is high since the walk here"), Ward.Physician);
        var line = Assert.Single(Row(ward, 2, "hr.call").Lines);
        Assert.Equal(118, Assert.Single(line.Limit!.Bounds).Value);
        Assert.True(line.Applies);

        ward.Write(3, Ward.ByHand(Measure.HeartRate, 116));
        Assert.False(Assert.Single(Row(ward, 3, "hr.call").Lines).Applies);
    }

    [Fact]
    public void With_highlighting_and_alarms_off_nothing_is_brought_out_and_the_rule_is_still_there()
    {
        var ward = Ward.Opened(alarms: false, highlighting: false);
        ward.Write(0, Ward.Pressure(220, 130));
        Assert.All(Rows(ward, 0), r => Assert.Null(r.Asks));
        Assert.NotEmpty(Rows(ward, 0));
    }

    private static IReadOnlyList<MatrixRowNow> Rows(Ward ward, double minute) => ward.State.Matrix(Ward.At(minute), ward.State.Alarms(Ward.At(minute)));

    private static MatrixRowNow Row(Ward ward, double minute, string id) => Rows(ward, minute).Single(r => string.Equals(r.Id, id, StringComparison.Ordinal));

    private static (LineStanding Standing, DateTimeOffset? Since) Standing(MatrixRowNow row, string line)
    {
        var found = row.Lines.Single(l => string.Equals(l.Id, line, StringComparison.Ordinal));
        return (found.Standing, found.Since);
    }
}
