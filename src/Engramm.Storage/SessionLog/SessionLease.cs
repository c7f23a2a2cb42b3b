namespace Engramm.Storage.SessionLog;

/// <summary>The right of one server process to write one session.</summary>
/// <param name="PracticeId">The practice.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Owner">The process, by the id it made at its start; a restarted server is another process.</param>
/// <param name="Epoch">1, 2, 3 …: which change of owner this was.</param>
public sealed record SessionLease(Guid PracticeId, Guid SessionId, Guid Owner, long Epoch);

/// <summary>Another process has taken the session over: nothing was written. Take it again and read what is there before trying once more.</summary>
public sealed class StaleLeaseException(SessionLease lease)
    : Exception($"Session {lease.SessionId} has another owner since epoch {lease.Epoch}; nothing was written.");
