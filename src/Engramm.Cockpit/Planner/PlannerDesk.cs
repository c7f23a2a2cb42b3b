using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Cockpit.Planner;

/// <summary>
/// Calculates what the planner draws. All models are linear: twice the dose is twice every concentration, and so twice every
/// percentile. The virtual people's answers are kept and put together anew for each length of the infusion.
/// </summary>
public sealed class PlannerDesk(PlannerSheet sheet)
{
    /// <summary>How many virtual people the band is drawn from. A smooth edge that a tablet keeps up with.</summary>
    public const int Subjects = 200;

    /// <summary>Any number; the same one gives the same band everywhere.</summary>
    public const ulong Seed = 2020;

    private const double FineStep = 2;
    private const double FineUntilAfterEnd = 30;
    private const double CoarseStep = 6;

    // Two hours of infusion and as long an observation; longer ones take longer to begin.
    private const int ShortLastMinute = 260;
    private const int LastMinute = 720;

    private readonly Dictionary<BandKey, StepResponses?> responses = [];

    /// <summary>What is drawn for the entry, or null while something needed is not entered or no model holds.</summary>
    public PlannerView? Of(PlannerEntry entry)
    {
        if (entry is not { Drug: { } drug, WeightKg: { } kg, MgPerKg: { } mgPerKg, Minutes: > 0 and var minutes, Observation: >= 0 and var observation }
            || mgPerKg < 0
            || Models(drug.Substance).FirstOrDefault(m => string.Equals(m.Model.Id, entry.ModelId, StringComparison.Ordinal)) is not { } first)
        {
            return null;
        }

        var weight = new Kilograms(kg);
        var times = Times(minutes, observation);
        var unit = DoseSchedule.Even(drug.Substance, new Milligrams(kg), new Minutes(minutes));
        var site = first.Model.EffectSites.FirstOrDefault(s => string.Equals(s.Id, entry.EffectSiteId, StringComparison.Ordinal));
        if (unit.Value is not { } schedule || Prediction.At(first.Model, weight, schedule, site, times).Value is not { } typical)
        {
            return null;
        }

        var second = Models(drug.Substance).FirstOrDefault(m => string.Equals(m.Model.Id, entry.SecondId, StringComparison.Ordinal))?.Model;
        var beside = second is null ? null : Prediction.At(second, weight, schedule, null, times).Value;
        var variability = first.Variabilities.FirstOrDefault(v => string.Equals(v.Id, entry.VariabilityId, StringComparison.Ordinal));
        var (lower, upper) = variability is null ? ([], []) : Band(first.Model, variability, weight, minutes, times);
        var curve = Stretched(typical.PlasmaInNanogramsPerMillilitre, mgPerKg);
        var rate = mgPerKg * 60 / minutes;
        return new PlannerView(
            first.Model,
            beside is null ? null : second,
            site,
            variability,
            minutes,
            observation,
            [.. times.Select(t => t.Value)],
            curve,
            Stretched(typical.EffectInNanogramsPerMillilitre, mgPerKg),
            beside is null ? [] : Stretched(beside.PlasmaInNanogramsPerMillilitre, mgPerKg),
            Stretched(lower, mgPerKg),
            Stretched(upper, mgPerKg),
            new Milligrams(mgPerKg * kg),
            rate,
            entry.Metabolites ? [.. Metabolites(first.Model, weight, schedule, times, mgPerKg)] : [],
            Pump(drug.Substance, new Milligrams(mgPerKg * kg), new Minutes(minutes), entry.MgPerMl),
            entry.MgPerMl is > 0 and var strength ? mgPerKg * kg * 60 / minutes / strength : null,
            [.. sheet.Levels.Where(l => l.Belongs(first.Model))],
            [.. sheet.Levels.Where(l => l.Substance == drug.Substance && !l.Belongs(first.Model))],
            [.. Notes(drug, kg, mgPerKg, minutes, rate, first.Model, curve)]);
    }

    /// <summary>The models of a substance, in the order in which they are offered.</summary>
    public IEnumerable<PlannerModel> Models(Substance substance) => sheet.Models.Where(m => m.Model.Substance == substance);

    private static IEnumerable<PlannerLine> Metabolites(MammillaryModel model, Kilograms weight, DoseSchedule unit, IReadOnlyList<Minutes> times, double mgPerKg) =>
        (MetabolitePrediction.At(model, weight, unit, times).Value ?? []).Select(curve => new PlannerLine(curve.Name, curve.IsEstablished, Stretched(curve.InNanogramsPerMillilitre, mgPerKg)));

    private PumpStretch? Pump(Substance substance, Milligrams dose, Minutes minutes, double? mgPerMl) =>
        mgPerMl is > 0 and var strength && dose.Value > 0 && DoseSchedule.Even(substance, dose, minutes).Value is { } schedule
            ? PumpProgram.Of(schedule, new MilligramsPerMillilitre(strength), sheet.Pump).Value?.Stretches[0]
            : null;

    // For 1 mg/kg. The slider moves by whole minutes; for a length typed with a fraction no band is drawn.
    private (double[] Lower, double[] Upper) Band(MammillaryModel model, Variability variability, Kilograms weight, double minutes, IReadOnlyList<Minutes> times)
    {
        int[] whole = [.. times.Select(t => (int)t.Value)];
        if (whole[^1] > LastMinute || times.Any(t => t.Value != Math.Floor(t.Value)))
        {
            return ([], []);
        }

        var last = whole[^1] <= ShortLastMinute ? ShortLastMinute : LastMinute;
        var key = new BandKey(model.Id, variability.Id, weight.Value, last);
        if (!responses.TryGetValue(key, out var response))
        {
            response = StepResponses.Of(model, weight, variability, Subjects, Seed, last).Value;
            responses[key] = response;
        }

        if (response?.Band((int)minutes, whole) is not { } band)
        {
            return ([], []);
        }

        var rate = weight.Value / minutes;
        return (Stretched(band.Lower, rate), Stretched(band.Upper, rate));
    }

    private IEnumerable<PlannerNote> Notes(PlannerDrug drug, double kg, double mgPerKg, double minutes, double rate, MammillaryModel model, double[] curve)
    {
        PlannerNote?[] notes =
        [
            AtMost("dose", mgPerKg, drug.MgPerKg, "mg/kg"),
            AtMost("rate", rate, drug.MgPerKgHour, "mg/kg/h"),
            minutes < sheet.ShortestMinutes.Hard ? new PlannerNote("duration", PlannerReach.BeyondHard, minutes, sheet.ShortestMinutes.Hard, "min")
                : minutes < sheet.ShortestMinutes.Soft ? new PlannerNote("duration", PlannerReach.BeyondSoft, minutes, sheet.ShortestMinutes.Soft, "min") : null,
            kg < sheet.Weight.SoftLeast ? new PlannerNote("weight", kg < sheet.Weight.HardLeast ? PlannerReach.BeyondHard : PlannerReach.BeyondSoft, kg, sheet.Weight.SoftLeast, "kg")
                : kg > sheet.Weight.SoftGreatest ? new PlannerNote("weight", kg > sheet.Weight.HardGreatest ? PlannerReach.BeyondHard : PlannerReach.BeyondSoft, kg, sheet.Weight.SoftGreatest, "kg") : null,
            sheet.Beyond.FirstOrDefault(b => b.Substance == model.Substance && b.Site == model.Site) is { } beyond && curve.Max() is var highest && highest >= beyond.From
                ? new PlannerNote("level", PlannerReach.BeyondSoft, highest, beyond.From, "ng/ml") : null,
        ];
        return notes.OfType<PlannerNote>();
    }

    private static PlannerNote? AtMost(string field, double value, PlannerLimit limit, string unit) =>
        value > limit.Hard ? new PlannerNote(field, PlannerReach.BeyondHard, value, limit.Hard, unit)
        : value > limit.Soft ? new PlannerNote(field, PlannerReach.BeyondSoft, value, limit.Soft, unit) : null;

    private static List<Minutes> Times(double minutes, double observation)
    {
        var last = Math.Ceiling((minutes + observation + 1) / 20) * 20;
        var times = new SortedSet<double> { minutes, minutes + 30, minutes + observation, last };
        for (var t = 0.0; t <= minutes + FineUntilAfterEnd; t += FineStep)
        {
            times.Add(t);
        }

        for (var t = 0.0; t <= last; t += CoarseStep)
        {
            times.Add(t);
        }

        return [.. times.Where(t => t <= last).Select(t => new Minutes(t))];
    }

    private static double[] Stretched(ReadOnlySpan<double> values, double factor)
    {
        var stretched = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            stretched[i] = values[i] * factor;
        }

        return stretched;
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct BandKey(string Model, string Variability, double Weight, int LastMinute);
}
