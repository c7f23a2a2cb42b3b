using Engramm.Care.Eligibility;
using Engramm.Content.Evidence;
using Engramm.Content.Rules;
using Engramm.Quantities;

namespace Engramm.Care.Tests.Eligibility;

public class IndicationGuardTests
{
    [Theory]
    [InlineData("CRPS", RuleOutcome.Caution)]
    [InlineData("SPINAL-CORD-INJURY", RuleOutcome.Caution)]
    [InlineData("LOW-BACK-PAIN", RuleOutcome.Hold)]
    [InlineData("FIBROMYALGIA", RuleOutcome.Hold)]
    [InlineData("NEUROPATHIC-PAIN", RuleOutcome.Hold)]
    [InlineData("HEADACHE", RuleOutcome.Hold)]
    [InlineData("BIPOLAR-DEPRESSION", RuleOutcome.Hold)]
    [InlineData("PTSD", RuleOutcome.Hold)]
    [InlineData("OCD", RuleOutcome.Hold)]
    [InlineData("ADDICTION", RuleOutcome.Hold)]
    [InlineData("SUICIDALITY", RuleOutcome.Block)]
    [InlineData("WELLNESS", RuleOutcome.Block)]
    public void Each_indication_asks_for_what_its_evidence_allows(string code, RuleOutcome expected) =>
        Assert.Equal(expected, Check(code, A.PersonWithDepression).Outcome);

    [Theory]
    [InlineData("2", RuleOutcome.Info)]
    [InlineData("3", RuleOutcome.Info)]
    [InlineData("1", RuleOutcome.Hold)]
    public void Treatment_resistance_means_two_adequate_trials_on_record(string trials, RuleOutcome expected) =>
        Assert.Equal(expected, Check("TRD", A.PersonWithDepression.Knowing(("adequate-antidepressant-trials", trials))).Outcome);

    [Fact]
    public void Trials_that_nobody_recorded_are_not_two_trials()
    {
        var finding = Check("TRD", A.Stranger);
        Assert.Equal(RuleOutcome.Hold, finding.Outcome);
        Assert.Equal(FindingCause.Unanswered, finding.Cause);
    }

    [Fact]
    public void A_plan_without_an_indication_or_with_an_unreviewed_one_is_held()
    {
        Assert.Equal(RuleOutcome.Hold, Check(null, A.PersonWithDepression).Outcome);
        Assert.Equal(RuleOutcome.Hold, Check("TINNITUS", A.PersonWithDepression).Outcome);
    }

    [Fact]
    public void The_evidence_stands_beside_every_choice_in_both_languages()
    {
        foreach (var indication in TheContent.Indications.Indications)
        {
            Assert.All(Languages.All, language => Assert.NotEmpty(indication.Evidence.In(language)));
            Assert.True(indication.EvidenceIds.Count > 0 || indication.Outcome == RuleOutcome.Block, $"{indication.Code} has no row of the register");
            Assert.Null(indication.Requires?.Fault(TheContent.Facts));
        }
    }

    [Fact]
    public void Every_row_an_indication_points_to_is_in_the_register()
    {
        var rows = TheContent.Library.All<EvidenceRow>(TheContent.Today).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        Assert.All(TheContent.Indications.Indications, indication => Assert.Subset(rows, indication.EvidenceIds.ToHashSet(StringComparer.Ordinal)));
    }

    private static Finding Check(string? code, ClinicalPicture picture) => TheContent.Indications.Check(code, picture, TheContent.Facts);
}
