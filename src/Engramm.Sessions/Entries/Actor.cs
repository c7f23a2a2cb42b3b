namespace Engramm.Sessions.Entries;

/// <summary>In which part somebody, or a device, takes part in a session.</summary>
public enum ActorRole
{
    /// <summary>The physician: orders, decides on holds, starts, resumes, signs.</summary>
    Physician,

    /// <summary>The nurse: charts, checks, pauses and stops, prepares the discharge.</summary>
    Nurse,

    /// <summary>The psychotherapist in the room: charts what is seen and said; gives no orders.</summary>
    Therapist,

    /// <summary>The person being treated. Pauses, stops and rates at any time.</summary>
    Patient,

    /// <summary>Another person in the room, for example the escort. Pauses and stops.</summary>
    Companion,

    /// <summary>A patient monitor. It only delivers values.</summary>
    Monitor,

    /// <summary>The practice's own software, for what no person did.</summary>
    Software,
}

/// <summary>Who made an entry.</summary>
/// <param name="Id">The person's or device's identifier in this practice; two people never share one.</param>
/// <param name="DisplayName">The name as the record prints it.</param>
/// <param name="Role">The part taken in this session.</param>
public sealed record Actor(string Id, string DisplayName, ActorRole Role);
