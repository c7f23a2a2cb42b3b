namespace Engramm.Content.Relearning;

/// <summary>What the breath does in a phase.</summary>
public enum BreathPhaseKind
{
    In,
    Hold,
    Out,
}

/// <summary>A guided breathing exercise: counted phases, or a free one without counting.</summary>
public sealed record BreathingExercise : ContentFile, IPatientText
{
    public required Words Title { get; init; }

    /// <summary>What it may do, without promises.</summary>
    public required Words Purpose { get; init; }

    public required Words Preparation { get; init; }

    public required IReadOnlyList<BreathPhase> Phases { get; init; }

    /// <summary>How often the phases repeat; null for a free exercise.</summary>
    public int? Rounds { get; init; }

    /// <summary>How long a free exercise lasts, in seconds; null for a counted one.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Who leaves out holding the breath, or asks first.</summary>
    public required IReadOnlyList<Words> Cautions { get; init; }

    /// <summary>When to stop at once.</summary>
    public required IReadOnlyList<Words> StopRules { get; init; }

    public required Words Afterwards { get; init; }

    /// <summary>Whether it may be done before a physician's clearance.</summary>
    public required bool AlwaysOpen { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>Whole length in seconds, with or without the holding phases.</summary>
    public int TotalSeconds(bool withHold = true) =>
        DurationSeconds ?? Rounds!.Value * Phases.Where(phase => withHold || phase.Kind != BreathPhaseKind.Hold).Sum(phase => phase.Seconds!.Value);

    protected internal override IEnumerable<ContentFault> Faults()
    {
        var counted = Phases.All(phase => phase.Seconds is not null);
        if (counted != (Rounds is not null) || counted == (DurationSeconds is not null))
        {
            yield return new ContentFault("phases", "either every phase has seconds and there are rounds, or no phase has seconds and there is duration_seconds");
        }
    }
}

/// <summary>A phase of the breath.</summary>
/// <param name="Kind">In, hold or out.</param>
/// <param name="Text">What is said and shown.</param>
/// <param name="Seconds">How long; null when not counted.</param>
public sealed record BreathPhase(BreathPhaseKind Kind, Words Text, int? Seconds = null);
