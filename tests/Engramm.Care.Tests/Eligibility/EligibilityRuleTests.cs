using Engramm.Care.Eligibility;
using Engramm.Content.Rules;
using Engramm.Quantities;

namespace Engramm.Care.Tests.Eligibility;

public class EligibilityRuleTests
{
    public static TheoryData<string> RuleIds => [.. TheContent.Rules.Rules.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_rule_does_what_its_own_examples_say(string id)
    {
        var rule = Rule(id);
        foreach (var example in rule.Examples)
        {
            var finding = rule.Evaluate(A.Of(example), TheContent.Facts);
            Assert.True(
                example.Outcome == (finding?.Outcome ?? RuleOutcome.Go),
                $"{id}: {string.Join(", ", example.Facts)} gave {finding?.Outcome}, expected {example.Outcome}");
        }
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void The_examples_of_a_rule_show_it_speaking_and_staying_silent(string id)
    {
        var outcomes = Rule(id).Examples.Select(example => example.Outcome).ToList();
        Assert.Contains(Rule(id).Outcome, outcomes);
        Assert.Contains(RuleOutcome.Go, outcomes);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Unknown_is_never_no(string id)
    {
        var finding = Rule(id).Evaluate(A.Stranger, TheContent.Facts);
        Assert.NotNull(finding);
        Assert.True(finding.Outcome >= RuleOutcome.Hold);
        Assert.Equal(FindingCause.Unanswered, finding.Cause);
        Assert.NotEmpty(finding.Facts);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_rule_asks_only_for_facts_that_a_form_can_fill(string id) =>
        Assert.Null(Rule(id).When.Fault(TheContent.Facts));

    [Fact]
    public void A_rule_that_compares_a_number_with_yes_is_broken() =>
        Assert.NotNull(new Condition { Fact = "age", Is = "yes" }.Fault(TheContent.Facts));

    [Fact]
    public void A_missing_consent_blocks_and_is_no_open_question() =>
        Assert.Equal(RuleOutcome.Block, Rule("K-17").Evaluate(A.Stranger, TheContent.Facts)!.Outcome);

    [Fact]
    public void A_finding_names_the_value_in_both_languages_with_its_source()
    {
        var finding = Rule("K-05").Evaluate(A.PersonWithDepression.Knowing(("resting-systolic", "190")), TheContent.Facts)!;
        Assert.Equal("Ruheblutdruck systolisch? 190 mmHg", finding.Reason.In(Language.German));
        Assert.Equal("Resting blood pressure, systolic? 190 mmHg", finding.Reason.In(Language.English));
        Assert.Contains(finding.Sources, source => source.Verification == Verification.Seen);
    }

    [Fact]
    public void A_blood_pressure_from_last_year_counts_as_unknown()
    {
        var old = new KnownFact(new NumberValue(120, "mmHg"), TheContent.Now.AddDays(-91));
        var finding = Rule("K-05").Evaluate(A.PersonWithDepression.With("resting-systolic", old), TheContent.Facts)!;
        Assert.Equal(RuleOutcome.Hold, finding.Outcome);
        Assert.Contains("zu lange her", finding.Reason.In(Language.German), StringComparison.Ordinal);

        var fresh = old with { Since = TheContent.Now.AddDays(-89) };
        Assert.Null(Rule("K-05").Evaluate(A.PersonWithDepression.With("resting-systolic", fresh), TheContent.Facts));
    }

    [Theory]
    [InlineData("Europe/Berlin", "am 03.01.2026,", "on 3 Jan 2026,")]
    [InlineData("Etc/UTC", "am 02.01.2026,", "on 2 Jan 2026,")]
    public void A_finding_names_the_day_of_the_practice_in_words_that_confuse_no_month(string zone, string german, string english)
    {
        // Half past midnight in Berlin is still the day before in UTC.
        var since = new DateTimeOffset(2026, 1, 3, 0, 30, 0, TimeSpan.FromHours(1)).ToUniversalTime();
        var picture = A.PersonWithDepression.With("resting-systolic", new KnownFact(new NumberValue(120, "mmHg"), since)) with { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        var reason = Rule("K-05").Evaluate(picture, TheContent.Facts)!.Reason;
        Assert.Contains(german, reason.In(Language.German), StringComparison.Ordinal);
        Assert.Contains(english, reason.In(Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void A_caution_does_not_hide_an_unanswered_sister_question()
    {
        var rule = Rule("K-40") with
        {
            When = new Condition { Any = [new Condition { Fact = "integration-partner", Is = "no" }, new Condition { Fact = "expects-cure", Is = "yes" }] },
        };
        var finding = rule.Evaluate(A.Stranger.Knowing(("integration-partner", "no")), TheContent.Facts)!;
        Assert.Equal(RuleOutcome.Hold, finding.Outcome);
    }

    [Fact]
    public void A_value_in_the_wrong_unit_is_a_broken_record_and_is_not_compared()
    {
        var picture = A.Stranger.With("resting-systolic", new NumberValue(18, "kPa"));
        Assert.Throws<InvalidOperationException>(() => Rule("K-05").Evaluate(picture, TheContent.Facts));
    }

    [Fact]
    public void The_escort_is_asked_for_on_the_day_and_not_when_planning()
    {
        Assert.DoesNotContain(TheContent.Rules.Evaluate(A.Stranger, TheContent.Facts, RuleStage.Planning), f => f.RuleId is "K-38");
        Assert.Contains(TheContent.Rules.Evaluate(A.Stranger, TheContent.Facts, RuleStage.SessionDay), f => f.RuleId is "K-38");
    }

    private static EligibilityRule Rule(string id) => TheContent.Rules.Rules.Single(rule => string.Equals(rule.Id, id, StringComparison.Ordinal));
}
