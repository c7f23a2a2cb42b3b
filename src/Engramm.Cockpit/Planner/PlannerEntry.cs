using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Cockpit.Planner;

/// <summary>What the planner is asked to draw. Null is "not entered": nothing is filled in.</summary>
/// <param name="Drug">The product.</param>
/// <param name="WeightKg">Body weight.</param>
/// <param name="MgPerKg">The dose.</param>
/// <param name="Minutes">Length of the infusion.</param>
/// <param name="Observation">Minutes watched after its end.</param>
/// <param name="MgPerMl">Strength in the syringe.</param>
/// <param name="ModelId">The model drawn with its band.</param>
/// <param name="SecondId">The model beside it; null for none.</param>
/// <param name="EffectSiteId">The effect site drawn; null for none.</param>
/// <param name="VariabilityId">How people differ; null for no band.</param>
/// <param name="Metabolites">Whether the model's metabolites are drawn too.</param>
public sealed record PlannerEntry(
    PlannerDrug? Drug,
    double? WeightKg,
    double? MgPerKg,
    double? Minutes,
    double? Observation,
    double? MgPerMl,
    string? ModelId,
    string? SecondId,
    string? EffectSiteId,
    string? VariabilityId,
    bool Metabolites = false);

/// <summary>How far a value lies from what a plan may hold.</summary>
public enum PlannerReach
{
    Within,

    /// <summary>A physician gives a reason.</summary>
    BeyondSoft,

    /// <summary>No plan is taken.</summary>
    BeyondHard,
}

/// <summary>Something to say beside the figure.</summary>
/// <param name="Field">dose, rate, duration, weight, level.</param>
/// <param name="Reach">How far.</param>
/// <param name="Value">The value.</param>
/// <param name="Limit">The limit it passes.</param>
/// <param name="Unit">Of both.</param>
public sealed record PlannerNote(string Field, PlannerReach Reach, double Value, double Limit, string Unit);

/// <summary>A value that cannot be, or a weight that a model does not take. Nothing is put right: what rests on it is not drawn.</summary>
/// <param name="Field">dose, duration, observation, strength or weight; second for a weight that the second model does not take.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="IsZeroAllowed">Whether 0 and more is allowed, or only more than 0.</param>
/// <param name="Model">The model whose weights are allowed, or null.</param>
public sealed record PlannerRefusal(string Field, double Value, string Unit, bool IsZeroAllowed = false, MammillaryModel? Model = null);

/// <summary>One line beside the drug's own: a metabolite.</summary>
/// <param name="Name">What it is.</param>
/// <param name="IsEstablished">Whether all numbers behind it may be presented as established.</param>
/// <param name="Values">ng/mL at the view's times.</param>
public sealed record PlannerLine(string Name, bool IsEstablished, double[] Values);

/// <summary>What is drawn. Times in minutes, concentrations in ng/mL.</summary>
/// <param name="Model">The first model.</param>
/// <param name="Second">The second, or null.</param>
/// <param name="EffectSite">The effect site, or null.</param>
/// <param name="Variability">How people differ, or null.</param>
/// <param name="Minutes">Length of the infusion.</param>
/// <param name="Observation">Minutes watched after its end.</param>
/// <param name="Times">The points.</param>
/// <param name="Typical">The first model's typical person.</param>
/// <param name="Effect">The effect site; empty when none is drawn.</param>
/// <param name="Beside">The second model; empty when it does not hold or none is chosen.</param>
/// <param name="Lower">5th percentile; empty without a band.</param>
/// <param name="Upper">95th percentile.</param>
/// <param name="TotalDose">mg of base.</param>
/// <param name="MgPerKgHour">The rate relative to weight.</param>
/// <param name="Metabolites">The metabolites, in order of formation; empty when not asked for or not in the model.</param>
/// <param name="Pump">As the pump can run it; null without a strength, or when the pump cannot.</param>
/// <param name="PumpRate">mL/h as calculated; null without a strength.</param>
/// <param name="Levels">Published levels that belong beside this curve.</param>
/// <param name="OtherLevels">Published levels of this substance from another or an unknown site: words only.</param>
/// <param name="Notes">Limits passed.</param>
public sealed record PlannerView(
    MammillaryModel Model,
    MammillaryModel? Second,
    EffectSite? EffectSite,
    Engramm.Kinetics.Populations.Variability? Variability,
    double Minutes,
    double Observation,
    double[] Times,
    double[] Typical,
    double[] Effect,
    double[] Beside,
    double[] Lower,
    double[] Upper,
    Milligrams TotalDose,
    double MgPerKgHour,
    IReadOnlyList<PlannerLine> Metabolites,
    PumpStretch? Pump,
    double? PumpRate,
    IReadOnlyList<PlannerLevel> Levels,
    IReadOnlyList<PlannerLevel> OtherLevels,
    IReadOnlyList<PlannerNote> Notes)
{
    /// <summary>Whether a limit refuses the plan.</summary>
    public bool IsRefused => Notes.Any(n => n.Reach == PlannerReach.BeyondHard);

    /// <summary>The value of a line at a time that is one of <see cref="Times"/>.</summary>
    public double? At(double[] line, double minute) => line.Length == 0 || Array.IndexOf(Times, minute) is not (>= 0 and var i) ? null : line[i];
}
