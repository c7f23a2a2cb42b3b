using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>A soft limit, beyond which a reason is asked, and a hard one, beyond which the entry is refused.</summary>
public sealed record Limit(Sourced<double> Soft, Sourced<double> Hard);

/// <summary>The greatest dose and rate of a form of ketamine.</summary>
/// <param name="Substance">Which form.</param>
/// <param name="MgPerKg">Whole dose of one session, mg of base per kg.</param>
/// <param name="MgPerKgHour">Rate, mg of base per kg and hour.</param>
public sealed record DoseLimit(KetamineForm Substance, Limit MgPerKg, Limit MgPerKgHour);

/// <summary>Between which weights a plan may lie, kg.</summary>
public sealed record WeightLimit(Sourced<double> SoftLeast, Sourced<double> SoftGreatest, Sourced<double> HardLeast, Sourced<double> HardGreatest);

/// <summary>An entry that is so many times larger or smaller than expected looks like a slipped decimal mark.</summary>
public sealed record SlipFactor(Sourced<double> Least, Sourced<double> Greatest);

/// <summary>What the practice's pump can be set to: whole multiples of a step up to a greatest rate, mL/h.</summary>
public sealed record PumpSettings(Sourced<double> Step, Sourced<double> Greatest);

/// <summary>
/// Between which values a plan may lie. The limits catch slips of the hand; they are no dose recommendation,
/// and they bind plans, never what was given.
/// </summary>
public sealed record PlanLimits : ContentFile
{
    public required IReadOnlyList<DoseLimit> Doses { get; init; }

    /// <summary>Shortest infusion in minutes.</summary>
    public required Limit DurationMinutes { get; init; }

    public required WeightLimit WeightKg { get; init; }

    /// <summary>From this body mass index on, the plan says which weight the dose is for.</summary>
    public required Sourced<double> AskWeightTypeFromBmi { get; init; }

    /// <summary>Least hours since the infusion before.</summary>
    public required Limit IntervalHours { get; init; }

    /// <summary>Most sessions in any 12 months.</summary>
    public required Limit SessionsPerYear { get; init; }

    public required SlipFactor SlipFactor { get; init; }

    public required PumpSettings Pump { get; init; }

    /// <summary>The limits of a form.</summary>
    /// <exception cref="InvalidOperationException">There are none: the content is broken.</exception>
    public DoseLimit Of(KetamineForm substance) =>
        Doses.FirstOrDefault(d => d.Substance == substance) ?? throw new InvalidOperationException($"The plan limits '{Pin}' do not know {substance}.");
}
