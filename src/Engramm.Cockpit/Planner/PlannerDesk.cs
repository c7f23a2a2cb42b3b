using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Cockpit.Planner;

/// <summary>
/// Calculates what the planner draws. All models are linear: twice the dose is twice every concentration, and so twice every
/// percentile. So the course of 1 mg/kg is kept while only the dose moves; the virtual people's answers and those of the metabolites
/// are kept minute by minute and put together anew for each length of the infusion.
/// </summary>
public sealed class PlannerDesk(PlannerSheet sheet)
{
    /// <summary>How many virtual people the band is drawn from. A smooth edge that a tablet keeps up with.</summary>
    public const int Subjects = 200;

    /// <summary>Any number; the same one gives the same band everywhere.</summary>
    public const ulong Seed = 2020;

    // Close together where the curve bends: after the start and after the end.
    private const double FineStep = 2;
    private const double FineFor = 20;
    private const double CoarseStep = 6;

    // Two hours of infusion and as long an observation; longer ones take longer to begin.
    private const int ShortLastMinute = 260;
    private const int LastMinute = 720;

    private readonly Dictionary<AnswerKey, StepResponses?> responses = [];
    private readonly Dictionary<AnswerKey, IReadOnlyList<AnalyteCurve>> formed = [];
    private (CourseKey Key, UnitCourse Course)? kept;

    /// <summary>Everything entered that cannot be, and each weight that a chosen model does not take: value and range.</summary>
    public IEnumerable<PlannerRefusal> Refusals(PlannerEntry entry)
    {
        foreach (var (field, value, isZeroAllowed, unit) in ((string, double?, bool, string)[])
            [
                ("dose", entry.MgPerKg, true, "mg/kg"), ("duration", entry.Minutes, false, "min"), ("observation", entry.Observation, true, "min"),
                ("strength", entry.MgPerMl, false, "mg/ml"), ("weight", entry.WeightKg, false, "kg"),
            ])
        {
            if (value is { } found && (found < 0 || (found == 0 && !isZeroAllowed)))
            {
                yield return new PlannerRefusal(field, found, unit, isZeroAllowed);
            }
        }

        foreach (var (field, id) in ((string, string?)[])[("weight", entry.ModelId), ("second", entry.SecondId)])
        {
            if (entry is { WeightKg: > 0 and var kg, Drug: { } drug } && Find(drug.Substance, id)?.Model is { } model
                && !(kg >= model.Weights.Least.Value.Value && kg <= model.Weights.Greatest.Value.Value))
            {
                yield return new PlannerRefusal(field, kg, "kg", Model: model);
            }
        }
    }

    /// <summary>What is drawn for the entry, or null while something needed is not entered or refused (<see cref="Refusals"/>).</summary>
    public PlannerView? Of(PlannerEntry entry)
    {
        if (entry is not { Drug: { } drug, WeightKg: { } kg, MgPerKg: { } mgPerKg, Minutes: > 0 and var minutes, Observation: >= 0 and var observation }
            || mgPerKg < 0
            || Find(drug.Substance, entry.ModelId) is not { } first)
        {
            return null;
        }

        if (Course(entry, drug.Substance, first, new CourseKey(first.Model.Id, entry.SecondId, entry.EffectSiteId, entry.VariabilityId, kg, minutes, observation, entry.Metabolites)) is not { } unit)
        {
            return null;
        }

        var curve = Stretched(unit.Typical, mgPerKg);
        var rate = mgPerKg * 60 / minutes;
        return new PlannerView(
            first.Model,
            unit.Second,
            unit.EffectSite,
            unit.Variability,
            minutes,
            observation,
            unit.Times,
            curve,
            Stretched(unit.Effect, mgPerKg),
            Stretched(unit.Beside, mgPerKg),
            Stretched(unit.Lower, mgPerKg),
            Stretched(unit.Upper, mgPerKg),
            new Milligrams(mgPerKg * kg),
            rate,
            [.. unit.Metabolites.Select(line => line with { Values = Stretched(line.Values, mgPerKg) })],
            Pump(drug.Substance, new Milligrams(mgPerKg * kg), new Minutes(minutes), entry.MgPerMl),
            entry.MgPerMl is > 0 and var strength ? mgPerKg * kg * 60 / minutes / strength : null,
            [.. sheet.Levels.Where(l => l.Belongs(first.Model))],
            [.. sheet.Levels.Where(l => l.Substance == drug.Substance && !l.Belongs(first.Model))],
            [.. Notes(drug, kg, mgPerKg, minutes, rate, first.Model, curve)]);
    }

    /// <summary>The models of a substance, in the order in which they are offered.</summary>
    public IEnumerable<PlannerModel> Models(Substance substance) => sheet.Models.Where(m => m.Model.Substance == substance);

    private PlannerModel? Find(Substance substance, string? id) => Models(substance).FirstOrDefault(m => string.Equals(m.Model.Id, id, StringComparison.Ordinal));

    private UnitCourse? Course(PlannerEntry entry, Substance substance, PlannerModel first, CourseKey key)
    {
        if (kept is { } last && last.Key == key)
        {
            return last.Course;
        }

        var weight = new Kilograms(key.Weight);
        var times = Times(key.Minutes, key.Observation);
        var site = first.Model.EffectSites.FirstOrDefault(s => string.Equals(s.Id, entry.EffectSiteId, StringComparison.Ordinal));
        if (DoseSchedule.Even(substance, new Milligrams(key.Weight), new Minutes(key.Minutes)).Value is not { } schedule
            || Prediction.At(first.Model, weight, schedule, site, times).Value is not { } typical)
        {
            return null;
        }

        var second = Find(substance, entry.SecondId)?.Model;
        var beside = second is null ? null : Prediction.At(second, weight, schedule, null, times).Value;
        var variability = first.Variabilities.FirstOrDefault(v => string.Equals(v.Id, entry.VariabilityId, StringComparison.Ordinal));
        var whole = Whole(times);
        var (lower, upper) = variability is null || whole is null ? ([], []) : Band(first.Model, variability, weight, (int)key.Minutes, whole);
        PlannerLine[] metabolites = !entry.Metabolites ? [] : whole is null ? Formed(first.Model, weight, schedule, times) : Formed(first.Model, weight, (int)key.Minutes, whole);
        var course = new UnitCourse(
            beside is null ? null : second,
            site,
            variability,
            [.. times.Select(t => t.Value)],
            [.. typical.PlasmaInNanogramsPerMillilitre],
            [.. typical.EffectInNanogramsPerMillilitre],
            beside is null ? [] : [.. beside.PlasmaInNanogramsPerMillilitre],
            lower,
            upper,
            metabolites);
        kept = (key, course);
        return course;
    }

    private PumpStretch? Pump(Substance substance, Milligrams dose, Minutes minutes, double? mgPerMl) =>
        mgPerMl is > 0 and var strength && dose.Value > 0 && DoseSchedule.Even(substance, dose, minutes).Value is { } schedule
            ? PumpProgram.Of(schedule, new MilligramsPerMillilitre(strength), sheet.Pump).Value?.Stretches[0]
            : null;

    // The slider moves by whole minutes; for a length typed with a fraction no band is drawn.
    private static int[]? Whole(List<Minutes> times) =>
        times[^1].Value <= LastMinute && times.TrueForAll(t => t.Value == Math.Floor(t.Value)) ? [.. times.Select(t => (int)t.Value)] : null;

    private static int LastOf(int[] whole) => whole[^1] <= ShortLastMinute ? ShortLastMinute : LastMinute;

    // For 1 mg/kg.
    private (double[] Lower, double[] Upper) Band(MammillaryModel model, Variability variability, Kilograms weight, int minutes, int[] whole)
    {
        var key = new AnswerKey(model.Id, variability.Id, weight.Value, LastOf(whole));
        if (!responses.TryGetValue(key, out var response))
        {
            response = StepResponses.Of(model, weight, variability, Subjects, Seed, key.LastMinute).Value;
            responses[key] = response;
        }

        if (response?.Band(minutes, whole) is not { } band)
        {
            return ([], []);
        }

        var rate = weight.Value / minutes;
        return (Stretched(band.Lower, rate), Stretched(band.Upper, rate));
    }

    private static PlannerLine[] Formed(MammillaryModel model, Kilograms weight, DoseSchedule schedule, List<Minutes> times) =>
        [.. (MetabolitePrediction.At(model, weight, schedule, times).Value ?? []).Select(curve => new PlannerLine(curve.Name, curve.IsEstablished, [.. curve.InNanogramsPerMillilitre]))];

    // For 1 mg/kg: the answer to 1 mg/min without end, less the same begun when the infusion ends.
    private PlannerLine[] Formed(MammillaryModel model, Kilograms weight, int minutes, int[] whole)
    {
        var key = new AnswerKey(model.Id, "", weight.Value, LastOf(whole));
        if (!formed.TryGetValue(key, out var answers))
        {
            var endless = DoseSchedule.Even(model.Substance, new Milligrams(key.LastMinute), new Minutes(key.LastMinute)).Required();
            answers = MetabolitePrediction.At(model, weight, endless, [.. Enumerable.Range(0, key.LastMinute + 1).Select(t => new Minutes(t))]).Value ?? [];
            formed[key] = answers;
        }

        var rate = weight.Value / minutes;
        return [.. answers.Select(curve => new PlannerLine(curve.Name, curve.IsEstablished, Since(curve.InNanogramsPerMillilitre)))];

        double[] Since(ReadOnlySpan<double> answer)
        {
            var values = new double[whole.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = rate * (answer[whole[i]] - (whole[i] > minutes ? answer[whole[i] - minutes] : 0));
            }

            return values;
        }
    }

    private IEnumerable<PlannerNote> Notes(PlannerDrug drug, double kg, double mgPerKg, double minutes, double rate, MammillaryModel model, double[] curve)
    {
        PlannerNote?[] notes =
        [
            AtMost("dose", mgPerKg, drug.MgPerKg, "mg/kg"),
            AtMost("rate", rate, drug.MgPerKgHour, "mg/kg/h"),
            minutes < sheet.ShortestMinutes.Hard ? new PlannerNote("duration", PlannerReach.BeyondHard, minutes, sheet.ShortestMinutes.Hard, "min")
                : minutes < sheet.ShortestMinutes.Soft ? new PlannerNote("duration", PlannerReach.BeyondSoft, minutes, sheet.ShortestMinutes.Soft, "min") : null,
            OfWeight(kg),
            sheet.Beyond.FirstOrDefault(b => b.Substance == model.Substance && b.Site == model.Site) is { } beyond && curve.Max() is var highest && highest >= beyond.From
                ? new PlannerNote("level", PlannerReach.BeyondSoft, highest, beyond.From, "ng/ml") : null,
        ];
        return notes.OfType<PlannerNote>();
    }

    private PlannerNote? OfWeight(double kg) => sheet.Weight switch
    {
        var w when kg < w.HardLeast => new PlannerNote("weight", PlannerReach.BeyondHard, kg, w.HardLeast, "kg"),
        var w when kg < w.SoftLeast => new PlannerNote("weight", PlannerReach.BeyondSoft, kg, w.SoftLeast, "kg"),
        var w when kg > w.HardGreatest => new PlannerNote("weight", PlannerReach.BeyondHard, kg, w.HardGreatest, "kg"),
        var w when kg > w.SoftGreatest => new PlannerNote("weight", PlannerReach.BeyondSoft, kg, w.SoftGreatest, "kg"),
        _ => null,
    };

    private static PlannerNote? AtMost(string field, double value, PlannerLimit limit, string unit) =>
        value > limit.Hard ? new PlannerNote(field, PlannerReach.BeyondHard, value, limit.Hard, unit)
        : value > limit.Soft ? new PlannerNote(field, PlannerReach.BeyondSoft, value, limit.Soft, unit) : null;

    private static List<Minutes> Times(double minutes, double observation)
    {
        var last = Math.Ceiling((minutes + observation + 1) / 20) * 20;
        var times = new SortedSet<double> { minutes, minutes + 30, minutes + observation, last };
        for (var t = 0.0; t <= FineFor; t += FineStep)
        {
            times.Add(t);
            times.Add(minutes + t);
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

    // What 1 mg/kg does.
    private sealed record UnitCourse(
        MammillaryModel? Second,
        EffectSite? EffectSite,
        Variability? Variability,
        double[] Times,
        double[] Typical,
        double[] Effect,
        double[] Beside,
        double[] Lower,
        double[] Upper,
        IReadOnlyList<PlannerLine> Metabolites);

    private sealed record CourseKey(string Model, string? Second, string? EffectSite, string? Variability, double Weight, double Minutes, double Observation, bool Metabolites);

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct AnswerKey(string Model, string Variability, double Weight, int LastMinute);
}
