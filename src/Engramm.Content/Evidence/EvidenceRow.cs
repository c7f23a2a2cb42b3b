namespace Engramm.Content.Evidence;

/// <summary>What checking a claim against its source came to.</summary>
public enum ClaimVerdict
{
    /// <summary>The source says so and is sound enough for it.</summary>
    Supported,

    /// <summary>True to its source, but the source is weak: certainty and comparator are shown with it.</summary>
    SupportedWeak,

    /// <summary>The source says less.</summary>
    Overstated,

    /// <summary>Its own citation, or better evidence, says otherwise.</summary>
    Contradicted,

    /// <summary>The citation is not the paper that holds the claim.</summary>
    CitationWrong,

    /// <summary>No source is given or can be found.</summary>
    Unsourced,

    /// <summary>The source was not found, or the figure not confirmed.</summary>
    NotVerified,
}

/// <summary>How sure one can be of a finding, in the spirit of GRADE.</summary>
public enum Certainty
{
    High,
    Moderate,
    LowToModerate,
    Low,
    VeryLowToLow,
    VeryLow,

    /// <summary>Mechanism, law or narrative: certainty of effect does not apply.</summary>
    NotApplicable,
}

/// <summary>
/// One claim of the field with what its source really found. Patient texts point to rows, and may only point to supported ones.
/// The sources of the file are the sources of the claim.
/// </summary>
public sealed record EvidenceRow : ContentFile
{
    /// <summary>The claim as it is made, in our words.</summary>
    public required Words Claim { get; init; }

    /// <summary>What the source really found, with denominators, comparator and time.</summary>
    public required Words Found { get; init; }

    /// <summary>Kind of study.</summary>
    public required Words Design { get; init; }

    /// <summary>How many people; null when it does not apply.</summary>
    public int? People { get; init; }

    /// <summary>With what it was compared; null when with nothing.</summary>
    public Words? Comparator { get; init; }

    /// <summary>How long people were followed; null when not reported.</summary>
    public Words? FollowUp { get; init; }

    public required Certainty Certainty { get; init; }

    public required IReadOnlyList<ClaimVerdict> Verdicts { get; init; }

    /// <summary>What is claimed about: <c>ketamine</c>, <c>pain-reprocessing</c>, <c>movement</c>, <c>breathing</c>, <c>imaging</c> …</summary>
    public required string Topic { get; init; }

    /// <summary>Tags of the indications it speaks to, for the indication guard: <c>TRD</c>, <c>FIBROMYALGIA</c>, <c>LOW-BACK-PAIN</c> …</summary>
    public IReadOnlyList<string> Indications { get; init; } = [];

    /// <summary>Whether a text for patients may rest on it.</summary>
    public bool MayInformPatients => Verdicts.All(verdict => verdict is ClaimVerdict.Supported or ClaimVerdict.SupportedWeak);
}
