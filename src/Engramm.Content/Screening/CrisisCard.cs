using Engramm.Quantities;

namespace Engramm.Content.Screening;

/// <summary>Help in a crisis: shown at once, on every patient page, and offline. Never depends on a review or a date.</summary>
public sealed record CrisisCard : ContentFile, IPatientText
{
    /// <summary>Country as an ISO code.</summary>
    public required string Country { get; init; }

    public required Words Title { get; init; }

    public required Words Introduction { get; init; }

    /// <summary>Shown until the server has confirmed the answer.</summary>
    public required Words NobodyInformedYet { get; init; }

    /// <summary>Shown after the server's receipt, within opening hours.</summary>
    public required Words PracticeInformed { get; init; }

    /// <summary>Shown after the server's receipt, outside opening hours: nobody reads it now.</summary>
    public required Words NobodyReadsNow { get; init; }

    public required IReadOnlyList<CrisisNumber> Numbers { get; init; }

    /// <summary>Small steps until help is there.</summary>
    public required IReadOnlyList<Words> UntilHelpComes { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>Numbers nobody has checked with the operator for longer than this are shown with a warning to staff (expert default).</summary>
    public const int LongestDaysUnchecked = 180;

    /// <summary>Numbers the practice should check: never checked, or too long ago.</summary>
    public IReadOnlyList<CrisisNumber> ToCheck(DateOnly today) =>
        [.. Numbers.Where(number => number.LastVerified is not { } day || today.DayNumber - day.DayNumber > LongestDaysUnchecked)];
}

/// <summary>A number to call.</summary>
/// <param name="Code">Its name within the card.</param>
/// <param name="Name">Who answers.</param>
/// <param name="Number">The number as dialled, with blanks for reading.</param>
/// <param name="Hours">When.</param>
/// <param name="For">For whom or what.</param>
/// <param name="Verification">Whether the number was read in its source.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="LastVerified">The last day someone checked it by phone or on the operator's own page; null: never.</param>
public sealed record CrisisNumber(string Code, Words Name, string Number, Words Hours, Words For, Verification Verification, string Source, DateOnly? LastVerified);
