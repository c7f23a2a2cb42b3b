using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Alarms;

/// <summary>How a line of the stop and hold matrix stands at a moment.</summary>
public enum LineStanding
{
    /// <summary>Nothing known meets it.</summary>
    Quiet,

    /// <summary>A symptom was noted and somebody has acknowledged it. Nobody notes the end of a symptom, so it stays to be seen.</summary>
    Noted,

    /// <summary>The latest value crosses it and is too old to be read as current.</summary>
    Stale,

    /// <summary>The latest value crosses it. What its confirmation asks for may still be missing.</summary>
    Crossed,

    /// <summary>Its alarm is on the screen.</summary>
    Alarm,
}

/// <summary>One line of the matrix: a limit or a symptom, and how it stands.</summary>
/// <param name="Limit">The limit with a physician's changes; null for a symptom.</param>
/// <param name="Symptom">The symptom; null for a limit.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Since">Since when, or when it was last noted or measured; null when quiet.</param>
public sealed record MatrixLine(AlarmLimit? Limit, SymptomRule? Symptom, LineStanding Standing, DateTimeOffset? Since)
{
    /// <summary>The id of the limit or symptom.</summary>
    public string Id => Limit?.Id ?? Symptom!.Id;

    /// <summary>What the practice's rule asks for.</summary>
    public LimitAction Action => Limit?.Action ?? Symptom!.Action;

    /// <summary>Where it comes from.</summary>
    public LimitSource Source => Limit?.Source ?? Symptom!.Source;

    /// <summary>Whether it is brought out: something current meets it.</summary>
    public bool Applies => Standing is LineStanding.Crossed or LineStanding.Alarm;
}

/// <summary>One row of the matrix as it stands. It says what the practice's rule asks for; nobody but a person decides.</summary>
/// <param name="Id">The row's id; the id of its only line when the plan has no row for it.</param>
/// <param name="Lines">Its limits and symptoms.</param>
public sealed record MatrixRowNow(string Id, IReadOnlyList<MatrixLine> Lines)
{
    /// <summary>What the rule asks for most among the lines that apply; null when none does.</summary>
    public LimitAction? Asks => Lines.Where(l => l.Applies).Select(l => (LimitAction?)l.Action).Max();
}

/// <summary>Lays the limits and symptoms of a plan out as its matrix, each with how it stands.</summary>
internal static class MatrixReader
{
    public static IReadOnlyList<MatrixRowNow> At(
        SessionPlan plan, IReadOnlyList<AlarmLimit> limits, IReadOnlyList<Alarm> alarms, Func<Sign, LatestReading> latest, Func<AlarmLimit, Reading, bool> isCrossed)
    {
        MatrixLine OfLimit(AlarmLimit limit)
        {
            if (alarms.LastOrDefault(a => a.IsActive && string.Equals(a.Limit?.Id, limit.Id, StringComparison.Ordinal)) is { } alarm)
            {
                return new MatrixLine(limit, null, LineStanding.Alarm, alarm.LevelSince);
            }

            var value = latest(limit.SignWatched());
            return plan.Switches.LimitHighlighting && value.Reading is { } reading && isCrossed(limit, reading)
                ? new MatrixLine(limit, null, value.Freshness == Freshness.Stale ? LineStanding.Stale : LineStanding.Crossed, reading.At)
                : new MatrixLine(limit, null, LineStanding.Quiet, null);
        }

        MatrixLine OfSymptom(SymptomRule rule) =>
            alarms.LastOrDefault(a => string.Equals(a.Symptom?.Id, rule.Id, StringComparison.Ordinal)) is { } noted
                ? new MatrixLine(null, rule, noted.IsActive ? LineStanding.Alarm : LineStanding.Noted, noted.Since)
                : new MatrixLine(null, rule, LineStanding.Quiet, null);

        var lines = limits.Select(OfLimit).Concat(plan.Symptoms.Select(OfSymptom)).ToList();
        var placed = plan.Matrix.Rows.SelectMany(r => r.Lines).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. plan.Matrix.Rows.Select(r => new MatrixRowNow(r.Id, [.. lines.Where(l => r.Lines.Contains(l.Id, StringComparer.Ordinal))])),
            .. lines.Where(l => !placed.Contains(l.Id)).Select(l => new MatrixRowNow(l.Id, [l])),
        ];
    }
}
