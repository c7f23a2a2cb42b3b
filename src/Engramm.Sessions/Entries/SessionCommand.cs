namespace Engramm.Sessions.Entries;

/// <summary>
/// What a cockpit, a page or the monitor listener asks the server to write down. The id is made where the
/// command is made, so that sending it twice writes it once.
/// </summary>
/// <param name="CommandId">Made by the sender, never reused.</param>
/// <param name="OccurredAt">When it happened, practice time, UTC. May lie before entries that are already stored.</param>
/// <param name="By">Who says so. The server replaces it by the signed-in person.</param>
/// <param name="Entry">What happened.</param>
public sealed record SessionCommand(Guid CommandId, DateTimeOffset OccurredAt, Actor By, SessionEntry Entry)
{
    /// <summary>The stored form: with the server's number and the server's time.</summary>
    /// <param name="sequence">1, 2, 3 … within the session.</param>
    /// <param name="recordedAt">When the server wrote it, practice time, UTC.</param>
    public SessionEvent Store(long sequence, DateTimeOffset recordedAt) => new(CommandId, sequence, OccurredAt, recordedAt, By, Entry);

    /// <summary>The form a cockpit folds while the server has not answered yet: no number, known here since <paramref name="now"/>.</summary>
    public SessionEvent Pending(DateTimeOffset now) => new(CommandId, 0, OccurredAt, now, By, Entry);
}

/// <summary>One line of a session's log. Never changed, never removed.</summary>
/// <param name="CommandId">The sender's id; a second event with the same id is the same event.</param>
/// <param name="Sequence">1, 2, 3 … as the server stored it; 0 while only the cockpit knows it.</param>
/// <param name="OccurredAt">When it happened, practice time, UTC.</param>
/// <param name="RecordedAt">When it became known: the server's time of writing, practice time, UTC.</param>
/// <param name="By">Who made it.</param>
/// <param name="Entry">What happened.</param>
public sealed record SessionEvent(
    Guid CommandId, long Sequence, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, Actor By, SessionEntry Entry)
{
    /// <summary>Whether the server has it on disk.</summary>
    public bool IsStored() => Sequence > 0;
}
