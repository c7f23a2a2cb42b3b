using System.Text.Json.Serialization;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Kinetics.Schedules;

namespace Engramm.Cockpit.Planner;

/// <summary>Everything the planner needs to calculate without the server.</summary>
/// <param name="Language">The language of the page, as its tag.</param>
/// <param name="Protocol">Id and name of the protocol.</param>
/// <param name="Drugs">What is on the shelf, with the limits of its substance.</param>
/// <param name="Models">The models, in the order in which they are offered.</param>
/// <param name="Levels">Published concentrations for reading a curve.</param>
/// <param name="Beyond">From which predicted values on a plan leaves what this software is made for.</param>
/// <param name="ShortestMinutes">Beyond soft a reason is asked, beyond hard no plan is taken.</param>
/// <param name="Weight">The weights a plan may have, kg.</param>
/// <param name="Pump">What the practice's pump can be set to.</param>
public sealed record PlannerSheet(
    string Language,
    string Protocol,
    IReadOnlyList<PlannerDrug> Drugs,
    IReadOnlyList<PlannerModel> Models,
    IReadOnlyList<PlannerLevel> Levels,
    IReadOnlyList<PlannerBeyond> Beyond,
    PlannerLimit ShortestMinutes,
    PlannerWeights Weight,
    PumpRange Pump);

/// <summary>A product and the limits of its substance.</summary>
/// <param name="ProductId">As in the form.</param>
/// <param name="Name">As on the vial.</param>
/// <param name="Substance">Racemate or esketamine.</param>
/// <param name="MgPerMl">Strength as base.</param>
/// <param name="MgPerKg">Limits of the dose.</param>
/// <param name="MgPerKgHour">Limits of the rate.</param>
public sealed record PlannerDrug(string ProductId, string Name, Substance Substance, double MgPerMl, PlannerLimit MgPerKg, PlannerLimit MgPerKgHour);

/// <summary>A model and the ways in which people differ under it.</summary>
public sealed record PlannerModel(MammillaryModel Model, IReadOnlyList<Variability> Variabilities);

/// <summary>A soft limit asks for a reason, a hard one refuses.</summary>
public sealed record PlannerLimit(double Soft, double Hard);

/// <summary>Weights in kg: inside soft nothing is asked, outside hard nothing is taken.</summary>
public sealed record PlannerWeights(double HardLeast, double SoftLeast, double SoftGreatest, double HardGreatest);

/// <summary>A published concentration, ng/mL.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Substance">Of which substance.</param>
/// <param name="Site">Where it was measured, as far as the source says.</param>
/// <param name="Least">From.</param>
/// <param name="Greatest">To.</param>
/// <param name="Citation">The source.</param>
public sealed record PlannerLevel(string Name, Substance Substance, SamplingSite Site, double Least, double Greatest, string Citation)
{
    /// <summary>Whether it may be drawn beside a curve of this model: the same substance from the same place, and nothing else.</summary>
    public bool Belongs(MammillaryModel model) => Substance == model.Substance && Site == model.Site && Site != SamplingSite.NotStated;
}

/// <summary>From which predicted concentration on, ng/mL, a plan leaves what this software is made for.</summary>
public sealed record PlannerBeyond(Substance Substance, SamplingSite Site, double From);

/// <summary>How the sheet travels.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(PlannerSheet))]
public sealed partial class PlannerJson : JsonSerializerContext;
