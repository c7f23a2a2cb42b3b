using Engramm.Server.Design;
using Engramm.Sessions;
using Engramm.Sessions.Entries;

namespace Engramm.Server.Staff.Infusion;

/// <summary>Something that came after the report was signed: an addition, never a change of what was signed.</summary>
/// <param name="At">When it was written.</param>
/// <param name="What">In words; a correction says what stood before and why.</param>
/// <param name="By">Who.</param>
/// <param name="SignedBy">Who signed it and when; null while nobody has.</param>
public sealed record AdditionLine(DateTimeOffset At, string What, string By, string? SignedBy);

/// <summary>What a log holds beyond its signed part.</summary>
internal static class ReportAdditions
{
    /// <summary>The additions, in the order in which they were written; a monitor's late values share a line per monitor and signature.</summary>
    /// <param name="log">The whole log.</param>
    /// <param name="signatures">The report's signatures, oldest first.</param>
    /// <param name="words">Entries as sentences.</param>
    /// <param name="context">Language and practice.</param>
    public static IReadOnlyList<AdditionLine> Of(SessionLog log, IReadOnlyList<SessionEvent> signatures, EntryWords words, PageContext context)
    {
        if (signatures.Count == 0)
        {
            return [];
        }

        var after = log.Events.Where(e => e.Sequence > UpTo(signatures[0]) && e.Entry is not ReportSigned).OrderBy(e => e.Sequence).ToList();
        var late = after.Where(e => e.By.Role is ActorRole.Monitor or ActorRole.Software)
            .GroupBy(e => (e.By.DisplayName, Signed: SignatureOver(e)))
            .Select(g => new AdditionLine(
                g.Max(e => e.RecordedAt),
                context.T("report.addition.late", g.Count(), context.Time(g.Min(e => e.OccurredAt)), context.Time(g.Max(e => e.OccurredAt))),
                g.Key.DisplayName,
                g.Key.Signed));
        return
        [
            .. after.Where(e => e.By.Role is not (ActorRole.Monitor or ActorRole.Software)).Select(e => new AdditionLine(e.RecordedAt, Said(e), e.By.DisplayName, SignatureOver(e)))
                .Concat(late).OrderBy(l => l.At),
        ];

        string? SignatureOver(SessionEvent added) =>
            signatures.Skip(1).FirstOrDefault(s => UpTo(s) >= added.Sequence) is { } signed ? $"{signed.By.DisplayName}, {context.DateAndTime(signed.OccurredAt)}" : null;

        string Said(SessionEvent added)
        {
            if (added.Entry is not Amended amended || log.Events.FirstOrDefault(e => e.CommandId == amended.Target) is not { } target)
            {
                return words.Of(added.Entry);
            }

            var before = words.Of(target.Entry);
            return amended.Replacement is { } after
                ? context.T("report.addition.amended", before, words.Of(after), amended.Reason)
                : context.T("report.addition.struck", before, amended.Reason);
        }
    }

    /// <summary>The last event a signature covers.</summary>
    public static long UpTo(SessionEvent signature) => ((ReportSigned)signature.Entry).UpToSequence;
}
