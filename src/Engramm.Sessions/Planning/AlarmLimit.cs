using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Planning;

/// <summary>How pressing an alarm is.</summary>
public enum AlarmPriority
{
    /// <summary>Be aware.</summary>
    Low,

    /// <summary>Act soon.</summary>
    Medium,

    /// <summary>Act now. Stays until acknowledged.</summary>
    High,
}

/// <summary>What the practice's own rule asks the people in the room to do. The software does none of it.</summary>
public enum LimitAction
{
    /// <summary>Call the physician.</summary>
    Call,

    /// <summary>Pause the pump.</summary>
    Pause,

    /// <summary>Stop the infusion.</summary>
    Stop,
}

/// <summary>On which side of a number a bound lies.</summary>
public enum BoundSide
{
    /// <summary>Value &lt; bound.</summary>
    Below,

    /// <summary>Value ≤ bound.</summary>
    AtMost,

    /// <summary>Value ≥ bound.</summary>
    AtLeast,

    /// <summary>Value &gt; bound.</summary>
    Above,
}

/// <summary>One number of a limit.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Side">The side on which the limit is crossed.</param>
/// <param name="Value">The number, in the measure's unit.</param>
public sealed record LimitBound(Measure Measure, BoundSide Side, double Value)
{
    /// <summary>Whether the value crosses the bound.</summary>
    public bool IsCrossedBy(double value) => Side switch
    {
        BoundSide.Below => value < Value,
        BoundSide.AtMost => value <= Value,
        BoundSide.AtLeast => value >= Value,
        BoundSide.Above => value > Value,
    };
}

/// <summary>What must come together before a crossed limit alarms.</summary>
public enum ConfirmationKind
{
    /// <summary>One value is enough.</summary>
    Once,

    /// <summary>
    /// A second crossing value, at least <c>From</c> after the first. It is asked for between <c>From</c> and <c>To</c>; one that comes later confirms as
    /// well, up to <see cref="LimitConfirmation.ConfirmsUntil"/>.
    /// </summary>
    Twice,

    /// <summary>Crossing values over more than <c>From</c>, with no more than <c>To</c> between neighbours. A value entered by a person counts as sustained.</summary>
    Sustained,
}

/// <summary>
/// How a limit is confirmed. Only crossing values are counted, so that a good value that arrives late can never take an alarm away.
/// </summary>
/// <param name="Kind">The way.</param>
/// <param name="From">See <see cref="ConfirmationKind"/>.</param>
/// <param name="To">See <see cref="ConfirmationKind"/>.</param>
public sealed record LimitConfirmation(ConfirmationKind Kind, TimeSpan From, TimeSpan To)
{
    /// <summary>
    /// For <see cref="ConfirmationKind.Twice"/>: how long after the first a crossing value still confirms, so that two neighbours of the plan's table always
    /// can. Null in sessions of earlier versions: there it was <c>To</c>, and nobody was asked for the second value.
    /// </summary>
    public TimeSpan? StillConfirms { get; init; }

    /// <summary>How long after the first a crossing value confirms; never less than <c>To</c>.</summary>
    public TimeSpan ConfirmsUntil() => StillConfirms > To ? StillConfirms.Value : To;

    /// <summary>One value is enough.</summary>
    public static LimitConfirmation Once { get; } = new(ConfirmationKind.Once, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Two crossing values; the second is asked for between these times, and confirms until <paramref name="stillConfirms"/>.</summary>
    public static LimitConfirmation Twice(TimeSpan from, TimeSpan to, TimeSpan? stillConfirms = null) => new(ConfirmationKind.Twice, from, to) { StillConfirms = stillConfirms };

    /// <summary>Crossing for longer than <paramref name="longerThan"/>, with neighbours at most <paramref name="gap"/> apart.</summary>
    public static LimitConfirmation Sustained(TimeSpan longerThan, TimeSpan gap) => new(ConfirmationKind.Sustained, longerThan, gap);
}

/// <summary>Where a limit comes from.</summary>
/// <param name="Citation">Paper, label, or "expert default".</param>
/// <param name="Verification">Whether that place was read.</param>
public sealed record LimitSource(string Citation, Verification Verification);

/// <summary>One line of the practice's stop and hold matrix. All bounds belong to one sign; crossing any of them crosses the limit.</summary>
/// <param name="Id">Stable id, for example bp.high.call.</param>
/// <param name="Bounds">At least one.</param>
/// <param name="Action">What the rule asks for.</param>
/// <param name="Priority">How pressing; set in content for every limit.</param>
/// <param name="Confirmation">What must come together.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record AlarmLimit(
    string Id,
    IReadOnlyList<LimitBound> Bounds,
    LimitAction Action,
    AlarmPriority Priority,
    LimitConfirmation Confirmation,
    LimitSource Source)
{
    /// <summary>The sign this limit watches.</summary>
    public Sign SignWatched() => Measures.SignOf(Bounds[0].Measure);

    /// <summary>Whether a number of the reading crosses one of the bounds.</summary>
    public bool IsCrossedBy(Reading reading)
    {
        foreach (var bound in Bounds)
        {
            if (reading[bound.Measure] is { } value && bound.IsCrossedBy(value))
            {
                return true;
            }
        }

        return false;
    }
}
