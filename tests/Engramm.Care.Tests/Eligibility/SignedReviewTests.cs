using Engramm.Care.Assessment;
using Engramm.Care.Consent;
using Engramm.Care.Eligibility;
using Engramm.Care.Patients;
using Engramm.Care.Planning;
using Engramm.Care.Screening;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using Engramm.Content.Treatment;
using Engramm.Quantities;

namespace Engramm.Care.Tests.Eligibility;

public class SignedReviewTests
{
    private static readonly Guid Physician = Guid.CreateVersion7();
    private static readonly Guid Patient = Guid.CreateVersion7();
    private const string Reason = "Urologisch untersucht, Urinstatus unauffällig.";

    private static EligibilityReview Asked(ClinicalPicture picture) => EligibilityReview.Of(picture, TheContent.Rules, TheContent.Facts);

    private static EligibilityDecision Signed(EligibilityReview review, string indication = "TRD")
    {
        var taken = review.Outcome.DecideHolds(
            review.Outcome.OpenHolds.ToDictionary(h => h.RuleId, _ => Reason, StringComparer.Ordinal), Physician, "Dr. Ines Falkenberg", TheContent.Now);
        Assert.Empty(taken.Refusals);
        return SignedReview.Sign(review with { Outcome = taken.Findings }, Patient, indication, Physician, TheContent.Now);
    }

    private static ConsentRecord Consent => new()
    {
        PatientId = Patient, ConsentId = "ketamine-depression", ConsentVersion = 1, Language = Language.German, TalkAt = TheContent.Now, TalkBy = Physician,
        Questions = "keine Fragen", Alternatives = "EKT", UnderstoodAt = TheContent.Now, Signature = "Katrin Solberg", SignedAt = TheContent.Now,
    };

    private static PlanFooting Footing(ClinicalPicture today, EligibilityDecision? decision, ConsentRecord? consent) =>
        new(Asked(today), decision, consent, TheContent.Get<ConsentText>("ketamine-depression"));

    [Fact]
    public void A_decision_reads_back_with_the_facts_findings_and_reasons_it_was_signed_on()
    {
        var review = Asked(A.PersonWithDepression.Knowing(("bladder-symptoms", "yes")));
        var read = SignedReview.Of(Signed(review));
        Assert.Equal(review.Picture.Facts.Count, read.Input.Facts.Count);
        Assert.Equal(new NumberValue(128, "mmHg"), ((KnownFact)read.Input["resting-systolic"]).Value);
        Assert.Equal(review.Findings.Select(f => f.RuleId), read.Findings.Select(f => f.RuleId), StringComparer.Ordinal);
        Assert.Equal(Reason, read.Reasons["K-25"]);
    }

    [Fact]
    public void A_hold_decided_on_one_value_is_not_decided_on_another()
    {
        var review = Asked(A.PersonWithDepression.Knowing(("bladder-symptoms", "yes")));
        var signed = SignedReview.Of(Signed(review));
        Assert.Empty(signed.NotCovered(review.Findings));
        var hold = Assert.Single(review.Outcome.OpenHolds);
        Assert.Equal("K-25", Assert.Single(signed.NotCovered([hold with { Reason = new("neu: Blut im Urin", "new: blood in the urine") }])).RuleId);
    }

    [Fact]
    public void A_reason_below_the_shortest_length_decides_nothing()
    {
        var review = Asked(A.PersonWithDepression.Knowing(("bladder-symptoms", "yes")));
        var taken = review.Outcome.DecideHolds(new Dictionary<string, string>(StringComparer.Ordinal) { ["K-25"] = "zu kurz" }, Physician, "Dr. Falkenberg", TheContent.Now);
        Assert.False(taken.Findings.CanProceed);
        Assert.Contains("7", taken.Refusals["K-25"].De, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_consent_blocks_planning_but_not_the_decision_before_the_talk()
    {
        var person = A.PersonWithDepression.Knowing(("off-label-consent", "missing"));
        Assert.Equal("K-17", Assert.Single(Asked(person).Outcome.Blocks).RuleId);
        Assert.Empty(TheContent.Rules.BlocksBesideConsent(person, TheContent.Facts));
        Assert.NotEmpty(TheContent.Rules.BlocksBesideConsent(person.Knowing(("able-to-consent", "no")), TheContent.Facts));
    }

    [Fact]
    public void A_plan_stands_on_a_covering_decision_and_a_consent_that_holds()
    {
        var racemate = TheContent.Get<Drug>("ketamine-racemate");
        var decision = Signed(Asked(A.PersonWithDepression));
        Assert.Empty(Footing(A.PersonWithDepression, decision, Consent).Obstacles("TRD", racemate));
        Assert.Equal(PlanObstacleKind.Eligibility, Assert.Single(Footing(A.PersonWithDepression, null, Consent).Obstacles("TRD", racemate)).Kind);
        Assert.Equal(PlanObstacleKind.Consent, Assert.Single(Footing(A.PersonWithDepression, decision, null).Obstacles("TRD", racemate)).Kind);
        var withdrawn = Consent;
        withdrawn.WithdrawnAt = TheContent.Now;
        Assert.Contains("widerrufen", Assert.Single(Footing(A.PersonWithDepression, decision, withdrawn).Obstacles("TRD", racemate)).Words.De, StringComparison.Ordinal);
        Assert.Equal(PlanObstacleKind.Consent, Assert.Single(Footing(A.PersonWithDepression, decision, Consent).Obstacles("TRD", TheContent.Get<Drug>("esketamine"))).Kind);
        var hold = Assert.Single(Footing(A.PersonWithDepression.Knowing(("bladder-symptoms", "yes")), decision, Consent).Obstacles("TRD", racemate));
        Assert.Equal("K-25", hold.RuleId);
    }

    [Theory]
    [InlineData("suicide-answer-open", "K-18a")]
    [InlineData("red-flags-open", "K-39")]
    public void What_ends_by_assessment_is_decided_by_no_reason_and_stands_against_a_plan_signed_before(string fact, string rule)
    {
        var before = Signed(Asked(A.PersonWithDepression.With(fact, Fact.Unknown)));
        var today = A.PersonWithDepression.Knowing((fact, "yes"));
        var taken = Asked(today).Outcome.DecideHolds(
            new Dictionary<string, string>(StringComparer.Ordinal) { [rule] = Reason }, Physician, "Dr. Falkenberg", TheContent.Now);
        Assert.Equal([rule], taken.Refusals.Keys, StringComparer.Ordinal);
        Assert.False(taken.Findings.CanProceed);
        Assert.Equal(rule, Assert.Single(taken.Findings.AwaitingAssessment).RuleId);

        var obstacle = Assert.Single(Footing(today, before, Consent).Obstacles("TRD", TheContent.Get<Drug>("ketamine-racemate")));
        Assert.Equal((PlanObstacleKind.Assessment, rule), (obstacle.Kind, obstacle.RuleId));

        // Before it came, the physician's reason was enough; and once it is assessed the way is open again.
        Assert.Empty(Footing(A.PersonWithDepression.With(fact, Fact.Unknown), before, Consent).Obstacles("TRD", TheContent.Get<Drug>("ketamine-racemate")));
        Assert.Empty(Footing(A.PersonWithDepression.Knowing((fact, "no")), before, Consent).Obstacles("TRD", TheContent.Get<Drug>("ketamine-racemate")));
    }

    [Fact]
    public void A_decision_for_depression_does_not_carry_a_plan_for_low_back_pain()
    {
        var obstacles = Footing(A.PersonWithDepression, Signed(Asked(A.PersonWithDepression)), Consent).Obstacles("LOW-BACK-PAIN", TheContent.Get<Drug>("ketamine-racemate"));
        Assert.Equal([PlanObstacleKind.Eligibility, PlanObstacleKind.Consent], obstacles.Select(o => o.Kind));
    }

    [Theory]
    [InlineData(120, 0, null)]
    [InlineData(90, 0, RuleOutcome.Block)]
    [InlineData(90, 3, RuleOutcome.Hold)]
    [InlineData(59, 3, RuleOutcome.Block)]
    public void Observation_is_not_shortened_in_the_first_sessions_and_never_below_the_least(double minutes, int before, RuleOutcome? outcome) =>
        Assert.Equal(outcome, TheContent.Get<InfusionProtocol>("PROT-DEP-40").ObservationTime.Check(minutes, before, [])?.Outcome);

    [Fact]
    public void Observation_is_never_shortened_for_a_person_with_a_finding_of_K_20_to_K_29()
    {
        var time = TheContent.Get<InfusionProtocol>("PROT-DEP-40").ObservationTime;
        Assert.All(time.ExtendedRules, rule => Assert.Contains(TheContent.Rules.Rules, r => string.Equals(r.Id, rule, StringComparison.Ordinal)));
        Assert.All(TheContent.Rules.Rules.Where(r => r.Id.StartsWith("K-2", StringComparison.Ordinal)), rule => Assert.Contains(rule.Id, time.ExtendedRules, StringComparer.Ordinal));
        var findings = Asked(A.PersonWithDepression.Knowing(("bladder-symptoms", "yes"))).Findings;
        Assert.Equal(RuleOutcome.Block, time.Check(90, 3, findings)?.Outcome);
        Assert.Equal(RuleOutcome.Hold, time.Check(90, 3, Asked(A.PersonWithDepression).Findings)?.Outcome);
    }

    [Theory]
    [InlineData("resting-systolic", "138.5")]
    [InlineData("able-to-consent", "no")]
    [InlineData("cardiovascular-event-on", "2026-05-03")]
    [InlineData("pregnancy", "suspected")]
    public void A_recorded_fact_reads_back_as_it_was_written(string key, string text) =>
        Assert.Equal(text, FactText.Write(FactText.Read(TheContent.Facts[key], text)!));

    [Theory]
    [InlineData("resting-systolic", "138,5")]
    [InlineData("able-to-consent", "maybe")]
    [InlineData("pregnancy", "gone")]
    [InlineData("cardiovascular-event-on", "03.05.2026")]
    [InlineData("age", null)]
    public void What_does_not_fit_the_catalogue_is_unknown_and_never_no(string key, string? text) => Assert.Null(FactText.Read(TheContent.Facts[key], text));
}

public class PersonOnRecordTests
{
    private static readonly Guid Id = Guid.CreateVersion7();

    private static PersonOnRecord Somebody => new(
        new Patient { Id = Id, GivenName = "Katrin", FamilyName = "Solberg", BirthDate = new DateOnly(1979, 3, 14), CreatedAt = TheContent.Now }, [], [], false, [], []);

    private static ClinicalPicture Picture(PersonOnRecord person) => person.Picture(TheContent.Facts, TheContent.Now, TheContent.Today, TimeZoneInfo.Utc);

    private static RecordedFact Fact(string key, string? value, int minute) =>
        new() { PatientId = Id, Key = key, Value = value, RecordedAt = TheContent.Now.AddMinutes(minute - 60), RecordedBy = Id };

    private static SuicideRiskHold Hold(string? level, int minute) => new()
    {
        PatientId = Id, AnswersId = Id, RaisedAt = TheContent.Now.AddDays(-1), Level = level, AssessedAt = level is null ? null : TheContent.Now.AddMinutes(minute - 60),
    };

    private static string? Level(params SuicideRiskHold[] holds) =>
        ((Picture(Somebody with { SuicideHolds = holds })["suicide-risk"] as KnownFact)?.Value as ChoiceValue)?.Code;

    [Fact]
    public void Of_a_new_person_only_the_age_and_the_missing_consent_are_known()
    {
        var picture = Picture(Somebody);
        Assert.Equal(new NumberValue(47, ""), ((KnownFact)picture["age"]).Value);
        Assert.Equal(new ChoiceValue("missing"), ((KnownFact)picture["off-label-consent"]).Value);
        Assert.IsType<UnknownFact>(picture["red-flags-open"]);
        Assert.IsType<UnknownFact>(picture["suicide-risk"]);
    }

    [Fact]
    public void The_newest_row_of_a_fact_counts_and_a_later_unknown_takes_an_answer_back()
    {
        var rows = new[] { Fact("bladder-symptoms", "no", 1), Fact("bladder-symptoms", "yes", 2) };
        Assert.Equal(new YesNoValue(true), ((KnownFact)Picture(Somebody with { Facts = rows })["bladder-symptoms"]).Value);
        Assert.IsType<UnknownFact>(Picture(Somebody with { Facts = [.. rows, Fact("bladder-symptoms", null, 3)] })["bladder-symptoms"]);
    }

    [Fact]
    public void A_suicide_answer_nobody_has_judged_leaves_the_level_unknown() => Assert.Null(Level(Hold("Green", 1), Hold(null, 2)));

    [Fact]
    public void A_suicide_answer_waits_until_somebody_has_judged_it()
    {
        bool Waits(params SuicideRiskHold[] holds) => ((YesNoValue)((KnownFact)Picture(Somebody with { SuicideHolds = holds })["suicide-answer-open"]).Value).Yes;
        Assert.False(Waits());
        Assert.True(Waits(Hold("Green", 1), Hold(null, 2)));
        Assert.False(Waits(Hold("Orange", 1)));
    }

    [Fact]
    public void A_warning_sign_nobody_has_settled_stands_beside_a_clearance_signed_before_it()
    {
        Fact Flags(bool raised, params Clearance[] clearances) => Picture(Somebody with { RedFlagRaised = raised, Clearances = clearances })["red-flags-open"];
        var clearance = new Clearance { PatientId = Id, Reason = "Untersucht, keine Warnzeichen.", SignedBy = Id, SignedAt = TheContent.Now.AddDays(-1) };
        Assert.Equal(new YesNoValue(false), ((KnownFact)Flags(raised: false, clearance)).Value);
        Assert.Equal(new YesNoValue(true), ((KnownFact)Flags(raised: true, clearance)).Value);
        Assert.Equal(new YesNoValue(true), ((KnownFact)Flags(raised: true)).Value);
        clearance.WithdrawnAt = TheContent.Now;
        Assert.IsType<UnknownFact>(Flags(raised: false, clearance));
    }

    [Fact]
    public void The_worst_open_judgement_counts_before_the_newest()
    {
        Assert.Equal("red", Level(Hold("Red", 1), Hold("Green", 2)));
        Assert.Equal("green", Level(Hold("Yellow", 1), Hold("Green", 2)));
    }
}
