using Engramm.Quantities;

namespace Engramm.Sessions.Planning;

/// <summary>What is to be looked at.</summary>
public enum DueKind
{
    /// <summary>Blood pressure and heart rate; the blood pressure answers it.</summary>
    BloodPressure,

    /// <summary>Oxygen saturation.</summary>
    OxygenSaturation,

    /// <summary>Sedation, MOAA/S or RASS.</summary>
    Sedation,

    /// <summary>The patient's rating; declining answers it too.</summary>
    Experience,

    /// <summary>A look at the intravenous line.</summary>
    LineCheck,

    /// <summary>Confirm that the pump has ended. Comes by itself at the planned end.</summary>
    InfusionEnd,
}

/// <summary>From where the time counts.</summary>
public enum DueAnchor
{
    /// <summary>The first answer of the check-in.</summary>
    CheckIn,

    /// <summary>The start of the pump.</summary>
    Start,

    /// <summary>The end of the infusion, however it ended.</summary>
    End,
}

/// <summary>One line of the protocol's table.</summary>
/// <param name="Id">Stable id within the plan, for example bp.run.</param>
/// <param name="Kind">What is looked at.</param>
/// <param name="Anchor">From where the time counts.</param>
/// <param name="After">Time after the anchor.</param>
/// <param name="Every">When set: again at this interval until the infusion ends (anchor start only).</param>
/// <param name="Tolerance">How much earlier than due an observation may be made and still answer it.</param>
public sealed record PlannedObservation(string Id, DueKind Kind, DueAnchor Anchor, Minutes After, Minutes? Every, Minutes Tolerance);
