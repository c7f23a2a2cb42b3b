using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Kinetics;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Care.Planning;

/// <summary>Which weight a dose is calculated for.</summary>
public enum WeightType
{
    /// <summary>As measured.</summary>
    Actual,

    /// <summary>Ideal body weight.</summary>
    Ideal,

    /// <summary>Adjusted body weight.</summary>
    Adjusted,
}

/// <summary>
/// What a physician has entered so far. Null is "not entered": nothing is filled in, above all not the form of ketamine,
/// which comes from the chosen product and from nowhere else.
/// </summary>
public sealed record PlanEntry
{
    /// <summary>The code of the indication.</summary>
    public string? Indication { get; init; }

    /// <summary>The substance of the chosen product.</summary>
    public Drug? Drug { get; init; }

    /// <summary>The product, one of <see cref="Drug"/>.</summary>
    public DrugProduct? Product { get; init; }

    public Kilograms? Weight { get; init; }

    public WeightType? WeightType { get; init; }

    /// <summary>Body height in metres, for the body mass index; null when not measured.</summary>
    public double? HeightMetres { get; init; }

    /// <summary>The weight on record before this one, against which a slip of the hand is noticed.</summary>
    public Kilograms? WeightBefore { get; init; }

    public MilligramsPerKilogram? Dose { get; init; }

    public Minutes? Duration { get; init; }

    /// <summary>The volume in the syringe after dilution.</summary>
    public Millilitres? Volume { get; init; }

    /// <summary>Hours between the end of the one and the start of the other to the nearest infusion, given or planned, before or after this one; null when there is none.</summary>
    public double? HoursToNearest { get; init; }

    /// <summary>Infusions in the 12 months before, given or planned.</summary>
    public required int SessionsInPastYear { get; init; }

    /// <summary>The second physician who countersigned an unusual number of sessions.</summary>
    public Guid? CountersignedBy { get; init; }
}

/// <summary>One infusion, calculated. All amounts are base. It is a plan: what was given is recorded as it happened.</summary>
public sealed record InfusionPlan(
    ContentPin Protocol,
    string? Indication,
    KetamineForm Substance,
    DrugProduct Product,
    Kilograms Weight,
    WeightType WeightType,
    MilligramsPerKilogram Dose,
    Minutes Duration,
    Millilitres Volume)
{
    /// <summary>The whole dose.</summary>
    public Milligrams TotalDose => Dose * Weight;

    /// <summary>How much of the product is drawn up.</summary>
    public Millilitres ProductVolume => TotalDose / new MilligramsPerMillilitre(Product.MgPerMlBase.Value);

    /// <summary>The strength in the syringe after dilution.</summary>
    public MilligramsPerMillilitre SyringeStrength => new(TotalDose.Value / Volume.Value);

    /// <summary>What the pump is set to.</summary>
    public MillilitresPerHour PumpRate => new(Volume.Value * 60 / Duration.Value);

    /// <summary>The rate relative to weight.</summary>
    public MilligramsPerKilogramHour Rate => Dose / Duration;

    /// <summary>The plan as the kinetics reads it: evenly from minute 0.</summary>
    public Checked<DoseSchedule> Schedule() => DoseSchedule.Even(KineticModels.SubstanceOf(Substance), TotalDose, Duration);
}
