using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Kinetics.Models;
using Engramm.Server.Cli;
using Engramm.TestKit;

namespace Engramm.Server.Tests.Hosting;

/// <summary>What the command line refuses, each with the value and what is allowed.</summary>
public class SimulationTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);
    private static readonly ContentLibrary Content = ContentLibrary.Load(Path.Combine(Repository.Root, "content"));

    public static TheoryData<string, string> Refusals => new()
    {
        { "1,234 mg over 40 min", "could be 1.234 or 1234" },
        { "-35 mg over 40 min", "an amount of -35 mg is not allowed; it must be above 0" },
        { "NaN mg over 40 min", "a number is expected" },
        { "35 % over 40 min", "allowed are mg" },
        { "35 mg over 0 min", "a duration of 0 min is not allowed; it must be above 0" },
        { "35 mg hydrochloride over 40 min", "35 mg of the hydrochloride are 30.345 mg base" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_dose_that_cannot_be(string dose, string reason) => Refused(Wish("kamp2020") with { Infusions = [dose] }, reason);

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var wish = Wish("kamp2020") with { Infusions = ["35 mg over 0 min"], Boluses = ["-3 mg"] };
        Refused(wish, "a duration of 0 min");
        Refused(wish, "an amount of -3 mg");
    }

    [Fact]
    public void Rates_at_the_same_time() =>
        Refused(Wish("kamp2020") with { Rates = ["35 mg/h from 20 to 60 min"] }, "infusions[1].start 20 min begins before the infusion before it has ended: say which rate held; the least allowed is 40");

    [Fact]
    public void An_age_below_the_model() => Refused(Wish("kamp2020") with { Age = "12" }, "age 12 is outside the range; allowed are 18 to 100");

    [Fact]
    public void Too_many_rows() => Refused(Wish("kamp2020") with { Until = "100d", Every = "1min" }, "more than 100000 rows");

    [Fact]
    public void Too_few_people_and_percentiles_out_of_order()
    {
        Refused(Wish("kamp2020") with { Population = 5 }, "subjects 5 is outside the range; allowed are 20 to");
        Refused(Wish("kamp2020") with { Population = 100, Percentiles = "95,5" }, "percentiles[1] 5 comes before the one before it");
        Refused(Wish("kamp2020") with { Population = 100, Percentiles = "five" }, "'five' is not taken as a number");
    }

    [Fact]
    public void What_a_model_does_not_offer()
    {
        Refused(Wish("domino") with { Metabolites = true }, "says nothing of metabolites");
        Refused(Wish("domino") with { Population = 100 }, "no published or assumed spread");
        Refused(Wish("domino") with { Venous = true }, "venous is not offered by this model");
        Refused(Wish("fanta-otto") with { EffectSite = "" }, "no effect site of its own");
        Refused(Wish("kamp2020") with { Route = AbsorptionRoute.Nasal }, "says nothing of nasal doses");
        Refused(Wish("perez-ruixo2021") with { Population = 100 }, "--population is not offered for perez-ruixo2021");
        Refused(Wish("perez-ruixo2021") with { Route = AbsorptionRoute.Nasal, Boluses = ["30 mg"] }, "allowed are 28 to 112");
    }

    [Fact]
    public void A_slow_effect_of_a_short_infusion_or_of_the_other_substance()
    {
        var slow = Content.Get<SlowEffectModel>("crps-dahan2011", Day);
        Refused(Wish("kamp2020-s") with { SlowEffect = slow }, "schedule.duration 40 is outside the range; the least allowed is 1440");
        Refused(Wish("kamp2020") with { SlowEffect = slow }, "are not converted");
    }

    [Fact]
    public void A_slow_effect_of_the_studied_infusion_is_shown_with_its_caution()
    {
        var wish = Wish("kamp2020-s") with { Infusions = ["1500 mg over 100 h"], Until = "14 d", Every = "1 d", SlowEffect = Content.Get<SlowEffectModel>("crps-dahan2011", Day) };
        var table = Simulation.Of(wish, TestContext.Current.CancellationToken);
        Assert.Equal(["cp_ng_ml", "slow_ng_ml", "slow_effect"], table.Columns.Select(c => c.Name), StringComparer.Ordinal);
        Assert.Contains("predicts nobody", table.Heading, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_fall_on_the_step_and_on_the_end()
    {
        var table = Simulation.Of(Wish("kamp2020") with { Until = "12 min", Every = "5 min" }, TestContext.Current.CancellationToken);
        Assert.Equal([0, 5, 10, 12], table.Times);
        Assert.Equal([0, 0.1, 0.2, 0.3], Simulation.Of(Wish("kamp2020") with { Until = "0,3 min", Every = "0,1 min" }, TestContext.Current.CancellationToken).Times.Select(t => Math.Round(t, 12)));
    }

    [Fact]
    public void An_effect_site_or_spread_that_does_not_exist_is_a_wrong_call()
    {
        Assert.Throws<CalledWronglyException>(() => Simulation.Of(Wish("kamp2020") with { EffectSite = "other" }, TestContext.Current.CancellationToken));
        Assert.Throws<CalledWronglyException>(() => Simulation.Of(Wish("kamp2020") with { Population = 100, Variability = "other" }, TestContext.Current.CancellationToken));
        Assert.Throws<CalledWronglyException>(() => Simulation.Of(Wish("kamp2020") with { Infusions = [] }, TestContext.Current.CancellationToken));
    }

    // Publications lie beyond the limits of a plan: they are calculated as written, and it is said.
    [Theory]
    [InlineData("84 mg over 60 min", "Session 1 gives 1.2 mg/kg; a plan here takes at most 1 mg/kg. Calculated as written.")]
    [InlineData("35 mg over 10 min", "Session 1 gives 3 mg/kg/h; a plan here takes at most 2 mg/kg/h. Calculated as written.")]
    public void What_no_plan_would_take_is_said_with_value_and_limit_and_calculated_as_written(string infusion, string caution)
    {
        var table = Simulation.Of(Wish("kamp2020") with { Infusions = [infusion] }, TestContext.Current.CancellationToken);
        Assert.Contains(caution, table.Heading, StringComparison.Ordinal);
        Assert.Equal(7, table.Times.Length);
    }

    [Fact]
    public void Infusions_days_apart_are_sessions_of_their_own_and_infusions_hours_apart_are_one()
    {
        Assert.Empty(Of("35 mg over 40 min").Cautions);
        Assert.Empty(Of("35 mg over 40 min", "35 mg over 40 min at 48 h").Cautions);
        Assert.Contains("Session 1 gives 1.5 mg/kg", Assert.Single(Of("35 mg over 40 min", "35 mg over 40 min at 5 h", "35 mg over 40 min at 10 h").Cautions), StringComparison.Ordinal);
        Assert.Contains("Session 2 gives 1.2 mg/kg", Assert.Single(Of("35 mg over 40 min", "84 mg over 60 min at 48 h").Cautions), StringComparison.Ordinal);

        static SimulationTable Of(params string[] infusions) => Simulation.Of(Wish("kamp2020") with { Infusions = infusions, Until = "3 d", Every = "1 d" }, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("300", "weight 300 is outside the range; allowed are 30 to 250")]
    [InlineData("-70", "a weight of -70 kg is not allowed; it must be above 0")]
    [InlineData("NaN", "a number is expected")]
    public void A_weight_the_model_does_not_take(string weight, string reason) => Refused(Wish("kamp2020") with { Weight = weight }, reason);

    private static SimulationWish Wish(string model) => new(Content.Get<KineticModel>(model, Day), Content.Get<PlanLimits>("infusion-plan", Day), "70", "1 h", "10 min") { Infusions = ["35 mg over 40 min"] };

    private static void Refused(SimulationWish wish, string reason) => Assert.Contains(
        reason, Assert.Throws<CommandFailedException>(() => Simulation.Of(wish, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
}
