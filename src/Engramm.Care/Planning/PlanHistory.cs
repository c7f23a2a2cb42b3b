namespace Engramm.Care.Planning;

/// <summary>An infusion of one person that was given, or that a signed plan stands for.</summary>
/// <param name="Start">When the pump was started, or is to be.</param>
/// <param name="End">When it has run through as planned; pauses are not counted.</param>
/// <param name="WasGiven">Whether the pump was started.</param>
public sealed record KnownInfusion(DateTimeOffset Start, DateTimeOffset End, bool WasGiven);

/// <summary>What a new plan of one person has to be looked at beside. A session that was called off with nothing given is not in it.</summary>
/// <param name="Infusions">Given ones and standing plans, in any order.</param>
/// <param name="LastDoseMgPerKg">Dose of the last signed plan, mg of base per kg; null when there is none.</param>
public sealed record PlanHistory(IReadOnlyList<KnownInfusion> Infusions, double? LastDoseMgPerKg)
{
    /// <summary>How long a signed plan nobody has opened still counts after its time: whoever opens an older one is asked for the interval then.</summary>
    public static readonly TimeSpan StandsFor = TimeSpan.FromHours(24);

    /// <summary>How many were given.</summary>
    public int Given => Infusions.Count(i => i.WasGiven);

    /// <summary>How many lie in the year before an instant.</summary>
    public int InYearBefore(DateTimeOffset at) => Infusions.Count(i => i.Start < at && i.Start > at.AddYears(-1));

    /// <summary>
    /// Hours between the end of the one and the start of the other, to the nearest; 0 when they overlap, null when there is no other. To a tenth of
    /// an hour, downwards: never longer than it is.
    /// </summary>
    /// <param name="start">Start of the new one.</param>
    /// <param name="end">Its end as planned.</param>
    public double? HoursToNearest(DateTimeOffset start, DateTimeOffset end) => Infusions.Count == 0
        ? null
        : Infusions.Min(i => Math.Floor(Math.Max(0, Math.Max((start - i.End).TotalHours, (i.Start - end).TotalHours)) * 10) / 10);
}
