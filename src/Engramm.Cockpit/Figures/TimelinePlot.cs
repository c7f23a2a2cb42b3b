using System.Globalization;
using System.Text;
using Engramm.Kinetics.Curves;
using Engramm.Quantities;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Cockpit.Figures;

/// <summary>Where everything on the timeline stands, in the units of its drawing, 404 high and as wide as there is room for.</summary>
internal sealed class TimelinePlot
{
    public const double Left = 100;

    /// <summary>The least width of the drawing; what is wider draws the same minutes farther apart.</summary>
    public const double LeastWidth = 764;
    public const double Height = 404;
    private const double Margin = 64;
    public const double ConcentrationTop = 104;
    public const double ConcentrationBottom = 192;
    public const double PressureTop = 216;
    public const double PressureBottom = 292;
    public const double Bottom = 382;
    private const double LowestPressure = 50;
    private const double HighestPressure = 190;

    private readonly PredictedCourse? course;
    private readonly PredictedCourse? asked;

    public TimelinePlot(SessionState state, PredictedCourse? course, PredictedCourse? asked, DateTimeOffset now, double width = LeastWidth)
    {
        Right = width - Margin;
        this.course = course;
        this.asked = asked;
        State = state;
        Now = now;
        Origin = state.StartedAt ?? now;
        var duration = state.Plan?.Infusion.Duration.Value ?? 40;
        var elapsed = (now - Origin).TotalMinutes;
        Until = Math.Max(duration + 35, (Math.Floor(elapsed / 15) * 15) + 30);
        Step = Until > 240 ? 60 : Until > 120 ? 30 : 10;
        HighestConcentration = Math.Max(NiceTop(course), NiceTop(asked));
    }

    public SessionState State { get; }

    public DateTimeOffset Now { get; }

    /// <summary>Where the axis ends; its numbers stand behind it.</summary>
    public double Right { get; }

    /// <summary>Minute 0.</summary>
    public DateTimeOffset Origin { get; }

    /// <summary>First minute drawn.</summary>
    public static double From => -15;

    /// <summary>Last minute drawn.</summary>
    public double Until { get; }

    /// <summary>Minutes between two marks of the axis.</summary>
    public double Step { get; }

    public double HighestConcentration { get; }

    public IEnumerable<double> Marks
    {
        get
        {
            for (var mark = Step > 10 ? 0 : -10.0; mark <= Until; mark += Step)
            {
                yield return mark;
            }
        }
    }

    public IEnumerable<double> ConcentrationMarks
    {
        get
        {
            for (var mark = 0.0; mark <= HighestConcentration; mark += HighestConcentration > 400 ? 200 : 100)
            {
                yield return mark;
            }
        }
    }

    public double X(double minutes) => Left + ((minutes - From) / (Until - From) * (Right - Left));

    public double X(DateTimeOffset at) => X((at - Origin).TotalMinutes);

    public bool IsShown(DateTimeOffset at) => (at - Origin).TotalMinutes is var minutes && minutes >= From && minutes <= Until;

    public double Concentration(double value) => Scale(value, 0, HighestConcentration, ConcentrationBottom, ConcentrationTop);

    public static double Pressure(double value) => Math.Clamp(Scale(value, LowestPressure, HighestPressure, PressureBottom, PressureTop), PressureTop - 8, PressureBottom + 8);

    /// <summary>The curve from one minute to another; empty when nothing lies there.</summary>
    public string Curve(bool ahead) => Curve(course, ahead);

    /// <summary>The curve of the question from now on; empty when nothing is asked.</summary>
    public string AskedCurve() => Curve(asked, true);

    private string Curve(PredictedCourse? course, bool ahead)
    {
        if (course is null)
        {
            return "";
        }

        var present = (Now - course.Origin).TotalMinutes;
        var points = new List<(double Minute, double Value)>();
        for (var i = 0; i < course.Curve.Count && course.Curve.TimesInMinutes[i] <= Until; i++)
        {
            var at = course.Curve.TimesInMinutes[i];
            if (ahead ? at > present : at <= present)
            {
                points.Add((at, course.Curve.PlasmaInNanogramsPerMillilitre[i]));
            }
        }

        if (course.LevelAt(Now) is { } value && points.Count > 0)
        {
            points.Insert(ahead ? 0 : points.Count, (present, value));
        }

        return Line(points.Select(p => (X(p.Minute), Concentration(p.Value))));
    }

    /// <summary>The band as one closed area.</summary>
    public string Band()
    {
        if (course?.Band is not { } band)
        {
            return "";
        }

        var upper = new List<(double, double)>();
        var lower = new List<(double, double)>();
        for (var i = 0; i < band.Count && band.TimesInMinutes[i] <= Until; i++)
        {
            upper.Add((X(band.TimesInMinutes[i]), Concentration(band.UpperInNanogramsPerMillilitre[i])));
            lower.Add((X(band.TimesInMinutes[i]), Concentration(band.LowerInNanogramsPerMillilitre[i])));
        }

        lower.Reverse();
        return Line([.. upper, .. lower]);
    }

    /// <summary>What the curve says now, ng/mL; null before the start or without a curve.</summary>
    public double? PredictedNow() => course is null || State.StartedAt is null ? null : course.LevelAt(Now);

    /// <summary>One line of a live sign, thinned to one point for every unit of the drawing; a gap of more than three minutes breaks it.</summary>
    public IEnumerable<string> Trace(Sign sign, Measure measure, double top, double bottom, double lowest, double highest)
    {
        var points = new List<(double X, double Y)>();
        DateTimeOffset? last = null;
        foreach (var reading in State.Readings(sign))
        {
            if (!reading.IsUsable || reading[measure] is not { } value || !IsShown(reading.At))
            {
                continue;
            }

            if (last is { } previous && reading.At - previous > TimeSpan.FromMinutes(3) && reading.Source == ValueSource.Monitor && points.Count > 0)
            {
                yield return Line(points);
                points.Clear();
            }

            var x = X(reading.At);
            if (points.Count == 0 || x - points[^1].X >= 1)
            {
                points.Add((x, Scale(Math.Clamp(value, lowest, highest), lowest, highest, bottom, top)));
            }

            last = reading.At;
        }

        if (points.Count > 0)
        {
            yield return Line(points);
        }
    }

    /// <summary>The blood pressures on the drawing.</summary>
    public IEnumerable<Reading> Pressures() =>
        State.Readings(Sign.BloodPressure).Where(r => r.IsUsable && r[Measure.Systolic] is not null && r[Measure.Diastolic] is not null && IsShown(r.At));

    /// <summary>The marks of the pressure's axis; none where the call limit writes its own number.</summary>
    public IEnumerable<double> PressureMarks => new double[] { 60, 100, 140, 180 }.Where(mark => !(Math.Abs(mark - (CallPressure() ?? double.NaN)) < 25));

    /// <summary>The lowest systolic number at which the practice's rule asks for a call; null when limits are not highlighted.</summary>
    public double? CallPressure() => State.Plan is { Switches.LimitHighlighting: true }
        ? State.Limits.Where(l => l.Action == LimitAction.Call).SelectMany(l => l.Bounds)
            .Where(b => b.Measure == Measure.Systolic && b.Side is BoundSide.AtLeast or BoundSide.Above).Select(b => (double?)b.Value).Min()
        : null;

    public static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static double Scale(double value, double lowest, double highest, double atLowest, double atHighest) =>
        atLowest + ((value - lowest) / (highest - lowest) * (atHighest - atLowest));

    private static string Line(IEnumerable<(double X, double Y)> points)
    {
        var line = new StringBuilder();
        foreach (var (x, y) in points)
        {
            line.Append(line.Length == 0 ? "" : " ").Append(N(x)).Append(',').Append(N(y));
        }

        return line.ToString();
    }

    private static double NiceTop(PredictedCourse? course)
    {
        var highest = 100.0;
        if (course is not null)
        {
            foreach (var value in course.Band is { } band ? band.UpperInNanogramsPerMillilitre : course.Curve.PlasmaInNanogramsPerMillilitre)
            {
                highest = Math.Max(highest, value);
            }
        }

        return Math.Ceiling(highest / 100) * 100;
    }
}
