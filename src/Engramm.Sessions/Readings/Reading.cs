using Engramm.Sessions.Entries;

namespace Engramm.Sessions.Readings;

/// <summary>What one sign showed at one moment.</summary>
/// <param name="Sign">The sign.</param>
/// <param name="At">When it was seen, practice time, UTC.</param>
/// <param name="KnownAt">When it became known.</param>
/// <param name="CommandId">The event it came with.</param>
/// <param name="Source">Monitor or person.</param>
/// <param name="DeviceId">The monitor; null for a person.</param>
/// <param name="Values">The numbers; a blood pressure has two or three. Empty when the patient declined to rate.</param>
/// <param name="IsStored">Whether the server has it.</param>
public sealed record Reading(
    Sign Sign,
    DateTimeOffset At,
    DateTimeOffset KnownAt,
    Guid CommandId,
    ValueSource Source,
    string? DeviceId,
    IReadOnlyList<VitalValue> Values,
    bool IsStored)
{
    /// <summary>Since when it is known that a later entry struck or replaced it; null while it counts.</summary>
    public DateTimeOffset? AmendedAt { get; internal set; }

    /// <summary>Whether a later entry struck or replaced it. It is no longer shown or counted; alarms it raised stay.</summary>
    public bool IsAmended => AmendedAt is not null;

    /// <summary>Whether a number lies outside what a body can show, or the sender says so.</summary>
    public bool IsImpossible { get; } = Values.Any(v => v.Doubt == ValueDoubt.Impossible || !Measures.IsPossible(v.Measure, v.Value));

    /// <summary>Whether the sender doubts it.</summary>
    public bool IsQuestionable { get; } = Values.Any(v => v.Doubt == ValueDoubt.Questionable);

    /// <summary>Whether it may be shown as the patient's value and answer a due observation.</summary>
    public bool IsUsable => !IsAmended && !IsImpossible && !IsQuestionable;

    /// <summary>Whether it says what its sign is about: a blood pressure has its systolic and its diastolic number. One without can raise an alarm, and ends none.</summary>
    public bool IsWhole => Sign != Sign.BloodPressure || (this[Measure.Systolic] is not null && this[Measure.Diastolic] is not null);

    /// <summary>The number of one measure, if it is among them.</summary>
    public double? this[Measure measure]
    {
        get
        {
            foreach (var value in Values)
            {
                if (value.Measure == measure)
                {
                    return value.Value;
                }
            }

            return null;
        }
    }

    internal static int Order(Reading a, Reading b)
    {
        var byTime = a.At.CompareTo(b.At);
        return byTime != 0 ? byTime : a.CommandId.CompareTo(b.CommandId);
    }

    /// <summary>The readings an event carries, one per sign.</summary>
    internal static IEnumerable<Reading> Of(SessionEvent source, SessionEntry entry, DateTimeOffset at)
    {
        Reading Make(Sign sign, ValueSource from, string? device, IReadOnlyList<VitalValue> values) =>
            new(sign, at, source.RecordedAt, source.CommandId, from, device, values, source.IsStored());

        switch (entry)
        {
            case VitalsObserved vitals:
                foreach (var sign in vitals.Values.GroupBy(v => Measures.SignOf(v.Measure)))
                {
                    yield return Make(sign.Key, vitals.Source, vitals.DeviceId, [.. sign]);
                }

                break;
            case SedationRecorded sedation:
                var scale = sedation.Scale == SedationScale.Moaas ? Measure.Moaas : Measure.Rass;
                yield return Make(Sign.Sedation, ValueSource.Manual, null, [new VitalValue(scale, sedation.Score, Measures.Unit(scale))]);
                break;
            case ExperienceRated { Rating: { } rating }:
                yield return Make(Sign.Experience, ValueSource.Manual, null, [new VitalValue(Measure.Experience, rating, "")]);
                break;
            case ExperienceRated:
                yield return Make(Sign.Experience, ValueSource.Manual, null, []);
                break;
            default:
                break;
        }
    }
}

/// <summary>How far the latest value of a sign may be read as "now".</summary>
public enum Freshness
{
    /// <summary>The sign has no usable value yet.</summary>
    None,

    /// <summary>It comes from a running monitor.</summary>
    Live,

    /// <summary>It was taken once, not long ago.</summary>
    Measured,

    /// <summary>Too old to be shown as current.</summary>
    Stale,
}

/// <summary>The latest value of a sign at a given moment.</summary>
/// <param name="Sign">The sign.</param>
/// <param name="Reading">The reading; null when there is none.</param>
/// <param name="Age">How old it is; null when there is none.</param>
/// <param name="Freshness">How it may be shown.</param>
/// <param name="Crossed">The crossed limit that asks for most, confirmed or not; null when none, or when highlighting is switched off.</param>
public sealed record LatestReading(Sign Sign, Reading? Reading, TimeSpan? Age, Freshness Freshness, Planning.AlarmLimit? Crossed)
{
    /// <summary>A monitor's value seen this much later than it became known is not shown as current: its clock is ahead. Expert default of this project.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromSeconds(5);
}
