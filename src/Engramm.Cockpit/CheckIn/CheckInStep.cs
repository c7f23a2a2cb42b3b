namespace Engramm.Cockpit.CheckIn;

/// <summary>The steps of the day's check, in the order in which a team takes them.</summary>
public enum CheckInStep
{
    /// <summary>What is asked.</summary>
    Questions,

    /// <summary>Which monitor belongs to the chair.</summary>
    Monitor,

    /// <summary>What is measured.</summary>
    Vitals,

    /// <summary>Whether the room is ready for an emergency.</summary>
    Readiness,

    /// <summary>The pump, seen by two people.</summary>
    Pump,

    /// <summary>The start.</summary>
    Start,
}
