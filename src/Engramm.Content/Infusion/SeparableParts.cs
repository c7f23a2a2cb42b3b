namespace Engramm.Content.Infusion;

/// <summary>The parts of the live session that can be switched apart from each other.</summary>
public enum SeparablePart
{
    /// <summary>Charting and reminders of due observations. Always on.</summary>
    Charting,

    /// <summary>Limits beside values, and the predicted concentration.</summary>
    LimitsAndPrediction,

    /// <summary>Alarms by sound and light. Off means: no alarm of any kind in this software.</summary>
    Alarms,
}

/// <summary>What one part is meant for.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Name">Its name on the page.</param>
/// <param name="Purpose">What it is meant for.</param>
/// <param name="NotFor">What it is not meant for.</param>
/// <param name="Acceptance">The words a physician signs to switch it on; null for charting, which is always on.</param>
public sealed record PartPurpose(SeparablePart Part, Words Name, Words Purpose, Words NotFor, Words? Acceptance = null);

/// <summary>The separable parts of the live session with their intended purpose.</summary>
public sealed record SeparableParts : ContentFile
{
    /// <summary>The one file of this kind.</summary>
    public const string LiveSession = "live-session";

    /// <summary>Why there are three, and what the operator has to do before switching one on.</summary>
    public required Words Introduction { get; init; }

    /// <summary>All three, charting first.</summary>
    public required IReadOnlyList<PartPurpose> Parts { get; init; }

    /// <inheritdoc/>
    protected internal override IEnumerable<ContentFault> Faults() =>
        [.. Enum.GetValues<SeparablePart>().Where(part => Parts.Count(p => p.Part == part) != 1).Select(part => new ContentFault("parts", $"'{part}' must be there once")),
            .. Parts.Where(p => p.Acceptance is null != p.Part is SeparablePart.Charting)
                .Select(p => new ContentFault("parts", p.Acceptance is null ? $"'{p.Part}' lacks the words a physician accepts" : "charting is always on: nobody accepts it"))];
}
