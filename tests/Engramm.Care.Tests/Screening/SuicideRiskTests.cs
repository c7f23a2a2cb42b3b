using Engramm.Care.Screening;
using Engramm.Content.Rules;

namespace Engramm.Care.Tests.Screening;

public class SuicideRiskTests
{
    private static readonly SuicideRiskRules Rules = TheContent.Get<SuicideRiskRules>("suicide-risk");

    [Theory]
    [InlineData("wish-to-be-dead", SuicideRiskLevel.Yellow)]
    [InlineData("thoughts-without-method", SuicideRiskLevel.Yellow)]
    [InlineData("method-without-intent", SuicideRiskLevel.Orange)]
    [InlineData("behaviour-earlier", SuicideRiskLevel.Orange)]
    [InlineData("intent", SuicideRiskLevel.Red)]
    [InlineData("intent-with-plan", SuicideRiskLevel.Red)]
    [InlineData("behaviour-recent", SuicideRiskLevel.Red)]
    public void Each_finding_stands_for_its_level(string finding, SuicideRiskLevel expected) =>
        Assert.Equal(expected, Rules.Read(All(ScreeningAnswer.No, (finding, ScreeningAnswer.Yes))).AtLeast);

    [Fact]
    public void The_stricter_finding_wins() =>
        Assert.Equal(SuicideRiskLevel.Red, Rules.Read(All(ScreeningAnswer.No, ("wish-to-be-dead", ScreeningAnswer.Yes), ("intent", ScreeningAnswer.Yes))).AtLeast);

    [Fact]
    public void Green_needs_every_question_answered()
    {
        var all = Rules.Read(All(ScreeningAnswer.No));
        Assert.Equal((SuicideRiskLevel.Green, true), (all.AtLeast, all.IsComplete));
        Assert.False(Rules.Read(All(ScreeningAnswer.No, ("intent", ScreeningAnswer.DontKnow))).IsComplete);
        Assert.False(Rules.Read(new Dictionary<string, ScreeningAnswer>(StringComparer.Ordinal)).IsComplete);
    }

    [Theory]
    [InlineData(0, false, false, false, false)]
    [InlineData(1, false, true, true, true)]
    [InlineData(3, false, true, true, true)]
    [InlineData(null, true, true, true, true)]
    [InlineData(null, false, false, false, true)]
    public void Item_nine_of_one_or_more_or_declined_calls_a_clinician_and_holds(int? points, bool declined, bool card, bool calls, bool holds) =>
        Assert.Equal(new Item9Handling(card, calls, holds), Item9Handling.Of(new Item9Answer(points, declined)));

    [Fact]
    public void Four_points_do_not_exist() => Assert.Throws<ArgumentOutOfRangeException>(() => Item9Handling.Of(new Item9Answer(4, false)));

    [Fact]
    public void Only_level_reason_and_plan_lift_the_hold_and_not_at_orange_or_red()
    {
        var judged = new SuicideRiskJudgement(SuicideRiskLevel.Yellow, "Passive Gedanken, klar distanziert.", "Sicherheitsplan, Gespräch am Freitag");
        Assert.True(judged.LiftsHold);
        Assert.False((judged with { Level = null }).LiftsHold);
        Assert.False((judged with { Reason = "ok" }).LiftsHold);
        Assert.False((judged with { Plan = " " }).LiftsHold);
        Assert.False((judged with { Level = SuicideRiskLevel.Orange }).LiftsHold);
        Assert.True((judged with { Level = SuicideRiskLevel.Red }).IsComplete);
    }

    private static Dictionary<string, ScreeningAnswer> All(ScreeningAnswer answer, params (string Id, ScreeningAnswer Answer)[] except)
    {
        var answers = Rules.Findings.ToDictionary(f => f.Id, _ => answer, StringComparer.Ordinal);
        foreach (var (id, other) in except)
        {
            Assert.True(answers.ContainsKey(id));
            answers[id] = other;
        }

        return answers;
    }
}
