using Engramm.Server.Design;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Readings;

namespace Engramm.Server.Staff.Infusion;

/// <summary>The measured values of a session in rows of time.</summary>
internal static class ReportValues
{
    private static readonly Sign[] Running = [Sign.HeartRate, Sign.OxygenSaturation, Sign.RespiratoryRate];

    /// <summary>One row per single measurement, and one per span for what a monitor sends all the time. Struck and impossible values are left out; the log keeps them.</summary>
    public static IReadOnlyList<ValueLine> Of(SessionState state, PageContext context)
    {
        var rows = new List<(DateTimeOffset At, Sign Sign, string Value, string Source)>();
        foreach (var sign in Enum.GetValues<Sign>())
        {
            var usable = state.Readings(sign).Where(r => r.IsUsable).ToList();
            var running = usable.Where(r => r.Source == ValueSource.Monitor && Running.Contains(sign)).ToList();
            rows.AddRange(usable.Except(running).Select(r => (r.At, sign, Write(r, context), SourceOf(r, context))));
            rows.AddRange(running.GroupBy(r => Start(r.At)).Select(span => (span.Key, sign, Span([.. span], context), context.T("report.source.Monitor"))));
        }

        return
        [
            .. rows.GroupBy(r => (r.At, r.Source)).OrderBy(g => g.Key.At).Select(row =>
            {
                string Value(Sign sign) => string.Join(", ", row.Where(r => r.Sign == sign).Select(r => r.Value));
                return new ValueLine(
                    row.Key.At, Value(Sign.BloodPressure), Value(Sign.HeartRate), Value(Sign.OxygenSaturation), Value(Sign.RespiratoryRate), Value(Sign.Sedation), Value(Sign.Experience), row.Key.Source);
            }),
        ];
    }

    private static DateTimeOffset Start(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.FromMinutes(SessionReport.SpanMinutes).Ticks), TimeSpan.Zero);

    private static string SourceOf(Reading reading, PageContext context) => context.T("report.source." + reading.Source);

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
    private static string Span(IReadOnlyList<Reading> readings, PageContext context)
    {
        var values = readings.SelectMany(r => r.Values).Select(v => v.Value).Order().ToList();
        var median = values[values.Count / 2];
        return values[0] == values[^1]
            ? context.Number(median)
            : $"{context.Number(median)} ({context.Number(values[0])}–{context.Number(values[^1])})";
    }
}
