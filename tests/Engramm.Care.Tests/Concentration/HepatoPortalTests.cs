using Engramm.Care.Planning;
using Engramm.Kinetics;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using static Engramm.Care.Tests.Concentration.Published;

namespace Engramm.Care.Tests.Concentration;

/// <summary>Perez-Ruixo 2021: one liver for nasal, swallowed and intravenous esketamine.</summary>
public class HepatoPortalTests
{
    private static readonly double[] Days = [.. Enumerable.Range(0, 300).Select(i => (double)i), .. Enumerable.Range(30, 570).Select(i => i * 10.0)];

    // E = Vh (kel + kmet) / (Qh + Vh (kel + kmet)) = 0.722 and F = 0.64 · (1 − E) = 17.8 %; clearance Qh · E = 109 L/h.
    [Fact]
    public void A_swallowed_dose_reaches_the_blood_with_17_8_percent_and_clearance_is_109_litres_per_hour()
    {
        var intravenous = Area(Days, Intravenous(DoseSchedule.Even(Substance.Esketamine, new Milligrams(28), new Minutes(40)).Required(), Days).Drug);
        Near(109, 28 * 1000 / intravenous, 0.003);
        var swallowed = Take([Dose(AbsorptionRoute.Oral, 28)], null).Required().Drug;
        Near(0.178, Area(Days, swallowed.InNanogramsPerMillilitre.ToArray()) / intravenous, 0.005);
    }

    // Published with the model: total availability 54 % of 56 mg and 51 % of 84 mg.
    [Theory]
    [InlineData(56, 0.54)]
    [InlineData(84, 0.51)]
    public void Later_devices_of_one_dose_are_taken_up_less(double dose, double available)
    {
        var intravenous = Area(Days, Intravenous(DoseSchedule.Even(Substance.Esketamine, new Milligrams(dose), new Minutes(40)).Required(), Days).Drug);
        var nasal = Take([Dose(AbsorptionRoute.Nasal, dose)], null).Required().Drug;
        Near(available, Area(Days, nasal.InNanogramsPerMillilitre.ToArray()) / intravenous, 0, 0.006);
    }

    [Fact]
    public void Two_doses_give_the_sum_of_both()
    {
        var first = Take([Dose(AbsorptionRoute.Nasal, 28)], null).Required().Drug;
        var both = Take([Dose(AbsorptionRoute.Nasal, 28), Dose(AbsorptionRoute.Nasal, 28, 120)], null).Required().Drug;
        for (var minute = 140; minute < 300; minute += 40)
        {
            Near(first.At(minute).Value + first.At(minute - 120).Value, both.At(minute).Value, 1e-10);
        }
    }

    // Qh falls by 2.19 L/h with each year above 60: less is extracted from blood, more of the drug stays.
    [Fact]
    public void Age_matters_above_60_only_and_an_unknown_age_counts_as_below()
    {
        var unknown = Highest(null);
        Assert.Equal(unknown, Highest(new Years(30)));
        Assert.Equal(unknown, Highest(new Years(60)));
        Assert.True(Area(new Years(80)) > Area(new Years(60)));

        static double Highest(Years? age) => Take([Dose(AbsorptionRoute.Nasal, 56)], age).Required().Drug.InNanogramsPerMillilitre.ToArray().Max();
        static double Area(Years age) => Published.Area(Days, Take([Dose(AbsorptionRoute.Nasal, 56)], age).Required().Drug.InNanogramsPerMillilitre.ToArray());
    }

    [Theory]
    [InlineData(30)]
    [InlineData(14)]
    [InlineData(140)]
    [InlineData(0)]
    public void A_nasal_dose_that_is_no_whole_number_of_devices_is_refused(double dose)
    {
        var findings = Take([Dose(AbsorptionRoute.Nasal, dose)], null).Findings;
        Assert.Contains(new KineticsFinding(KineticsFault.OutOfRange, "absorbed[0].amount", dose, 28, 112), findings);
    }

    [Fact]
    public void What_it_does_not_hold_for_is_refused_with_value_and_range()
    {
        Assert.Equal([new KineticsFinding(KineticsFault.OutOfRange, "age", 90, 18, 86)], Take([], new Years(90)).Findings);
        Assert.Equal([new KineticsFinding(KineticsFault.Negative, "absorbed[0].at", -5, Least: 0)], Take([Dose(AbsorptionRoute.Nasal, 28, -5)], null).Findings);
        Assert.Equal(
            [new KineticsFinding(KineticsFault.OutOfRange, "weight", 30, 39, 170)],
            HepatoPortalPrediction.At(PerezRuixo, new Kilograms(30), null, Nothing, [], Times(60)).Findings);
        Assert.Equal(
            [new KineticsFinding(KineticsFault.WrongSubstance, "schedule")],
            HepatoPortalPrediction.At(PerezRuixo, new Kilograms(70), null, Even(Model("kamp2020"), 35, 40), [], Times(60)).Findings);
        Assert.Equal(
            [new KineticsFinding(KineticsFault.WrongModel, "absorbed[0].route")],
            HepatoPortalPrediction.At(PerezRuixo with { Oral = null }, new Kilograms(70), null, Nothing, [Dose(AbsorptionRoute.Oral, 28)], Times(60)).Findings);
    }

    [Fact]
    public void A_model_that_cannot_be_is_refused()
    {
        var broken = PerezRuixo with { Liver = PerezRuixo.Liver with { Elimination = PerezRuixo.Liver.Elimination with { Value = new PerMinute(0) } } };
        Assert.Equal([new KineticsFinding(KineticsFault.NotPositive, "liver.elimination", 0, Least: 0)], broken.Examine());
        Assert.Null(File("kamp2020").ToHepatoPortalModel(Language.English));
        Assert.Throws<InvalidOperationException>(() => File("perez-ruixo2021").ToModel(Language.English));
    }

    [Fact]
    public void A_venous_reading_is_offered_by_arterial_models_that_have_one_only() => Assert.Equal(
        [new KineticsFinding(KineticsFault.WrongModel, "venous")],
        VenousPrediction.At(Model("simons2022"), new Kilograms(70), Even(Model("simons2022"), 20, 20), Times(20)).Findings);

    private static AbsorbedDose Dose(AbsorptionRoute route, double amount, double at = 0) => new(route, new Minutes(at), new Milligrams(amount));

    private static Checked<AnalyteCurves> Take(IReadOnlyList<AbsorbedDose> doses, Years? age) =>
        HepatoPortalPrediction.At(PerezRuixo, new Kilograms(70), age, Nothing, doses, Times(Days));
}
