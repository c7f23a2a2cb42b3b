namespace Engramm.Outcomes.Tests;

public class ResponseTests
{
    [Theory]
    [InlineData(6, 4, ResponseVerdict.Response)] // 33 % and 2 points
    [InlineData(10, 7, ResponseVerdict.Response)] // exactly 30 %
    [InlineData(8, 6, ResponseVerdict.NoResponse)] // 2 points but 25 %
    [InlineData(3, 2, ResponseVerdict.NoResponse)] // 33 % but 1 point
    [InlineData(4, 6, ResponseVerdict.NoResponse)] // a rise
    [InlineData(0, 0, ResponseVerdict.CannotTell)]
    public void Pain_needs_thirty_percent_and_two_points(int start, int now, ResponseVerdict expected) =>
        Assert.Equal(expected, ResponseRule.Pain.Judge(start, now).Verdict);

    [Theory]
    [InlineData(20, 10, ResponseVerdict.Response, false)]
    [InlineData(20, 11, ResponseVerdict.NoResponse, false)]
    [InlineData(20, 4, ResponseVerdict.Response, true)]
    [InlineData(20, 5, ResponseVerdict.Response, false)]
    public void Depression_needs_half_and_remission_lies_below_five(int start, int now, ResponseVerdict expected, bool remission)
    {
        var response = ResponseRule.Depression.Judge(start, now);

        Assert.Equal(expected, response.Verdict);
        Assert.Equal(remission, response.IsRemission);
    }

    [Fact]
    public void A_missing_score_is_never_a_no()
    {
        var response = ResponseRule.Depression.Judge(20, null);

        Assert.Equal(ResponseVerdict.CannotTell, response.Verdict);
        Assert.Null(response.Fall);
        Assert.Null(response.IsRemission);
    }

    [Fact]
    public void The_fall_is_told_in_points_and_percent()
    {
        var response = ResponseRule.PainImpact.Judge(8m, 5.6m);

        Assert.Equal(2.4m, response.Fall);
        Assert.Equal(30m, response.FallPercent);
        Assert.Equal(ResponseVerdict.Response, response.Verdict);
        Assert.Null(response.IsRemission);
    }

    [Fact]
    public void Marks_from_memory_are_not_called_established()
    {
        Assert.True(ResponseRule.Pain.LeastPercent.IsEstablished);
        Assert.False(ResponseRule.Depression.LeastPercent.IsEstablished);
        Assert.False(ResponseRule.PainImpact.LeastPercent.IsEstablished);
    }
}
