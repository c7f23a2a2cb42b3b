using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Alarms;

/// <summary>What an alarm is about.</summary>
public enum AlarmKind
{
    /// <summary>A sign crossed a limit.</summary>
    Limit,

    /// <summary>A sign shows a number no body can show.</summary>
    ImpossibleValue,

    /// <summary>An observation is overdue.</summary>
    Overdue,

    /// <summary>The attached monitor, or one of its live signs, has gone silent.</summary>
    StaleFeed,

    /// <summary>A person has noted something that the practice's matrix names.</summary>
    Symptom,

    /// <summary>A screen could not do its part for a while.</summary>
    OwnFailure,

    /// <summary>Something arose in the person's record after the start.</summary>
    Record,
}

/// <summary>One alarm from its first cause to its end. Never taken back: late values may start it earlier, split it or add others.</summary>
/// <param name="Condition">
/// What acknowledgements name: <c>limit.BloodPressure</c>, <c>impossible.HeartRate</c>, <c>overdue.{due id}</c>, <c>feed.{sign}</c>,
/// <c>feed.monitor</c>, <c>symptom.{rule id}</c>, <c>own.{failure}</c>, <c>record.{hold}</c>. One condition has at most one alarm that has not ended.
/// </param>
/// <param name="Kind">What it is about.</param>
/// <param name="Priority">How pressing, at its worst.</param>
/// <param name="Since">First cause, practice time, UTC.</param>
/// <param name="LevelSince">Since when it is as pressing as it is.</param>
/// <param name="LastRaised">Last cause so far.</param>
/// <param name="Ended">When the cause was gone; null while it lasts.</param>
/// <param name="Sign">The sign, where there is one.</param>
/// <param name="Limit">The crossed limit that asks for most.</param>
/// <param name="Values">The value at its worst level, first time.</param>
/// <param name="Due">The overdue observation's id.</param>
/// <param name="Symptom">The rule that the noted symptom meets.</param>
/// <param name="Own">What failed, for <see cref="AlarmKind.OwnFailure"/>.</param>
/// <param name="AcknowledgedBy">Who acknowledged it at its present level; null when nobody has.</param>
/// <param name="AcknowledgedAt">When.</param>
public sealed record Alarm(
    string Condition,
    AlarmKind Kind,
    AlarmPriority Priority,
    DateTimeOffset Since,
    DateTimeOffset LevelSince,
    DateTimeOffset LastRaised,
    DateTimeOffset? Ended,
    Sign? Sign,
    AlarmLimit? Limit,
    IReadOnlyList<VitalValue> Values,
    string? Due,
    SymptomRule? Symptom,
    OwnFailure? Own,
    Actor? AcknowledgedBy,
    DateTimeOffset? AcknowledgedAt)
{
    /// <summary>Names this alarm on a screen: condition and start.</summary>
    public string Key => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Condition}@{Since:O}");

    /// <summary>What stands in the record, for <see cref="AlarmKind.Record"/>.</summary>
    public RecordHold? Record { get; init; }

    /// <summary>Whether somebody has acknowledged it at its present level.</summary>
    public bool IsAcknowledged => AcknowledgedBy is not null;

    /// <summary>
    /// Whether it stays after its cause is gone until somebody acknowledges it: high alarms from limits do, all from symptoms,
    /// because nobody notes their end, and all from the record.
    /// </summary>
    public bool IsLatching => Kind is AlarmKind.Symptom or AlarmKind.Record || (Kind == AlarmKind.Limit && Priority == AlarmPriority.High);

    /// <summary>What the practice's matrix asks the people in the room to do; null for technical alarms and overdue observations.</summary>
    public LimitAction? Action => Limit?.Action ?? Symptom?.Action ?? (Record is { } hold ? AskedBy(hold) : null);

    /// <summary>
    /// What something in the record asks for: a withdrawn consent is the person saying stop, anything else is for the physician. After the stop and hold
    /// matrix ("patient says stop: always") and the rules for suicide risk; expert default of this project.
    /// </summary>
    internal static LimitAction AskedBy(RecordHold hold) => hold == RecordHold.Consent ? LimitAction.Stop : LimitAction.Call;

    /// <summary>Whether the patient shows or says it; a feed, a screen or a clock can wait until that was read.</summary>
    public bool IsOfPatient => Kind is AlarmKind.Limit or AlarmKind.Symptom;

    /// <summary>Whether it belongs on the screen now.</summary>
    public bool IsActive => Ended is null || (IsLatching && !IsAcknowledged);

    /// <summary>Whether a pause of the sound silences it. Technical alarms sound on.</summary>
    public bool CanBePaused => Kind is AlarmKind.Limit or AlarmKind.Symptom or AlarmKind.Overdue or AlarmKind.Record;

    /// <summary>The entry by which a person acknowledges what is on the screen.</summary>
    public AlarmAcknowledged Acknowledgement() => new(Condition, LastRaised, Priority, Action);

    /// <summary>Since when it goes to others as well, because nobody in the room has acknowledged it in time; null when it does not.</summary>
    public DateTimeOffset? EscalatedAt(EscalationTimes times, DateTimeOffset now)
    {
        var at = LevelSince + times.For(Priority);
        return at <= now && !(AcknowledgedAt <= at) && (IsLatching || !(Ended <= at)) ? at : null;
    }
}
