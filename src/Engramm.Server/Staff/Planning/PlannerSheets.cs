using Engramm.Care.Planning;
using Engramm.Cockpit.Planner;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Server.Staff.Planning;

/// <summary>Makes the sheet with which the planner calculates in the browser.</summary>
internal static class PlannerSheets
{
    private const string LevelsId = "ketamine-levels";

    // The model and the one beside it come first, as in the page's own figure.
    private static readonly string[] First = [PredictedCourse.First, PredictedCourse.Second];

    /// <summary>The sheet for one language and day.</summary>
    public static PlannerSheet Of(ContentLibrary content, DateOnly today, Language language)
    {
        var limits = content.Get<PlanLimits>(PlanEndpoints.LimitsId, today);
        var protocol = content.Get<InfusionProtocol>(PlanEndpoints.ProtocolId, today);
        var levels = content.Get<ReferenceLevels>(LevelsId, today);
        return new PlannerSheet(
            language.Tag(),
            $"{protocol.Id}, {protocol.Name.In(language)}",
            [.. content.All<Drug>(today).SelectMany(drug => drug.Products.Select(product => new PlannerDrug(
                product.Id, product.Name.In(language), KineticModels.SubstanceOf(drug.Substance), product.MgPerMlBase.Value, Of(limits.Of(drug.Substance).MgPerKg), Of(limits.Of(drug.Substance).MgPerKgHour))))],
            [.. content.All<KineticModel>(today).Where(model => model.Liver is null).OrderBy(model => Array.IndexOf(First, model.Id) is >= 0 and var place ? place : First.Length).Select(model => new PlannerModel(
                model.ToModel(language), [.. model.Variabilities.Select(spread => model.ToVariability(spread.Id, language)!)]))],
            [.. levels.Levels.Select(level => new PlannerLevel(level.Name.In(language), KineticModels.SubstanceOf(level.Substance), KineticModels.SiteOf(level.Site), level.Least.Value, level.Greatest.Value, level.Least.Citation))],
            [.. levels.Beyond.Select(beyond => new PlannerBeyond(KineticModels.SubstanceOf(beyond.Substance), KineticModels.SiteOf(beyond.Site), beyond.From.Value))],
            Of(limits.DurationMinutes),
            new PlannerWeights(limits.WeightKg.HardLeast.Value, limits.WeightKg.SoftLeast.Value, limits.WeightKg.SoftGreatest.Value, limits.WeightKg.HardGreatest.Value),
            new PumpRange(new MillilitresPerHour(limits.Pump.Step.Value), new MillilitresPerHour(limits.Pump.Greatest.Value)));
    }

    private static PlannerLimit Of(Limit limit) => new(limit.Soft.Value, limit.Hard.Value);
}
