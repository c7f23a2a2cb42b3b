namespace Engramm.Storage.SessionLog;

/// <summary>Which server process may write a session. One row per session, never removed, so that the epoch only rises.</summary>
public sealed class SessionLeaseRow
{
    public required Guid SessionId { get; init; }

    public required Guid PracticeId { get; init; }

    /// <summary>The process, by the id it made at its start.</summary>
    public required Guid Owner { get; set; }

    /// <summary>1, 2, 3 …: one more with every change of owner.</summary>
    public required long Epoch { get; set; }
}
