using Engramm.Quantities;
using Engramm.Sessions.Entries;

namespace Engramm.Sessions.Planning;

/// <summary>What is to be looked at.</summary>
public enum DueKind
{
    /// <summary>Blood pressure and heart rate; the blood pressure answers it.</summary>
    BloodPressure,

    /// <summary>Oxygen saturation.</summary>
    OxygenSaturation,

    /// <summary>Sedation, MOAA/S or RASS.</summary>
    Sedation,

    /// <summary>The patient's rating; declining answers it too.</summary>
    Experience,

    /// <summary>A look at the intravenous line.</summary>
    LineCheck,

    /// <summary>Confirm that the pump has ended. Comes by itself at the planned end.</summary>
    InfusionEnd,

    /// <summary>Heart rate alone.</summary>
    HeartRate,

    /// <summary>Respiratory rate.</summary>
    RespiratoryRate,

    /// <summary>Temperature.</summary>
    Temperature,
}

/// <summary>Which look answers for which sign.</summary>
public static class DueKinds
{
    /// <summary>What is looked at to know this sign.</summary>
    public static DueKind Of(Sign sign) => sign switch
    {
        Sign.BloodPressure => DueKind.BloodPressure,
        Sign.HeartRate => DueKind.HeartRate,
        Sign.OxygenSaturation => DueKind.OxygenSaturation,
        Sign.RespiratoryRate => DueKind.RespiratoryRate,
        Sign.Temperature => DueKind.Temperature,
        Sign.Sedation => DueKind.Sedation,
        Sign.Experience => DueKind.Experience,
    };

    /// <summary>The id of the look at a value again: what is repeated, why, and the event of the value that asks for it.</summary>
    public static string Again(Sign sign, DueAnchor why, Guid because) => $"{Repeated}{Of(sign)}.{why}.{because:N}";

    /// <summary>What is looked at again; null for the id of a line of the table.</summary>
    public static DueKind? OfRepeat(string id) =>
        id.StartsWith(Repeated, StringComparison.Ordinal) && id.Split('.') is [_, var kind, _, _] && Enum.TryParse<DueKind>(kind, out var known) ? known : null;

    private const string Repeated = "again.";
}

/// <summary>From where the time counts.</summary>
public enum DueAnchor
{
    /// <summary>The first answer of the check-in.</summary>
    CheckIn,

    /// <summary>The start of the pump.</summary>
    Start,

    /// <summary>The end of the infusion, however it ended.</summary>
    End,

    /// <summary>A value that crossed a limit which a second one confirms. Comes by itself; no line of the table.</summary>
    Crossing,

    /// <summary>A value in the CAUTION band of the day's gate, which is taken again before the start. Comes by itself; no line of the table.</summary>
    Caution,
}

/// <summary>One line of the protocol's table.</summary>
/// <param name="Id">Stable id within the plan, for example bp.run.</param>
/// <param name="Kind">What is looked at.</param>
/// <param name="Anchor">From where the time counts.</param>
/// <param name="After">Time after the anchor.</param>
/// <param name="Every">When set: again at this interval until the infusion ends (anchor start only).</param>
/// <param name="Tolerance">How much earlier than due an observation may be made and still answer it.</param>
public sealed record PlannedObservation(string Id, DueKind Kind, DueAnchor Anchor, Minutes After, Minutes? Every, Minutes Tolerance)
{
    /// <summary>
    /// How far two neighbouring observations of a kind can lie apart: each may be made until the window of the next one opens, so twice the longest
    /// interval of the table. Null when the table has none of this kind.
    /// </summary>
    public static Minutes? FarthestNeighbours(IEnumerable<PlannedObservation> table, DueKind kind)
    {
        var lines = table.Where(o => o.Kind == kind).ToList();
        var between = lines.GroupBy(o => o.Anchor).SelectMany(anchor =>
        {
            var times = anchor.Select(o => o.After.Value).Prepend(0).Order().ToList();
            return times.Zip(times.Skip(1), (a, b) => b - a);
        });
        return lines.Count == 0 ? null : new Minutes(2 * between.Concat(lines.Select(o => o.Every?.Value ?? 0)).Max());
    }
}
