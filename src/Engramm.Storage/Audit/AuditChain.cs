using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Engramm.Storage.Audit;

/// <summary>How links are joined and checked.</summary>
public static class AuditChain
{
    /// <summary>The digest of an entry: HMAC over its length-prefixed fields and the digest before it.</summary>
    public static string Digest(byte[] chainKey, AuditEntry entry, string previous)
    {
        var text = new StringBuilder();
        foreach (var part in (ReadOnlySpan<string>)
            [
                previous,
                entry.PracticeId.ToString("N"),
                entry.Sequence.ToString(CultureInfo.InvariantCulture),
                (entry.At.UtcTicks / 10).ToString(CultureInfo.InvariantCulture),
                entry.Actor.ToString("N"),
                entry.Action,
                entry.ObjectType,
                entry.ObjectId.ToString("N"),
                entry.Fields,
                entry.HistoryDigest,
            ])
        {
            // The length before each part keeps "a|bc" and "ab|c" apart.
            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(chainKey, Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Walks the chain from its start and returns the sequence of the first bad link, or null when all hold.</summary>
    /// <param name="chainKey">The key from <see cref="MasterKey.ChainKey"/>.</param>
    /// <param name="entries">All entries in order of sequence.</param>
    /// <param name="head">What the practice's head row says; catches a cut-off end.</param>
    public static long? FirstBadLink(byte[] chainKey, IEnumerable<AuditEntry> entries, AuditHead head)
    {
        var previous = string.Empty;
        var expected = 1L;
        foreach (var entry in entries)
        {
            if (entry.Sequence != expected
                || entry.PracticeId != head.PracticeId
                || !string.Equals(Digest(chainKey, entry, previous), entry.Digest, StringComparison.Ordinal))
            {
                return expected;
            }

            previous = entry.Digest;
            expected++;
        }

        return head.Sequence == expected - 1 && string.Equals(head.Digest, previous, StringComparison.Ordinal) ? null : expected;
    }
}
