namespace Engramm.Storage.SessionLog;

/// <summary>One event of a session, exactly as accepted. Rows are only ever added.</summary>
public sealed class SessionLogRow
{
    public required Guid PracticeId { get; init; }

    public required Guid SessionId { get; init; }

    /// <summary>1, 2, 3 … without gaps, per session.</summary>
    public required long Sequence { get; init; }

    /// <summary>Epoch of the lease under which it was written; never falls within a session. 0 in rows from before there were leases.</summary>
    public long Epoch { get; init; }

    /// <summary>Made by the sender: the same command sent twice is stored once.</summary>
    public required Guid CommandId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The event as JSON.</summary>
    public required string Json { get; init; }
}
