using Engramm.Quantities;

namespace Engramm.Content.Rules;

/// <summary>What sort of answer a fact has.</summary>
public enum FactKind
{
    YesNo,
    Number,
    Date,
    Choice,
}

/// <summary>One choice of a fact.</summary>
/// <param name="Code">The code rules refer to.</param>
/// <param name="Words">The choice as staff read it.</param>
public sealed record FactChoice(string Code, Words Words);

/// <summary>A group of questions on the form.</summary>
/// <param name="Id">What facts refer to.</param>
/// <param name="Title">The heading.</param>
public sealed record FactGroup(string Id, Words Title);

/// <summary>One fact that rules may ask for. Forms are made from these, so a fact exists in both languages or not at all.</summary>
public sealed record FactDefinition
{
    /// <summary>The key that rules use.</summary>
    public required string Key { get; init; }

    /// <summary>The question as staff read it.</summary>
    public required Words Question { get; init; }

    /// <summary>What sort of answer it has.</summary>
    public required FactKind Kind { get; init; }

    /// <summary>The group of the form it stands in.</summary>
    public required string Group { get; init; }

    /// <summary>The unit of a number; null for other kinds and for plain counts.</summary>
    public string? Unit { get; init; }

    /// <summary>
    /// The least number the form takes, in <see cref="Unit"/>; null for other kinds. A bound for slips of the hand and no judgement about the person:
    /// outside it a slipped decimal mark or a doubled key is likelier than the value.
    /// </summary>
    public Sourced<double>? Least { get; init; }

    /// <summary>The greatest number the form takes, as <see cref="Least"/>.</summary>
    public Sourced<double>? Greatest { get; init; }

    /// <summary>The choices, for <see cref="FactKind.Choice"/>.</summary>
    public IReadOnlyList<FactChoice> Choices { get; init; } = [];

    /// <summary>
    /// After how many days the answer is too old and the fact counts as unknown again; null when it does not age.
    /// Expert defaults of this project, need a physician's signature.
    /// </summary>
    public int? ValidForDays { get; init; }
}

/// <summary>All facts that rules may ask for.</summary>
public sealed record FactCatalogue : ContentFile
{
    /// <summary>The groups in the order of the form.</summary>
    public required IReadOnlyList<FactGroup> Groups { get; init; }

    /// <summary>The facts in the order of the form.</summary>
    public required IReadOnlyList<FactDefinition> Facts { get; init; }

    /// <summary>The definition of a key.</summary>
    /// <exception cref="KeyNotFoundException">A rule asks for a fact that no form can fill: the content is broken.</exception>
    public FactDefinition this[string key] =>
        Find(key) ?? throw new KeyNotFoundException($"No fact '{key}' in the fact catalogue. Add it to the catalogue or correct the rule that asks for it.");

    /// <summary>The definition of a key, or null.</summary>
    public FactDefinition? Find(string key) => Facts.FirstOrDefault(f => string.Equals(f.Key, key, StringComparison.Ordinal));

    /// <inheritdoc/>
    protected internal override IEnumerable<ContentFault> Faults()
    {
        var groups = Groups.Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (fact, place) in Facts.Select((fact, index) => (fact, FormattableString.Invariant($"facts[{index}]"))))
        {
            if (!seen.Add(fact.Key))
            {
                yield return new ContentFault(place, $"the fact '{fact.Key}' is given twice");
            }

            if (!groups.Contains(fact.Group))
            {
                yield return new ContentFault(place, $"the fact '{fact.Key}' stands in group '{fact.Group}', which is not among the groups");
            }

            if ((fact.Kind == FactKind.Choice) != (fact.Choices.Count > 0))
            {
                yield return new ContentFault(place, $"the fact '{fact.Key}': choices belong to kind choice, and only there");
            }

            if (fact.Kind == FactKind.Number ? !(fact.Least?.Value < fact.Greatest?.Value) : fact.Least is not null || fact.Greatest is not null)
            {
                yield return new ContentFault(place, $"the fact '{fact.Key}': a number has a least and a greatest value, in this order, and nothing else has");
            }

            if (fact.Unit is not null && fact.Kind != FactKind.Number)
            {
                yield return new ContentFault(place, $"the fact '{fact.Key}' has a unit but is not a number");
            }
        }
    }
}
