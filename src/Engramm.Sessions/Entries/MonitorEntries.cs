namespace Engramm.Sessions.Entries;

/// <summary>A person ties a monitor to this session's chair. From then on its values belong here.</summary>
/// <param name="DeviceId">The monitor's identifier as its messages carry it.</param>
/// <param name="Chair">The chair's name.</param>
public sealed record MonitorAttached(string DeviceId, string Chair) : SessionEntry;

/// <summary>A person unties the monitor. Later messages of it are not this session's.</summary>
/// <param name="DeviceId">The monitor's identifier.</param>
public sealed record MonitorDetached(string DeviceId) : SessionEntry;

/// <summary>Where values come from.</summary>
public enum ValueSource
{
    /// <summary>Sent by the attached monitor.</summary>
    Monitor,

    /// <summary>Entered by a person.</summary>
    Manual,
}

/// <summary>What the sender says about one value.</summary>
public enum ValueDoubt
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The sender doubts it: artefact, lead off, moving arm. Kept; it does not alarm and does not answer a due observation.</summary>
    Questionable,

    /// <summary>Outside what a body can show. Kept as received; raises a technical alarm, never a physiological one.</summary>
    Impossible,
}

/// <summary>One number.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Value">The number as received.</param>
/// <param name="Unit">The unit as received; must be the measure's own, see <see cref="Measures.Unit"/>.</param>
/// <param name="Doubt">What the sender says about it.</param>
public sealed record VitalValue(Measure Measure, double Value, string Unit, ValueDoubt Doubt = ValueDoubt.None);

/// <summary>Values seen at one moment. The two or three numbers of a blood pressure travel together.</summary>
/// <param name="Source">Monitor or person.</param>
/// <param name="Values">At least one.</param>
/// <param name="DeviceId">The monitor; null when entered by a person.</param>
/// <param name="MessageId">The message's control id; null when entered by a person.</param>
public sealed record VitalsObserved(ValueSource Source, IReadOnlyList<VitalValue> Values, string? DeviceId = null, string? MessageId = null) : SessionEntry;

/// <summary>Which sedation scale.</summary>
public enum SedationScale
{
    /// <summary>Modified Observer's Assessment of Alertness/Sedation, 0 (no reaction) to 5 (awake).</summary>
    Moaas,

    /// <summary>Richmond Agitation-Sedation Scale, −5 (unarousable) to +4 (combative).</summary>
    Rass,
}

/// <summary>How awake the patient is.</summary>
/// <param name="Scale">The scale used.</param>
/// <param name="Score">MOAA/S 0…5, RASS −5…+4.</param>
public sealed record SedationRecorded(SedationScale Scale, int Score) : SessionEntry;

/// <summary>What the patient says about the experience.</summary>
/// <param name="Item">The id of the question asked.</param>
/// <param name="Rating">0…10; null when the patient declines to answer, which also answers the due observation.</param>
public sealed record ExperienceRated(string Item, int? Rating) : SessionEntry;

/// <summary>A due observation that was not made and will not be: it is stored as missed, nothing is filled in.</summary>
/// <param name="Due">The due observation's id.</param>
/// <param name="Reason">Why.</param>
public sealed record ObservationSkipped(string Due, string Reason) : SessionEntry;
