namespace Engramm.Content.Rules;

/// <summary>
/// What ketamine is meant to treat, with what is known about that. The evidence stands beside the choice; where there is none
/// the way stops, and the physician writes why it should be tried all the same.
/// </summary>
public sealed record Indication
{
    /// <summary>The code a plan carries, e.g. <c>TRD</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required Words Name { get; init; }

    /// <summary>How strong the evidence is, in a few words.</summary>
    public required Words EvidenceLabel { get; init; }

    /// <summary>What is known, in one or two sentences for the physician.</summary>
    public required Words Evidence { get; init; }

    /// <summary>Rows of the evidence register behind it.</summary>
    public required IReadOnlyList<string> EvidenceIds { get; init; }

    /// <summary>What choosing it asks for.</summary>
    public required RuleOutcome Outcome { get; init; }

    /// <summary>What must be so besides, e.g. two adequate antidepressant trials. Not so, or unknown, is a hold.</summary>
    public Condition? Requires { get; init; }

    /// <summary>What is said when it is not so.</summary>
    public Words? RequiresWords { get; init; }

    /// <summary>What must be written when it is chosen.</summary>
    public Words? RequiredPlan { get; init; }

    /// <summary>Where the judgement comes from.</summary>
    public required IReadOnlyList<Source> Sources { get; init; }
}

/// <summary>The indications the practice knows.</summary>
public sealed record IndicationList : ContentFile
{
    public required IReadOnlyList<Indication> Indications { get; init; }

    /// <summary>The indication of a code, or null.</summary>
    public Indication? Find(string? code) => Indications.FirstOrDefault(i => string.Equals(i.Code, code, StringComparison.Ordinal));

    /// <inheritdoc/>
    protected internal override IEnumerable<ContentFault> Faults() =>
        Indications
            .Select((indication, index) => (indication, place: FormattableString.Invariant($"indications[{index}]")))
            .Where(entry => (entry.indication.Requires is null) != (entry.indication.RequiresWords is null))
            .Select(entry => new ContentFault(entry.place, $"'{entry.indication.Code}': requires and requires_words come together"));
}
