using System.Globalization;
using Engramm.Care.Planning;
using Engramm.Content.Infusion;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using Stretch = Engramm.Kinetics.Schedules.Infusion;

namespace Engramm.Care.Tests.Concentration;

/// <summary>The models as the content holds them, and short ways to ask them. Amounts in mg, times in minutes, ng/mL.</summary>
internal static class Published
{
    /// <summary>Molar masses in g/mol, to compare with measurements in nmol/mL.</summary>
    public const double Ketamine = 237.73;

    /// <inheritdoc cref="Ketamine"/>
    public const double Norketamine = 223.70;

    public static KineticModel File(string id) => TheContent.Get<KineticModel>(id);

    public static MammillaryModel Model(string id) => File(id).ToModel(Language.English);

    public static HepatoPortalModel PerezRuixo { get; } = File("perez-ruixo2021").ToHepatoPortalModel(Language.English)!;

    /// <summary>An amount evenly over some minutes.</summary>
    public static DoseSchedule Even(MammillaryModel model, double amount, double duration) =>
        DoseSchedule.Even(model.Substance, new Milligrams(amount), new Minutes(duration)).Required();

    /// <summary>Rates in mg/min, one after the other, each for the same time.</summary>
    public static DoseSchedule Steps(Substance substance, double minutes, params double[] rates) => DoseSchedule.Of(
        substance,
        rates.Select((rate, i) => new Stretch(new Minutes(i * minutes), new Minutes((i + 1) * minutes), new MilligramsPerMinute(rate))),
        []).Required();

    public static double[] Plasma(string id, double weight, DoseSchedule schedule, params double[] minutes) =>
        Prediction.At(Model(id), new Kilograms(weight), schedule, null, Times(minutes)).Required().PlasmaInNanogramsPerMillilitre.ToArray();

    /// <summary>A metabolite of the model.</summary>
    public static double[] Formed(string id, string metabolite, double weight, DoseSchedule schedule, params double[] minutes) =>
        MetabolitePrediction.At(Model(id), new Kilograms(weight), schedule, Times(minutes), exploratory: true).Required()
            .Single(c => string.Equals(c.AnalyteId, metabolite, StringComparison.Ordinal)).InNanogramsPerMillilitre.ToArray();

    /// <summary>Esketamine by any route for somebody of 70 kg and 45 years, drug first, then noresketamine.</summary>
    public static (double[] Drug, double[] Formed) Nasal(double amount, params double[] minutes)
    {
        var curves = HepatoPortalPrediction.At(
            PerezRuixo, new Kilograms(70), new Years(45), Nothing, [new AbsorbedDose(AbsorptionRoute.Nasal, new Minutes(0), new Milligrams(amount))], Times(minutes)).Required();
        return (curves.Drug.InNanogramsPerMillilitre.ToArray(), curves.Metabolites[0].InNanogramsPerMillilitre.ToArray());
    }

    public static (double[] Drug, double[] Formed) Intravenous(DoseSchedule schedule, params double[] minutes)
    {
        var curves = HepatoPortalPrediction.At(PerezRuixo, new Kilograms(70), new Years(45), schedule, [], Times(minutes)).Required();
        return (curves.Drug.InNanogramsPerMillilitre.ToArray(), curves.Metabolites[0].InNanogramsPerMillilitre.ToArray());
    }

    public static DoseSchedule Nothing { get; } = DoseSchedule.Of(Substance.Esketamine, [], []).Required();

    public static Minutes[] Times(params double[] minutes) => [.. minutes.Select(m => new Minutes(m))];

    /// <summary>Area by trapezoids in ng·h/mL.</summary>
    public static double Area(double[] minutes, double[] values) =>
        Enumerable.Range(1, minutes.Length - 1).Sum(i => (minutes[i] - minutes[i - 1]) * (values[i] + values[i - 1]) / 2) / 60;

    /// <summary>Fails unless the value lies within a relative distance, or within what rounding of the printed number explains.</summary>
    public static void Near(double expected, double actual, double relative, double rounding = 0, string what = "") => Assert.True(
        Math.Abs(actual - expected) <= Math.Max(relative * Math.Abs(expected), rounding),
        string.Create(CultureInfo.InvariantCulture, $"{what} expected {expected}, got {actual:G8}; allowed {relative:P2} or {rounding}"));

    public static void Near(double[] expected, double[] actual, double relative, double rounding = 0, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Near(expected[i], actual[i], relative, rounding, string.Create(CultureInfo.InvariantCulture, $"{what}[{i}]"));
        }
    }
}
