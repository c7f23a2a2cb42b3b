using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>A parameter for a person of the reference weight, and the power of weight it grows with.</summary>
public sealed record ModelParameter(Sourced<double> Value, Sourced<double> WeightExponent);

/// <summary>The weights (kg) or ages (years) a model may be used for, both ends included.</summary>
public sealed record ModelRange(Sourced<double> Least, Sourced<double> Greatest);

/// <summary>A peripheral compartment.</summary>
/// <param name="VolumeL">Volume in L.</param>
/// <param name="FlowLPerH">Exchange with the central compartment in L/h.</param>
public sealed record ModelPeripheral(ModelParameter VolumeL, ModelParameter FlowLPerH);

/// <summary>An effect site estimated with this model, and with no other.</summary>
/// <param name="Id">Stable id within the model.</param>
/// <param name="Name">What effect it stands for.</param>
/// <param name="Ke0PerMinute">Equilibration constant in 1/min.</param>
public sealed record ModelEffectSite(string Id, Words Name, Sourced<double> Ke0PerMinute);

/// <summary>A chain of equal compartments between a substance and what is formed from it.</summary>
/// <param name="MeanTransitTimeMin">Of the whole chain, minutes.</param>
/// <param name="Compartments">How many.</param>
public sealed record ModelDelay(Sourced<double> MeanTransitTimeMin, Sourced<int> Compartments);

/// <summary>What is formed from the drug, or from the metabolite before it.</summary>
/// <param name="Id">Stable id within the model.</param>
/// <param name="Name">Its name.</param>
/// <param name="FractionFormed">Which share of the clearance before it ends here.</param>
/// <param name="MassRatio">Its molar mass over that of the drug; 1 where the numbers already hold the ratio.</param>
/// <param name="VolumeL">Central volume in L.</param>
/// <param name="ClearanceLPerH">Clearance in L/h.</param>
/// <param name="Peripherals">None, one or two.</param>
/// <param name="Delay">The chain it comes through.</param>
/// <param name="Exploratory">Left out unless asked for, and named exploratory.</param>
/// <param name="AreaMayBeShown">False where the area under the curve is known to be wrong.</param>
public sealed record ModelMetabolite(
    string Id,
    Words Name,
    Sourced<double> FractionFormed,
    Sourced<double> MassRatio,
    ModelParameter VolumeL,
    ModelParameter ClearanceLPerH,
    IReadOnlyList<ModelPeripheral> Peripherals,
    ModelDelay? Delay = null,
    bool Exploratory = false,
    bool AreaMayBeShown = true);

/// <summary>The liver as a compartment.</summary>
/// <param name="VolumeL">Volume in L.</param>
/// <param name="FlowLPerH">Blood flow to and from it in L/h.</param>
/// <param name="FlowLostPerYearLPerH">What the flow loses with each year of age above the next number, L/h.</param>
/// <param name="FlowFallsFromYears">From which age.</param>
/// <param name="EliminationPerH">Loss in 1/h.</param>
/// <param name="MetabolismPerH">Change into the metabolite in 1/h.</param>
public sealed record ModelLiver(
    ModelParameter VolumeL,
    ModelParameter FlowLPerH,
    Sourced<double> FlowLostPerYearLPerH,
    Sourced<double> FlowFallsFromYears,
    Sourced<double> EliminationPerH,
    Sourced<double> MetabolismPerH);

/// <summary>A swallowed dose.</summary>
/// <param name="Available">The fraction that passes the gut wall.</param>
/// <param name="EntryMin">How long it enters the depot evenly, minutes.</param>
/// <param name="RatePerH">From the depot into the liver, 1/h.</param>
public sealed record ModelOralAbsorption(Sourced<double> Available, Sourced<double> EntryMin, Sourced<double> RatePerH);

/// <summary>A nasal dose.</summary>
/// <param name="RatePerH">Through the mucosa, 1/h.</param>
/// <param name="Fraction">Share of the first device that goes through it.</param>
/// <param name="LaterFactor">Factor on that share for each further device.</param>
/// <param name="DeviceMg">What one device gives, mg of base.</param>
/// <param name="MostDevices">The most devices of one dose.</param>
/// <param name="Swallowed">What happens to the rest.</param>
public sealed record ModelNasalAbsorption(
    Sourced<double> RatePerH,
    Sourced<double> Fraction,
    Sourced<double> LaterFactor,
    Sourced<double> DeviceMg,
    Sourced<int> MostDevices,
    ModelOralAbsorption Swallowed);

/// <summary>A share of the arterial curve that reaches a vein with a lag.</summary>
/// <param name="Share">Which part; together they are 1.</param>
/// <param name="LagMin">Time constant in minutes.</param>
public sealed record ModelLaggedShare(Sourced<double> Share, Sourced<double> LagMin);
