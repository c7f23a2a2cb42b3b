using Engramm.Care.Eligibility;
using Engramm.Care.Planning;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using Engramm.Quantities;

namespace Engramm.Care.Tests.Planning;

public class PlanCheckTests
{
    private static readonly PlanCheck Check = new(
        TheContent.Get<InfusionProtocol>("PROT-DEP-40"), TheContent.Get<PlanLimits>("infusion-plan"), TheContent.Indications, TheContent.Facts);

    private static readonly Drug Racemate = TheContent.Get<Drug>("ketamine-racemate");
    private static readonly Drug Esketamine = TheContent.Get<Drug>("esketamine");

    private static PlanEntry Standard => new()
    {
        Indication = "TRD",
        Drug = Racemate,
        Product = Racemate.Products.Single(p => p.Id is "ketamine-10"),
        Weight = new Kilograms(70),
        WeightType = WeightType.Actual,
        Dose = new MilligramsPerKilogram(0.5),
        Duration = new Minutes(40),
        Volume = new Millilitres(50),
        SessionsInPastYear = 0,
    };

    [Fact]
    public void A_plan_for_depression_after_two_trials_passes_and_the_same_plan_for_low_back_pain_stops_at_a_hold()
    {
        var depression = Check.Check(Standard, A.PersonWithDepression);
        Assert.True(depression.CanSign);
        Assert.Equal(RuleOutcome.Info, Assert.Single(depression.Outcome.Findings).Outcome);

        var back = Check.Check(Standard with { Indication = "LOW-BACK-PAIN" }, A.PersonWithDepression);
        Assert.NotNull(back.Plan);
        Assert.False(back.CanSign);
        Assert.Equal("IND-LOW-BACK-PAIN", Assert.Single(back.Outcome.OpenHolds).RuleId);

        var reason = new HoldDecision("IND-LOW-BACK-PAIN", Guid.NewGuid(), "Dr. Ines Falkenberg", "Zwölf Monate Bewegung und PRT ohne Erfolg, Zweitmeinung liegt vor.", TheContent.Now);
        Assert.True(back.Outcome.Decide(reason).Findings!.CanProceed);
    }

    [Fact]
    public void One_adequate_trial_is_not_enough() =>
        Assert.Equal("IND-TRD", Assert.Single(Check.Check(Standard, A.PersonWithDepression.Knowing(("adequate-antidepressant-trials", "1"))).Outcome.OpenHolds).RuleId);

    [Fact]
    public void Half_a_milligram_per_kilogram_for_seventy_kilograms_is_calculated_to_the_pump()
    {
        var plan = Check.Check(Standard, A.PersonWithDepression).Plan!;
        Assert.Equal(35, plan.TotalDose.Value, 9);
        Assert.Equal(3.5, plan.ProductVolume.Value, 9);
        Assert.Equal(0.7, plan.SyringeStrength.Value, 9);
        Assert.Equal(75, plan.PumpRate.Value, 9);
        Assert.Equal(0.75, plan.Rate.Value, 9);
        Assert.Equal(35, plan.Schedule().Required().TotalDose.Value, 9);
    }

    // The worked test of the project's safety notes: 17.5 mg = 3.5 mL of 5 mg/mL; made up to 50 mL over 40 min = 75 mL/h.
    [Fact]
    public void A_quarter_milligram_per_kilogram_of_esketamine_is_calculated_to_the_pump()
    {
        var entry = Standard with { Drug = Esketamine, Product = Esketamine.Products.Single(p => p.Id is "esketamine-5"), Dose = new MilligramsPerKilogram(0.25) };
        var plan = Check.Check(entry, A.PersonWithDepression).Plan!;
        Assert.Equal(17.5, plan.TotalDose.Value, 9);
        Assert.Equal(3.5, plan.ProductVolume.Value, 9);
        Assert.Equal(75, plan.PumpRate.Value, 9);
        Assert.Equal(KetamineForm.Esketamine, plan.Substance);
    }

    [Fact]
    public void The_dose_of_the_racemate_is_not_a_dose_of_esketamine()
    {
        var entry = Standard with { Drug = Esketamine, Product = Esketamine.Products[0] };
        Assert.Equal(RuleOutcome.Hold, Outcome(entry, "PLAN-DOSE"));
        Assert.Equal(RuleOutcome.Block, Outcome(entry with { Dose = new MilligramsPerKilogram(0.51) }, "PLAN-DOSE"));
    }

    [Fact]
    public void Nothing_is_filled_in()
    {
        var empty = Check.Check(new PlanEntry { SessionsInPastYear = 0 }, A.PersonWithDepression);
        Assert.Null(empty.Plan);
        string[] missing = ["PLAN-PRODUCT", "PLAN-WEIGHT", "PLAN-WEIGHT-TYPE", "PLAN-DOSE", "PLAN-DURATION", "PLAN-VOLUME"];
        Assert.Superset(missing.ToHashSet(StringComparer.Ordinal), empty.Outcome.Blocks.Select(b => b.RuleId).ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0.5, 40, RuleOutcome.Go)]
    [InlineData(0.51, 40, RuleOutcome.Hold)]
    [InlineData(1.0, 60, RuleOutcome.Hold)]
    [InlineData(1.01, 60, RuleOutcome.Block)]
    public void The_dose_of_a_session_has_a_soft_and_a_hard_limit(double dose, double minutes, RuleOutcome expected) =>
        Assert.Equal(expected, Outcome(Standard with { Dose = new(dose), Duration = new(minutes) }, "PLAN-DOSE"));

    [Theory]
    [InlineData(30, RuleOutcome.Go)]
    [InlineData(29, RuleOutcome.Hold)]
    [InlineData(15, RuleOutcome.Hold)]
    [InlineData(14, RuleOutcome.Block)]
    public void An_infusion_can_be_too_short(double minutes, RuleOutcome expected) =>
        Assert.Equal(expected, Outcome(Standard with { Duration = new(minutes) }, "PLAN-DURATION"));

    [Theory]
    [InlineData(30, RuleOutcome.Go)]
    [InlineData(29, RuleOutcome.Hold)]
    [InlineData(15, RuleOutcome.Hold)]
    [InlineData(14, RuleOutcome.Block)]
    public void A_rate_has_a_soft_and_a_hard_limit(double minutes, RuleOutcome expected) =>
        Assert.Equal(expected, Outcome(Standard with { Duration = new(minutes) }, "PLAN-RATE"));

    [Theory]
    [InlineData(29.9, RuleOutcome.Block)]
    [InlineData(39.9, RuleOutcome.Hold)]
    [InlineData(40, RuleOutcome.Go)]
    [InlineData(150, RuleOutcome.Go)]
    [InlineData(151, RuleOutcome.Hold)]
    [InlineData(251, RuleOutcome.Block)]
    public void A_weight_has_soft_and_hard_limits(double kg, RuleOutcome expected) =>
        Assert.Equal(expected, Outcome(Standard with { Weight = new(kg) }, "PLAN-WEIGHT"));

    [Theory]
    [InlineData(19, RuleOutcome.Block)]
    [InlineData(47, RuleOutcome.Hold)]
    [InlineData(48, RuleOutcome.Go)]
    public void Sessions_keep_a_distance(double hours, RuleOutcome expected) =>
        Assert.Equal(expected, Outcome(Standard with { HoursToNearest = hours }, "PLAN-INTERVAL"));

    [Fact]
    public void The_thirteenth_session_of_a_year_needs_a_reason_and_the_twenty_seventh_a_second_physician()
    {
        Assert.Equal(RuleOutcome.Go, Outcome(Standard with { SessionsInPastYear = 11 }, "PLAN-SESSIONS"));
        Assert.Equal(RuleOutcome.Hold, Outcome(Standard with { SessionsInPastYear = 12 }, "PLAN-SESSIONS"));
        Assert.Equal(RuleOutcome.Block, Outcome(Standard with { SessionsInPastYear = 26 }, "PLAN-SESSIONS"));
        Assert.Equal(RuleOutcome.Hold, Outcome(Standard with { SessionsInPastYear = 26, CountersignedBy = Guid.NewGuid() }, "PLAN-SESSIONS"));
    }

    [Fact]
    public void A_slipped_decimal_mark_is_refused_by_name_and_asked_about()
    {
        var result = Check.Check(Standard with { Dose = new MilligramsPerKilogram(5) }, A.PersonWithDepression);
        Assert.Null(result.Plan);
        Assert.Contains(result.Outcome.Blocks, f => f.Reason.In(Language.German) is "Dosis 5 mg/kg; erlaubt bis 1 mg/kg.");
        Assert.Contains(result.Outcome.OpenHolds, f => f.Reason.In(Language.German) is "Dosis 5 mg/kg weicht etwa um das Zehnfache von 0,5 mg/kg ab. Ist das Komma verrutscht?");

        Assert.Equal(RuleOutcome.Hold, Outcome(Standard with { Dose = new(0.05) }, "PLAN-DOSE-SLIP"));
        Assert.Equal(RuleOutcome.Go, Outcome(Standard with { Dose = new(0.25) }, "PLAN-DOSE-SLIP"));
        Assert.Equal(RuleOutcome.Hold, Outcome(Standard with { Weight = new(70), WeightBefore = new(7) }, "PLAN-WEIGHT-SLIP"));
        Assert.Equal(RuleOutcome.Go, Outcome(Standard with { Weight = new(70), WeightBefore = new(82) }, "PLAN-WEIGHT-SLIP"));
    }

    [Fact]
    public void The_syringe_holds_what_is_drawn_up() =>
        Assert.Equal(RuleOutcome.Block, Outcome(Standard with { Volume = new(3) }, "PLAN-VOLUME"));

    [Fact]
    public void Zero_and_less_are_refused_by_name()
    {
        var refused = Check.Check(Standard with { Duration = new(0), Dose = new(-0.5) }, A.PersonWithDepression);
        Assert.Null(refused.Plan);
        Assert.Equal("Dosis -0,5 mg/kg; Dauer 0 min; erlaubt ist mehr als 0.", refused.Outcome.Blocks.Single(b => b.RuleId is "PLAN-POSITIVE").Reason.In(Language.German));
    }

    [Fact]
    public void A_weight_no_plan_takes_is_refused_with_its_range() =>
        Assert.Equal("Weight -70 kg; allowed 30 kg to 250 kg.", Check.Check(Standard with { Weight = new(-70) }, A.PersonWithDepression).Outcome.Blocks.Single(b => b.RuleId is "PLAN-WEIGHT").Reason.In(Language.English));

    [Fact]
    public void From_a_body_mass_index_of_thirty_the_kind_of_weight_is_asked() =>
        Assert.Equal(RuleOutcome.Caution, Outcome(Standard with { Weight = new(100), HeightMetres = 1.8 }, "PLAN-WEIGHT-TYPE-BMI"));

    private static RuleOutcome Outcome(PlanEntry entry, string finding) =>
        Check.Check(entry, A.PersonWithDepression).Outcome.Findings.FirstOrDefault(f => string.Equals(f.RuleId, finding, StringComparison.Ordinal))?.Outcome ?? RuleOutcome.Go;
}
