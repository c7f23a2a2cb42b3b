using System.Text.Json;
using Engramm.Care.Eligibility;
using Engramm.Content.Rules;
using Engramm.Quantities;

namespace Engramm.Care.Tests.Eligibility;

public class EligibilityReviewTests
{
    private static readonly Guid Physician = Guid.NewGuid();

    [Fact]
    public void A_person_with_everything_answered_and_nothing_in_the_way_can_be_planned_for()
    {
        var review = Review(A.PersonWithDepression);
        Assert.Empty(review.Findings);
        Assert.True(review.CanPlan);
        Assert.Equal(TheContent.Rules.Pin, review.RuleSet);
    }

    [Fact]
    public void Every_single_missing_answer_stops_the_plan()
    {
        var facts = TheContent.Rules.Rules.Where(rule => rule.Stage == RuleStage.Planning).SelectMany(rule => rule.When.Keys()).ToHashSet(StringComparer.Ordinal);
        foreach (var key in facts.Where(key => key is not "cardiovascular-event-on"))
        {
            Assert.False(Review(A.PersonWithDepression.With(key, Fact.Unknown)).CanPlan, $"without '{key}' the plan went on");
        }
    }

    [Fact]
    public void A_hold_is_decided_with_a_reason_of_twenty_characters()
    {
        var review = Review(A.PersonWithDepression.Knowing(("seizure-ever", "yes")));
        Assert.False(review.CanPlan);

        Assert.NotNull(review.Outcome.Decide(Decision("K-31", "zu kurz")).Refusal);
        Assert.NotNull(review.Outcome.Decide(Decision("K-31", new string(' ', 30))).Refusal);

        var decided = review.Outcome.Decide(Decision("K-31", "Fieberkrampf mit 2 Jahren, Neurologie unauffällig.")).Findings!;
        Assert.True(decided.CanProceed);
        Assert.Single(decided.Findings);
    }

    [Fact]
    public void A_block_takes_no_decision()
    {
        var review = Review(A.PersonWithDepression.Knowing(("aneurysm-or-avm", "yes")));
        var result = review.Outcome.Decide(Decision("K-02", "Ich halte das Aneurysma für unbedeutend."));
        Assert.Null(result.Findings);
        Assert.Contains("K-02", result.Refusal!.In(Language.German), StringComparison.Ordinal);
        Assert.False(review.CanPlan);
    }

    [Fact]
    public void A_corrected_fact_with_its_document_opens_a_block()
    {
        var picture = A.PersonWithDepression.Knowing(("aneurysm-or-avm", "yes"));
        Assert.False(Review(picture).CanPlan);
        Assert.True(Review(picture.With("aneurysm-or-avm", new YesNoValue(false), "MR-Angiographie 2026-05-20")).CanPlan);
    }

    [Fact]
    public void A_hold_is_not_decided_twice_and_not_for_another_rule()
    {
        var review = Review(A.PersonWithDepression.Knowing(("seizure-ever", "yes"), ("expects-cure", "yes")));
        var decided = review.Outcome.Decide(Decision("K-31", "Fieberkrampf mit 2 Jahren, Neurologie unauffällig.")).Findings!;
        Assert.NotNull(decided.Decide(Decision("K-31", "Noch einmal mit einer anderen Begründung.")).Refusal);
        Assert.NotNull(decided.Decide(Decision("K-41", "Vorsicht braucht keine Entscheidung hier.")).Refusal);
        Assert.NotNull(decided.Decide(Decision("K-01", "Dazu gibt es hier gar keinen Befund mehr.")).Refusal);
    }

    [Fact]
    public void What_the_rules_had_in_front_of_them_survives_storage()
    {
        var review = Review(A.PersonWithDepression.Knowing(("seizure-ever", "yes")));
        var back = JsonSerializer.Deserialize<ClinicalPicture>(JsonSerializer.Serialize(review.Picture))!;
        Assert.Equal(JsonSerializer.Serialize(review.Picture), JsonSerializer.Serialize(back));
        Assert.Equal(JsonSerializer.Serialize(review.Findings), JsonSerializer.Serialize(Review(back).Findings));
    }

    private static EligibilityReview Review(ClinicalPicture picture) => EligibilityReview.Of(picture, TheContent.Rules, TheContent.Facts);

    private static HoldDecision Decision(string rule, string reason) => new(rule, Physician, "Dr. Ines Falkenberg", reason, TheContent.Now);
}
