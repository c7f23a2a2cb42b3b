using Engramm.Content.Infusion;
using Engramm.Quantities;

namespace Engramm.Care.Practice;

/// <summary>
/// A physician switched a separable part on, with a written acceptance, or off, with a reason. Never changed and never deleted: the newest
/// decision of a part counts, and without one the part is off.
/// </summary>
public sealed class SwitchDecision : IPracticeRecord
{
    /// <summary>Made by the form, so that pressing twice decides once.</summary>
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    /// <summary>Which part; never charting.</summary>
    public required SeparablePart Part { get; init; }

    /// <summary>On or off from here.</summary>
    public required bool IsOn { get; init; }

    /// <summary>Practice time, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The physician's account.</summary>
    public required Guid By { get; init; }

    /// <summary>The physician's name as it stood then.</summary>
    public required string ByName { get; init; }

    /// <summary>The purpose and the acceptance in full, as they were read; null when switched off.</summary>
    public string? Text { get; init; }

    /// <summary>The version of the content file that text was of; null when switched off.</summary>
    public int? TextVersion { get; init; }

    /// <summary>The language it was read in; null when switched off.</summary>
    public Language? Language { get; init; }

    /// <summary>The drawn line as an SVG path, or the typed name; null when switched off.</summary>
    public string? Signature { get; init; }

    /// <summary>Why it was switched off; null when switched on.</summary>
    public string? Reason { get; init; }
}
