using System.Globalization;
using Engramm.Quantities;
using Engramm.Sessions;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Microsoft.AspNetCore.Components;

namespace Engramm.Cockpit.Figures;

/// <summary>The session on one axis of time, drawn as plain SVG with a text and a table beside it.</summary>
public sealed partial class SessionTimeline
{
    private TimelinePlot plot = default!;
    private (int Entries, int Pressures, DateTimeOffset Moment) drawn;
    private bool mustDraw = true;
    private PredictedCourse? whatIf;
    private double drawnWidth;

    /// <summary>The session.</summary>
    [Parameter, EditorRequired] public SessionState State { get; set; } = default!;

    /// <summary>The predicted concentration; null draws none and says so.</summary>
    [Parameter] public PredictedCourse? Course { get; set; }

    /// <summary>The curve of a question asked beside it; null for none.</summary>
    [Parameter] public PredictedCourse? WhatIf { get; set; }

    /// <summary>Practice time, UTC; in a report the end of the session.</summary>
    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    /// <summary>The session is closed: nothing marks a "now".</summary>
    [Parameter] public bool IsOver { get; set; }

    /// <summary>Language of the words.</summary>
    [Parameter, EditorRequired] public Language Language { get; set; }

    /// <summary>In which time of day is written; the device's own zone unless said otherwise.</summary>
    [Parameter] public TimeZoneInfo? Zone { get; set; }

    /// <summary>How wide the drawing is, in its own units; at least <see cref="TimelinePlot.LeastWidth"/>. It is always equally high.</summary>
    [Parameter] public double Width { get; set; } = TimelinePlot.LeastWidth;

    private bool IsNowShown => !IsOver && plot.IsShown(Now);

    private SessionPlan? Plan => State.Plan;

    /// <summary>The minute at which the planned dose is in.</summary>
    private double PlannedEnd => State.Dose.PlannedEnd() is { } planned ? (planned - plot.Origin).TotalMinutes : Plan!.Infusion.Duration.Value;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // A tablet need not draw sixty times a minute what moves by one unit every six seconds.
        var present = (State.Entries.Count, State.Readings(Sign.BloodPressure).Count + State.Readings(Sign.Experience).Count + State.Readings(Sign.Sedation).Count, Now);
        mustDraw = plot is null || present.Item1 != drawn.Entries || present.Item2 != drawn.Pressures || Now - drawn.Moment >= TimeSpan.FromSeconds(5) || Now < drawn.Moment || !ReferenceEquals(whatIf, WhatIf) || Width != drawnWidth;
        if (mustDraw)
        {
            drawn = present;
            plot = new TimelinePlot(State, Course, WhatIf, Now, Width);
            drawnWidth = Width;
            whatIf = WhatIf;
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => mustDraw;

    private static string N(double value) => TimelinePlot.N(value);

    private string T(string key, params object[] values) => CockpitTexts.Get("timeline." + key, Language, values);

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone ?? TimeZoneInfo.Local).ToString("HH:mm", CultureInfo.InvariantCulture);

    private string MarkLabel(double mark)
    {
        var isLast = mark + plot.Step > plot.Until;
        var sign = mark > 0 ? "+" : mark < 0 ? "−" : "";
        return sign + Math.Abs(mark).ToString("0", CultureInfo.InvariantCulture) + (isLast ? " min" : "");
    }

    private string Last(Sign sign, Measure measure) =>
        State.Latest(sign, Now).Reading?[measure] is { } value ? value.ToString("0", CultureInfo.InvariantCulture) : "";

    /// <summary>The stretches in which the pump gave drug, in drawing units; what nobody has confirmed is drawn apart.</summary>
    private IEnumerable<(double From, double To, bool IsConfirmed)> Given() =>
        State.Dose.Stretches(Now).Select(s => (plot.X(s.Step.At), Math.Min(plot.X(s.Until), plot.Right), s.IsConfirmed || !State.Dose.IsPastPlannedEnd(Now)));

    private string DoseWords() =>
        T(State.Dose.IsPastPlannedEnd(Now) ? "unconfirmed" : State.Dose.IsRunning ? "byProgramme" : "given", Language.Write(State.Dose.GivenAt(Now).Value, 1));

    /// <summary>
    /// What happened in the room; what happened within a minute shares a mark. A label stands behind its mark, else before it, where it meets
    /// neither another mark nor another label nor the line of now; where it meets one on both sides it is left to the table.
    /// </summary>
    private IEnumerable<(double X, string? Label, bool IsBefore)> Happenings()
    {
        var marks = new List<(DateTimeOffset At, string Words)>();
        foreach (var entry in State.Entries)
        {
            if (Words(entry) is not { } words || !plot.IsShown(entry.At))
            {
                continue;
            }

            if (marks.Count > 0 && entry.At - marks[^1].At < TimeSpan.FromMinutes(1))
            {
                marks[^1] = (marks[^1].At, marks[^1].Words + ", " + words);
            }
            else
            {
                marks.Add((entry.At, words));
            }
        }

        var present = IsNowShown ? plot.X(Now) : double.PositiveInfinity;
        var free = TimelinePlot.Left;
        for (var i = 0; i < marks.Count; i++)
        {
            var (x, width) = (plot.X(marks[i].At), (marks[i].Words.Length * 6.8) + 14);
            var next = i + 1 < marks.Count ? plot.X(marks[i + 1].At) - 6 : plot.Right;
            var behind = x >= free && x + width < next && !(x < present && present < x + width);
            var before = !behind && x - width > free && !(x - width < present && present < x);
            free = behind ? x + width : x + 6;
            yield return (x, behind || before ? marks[i].Words : null, before);
        }
    }

    private string? Words(CourseEntry entry) => entry.Entry switch
    {
        InfusionStarted => T("started"),
        InfusionPaused => T("paused"),
        InfusionResumed => T("resumed"),
        InfusionStopped => T("stopped"),
        InfusionEnded => T("ended"),
        LineRemoved => T("lineRemoved"),
        DischargeSigned => T("dischargeSigned"),
        LeftAgainstAdvice => T("leftAgainstAdvice"),
        PatientTransferred => T("transferred"),
        EventNoted noted => CockpitTexts.Get("event." + noted.What, Language),
        _ => null,
    };

    private IEnumerable<(double X, string Label)> Asked() =>
        State.Readings(Sign.Experience).Where(r => r.IsUsable && plot.IsShown(r.At))
            .Select(r => (plot.X(r.At), r[Measure.Experience]?.ToString("0", CultureInfo.InvariantCulture) ?? "–"));

    private string Summary()
    {
        var parts = new List<string> { T("summary") };
        if (State.StartedAt is { } start)
        {
            parts.Add(T("summary.dose", Time(start), DoseWords(), Language.Write(Plan?.Infusion.Dose.Value ?? 0, 1)));
        }

        if (plot.PredictedNow() is { } predicted && Course is { } course)
        {
            parts.Add(T("summary.predicted", Math.Round(predicted), T("site." + course.Curve.Site)) + " " + T("caveat") + ".");
        }

        return string.Join(' ', parts);
    }

    private IEnumerable<(DateTimeOffset At, string What)> Rows()
    {
        var rows = State.Entries.Select(e => (e.At, What: Words(e))).Where(r => r.What is not null).Select(r => (r.At, What: r.What!)).ToList();
        rows.AddRange(plot.Pressures().Select(r => (r.At, T("row.pressure", N(r[Measure.Systolic]!.Value), N(r[Measure.Diastolic]!.Value)))));
        rows.AddRange(State.Readings(Sign.Experience).Where(r => r.IsUsable)
            .Select(r => (r.At, T("row.experience", r[Measure.Experience]?.ToString("0", CultureInfo.InvariantCulture) ?? T("declined")))));
        rows.AddRange(State.Readings(Sign.Sedation).Where(r => r.IsUsable).Select(r => (r.At, r[Measure.Moaas] is { } moaas ? "MOAA/S " + N(moaas) : "RASS " + N(r[Measure.Rass] ?? 0))));
        rows.AddRange(EveryFive(Sign.HeartRate, Measure.HeartRate).Select(r => (r.At, T("row.pulse", N(r.Value)))));
        rows.AddRange(EveryFive(Sign.OxygenSaturation, Measure.OxygenSaturation).Select(r => (r.At, T("row.oxygen", N(r.Value)))));
        return rows.OrderBy(r => r.At);
    }

    /// <summary>The first value of each five minutes: the table is for reading, the log keeps every value.</summary>
    private IEnumerable<(DateTimeOffset At, double Value)> EveryFive(Sign sign, Measure measure)
    {
        DateTimeOffset? next = null;
        foreach (var reading in State.Readings(sign))
        {
            if (reading.IsUsable && reading[measure] is { } value && !(reading.At < next))
            {
                next = reading.At + TimeSpan.FromMinutes(5);
                yield return (reading.At, value);
            }
        }
    }
}
