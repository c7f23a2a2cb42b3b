using Engramm.Care.Eligibility;
using Engramm.Care.Screening;
using Engramm.Content;
using Engramm.Content.Rules;
using Engramm.Content.Screening;
using Engramm.Quantities;

namespace Engramm.Care.Tests.Screening;

public class RedFlagTests
{
    private static readonly RedFlagList List = new()
    {
        Id = "test",
        Version = 1,
        EffectiveFrom = TheContent.Today,
        Licence = "Apache-2.0",
        ReviewedBy = null,
        Sources = [],
        Title = new("Warnzeichen", "Warning signs"),
        Introduction = new("…", "…"),
        Flags = [Flag("RF-11", Urgency.WithinOneWeek), Flag("RF-30", Urgency.Emergency), Flag("RF-31", Urgency.Today)],
        Advice = [Advice(Urgency.WithinOneWeek), Advice(Urgency.Emergency), Advice(Urgency.Today)],
        Unknown = new("…", "…"),
        NoneMarked = new("…", "…"),
        ShortForm = ["RF-11"],
        ShortFormEveryDays = 28,
        Evidence = [],
    };

    [Theory]
    [InlineData(ScreeningAnswer.Yes)]
    [InlineData(ScreeningAnswer.DontKnow)]
    public void A_yes_or_a_dont_know_ends_the_public_check_and_says_where_to_go(ScreeningAnswer answer)
    {
        var reading = Read(ScreeningAnswer.No, ("RF-30", answer));
        Assert.True(reading.EndsPublicCheck);
        Assert.False(reading.NoneMarked);
        Assert.Equal(Urgency.Emergency, reading.WhereToGo(List)!.Urgency);
    }

    [Fact]
    public void The_most_urgent_flag_decides_where_to_go() =>
        Assert.Equal(Urgency.Today, Read(ScreeningAnswer.No, ("RF-11", ScreeningAnswer.Yes), ("RF-31", ScreeningAnswer.DontKnow)).MostUrgent);

    [Fact]
    public void Only_a_full_set_of_no_marks_nothing()
    {
        var none = Read(ScreeningAnswer.No);
        Assert.True(none.NoneMarked);
        Assert.Null(none.Hold());
        Assert.Null(none.WhereToGo(List));
        Assert.False(Read(ScreeningAnswer.No, ("RF-11", ScreeningAnswer.NotAnswered)).NoneMarked);
    }

    [Theory]
    [InlineData(ScreeningAnswer.Yes, FindingCause.Triggered)]
    [InlineData(ScreeningAnswer.DontKnow, FindingCause.Unanswered)]
    [InlineData(ScreeningAnswer.NotAnswered, FindingCause.Unanswered)]
    public void In_the_record_an_open_flag_holds_all_programmes(ScreeningAnswer answer, FindingCause cause)
    {
        var hold = Read(ScreeningAnswer.No, ("RF-31", answer)).Hold()!;
        Assert.Equal(("K-39", RuleOutcome.Hold, cause), (hold.RuleId, hold.Outcome, hold.Cause));
        Assert.Contains("RF-31", hold.Reason.In(Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void The_short_form_comes_again_after_four_weeks_at_a_flare_and_after_a_fall()
    {
        var now = TheContent.Now;
        Assert.True(RedFlagReask.IsDue(List, null, null, null, now));
        Assert.False(RedFlagReask.IsDue(List, now.AddDays(-27), now.AddDays(-30), null, now));
        Assert.True(RedFlagReask.IsDue(List, now.AddDays(-28), null, null, now));
        Assert.True(RedFlagReask.IsDue(List, now.AddDays(-3), now.AddDays(-1), null, now));
        Assert.True(RedFlagReask.IsDue(List, now.AddDays(-3), null, now.AddDays(-1), now));
    }

    [Fact]
    public void In_the_practice_list_lost_control_of_bladder_or_bowel_is_an_emergency()
    {
        var list = TheContent.Get<RedFlagList>("back-pain");
        var answers = list.Flags.ToDictionary(flag => flag.Id, flag => flag.Id is "RF-30" ? ScreeningAnswer.Yes : ScreeningAnswer.No, StringComparer.Ordinal);
        Assert.Equal(Urgency.Emergency, RedFlagReading.Of(list, answers).WhereToGo(list)!.Urgency);
    }

    private static RedFlagReading Read(ScreeningAnswer answer, params (string Id, ScreeningAnswer Answer)[] except)
    {
        var answers = List.Flags.ToDictionary(f => f.Id, _ => answer, StringComparer.Ordinal);
        foreach (var (id, other) in except)
        {
            answers[id] = other;
        }

        return RedFlagReading.Of(List, answers);
    }

    private static RedFlag Flag(string id, Urgency urgency) => new(id, new("Gruppe", "Group"), new("Frage?", "Question?"), urgency, new Source("Test source", Verification.Assumed));

    private static UrgencyAdvice Advice(Urgency urgency) => new(urgency, new("Rat", "Advice"), new("Wohin", "Where"), []);
}
