using Engramm.Quantities;
using Engramm.Server.Design;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Readings;

namespace Engramm.Server.Staff.Infusion;

/// <summary>What was measured in one row of time: single values as they are, running ones as median and span.</summary>
/// <param name="At">When, or the beginning of a span.</param>
/// <param name="Pressure">mmHg.</param>
/// <param name="HeartRate">/min.</param>
/// <param name="Oxygen">%.</param>
/// <param name="Breathing">/min.</param>
/// <param name="Temperature">°C.</param>
/// <param name="Sedation">MOAA/S or RASS.</param>
/// <param name="Experience">0–10.</param>
/// <param name="Source">Monitor or person.</param>
/// <param name="Late">That, and when, it became known later than it was measured; null when it was known at once.</param>
public sealed record ValueLine(
    DateTimeOffset At, string Pressure, string HeartRate, string Oxygen, string Breathing, string Temperature, string Sedation, string Experience, string Source, string? Late);

/// <summary>A value that does not count, as it was received.</summary>
/// <param name="At">When, or the first of several that are alike.</param>
/// <param name="Value">Sign, number and unit as they came.</param>
/// <param name="Why">Why it does not count.</param>
/// <param name="Source">Monitor or person.</param>
/// <param name="Late">As in <see cref="ValueLine"/>.</param>
public sealed record AsideLine(DateTimeOffset At, string Value, string Why, string Source, string? Late);

/// <summary>The measured values of a session in rows of time.</summary>
internal static class ReportValues
{
    /// <summary>Running values are summed up over so many minutes; the single ones stay in the log.</summary>
    public const int SpanMinutes = 5;

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(SpanMinutes);

    /// <summary>Known later than this after it was measured, a value is marked as late.</summary>
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(2);

    private static readonly Sign[] Running = [Sign.HeartRate, Sign.OxygenSaturation, Sign.RespiratoryRate];

    /// <summary>One row per single measurement, and one per span for what a monitor sends all the time.</summary>
    public static IReadOnlyList<ValueLine> Of(SessionState state, PageContext context)
    {
        var rows = new List<(DateTimeOffset At, Sign Sign, string Value, string Source, IReadOnlyList<Reading> From)>();
        foreach (var sign in Enum.GetValues<Sign>())
        {
            var usable = state.Readings(sign).Where(r => r.IsUsable).ToList();
            var running = usable.Where(r => r.Source == ValueSource.Monitor && Running.Contains(sign)).ToList();
            rows.AddRange(usable.Except(running).Select(r => (r.At, sign, Write(r, context), SourceOf(r, context), (IReadOnlyList<Reading>)[r])));
            rows.AddRange(running.GroupBy(r => Start(r.At)).Select(span => (span.Key, sign, Middle([.. span], context), context.T("report.source.Monitor"), (IReadOnlyList<Reading>)[.. span])));
        }

        return
        [
            .. rows.GroupBy(r => (r.At, r.Source)).OrderBy(g => g.Key.At).Select(row =>
            {
                string Value(Sign sign) => string.Join(", ", row.Where(r => r.Sign == sign).Select(r => r.Value));
                return new ValueLine(
                    row.Key.At, Value(Sign.BloodPressure), Value(Sign.HeartRate), Value(Sign.OxygenSaturation), Value(Sign.RespiratoryRate), Value(Sign.Temperature),
                    Value(Sign.Sedation), Value(Sign.Experience), row.Key.Source, Late([.. row.SelectMany(r => r.From)], context));
            }),
        ];
    }

    /// <summary>What came and does not count: impossible, doubted by its sender, corrected or struck out. Alike ones of a span share a line.</summary>
    public static IReadOnlyList<AsideLine> Aside(SessionState state, PageContext context) =>
    [
        .. Enum.GetValues<Sign>().SelectMany(sign => state.Readings(sign).Where(r => !r.IsUsable))
            .GroupBy(r => (Start(r.At), Value: Raw(r, context), Why: Why(r, context), Source: SourceOf(r, context)))
            .OrderBy(g => g.Min(r => r.At))
            .Select(g => new AsideLine(
                g.Min(r => r.At), g.Count() > 1 ? context.T("report.aside.times", g.Key.Value, g.Count()) : g.Key.Value, g.Key.Why, g.Key.Source, Late([.. g], context))),
    ];

    private static DateTimeOffset Start(DateTimeOffset at) => new(at.Ticks - (at.Ticks % Span.Ticks), TimeSpan.Zero);

    private static string SourceOf(Reading reading, PageContext context) => context.T("report.source." + reading.Source);

    private static string Why(Reading reading, PageContext context) =>
        context.T("report.aside." + (reading.IsAmended ? "amended" : reading.IsImpossible ? "impossible" : "questionable"));

    private static string? Late(IReadOnlyList<Reading> readings, PageContext context)
    {
        var late = readings.Where(r => r.KnownAt - r.At > LateAfter).ToList();
        return late.Count == 0 ? null
            : late.Count == readings.Count ? context.T("report.late", context.Time(late.Max(r => r.KnownAt)))
            : context.T("report.late.some", late.Count, readings.Count, context.Time(late.Max(r => r.KnownAt)));
    }

    private static string Raw(Reading reading, PageContext context) => string.Join(
        ", ", reading.Values.Select(v => $"{context.T("report.measure." + v.Measure)} {v.Value.ToString("0.####", context.Language.Culture())} {v.Unit}".TrimEnd()).DefaultIfEmpty(context.T("report.declined")));

    private static string Write(Reading reading, PageContext context)
    {
        if (reading.Values.Count == 0)
        {
            return context.T("report.declined");
        }

        return reading.Sign switch
        {
            Sign.BloodPressure => $"{One(reading[Measure.Systolic])}/{One(reading[Measure.Diastolic])}",
            Sign.Sedation => string.Join(", ", reading.Values.Select(v => (v.Measure == Measure.Moaas ? "MOAA/S " : "RASS ") + context.Number(v.Value))),
            _ => string.Join(", ", reading.Values.Select(v => One(v.Value))),
        };

        string One(double? value) => value is { } number ? context.Number(number, number % 1 == 0 ? 0 : 1) : "–";
    }

    /// <summary>Median and span, for instance <c>72 (68–81)</c>.</summary>
    private static string Middle(IReadOnlyList<Reading> readings, PageContext context)
    {
        var values = readings.SelectMany(r => r.Values).Select(v => v.Value).Order().ToList();
        var median = values[values.Count / 2];
        return values[0] == values[^1]
            ? context.Number(median)
            : $"{context.Number(median)} ({context.Number(values[0])}–{context.Number(values[^1])})";
    }
}
