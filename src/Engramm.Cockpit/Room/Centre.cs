namespace Engramm.Cockpit.Room;

/// <summary>What the centre of the screen shows.</summary>
public enum Centre
{
    /// <summary>What the phase is about: day check, course or discharge.</summary>
    Course,

    /// <summary>The stop and hold matrix.</summary>
    Matrix,

    /// <summary>Every alarm of the session.</summary>
    Alarms,
}
