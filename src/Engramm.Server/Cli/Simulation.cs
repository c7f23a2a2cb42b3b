using System.Globalization;
using Engramm.Care.Planning;
using Engramm.Content.Infusion;
using Engramm.Kinetics;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Kinetics.Schedules;
using Engramm.Kinetics.Writing;
using Engramm.Quantities;

namespace Engramm.Server.Cli;

/// <summary>What somebody asks on the command line, as written; with the limits that a plan would have.</summary>
internal sealed record SimulationWish(KineticModel Model, PlanLimits Limits, string Weight, string Until, string Every)
{
    public string? Age { get; init; }

    public IReadOnlyList<string> Infusions { get; init; } = [];

    public IReadOnlyList<string> Rates { get; init; } = [];

    public IReadOnlyList<string> Boluses { get; init; } = [];

    /// <summary>How each bolus is taken; null for into a vein.</summary>
    public AbsorptionRoute? Route { get; init; }

    /// <summary>An id, empty for the model's first, null for none.</summary>
    public string? EffectSite { get; init; }

    public bool Metabolites { get; init; }

    public bool Exploratory { get; init; }

    public bool Venous { get; init; }

    public SlowEffectModel? SlowEffect { get; init; }

    public int? Population { get; init; }

    public ulong Seed { get; init; } = 1;

    public string Percentiles { get; init; } = "5,50,95";

    /// <summary>An id, or null for the model's first.</summary>
    public string? Variability { get; init; }

    public bool AsMeasured { get; init; }
}

/// <summary>Turns what was written into a table, or says everything that speaks against it.</summary>
internal sealed class Simulation
{
    private readonly SimulationWish wish;
    private readonly CancellationToken stop;
    private readonly List<string> refusals = [];
    private readonly List<(string Name, double[] Values)> columns = [];
    private readonly List<string> cautions = [];
    private bool established = true;

    private Simulation(SimulationWish wish, CancellationToken stop)
    {
        this.wish = wish;
        this.stop = stop;
    }

    /// <exception cref="CommandFailedException">Something was refused; the message names each value and what is allowed.</exception>
    /// <exception cref="CalledWronglyException">Nothing is given, or an id does not exist.</exception>
    public static SimulationTable Of(SimulationWish wish, CancellationToken stop) => new Simulation(wish, stop).Table();

    private SimulationTable Table()
    {
        if (wish.Infusions.Count + wish.Rates.Count + wish.Boluses.Count == 0)
        {
            throw new CalledWronglyException("Nothing is given. Say what, with --infuse, --rate or --bolus. See pk simulate --help.");
        }

        var weight = Read(DoseReader.Weight(wish.Weight));
        var age = wish.Age is null ? (Years?)null : Read(DoseReader.Age(wish.Age));
        var (until, every) = (Read(DoseReader.Span(wish.Until)), Read(DoseReader.Span(wish.Every)));
        Settle();
        Infusion[] infusions = [.. wish.Infusions.Select(t => Read(DoseReader.Infusion(t, weight))), .. wish.Rates.Select(t => Read(DoseReader.Rate(t, weight)))];
        Bolus[] boluses = [.. wish.Boluses.Select(t => Read(DoseReader.Bolus(t, weight)))];
        if (until.Value / every.Value > TimeGrid.MostPoints)
        {
            refusals.Add($"--until {wish.Until} --every {wish.Every} makes more than {TimeGrid.MostPoints} rows. Take a longer step.");
        }

        Settle();
        var substance = KineticModels.SubstanceOf(wish.Model.Substance);
        var schedule = Take(DoseSchedule.Of(substance, infusions, wish.Route is null ? boluses : []));
        Settle();
        cautions.AddRange(SessionLimits.Passed(wish.Limits, wish.Model.Substance, schedule!, weight).Select(passed =>
            string.Create(CultureInfo.InvariantCulture, $"Session {passed.Session} gives {passed.Value:0.###} {passed.Unit}; a plan here takes at most {passed.Limit:0.###} {passed.Unit}. Calculated as written.")));
        Minutes[] times = [.. Enumerable.Range(0, (int)Math.Ceiling((until.Value / every.Value) - 1e-9)).Select(i => new Minutes(i * every.Value)), until];
        if (wish.Model.ToHepatoPortalModel(Language.English) is { } liver)
        {
            ThroughLiver(liver, weight, age, schedule!, boluses, times);
        }
        else
        {
            FromCentre(wish.Model.ToModel(Language.English), weight, age, schedule!, times);
        }

        Settle();
        return new SimulationTable(wish.Model, established, [.. times.Select(t => t.Value)], columns) { Cautions = cautions };
    }

    private void FromCentre(MammillaryModel model, Kilograms weight, Years? age, DoseSchedule schedule, Minutes[] times)
    {
        refusals.AddRange(age is { } years ? (model.Ages?.Refuse(years) ?? []).Select(FindingSentence.Of) : []);
        if (wish.Route is { } route)
        {
            refusals.Add($"{wish.Model.Id} says nothing of {PkCommand.Written(route)} doses. Take perez-ruixo2021, or --route iv.");
        }

        var site = EffectSite(model);
        if (Take(Prediction.At(model, weight, schedule, site, times)) is not { } curve)
        {
            return;
        }

        Add("cp_ng_ml", curve.PlasmaInNanogramsPerMillilitre, curve.IsEstablished);
        if (site is not null)
        {
            Add("ce_ng_ml", curve.EffectInNanogramsPerMillilitre, curve.IsEstablished);
        }

        if (wish.Metabolites)
        {
            Add(Take(MetabolitePrediction.At(model, weight, schedule, times, wish.Exploratory)) ?? []);
            RefuseMissingMetabolites();
        }

        if (wish.Venous && Take(VenousPrediction.At(model, weight, schedule, times)) is { } venous)
        {
            Add([venous]);
        }

        if (wish.SlowEffect is { } slow && Take(SlowEffectPrediction.At(slow.ToSlowEffect(Language.English), model, weight, schedule, times)) is { } effect)
        {
            Add("slow_ng_ml", [.. effect.Points.Select(p => p.Concentration.Value)], effect.IsEstablished);
            cautions.Add("The slow effect is a research view of one trial and predicts nobody.");
            Add("slow_effect", [.. effect.Points.Select(p => p.Effect)], effect.IsEstablished);
        }

        if (wish.Population is { } subjects)
        {
            AddPercentiles(model, weight, schedule, times, site, subjects);
        }
    }

    private void ThroughLiver(HepatoPortalModel model, Kilograms weight, Years? age, DoseSchedule schedule, Bolus[] boluses, Minutes[] times)
    {
        foreach (var (asked, option) in new[] { (wish.EffectSite is not null, "--effect-site"), (wish.Venous, "--venous"), (wish.SlowEffect is not null, "--slow-effect"), (wish.Population is not null, "--population") })
        {
            if (asked)
            {
                refusals.Add($"{option} is not offered for {model.Id}: nothing usable is published with it.");
            }
        }

        AbsorbedDose[] absorbed = wish.Route is { } route ? [.. boluses.Select(b => new AbsorbedDose(route, b.At, b.Amount))] : [];
        if (Take(HepatoPortalPrediction.At(model, weight, age, schedule, absorbed, times)) is { } curves)
        {
            if (age is null)
            {
                cautions.Add($"Age is not known; calculated as for up to {model.Liver.FlowFallsFrom.Value.Value:0} years.");
            }

            Add([curves.Drug]);
            Add(wish.Metabolites ? curves.Metabolites : []);
        }
    }

    private void AddPercentiles(MammillaryModel model, Kilograms weight, DoseSchedule schedule, Minutes[] times, EffectSite? site, int subjects)
    {
        var sets = wish.Model.Variabilities;
        var id = wish.Variability ?? (sets.Count > 0 ? sets[0].Id : null);
        if (id is null)
        {
            refusals.Add($"{model.Id} has no published or assumed spread between people; --population is not offered for it.");
            return;
        }

        if (wish.Model.ToVariability(id, Language.English) is not { } variability)
        {
            throw new CalledWronglyException($"{model.Id} has no spread '{id}'. There are: {string.Join(", ", sets.Select(s => s.Id))}.");
        }

        var request = new PopulationRequest(model, weight, schedule, times, variability)
        {
            Subjects = subjects,
            Seed = wish.Seed,
            Percentiles = Percentiles(),
            EffectSite = site,
            AsMeasured = wish.AsMeasured,
        };
        if (refusals.Count > 0 || Take(Population.Percentiles(request, progress: null, stop)) is not { } found)
        {
            return;
        }

        for (var p = 0; p < request.Percentiles.Count; p++)
        {
            Add(Named("cp", request.Percentiles[p]), found.PlasmaInNanogramsPerMillilitre(p), found.IsEstablished);
        }

        for (var p = 0; site is not null && p < request.Percentiles.Count; p++)
        {
            Add(Named("ce", request.Percentiles[p]), found.EffectInNanogramsPerMillilitre(p), found.IsEstablished);
        }

        static string Named(string what, double percentile) => string.Create(CultureInfo.InvariantCulture, $"{what}_p{percentile}_ng_ml");
    }

    private List<double> Percentiles()
    {
        var list = new List<double>();
        foreach (var part in wish.Percentiles.Split(','))
        {
            if (NumberReader.Read(part, Language.English).Value is { } number)
            {
                list.Add((double)number);
            }
            else
            {
                refusals.Add($"--percentiles {wish.Percentiles}: '{part}' is not taken as a number. Write for instance 2.5,50,97.5.");
            }
        }

        return list;
    }

    private EffectSite? EffectSite(MammillaryModel model)
    {
        if (wish.EffectSite is not { } id)
        {
            return null;
        }

        if (model.EffectSites.Count == 0)
        {
            refusals.Add($"{model.Id} has no effect site of its own, and one of another model would predict the wrong time of the peak.");
            return null;
        }

        return id.Length == 0
            ? model.EffectSites[0]
            : model.EffectSites.FirstOrDefault(s => string.Equals(s.Id, id, StringComparison.Ordinal))
                ?? throw new CalledWronglyException($"{model.Id} has no effect site '{id}'. There are: {string.Join(", ", model.EffectSites.Select(s => s.Id))}.");
    }

    private void RefuseMissingMetabolites()
    {
        if (wish.Model.Metabolites.Count == 0)
        {
            refusals.Add($"{wish.Model.Id} says nothing of metabolites. Leave --metabolites out, or take kamp2020, simons2022, fanta-otto or perez-ruixo2021.");
        }
    }

    private void Add(IEnumerable<AnalyteCurve> curves)
    {
        foreach (var curve in curves)
        {
            Add(curve.AnalyteId + "_ng_ml", curve.InNanogramsPerMillilitre, curve.IsEstablished);
            if (curve.IsExploratory)
            {
                cautions.Add($"Column {curve.AnalyteId}_ng_ml is exploratory.");
            }
        }
    }

    private void Add(string name, ReadOnlySpan<double> values, bool isEstablished)
    {
        columns.Add((name, values.ToArray()));
        established &= isEstablished;
    }

    private T Read<T>(Written<T> written)
    {
        if (written.IsSound)
        {
            return written.Value;
        }

        refusals.Add(written.Finding.Message);
        return default!;
    }

    private T? Take<T>(Checked<T> found)
        where T : class
    {
        refusals.AddRange(found.Findings.Select(FindingSentence.Of));
        return found.Value;
    }

    private void Settle()
    {
        if (refusals.Count > 0)
        {
            throw new CommandFailedException(string.Join(Environment.NewLine, refusals.Distinct(StringComparer.Ordinal)));
        }
    }
}
