using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>What is to be looked at.</summary>
public enum ObservationKind
{
    /// <summary>Blood pressure and heart rate.</summary>
    BloodPressure,
    OxygenSaturation,

    /// <summary>MOAA/S or RASS.</summary>
    Sedation,

    /// <summary>The person's own rating.</summary>
    Experience,

    /// <summary>The intravenous line.</summary>
    LineCheck,
}

/// <summary>From where the time counts.</summary>
public enum ObservationAnchor
{
    CheckIn,

    /// <summary>The start of the pump.</summary>
    Start,

    /// <summary>The end of the infusion, however it ended.</summary>
    End,
}

/// <summary>One line of a protocol's table of measurements.</summary>
public sealed record ProtocolObservation
{
    /// <summary>Stable id within the protocol, e.g. <c>bp.run</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What is looked at.</summary>
    public required ObservationKind LookAt { get; init; }

    /// <summary>From where the time counts.</summary>
    public required ObservationAnchor Anchor { get; init; }

    /// <summary>Minutes after the anchor.</summary>
    public required double Minutes { get; init; }

    /// <summary>When set: again every so many minutes until the infusion ends. Only with <see cref="ObservationAnchor.Start"/>.</summary>
    public double? EveryMinutes { get; init; }

    /// <summary>How many readings are taken, 1 unless said.</summary>
    public int Times { get; init; } = 1;

    /// <summary>What staff should know.</summary>
    public Words? Note { get; init; }

    /// <summary>Where the time comes from.</summary>
    public required Source Source { get; init; }
}

/// <summary>The dose of a form of ketamine.</summary>
/// <param name="Substance">Which form.</param>
/// <param name="MgPerKg">mg of base per kg for the whole infusion.</param>
public sealed record ProtocolDose(KetamineForm Substance, Sourced<double> MgPerKg);

/// <summary>How long a person is watched after the end.</summary>
/// <param name="DefaultMinutes">What holds unless a physician writes otherwise.</param>
/// <param name="LeastMinutes">Never less than this.</param>
/// <param name="ExtendedSessions">For so many first sessions the default may not be shortened.</param>
/// <param name="ExtendedRules">Nor for a person about whom one of these rules of eligibility says something.</param>
public sealed record ObservationTime(Sourced<double> DefaultMinutes, Sourced<double> LeastMinutes, Sourced<double> ExtendedSessions, IReadOnlyList<string> ExtendedRules);

/// <summary>When an observation that is due becomes pressing, in minutes after it was due. A missed one stays missed; nothing is filled in.</summary>
public sealed record Reminders(Sourced<double> LowMinutes, Sourced<double> MediumMinutes, Sourced<double> HighMinutes);

/// <summary>Hours without food and drink before the start.</summary>
public sealed record Fasting(Sourced<double> SolidsHours, Sourced<double> ClearFluidsHours);

/// <summary>How one kind of infusion is given and watched.</summary>
public sealed record InfusionProtocol : ContentFile
{
    public required Words Name { get; init; }

    /// <summary>One dose per form of ketamine it is written for.</summary>
    public required IReadOnlyList<ProtocolDose> Doses { get; init; }

    /// <summary>Planned length of the infusion in minutes.</summary>
    public required Sourced<double> DurationMinutes { get; init; }

    /// <summary>What is measured when.</summary>
    public required IReadOnlyList<ProtocolObservation> Observations { get; init; }

    /// <summary>So many minutes before it is due an observation already counts for it.</summary>
    public required Sourced<double> EarlyMinutes { get; init; }

    public required ObservationTime ObservationTime { get; init; }

    public required Reminders Reminders { get; init; }

    public required Fasting Fasting { get; init; }

    /// <summary>The dose for a form, or null when the protocol is not written for it.</summary>
    public ProtocolDose? DoseOf(KetamineForm substance) => Doses.FirstOrDefault(d => d.Substance == substance);

    /// <inheritdoc/>
    protected internal override IEnumerable<ContentFault> Faults()
    {
        if (!(Reminders.LowMinutes.Value >= 0 && Reminders.LowMinutes.Value <= Reminders.MediumMinutes.Value && Reminders.MediumMinutes.Value <= Reminders.HighMinutes.Value))
        {
            yield return new ContentFault("reminders", "the times begin at 0 or later and do not fall: low, medium, high");
        }

        foreach (var twins in Observations.GroupBy(o => o.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return new ContentFault("observations", $"the observation '{twins.Key}' is given twice");
        }

        foreach (var repeated in Observations.Where(o => o.EveryMinutes is not null && o.Anchor != ObservationAnchor.Start))
        {
            yield return new ContentFault("observations", $"'{repeated.Id}' repeats, but only observations from the start may");
        }
    }
}
