using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Storage.Audit;

/// <summary>What is wrong at a link.</summary>
public enum AuditFault
{
    /// <summary>The link was changed, removed, put in or cut off: from here on nothing is proven.</summary>
    Chain,

    /// <summary>The link names sealed values that are gone.</summary>
    HistoryMissing,

    /// <summary>The sealed values are not those that the link was written with.</summary>
    HistoryChanged,

    /// <summary>Sealed values that no link names.</summary>
    HistoryUnnamed,
}

/// <summary>One fault.</summary>
/// <param name="Sequence">The link it is at.</param>
/// <param name="Fault">What is wrong there.</param>
public sealed record AuditFinding(long Sequence, AuditFault Fault);

/// <summary>What was found in the chain of one practice.</summary>
/// <param name="PracticeId">Whose chain.</param>
/// <param name="Links">Links that were checked.</param>
/// <param name="Digest">
/// Digest of the newest of them. Whoever keeps it elsewhere can show later that the chain was not set back to an earlier state, which the
/// database alone cannot.
/// </param>
/// <param name="Findings">The faults by link; none when all hold.</param>
public sealed record AuditVerification(Guid PracticeId, long Links, string Digest, IReadOnlyList<AuditFinding> Findings)
{
    /// <summary>Checks the chain and the history of every practice in the database. The practices may be at work meanwhile.</summary>
    /// <param name="db">Any context on the database.</param>
    /// <param name="master">Holds the key of the chain.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<IReadOnlyList<AuditVerification>> OfAllAsync(EngrammDbContext db, MasterKey master, CancellationToken cancellation)
    {
        var practices = await db.Practices.IgnoreQueryFilters().Select(p => p.Id)
            .Union(db.AuditHeads.Select(h => h.PracticeId)).Union(db.AuditEntries.Select(e => e.PracticeId)).Union(db.History.Select(h => h.PracticeId))
            .ToListAsync(cancellation);
        var all = new List<AuditVerification>();
        foreach (var practice in practices.Order())
        {
            all.Add(await OfAsync(db, master, practice, cancellation));
        }

        return all;
    }

    private static async Task<AuditVerification> OfAsync(EngrammDbContext db, MasterKey master, Guid practice, CancellationToken cancellation)
    {
        // What is added from here on is the next verification's: a link and the head are written together, so the rest is whole.
        var head = await HeadAsync(db, practice, cancellation);
        var links = await db.AuditEntries.AsNoTracking().Where(e => e.PracticeId == practice && e.Sequence <= head.Sequence).OrderBy(e => e.Sequence).ToListAsync(cancellation);
        var findings = new List<AuditFinding>();
        if (AuditChain.FirstBadLink(master.ChainKey, links, head) is { } bad)
        {
            findings.Add(new AuditFinding(bad, AuditFault.Chain));
        }

        var named = links.Where(l => l.HistoryDigest.Length > 0).ToDictionary(l => l.Sequence, l => l.HistoryDigest);
        await foreach (var history in db.History.AsNoTracking().Where(h => h.PracticeId == practice && h.Sequence <= head.Sequence).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (!named.Remove(history.Sequence, out var digest))
            {
                findings.Add(new AuditFinding(history.Sequence, AuditFault.HistoryUnnamed));
            }
            else if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(history.Sealed)), digest, StringComparison.Ordinal))
            {
                findings.Add(new AuditFinding(history.Sequence, AuditFault.HistoryChanged));
            }
        }

        findings.AddRange(named.Keys.Select(sequence => new AuditFinding(sequence, AuditFault.HistoryMissing)));

        // Behind the head there is nothing, once the head is asked again: the farthest link is read first.
        var farthest = await db.AuditEntries.Where(e => e.PracticeId == practice).MaxAsync(e => (long?)e.Sequence, cancellation) ?? 0;
        var sealedUpTo = await db.History.Where(h => h.PracticeId == practice).MaxAsync(h => (long?)h.Sequence, cancellation) ?? 0;
        var now = await HeadAsync(db, practice, cancellation);
        if (farthest > now.Sequence || sealedUpTo > now.Sequence || now.Sequence == 0)
        {
            findings.Add(new AuditFinding(now.Sequence + 1, AuditFault.Chain));
        }

        return new AuditVerification(practice, links.Count, head.Digest, [.. findings.Distinct().OrderBy(f => f.Sequence)]);
    }

    /// <summary>The newest link as the practice knows it; without one, the beginning: whatever is there then lies behind it.</summary>
    private static async Task<AuditHead> HeadAsync(EngrammDbContext db, Guid practice, CancellationToken cancellation) =>
        await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(h => h.PracticeId == practice, cancellation) ?? new AuditHead { PracticeId = practice };
}
