using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>How pressing an alarm is.</summary>
public enum AlarmPriority
{
    Low,
    Medium,
    High,
}

/// <summary>What people in the room are asked to do. The software does none of it.</summary>
public enum AlarmAction
{
    /// <summary>Call the physician.</summary>
    Call,

    /// <summary>Pause the pump.</summary>
    Pause,

    /// <summary>Stop the infusion.</summary>
    Stop,
}

/// <summary>On which side of its number a bound is crossed.</summary>
public enum AlarmSide
{
    Below,
    AtMost,
    AtLeast,
    Above,
}

/// <summary>One number of a limit.</summary>
public sealed record AlarmBound(VitalMeasure Measure, AlarmSide Side, double Value);

/// <summary>What must come together before a crossed limit alarms.</summary>
public enum AlarmConfirmationKind
{
    /// <summary>One value is enough.</summary>
    Once,

    /// <summary>A second crossing value between <c>from</c> and <c>to</c> seconds after the first.</summary>
    Twice,

    /// <summary>Crossing for more than <c>from</c> seconds, with at most <c>to</c> seconds between values.</summary>
    Sustained,
}

/// <summary>How a limit is confirmed; seconds.</summary>
public sealed record AlarmConfirmation(AlarmConfirmationKind Kind, double FromSeconds = 0, double ToSeconds = 0);

/// <summary>One cell of the stop and hold matrix. Crossing any of its bounds crosses it.</summary>
public sealed record AlarmLimit(
    string Id,
    IReadOnlyList<AlarmBound> Bounds,
    AlarmAction Action,
    AlarmPriority Priority,
    AlarmConfirmation Confirmation,
    Source Source);

/// <summary>What a person in the room can note and a rule can name. The session's own list of events is longer.</summary>
public enum SymptomEvent
{
    LinePain,
    LineInfiltration,
    LineExtravasation,
    Nausea,
    Vomiting,
    Headache,
    SevereHeadache,
    Dizziness,
    VisualDisturbance,
    Distress,
    DistressPersists,
    Panic,
    ChestPain,
    Breathlessness,
    Syncope,
    Seizure,
    Arrhythmia,
    AirwayObstruction,
    NeurologicalDeficit,
    PatientSaysStop,
}

/// <summary>A noted event, from a grade on where one is given, 0…10.</summary>
public sealed record AlarmSign(SymptomEvent Event, int? FromGrade = null);

/// <summary>A value that must also have been seen within so many minutes of the symptom: beyond a bound, or so many percent above the patient's own pressure before the start.</summary>
public sealed record AlarmBeside(double WithinMinutes, IReadOnlyList<AlarmBound>? Bounds = null, double? RisePercent = null);

/// <summary>Something a person in the room sees or hears, with what it asks for. Any of its signs raises it.</summary>
public sealed record AlarmSymptom(
    string Id, Words Words, IReadOnlyList<AlarmSign> Signs, AlarmAction Action, AlarmPriority Priority, Source Source, AlarmBeside? Beside = null);

/// <summary>After how many seconds an alarm nobody has acknowledged is shown to everyone in the practice. A priority without a time never is.</summary>
public sealed record AlarmEscalation(Sourced<double> MediumSeconds, Sourced<double> HighSeconds, Sourced<double>? LowSeconds = null);

/// <summary>What is watched as one, from a monitor or by hand.</summary>
public enum WatchedSign
{
    BloodPressure,
    HeartRate,
    OxygenSaturation,
    RespiratoryRate,
    Temperature,
    Sedation,
    Experience,
}

/// <summary>How long a value of a sign counts as current.</summary>
/// <param name="Sign">The sign, once in the file.</param>
/// <param name="AfterMinutes">From this age a value taken now and then is no longer shown as current, minutes.</param>
/// <param name="Live">Whether a monitor sends it by itself.</param>
public sealed record StaleSign(WatchedSign Sign, Sourced<double> AfterMinutes, bool Live = false);

/// <summary>When a value counts as stale. It is shown with its age, never as current; a live sign that has gone silent alarms.</summary>
/// <param name="Intervals">A live value is stale after so many of its own intervals.</param>
/// <param name="Priority">How pressing the alarm for a silent monitor is.</param>
/// <param name="LiveEverySeconds">How often a running monitor is expected to send, seconds.</param>
/// <param name="Signs">Every sign.</param>
public sealed record StaleRule(Sourced<double> Intervals, AlarmPriority Priority, Sourced<double> LiveEverySeconds, IReadOnlyList<StaleSign> Signs);

/// <summary>One row of the matrix as people read it.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Words">What is looked at.</param>
/// <param name="Lines">The ids of the limits and symptoms in this row.</param>
public sealed record AlarmRow(string Id, Words Words, IReadOnlyList<string> Lines);

/// <summary>When the people in the room are called, pause or stop, and how pressing it is.</summary>
public sealed record AlarmLimits : ContentFile
{
    public required IReadOnlyList<AlarmLimit> Limits { get; init; }

    public required IReadOnlyList<AlarmSymptom> Symptoms { get; init; }

    /// <summary>The rows in which limits and symptoms are read, in their order; each of them stands in exactly one.</summary>
    public required IReadOnlyList<AlarmRow> Matrix { get; init; }

    public required StaleRule Stale { get; init; }

    public required AlarmEscalation Escalation { get; init; }

    /// <inheritdoc/>
    protected internal override IEnumerable<ContentFault> Faults() =>
        [.. Limits.GroupBy(limit => limit.Id, StringComparer.Ordinal).Where(twins => twins.Count() > 1).Select(twins => new ContentFault("limits", $"the limit '{twins.Key}' is given twice")),
            .. Symptoms.Where(s => s.Beside is { Bounds: null, RisePercent: null }).Select(s => new ContentFault("symptoms", $"'{s.Id}' says beside, but neither bounds nor rise_percent")),
            .. Enum.GetValues<WatchedSign>().Where(sign => Stale.Signs.Count(s => s.Sign == sign) != 1).Select(sign => new ContentFault("stale", $"'{sign}' stands {Stale.Signs.Count(s => s.Sign == sign)} times; it must stand once")),
            .. MatrixFaults()];

    private IEnumerable<ContentFault> MatrixFaults()
    {
        foreach (var twins in Matrix.GroupBy(row => row.Id, StringComparer.Ordinal).Where(twins => twins.Count() > 1))
        {
            yield return new ContentFault("matrix", $"the row '{twins.Key}' is given twice");
        }

        List<string> known = [.. Limits.Select(limit => limit.Id), .. Symptoms.Select(symptom => symptom.Id)];
        var placed = Matrix.SelectMany(row => row.Lines).ToLookup(id => id, StringComparer.Ordinal);
        foreach (var unknown in placed.Select(ids => ids.Key).Except(known, StringComparer.Ordinal))
        {
            yield return new ContentFault("matrix", $"'{unknown}' is neither a limit nor a symptom of this file");
        }

        foreach (var id in known.Where(id => placed[id].Count() != 1))
        {
            yield return new ContentFault("matrix", $"'{id}' stands in {placed[id].Count()} rows; it must stand in exactly one");
        }
    }
}
