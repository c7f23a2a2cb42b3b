using Engramm.Care.Planning;
using Engramm.Cockpit.Planner;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Kinetics.Models;
using Engramm.Quantities;
using Engramm.Server.Staff.Planning;
using Engramm.TestKit;

namespace Engramm.Server.Tests.Staff;

/// <summary>What the planner draws and what it refuses, from the sheet that the server sends to it.</summary>
public class PlannerDeskTests
{
    private static readonly PlannerSheet Sheet = PlannerSheets.Of(ContentLibrary.Load(Repository.Content), new DateOnly(2026, 6, 1), Language.English);

    private static readonly PlannerDrug Racemate = Sheet.Drugs.First(d => d.Substance == Substance.RacemicKetamine);

    private static readonly PlannerEntry Standard = new(Racemate, 70, 0.5, 40, 60, 10, "kamp2020", "domino", "fast", "volunteers");

    private readonly PlannerDesk desk = new(Sheet);

    // Vector T1 of the kinetics, and its percentiles between volunteers: 207 to 300 ng/mL.
    [Fact]
    public void The_standard_infusion_is_drawn_as_published()
    {
        var view = desk.Of(Standard)!;
        Assert.Equal(253.0518, view.At(view.Typical, 40)!.Value, 4);
        Assert.Equal(49.9062, view.At(view.Typical, 70 + 50) ?? view.Typical[^1], 4);
        Assert.InRange(view.At(view.Lower, 40)!.Value, 207 * 0.93, 207 * 1.07);
        Assert.InRange(view.At(view.Upper, 40)!.Value, 300 * 0.93, 300 * 1.07);
        Assert.Empty(desk.Refusals(Standard));
    }

    // The figure of the planner and the table below it stand on one page.
    [Fact]
    public void Figure_and_table_of_one_plan_give_one_band()
    {
        var content = ContentLibrary.Load(Repository.Content);
        var today = new DateOnly(2026, 6, 1);
        var drug = content.Get<Drug>("ketamine-racemate", today);
        var plan = new InfusionPlan(
            content.Get<InfusionProtocol>("PROT-DEP-40", today).Pin, null, drug.Substance, drug.Products[0], new Kilograms(70), WeightType.Actual, new MilligramsPerKilogram(0.5), new Minutes(40), new Millilitres(3.5));
        var table = PredictedCourse.Of(plan, 60, content, today, Language.English)!.Moments[0];
        var figure = desk.Of(Standard)!;
        Assert.Equal(figure.At(figure.Typical, 40)!.Value, table.Typical, 6);
        Assert.Equal(figure.At(figure.Lower, 40)!.Value, table.Lower, 6);
        Assert.Equal(figure.At(figure.Upper, 40)!.Value, table.Upper, 6);
    }

    // Vector T6: norketamine after the standard infusion; a length with a fraction of a minute takes the direct way.
    [Fact]
    public void Metabolites_put_together_from_kept_answers_are_those_of_the_schedule()
    {
        var formed = desk.Of(Standard with { Metabolites = true })!;
        Assert.Equal(80.1, formed.At(formed.Metabolites[0].Values, 40)!.Value, 0.3);
        Assert.Equal(73.3, formed.At(formed.Metabolites[0].Values, 120)!.Value, 0.3);
        var direct = desk.Of(Standard with { Metabolites = true, Minutes = 40.0000001 })!;
        Assert.Equal(formed.At(formed.Metabolites[0].Values, 120)!.Value, direct.At(direct.Metabolites[0].Values, 120)!.Value, 0.0001);
        Assert.Empty(direct.Lower);
    }

    // The course of 1 mg/kg is kept while only the dose moves; what is drawn must not depend on what was drawn before.
    [Fact]
    public void What_is_drawn_does_not_depend_on_what_was_drawn_before()
    {
        PlannerEntry[] entries =
        [
            Standard, Standard with { MgPerKg = 0.3 }, Standard with { Minutes = 60 }, Standard with { WeightKg = 55 }, Standard with { SecondId = null }, Standard with { EffectSiteId = null },
            Standard with { VariabilityId = "clinic" }, Standard with { Observation = 90 }, Standard with { Metabolites = true }, Standard with { ModelId = "domino", EffectSiteId = null, VariabilityId = null },
        ];
        foreach (var entry in entries)
        {
            desk.Of(Standard);
            var (after, alone) = (desk.Of(entry)!, new PlannerDesk(Sheet).Of(entry)!);
            Assert.Equal(Lines(alone), Lines(after));
        }

        static double[] Lines(PlannerView view) =>
            [.. view.Times, .. view.Typical, .. view.Effect, .. view.Beside, .. view.Lower, .. view.Upper, .. view.Metabolites.SelectMany(m => m.Values), view.TotalDose.Value];
    }

    [Theory]
    [InlineData(-0.5, 40.0, 60.0, 10.0, 70.0, "dose", -0.5, true)]
    [InlineData(0.5, 0.0, 60.0, 10.0, 70.0, "duration", 0.0, false)]
    [InlineData(0.5, -40.0, 60.0, 10.0, 70.0, "duration", -40.0, false)]
    [InlineData(0.5, 40.0, -1.0, 10.0, 70.0, "observation", -1.0, true)]
    [InlineData(0.5, 40.0, 60.0, 0.0, 70.0, "strength", 0.0, false)]
    [InlineData(0.5, 40.0, 60.0, 10.0, -70.0, "weight", -70.0, false)]
    public void A_value_that_cannot_be_is_named_with_what_is_allowed(double dose, double minutes, double observation, double strength, double kg, string field, double value, bool zeroIsAllowed)
    {
        var refusal = Assert.Single(desk.Refusals(new PlannerEntry(Racemate, kg, dose, minutes, observation, strength, "kamp2020", null, null, null)));
        Assert.Equal((field, value, zeroIsAllowed), (refusal.Field, refusal.Value, refusal.IsZeroAllowed));
    }

    [Fact]
    public void A_weight_outside_the_range_of_a_model_gets_no_curve_of_it_and_the_range_is_named()
    {
        var heavy = Standard with { WeightKg = 260 };
        Assert.Null(desk.Of(heavy));
        var refusals = desk.Refusals(heavy).ToList();
        Assert.Equal(["weight", "second"], refusals.Select(r => r.Field), StringComparer.Ordinal);
        Assert.Equal((260.0, "kamp2020", 30.0, 250.0), (refusals[0].Value, refusals[0].Model!.Id, refusals[0].Model!.Weights.Least.Value.Value, refusals[0].Model!.Weights.Greatest.Value.Value));
    }

    [Theory]
    [InlineData(1.01, 60, "dose", 1.01, 1.0)]
    [InlineData(0.9, 20, "rate", 2.7, 2.0)]
    [InlineData(0.2, 14, "duration", 14.0, 15.0)]
    public void A_plan_above_a_hard_limit_is_drawn_as_entered_and_cannot_be_taken_over(double dose, double minutes, string field, double value, double limit)
    {
        var view = desk.Of(Standard with { MgPerKg = dose, Minutes = minutes })!;
        var note = Assert.Single(view.Notes, n => n.Reach == PlannerReach.BeyondHard);
        Assert.Equal((field, limit), (note.Field, note.Limit));
        Assert.Equal(value, note.Value, 9);
        Assert.True(view.IsRefused);
        Assert.Equal(dose * 70, view.TotalDose.Value, 9);
    }

    // "NaN", a thousands mark and the salt are no numbers here; an empty field is no fault.
    [Fact]
    public void What_is_not_taken_as_a_number_is_named_and_not_calculated_with()
    {
        var fields = new PlanFields("ketamine-10", "NaN", "0,5", "", "10 mg HCl", "60");
        Assert.Equal([("weight", "NaN"), ("dose", "0,5"), ("strength", "10 mg HCl")], PlanForm.Unreadable(fields, Language.English));
        Assert.Null(PlanForm.Number(fields.Weight, Language.English));
        Assert.Equal([("weight", "NaN"), ("strength", "10 mg HCl")], PlanForm.Unreadable(fields, Language.German));
    }

    // The planner's strengths are those of the products, as base: esketamine hydrochloride 28.83 mg is 25 mg.
    [Fact]
    public void Strengths_come_from_the_products_as_base_and_each_substance_has_models_of_its_own()
    {
        Assert.All(Sheet.Drugs, d => Assert.True(d.MgPerMl > 0));
        Assert.All(Enum.GetValues<Substance>(), s => Assert.All(desk.Models(s), m => Assert.Equal(s, m.Model.Substance)));
        Assert.Null(desk.Of(Standard with { ModelId = "simons2022", SecondId = null, EffectSiteId = null, VariabilityId = null }));
    }

    // Bands of levels are drawn only beside a curve of their own substance and sampling site.
    [Fact]
    public void A_published_level_is_drawn_only_beside_a_curve_of_its_own_substance_and_site()
    {
        foreach (var model in Sheet.Models.Select(m => m.Model))
        {
            var drug = Sheet.Drugs.First(d => d.Substance == model.Substance);
            var view = desk.Of(new PlannerEntry(drug, 70, 0.25, 40, 60, 10, model.Id, null, null, null))!;
            Assert.All(view.Levels, l => Assert.Equal((model.Substance, model.Site), (l.Substance, l.Site)));
            Assert.DoesNotContain(view.Levels, l => l.Site == SamplingSite.NotStated);
            Assert.DoesNotContain(view.OtherLevels, l => l.Belongs(model));
            Assert.All(view.OtherLevels, l => Assert.Equal(model.Substance, l.Substance));
        }

        Assert.Contains(Sheet.Models, m => Sheet.Levels.Any(l => l.Belongs(m.Model)));
    }
}
