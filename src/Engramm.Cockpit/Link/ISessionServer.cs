using Engramm.Sessions.Entries;

namespace Engramm.Cockpit.Link;

/// <summary>Events of a session, and the same as they came.</summary>
/// <param name="Events">In the order of their numbers.</param>
/// <param name="Json">The text they were read from: keeping it spares writing them again, which takes a third of a second of a long session's start.</param>
public sealed record ReadEvents(IReadOnlyList<SessionEvent> Events, string Json)
{
    /// <summary>As many as one answer holds at most. An answer with fewer is the last.</summary>
    public const int Most = 2000;
}

/// <summary>What a cockpit needs of the other side: the practice's server, or a drill on this device.</summary>
public interface ISessionServer
{
    /// <summary>The sheet, or null and the reason.</summary>
    Task<(SessionSheet? Found, Sending Outcome)> SheetAsync(Guid session);

    /// <summary>The words of the session's content.</summary>
    Task<(SessionContent? Found, Sending Outcome)> ContentAsync(Guid session);

    /// <summary>Events after a number.</summary>
    Task<(ReadEvents? Found, Sending Outcome)> EventsAsync(Guid session, long after);

    /// <summary>Sends one command.</summary>
    /// <param name="session">The session.</param>
    /// <param name="command">The command and whose it is.</param>
    /// <param name="second">The named second person, for the second look at the pump.</param>
    Task<(Sending Outcome, CommandRefused? Refusal)> SendAsync(Guid session, KeptCommand command, SecondPerson? second = null);
}
