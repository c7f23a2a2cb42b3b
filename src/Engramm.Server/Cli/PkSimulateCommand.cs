using System.CommandLine;
using Engramm.Kinetics.Models;

namespace Engramm.Server.Cli;

/// <summary><c>pk simulate</c>: curves of one model as a table.</summary>
internal static class PkSimulateCommand
{
    private const string Help =
        """
        Predict concentrations and write them as a table. Not for dosing or discharge decisions.

        Amounts are base: mg, µg (ug, mcg), mg/kg, µg/kg. Rates: mg/h, mg/min, mg/kg/h, µg/kg/min. Times: min, h, d.
        Comma and point are both decimal marks; 1,234 could be two numbers and is refused, and so is the hydrochloride.
        What passes a hard limit of a plan is calculated as written and said on standard error (in JSON under notes).
        The first columns are time_min and cp_ng_ml, then what was asked for. Exit codes: 0 done, 1 refused with a reason, 2 called wrongly.

        Example: pk simulate --model kamp2020 --weight 70 --infuse "35 mg over 40 min" --until 24h --every 5min
        """;

    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Id of a model; see pk models", Required = true };
        var weight = new Option<string>("--weight") { Description = "Body weight in kg", Required = true };
        var age = new Option<string?>("--age") { Description = "Age in years; checked against the model, used by perez-ruixo2021" };
        var infuse = Several("--infuse", "\"35 mg over 40 min [at 10 min]\"; may be repeated");
        var rate = Several("--rate", "\"35 mg/h from 0 to 20 min\" or \"35 mg/h for 20 min [at 5 min]\"; may be repeated");
        var bolus = Several("--bolus", "\"7 mg at 0\"; may be repeated");
        var route = new Option<Route>("--route") { Description = "How each --bolus is taken: iv, nasal or oral", DefaultValueFactory = _ => Route.Iv };
        var until = new Option<string>("--until") { Description = "Last time, for instance 24h", Required = true };
        var every = new Option<string>("--every") { Description = "Step between the rows", DefaultValueFactory = _ => "5min" };
        var effectSite = new Option<string?>("--effect-site") { Description = "Add ce_ng_ml: the model's first effect site, or the one of this id", Arity = ArgumentArity.ZeroOrOne };
        var metabolites = new Option<bool>("--metabolites") { Description = "Add each metabolite, for instance nk_ng_ml" };
        var exploratory = new Option<bool>("--exploratory") { Description = "With --metabolites: those that are only exploratory too" };
        var venous = new Option<bool>("--venous") { Description = "Add cv_ng_ml: an approximate venous reading of an arterial model (exploratory)" };
        var slowEffect = new Option<string?>("--slow-effect") { Description = "Add slow_ng_ml and slow_effect: the research view of this id, for instance crps-dahan2011" };
        var population = new Option<int?>("--population") { Description = "Add percentiles between this many virtual people" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the virtual people", DefaultValueFactory = _ => 1 };
        var percentiles = new Option<string>("--percentiles") { Description = "Rising, for instance 5,50,95", DefaultValueFactory = _ => "5,50,95" };
        var spread = new Option<string?>("--variability") { Description = "Id of the spread; the model's first when nothing is said" };
        var measured = new Option<bool>("--measured") { Description = "Percentiles of values as a laboratory would report them, with the residual error of the spread" };
        var format = new Option<TableFormat>("--format") { Description = "csv or json", DefaultValueFactory = _ => TableFormat.Csv };
        var command = new Command("simulate", Help)
        {
            model, weight, age, infuse, rate, bolus, route, until, every, effectSite, metabolites, exploratory, venous, slowEffect, population, seed, percentiles, spread, measured, format,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (models, slowEffects, limits) = PkCommand.Read();
            var file = models.FirstOrDefault(m => string.Equals(m.Id, parsed.GetValue(model), StringComparison.Ordinal))
                ?? throw new CalledWronglyException($"There is no model '{parsed.GetValue(model)}'. There are: {string.Join(", ", models.Select(m => m.Id))}.");
            var wish = new SimulationWish(file, limits, parsed.GetValue(weight)!, parsed.GetValue(until)!, parsed.GetValue(every)!)
            {
                Age = parsed.GetValue(age),
                Infusions = parsed.GetValue(infuse) ?? [],
                Rates = parsed.GetValue(rate) ?? [],
                Boluses = parsed.GetValue(bolus) ?? [],
                Route = parsed.GetValue(route) switch { Route.Nasal => AbsorptionRoute.Nasal, Route.Oral => AbsorptionRoute.Oral, _ => null },
                EffectSite = parsed.GetResult(effectSite) is { Implicit: false } ? parsed.GetValue(effectSite) ?? "" : null,
                Metabolites = parsed.GetValue(metabolites),
                Exploratory = parsed.GetValue(exploratory),
                Venous = parsed.GetValue(venous),
                SlowEffect = parsed.GetValue(slowEffect) is { } id
                    ? slowEffects.FirstOrDefault(s => string.Equals(s.Id, id, StringComparison.Ordinal))
                        ?? throw new CalledWronglyException($"There is no slow effect '{id}'. There are: {string.Join(", ", slowEffects.Select(s => s.Id))}.")
                    : null,
                Population = parsed.GetValue(population),
                Seed = parsed.GetValue(seed),
                Percentiles = parsed.GetValue(percentiles)!,
                Variability = parsed.GetValue(spread),
                AsMeasured = parsed.GetValue(measured),
            };
            var table = Simulation.Of(wish, cancellation);
            await parsed.InvocationConfiguration.Error.WriteLineAsync(table.Heading);
            await parsed.InvocationConfiguration.Output.WriteAsync(table.ToText(parsed.GetValue(format)).AsMemory(), cancellation);
            return 0;
        });
        return command;
    }

    private static Option<string[]> Several(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = false };

    private enum Route
    {
        Iv,
        Nasal,
        Oral,
    }
}
