using Engramm.Care.Relearning;
using Engramm.Content;
using Engramm.Content.Relearning;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Assessment;

/// <summary>What a person said after moving, as clinicians read it.</summary>
/// <param name="At">When it was written (UTC).</param>
/// <param name="Light">How it went; null when it was not said.</param>
/// <param name="Said">The light in words, and what stands under it for the patient.</param>
/// <param name="Done">Names of the movements done.</param>
/// <param name="Stopped">What was new, in the person's words.</param>
/// <param name="Better">What went better, in the person's words.</param>
public sealed record MovementLine(DateTimeOffset At, MovementLight? Light, string Said, string Done, string? Stopped, string? Better);

/// <summary>The lights of graded movement. A red one is a warning sign: it calls a clinician and closes the programmes.</summary>
/// <param name="Stopped">Red lights, newest first, all there are.</param>
/// <param name="Lately">The last entries that say a light or hold words, newest first.</param>
public sealed record MovementSheet(IReadOnlyList<MovementLine> Stopped, IReadOnlyList<MovementLine> Lately)
{
    /// <summary>How many entries <see cref="Lately"/> holds at most.</summary>
    public const int Most = 20;

    /// <summary>Reads the entries of one patient.</summary>
    public static async Task<MovementSheet> LoadAsync(EngrammDbContext db, Guid patientId, ContentLibrary content, PageContext context, CancellationToken cancellation)
    {
        var rows = await db.Practised.AsNoTracking().Where(p => p.PatientId == patientId && p.Programme == MovementEntry.Programme && p.DetailsJson != null)
            .OrderByDescending(p => p.At).ToListAsync(cancellation);
        var lines = rows.Select(row => LineOf(row, content, context)).Where(l => l.Light is not null || l.Stopped is not null || l.Better is not null).ToList();
        return new MovementSheet([.. lines.Where(l => l.Light is MovementLight.Red)], [.. lines.Take(Most)]);
    }

    private static MovementLine LineOf(Practised row, ContentLibrary content, PageContext context)
    {
        var entry = MovementEntry.Of(row);
        var week = content.AllVersions<MovementWeek>().LastOrDefault(w => string.Equals(w.Id, row.UnitId, StringComparison.Ordinal));
        string Name(string code) => week?.Movements.FirstOrDefault(m => string.Equals(m.Code, code, StringComparison.Ordinal))?.Title.In(context.Language) ?? code;
        return new MovementLine(
            row.At,
            entry.Light,
            entry.Light is { } light ? $"{context.T("companion.light." + MovementEntry.Word(light))} ({context.T($"companion.light.{MovementEntry.Word(light)}.note")})" : context.T("assessment.missing"),
            string.Join(", ", entry.Done.Select(Name)),
            entry.Stopped,
            entry.Better);
    }
}
