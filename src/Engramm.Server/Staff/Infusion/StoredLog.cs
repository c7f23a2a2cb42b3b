using System.Security.Cryptography;
using System.Text;
using Engramm.Sessions;
using Engramm.Storage.SessionLog;

namespace Engramm.Server.Staff.Infusion;

/// <summary>A session's log as it lies on disk, line by line: what a report is told from and what its signature covers.</summary>
/// <param name="Rows">The lines in order of their numbers.</param>
public sealed record StoredLog(IReadOnlyList<SessionLogRow> Rows)
{
    private const int Page = 5000;

    /// <summary>Reads it all.</summary>
    public static async Task<StoredLog> ReadAsync(SessionLogStore store, Guid sessionId, CancellationToken cancellation)
    {
        var rows = new List<SessionLogRow>();
        while (await store.ReadAsync(sessionId, rows.Count == 0 ? 0 : rows[^1].Sequence, Page, cancellation) is { Count: > 0 } page)
        {
            rows.AddRange(page);
        }

        return new StoredLog(rows);
    }

    /// <summary>Folds the lines up to a number.</summary>
    public SessionLog Fold(long upTo = long.MaxValue)
    {
        var log = new SessionLog();
        log.AddRange(Rows.TakeWhile(r => r.Sequence <= upTo).Select(r => SessionJson.ReadEvent(r.Json)));
        return log;
    }

    /// <summary>SHA-256 of the lines 1 to <paramref name="upTo"/>, each with a line feed after it, in lower-case hexadecimal.</summary>
    public string Fingerprint(long upTo)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in Rows.TakeWhile(r => r.Sequence <= upTo))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(row.Json));
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
