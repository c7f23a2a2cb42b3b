namespace Engramm.Cockpit.Room;

/// <summary>The pads for one-tap entries.</summary>
public enum EntryTab
{
    /// <summary>The patient's rating, 0…10.</summary>
    Experience,

    /// <summary>MOAA/S and RASS.</summary>
    Sedation,

    /// <summary>Values read off a device or the body.</summary>
    Values,
}
