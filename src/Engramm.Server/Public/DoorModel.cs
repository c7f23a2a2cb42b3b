namespace Engramm.Server.Public;

/// <summary>The entrance of a fictional practice.</summary>
/// <param name="People">Who one can enter as.</param>
/// <param name="Running">The infusion that runs just now, or null.</param>
/// <param name="TourHref">Begins the tour; null in a practice that began empty, which has nobody to show.</param>
/// <param name="EmptyPracticeAction">Route that replaces the fictional practice by an empty one.</param>
public sealed record DoorModel(IReadOnlyList<DoorPerson> People, RunningInfusion? Running, string? TourHref, string EmptyPracticeAction);

/// <summary>One person behind the door.</summary>
/// <param name="Name">Name with title.</param>
/// <param name="Role">Role in the language of the page.</param>
/// <param name="Does">What this person does here, in a few words.</param>
/// <param name="EnterAction">Route that signs this person in (POST).</param>
public sealed record DoorPerson(string Name, string Role, string Does, string EnterAction)
{
    /// <summary>First letters of first and last name, without the title.</summary>
    public string Initials
    {
        get
        {
            var names = Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(n => !n.EndsWith('.')).ToList();
            return names.Count < 2 ? Name[..1] : string.Concat(names[0].AsSpan(0, 1), names[^1].AsSpan(0, 1));
        }
    }
}

/// <summary>An infusion in progress, as the door shows it.</summary>
/// <param name="Room">Room or chair.</param>
/// <param name="Patient">Name of the fictional patient.</param>
/// <param name="Minute">Minutes since the start.</param>
/// <param name="OfMinutes">Planned length in minutes; past it, until somebody has confirmed the end, when <paramref name="Minute"/> is greater.</param>
/// <param name="Href">The cockpit or board, when it can be looked at; otherwise null.</param>
public sealed record RunningInfusion(string Room, string Patient, int Minute, int OfMinutes, string? Href = null);
