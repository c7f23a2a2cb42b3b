namespace Engramm.Content.Rules;

/// <summary>
/// The trigger of a rule, as a clinician would say it: one fact compared with something, or several joined by
/// <see cref="Any"/> or <see cref="All"/>. Exactly one of the three is given; every comparison that is given must hold.
/// </summary>
public sealed record Condition
{
    /// <summary>At least one of these.</summary>
    public IReadOnlyList<Condition> Any { get; init; } = [];

    /// <summary>Every one of these.</summary>
    public IReadOnlyList<Condition> All { get; init; } = [];

    /// <summary>The fact to look at.</summary>
    public string? Fact { get; init; }

    /// <summary><c>yes</c>, <c>no</c> or the code of a choice.</summary>
    public string? Is { get; init; }

    /// <summary>Any of these codes.</summary>
    public IReadOnlyList<string> IsOneOf { get; init; } = [];

    /// <summary>The number is this or more.</summary>
    public decimal? AtLeast { get; init; }

    /// <summary>The number is more than this.</summary>
    public decimal? Above { get; init; }

    /// <summary>The number is less than this.</summary>
    public decimal? Below { get; init; }

    /// <summary>The day lies no more than this many weeks before today; a day in the future counts as within.</summary>
    public int? WithinWeeks { get; init; }

    /// <summary>The day lies more than this many weeks before today.</summary>
    public int? MoreThanWeeksAgo { get; init; }

    /// <summary>Whether it compares a number.</summary>
    public bool ComparesNumber => AtLeast is not null || Above is not null || Below is not null;

    /// <summary>Whether it compares a day.</summary>
    public bool ComparesDay => WithinWeeks is not null || MoreThanWeeksAgo is not null;

    /// <summary>The codes it compares with.</summary>
    public IReadOnlyList<string> Codes => Is is null ? IsOneOf : [.. IsOneOf, Is];

    /// <summary>All fact keys mentioned here or below.</summary>
    public IEnumerable<string> Keys() =>
        Any.Concat(All).SelectMany(part => part.Keys()).Concat(Fact is null ? [] : [Fact]).Distinct(StringComparer.Ordinal);

    /// <summary>Why the condition does not fit the catalogue, or null when it does. A comparison that can never hold is a broken rule.</summary>
    public string? Fault(FactCatalogue catalogue)
    {
        var forms = (Any.Count > 0 ? 1 : 0) + (All.Count > 0 ? 1 : 0) + (Fact is null ? 0 : 1);
        if (forms != 1)
        {
            return "a condition has exactly one of fact, any and all";
        }

        if (Fact is null)
        {
            return Any.Concat(All).Select(part => part.Fault(catalogue)).FirstOrDefault(fault => fault is not null);
        }

        return catalogue.Find(Fact) is { } definition ? FaultOf(definition) : $"the fact '{Fact}' is not in the catalogue";
    }

    private string? FaultOf(FactDefinition definition) => definition.Kind switch
    {
        FactKind.YesNo => Is is "yes" or "no" && IsOneOf.Count == 0 && !ComparesNumber && !ComparesDay ? null : $"'{Fact}' is a yes-no question: use only is: yes or is: no",
        FactKind.Number => ComparesNumber && Codes.Count == 0 && !ComparesDay ? null : $"'{Fact}' is a number: use only at_least, above and below",
        FactKind.Date => ComparesDay && Codes.Count == 0 && !ComparesNumber ? null : $"'{Fact}' is a day: use only within_weeks and more_than_weeks_ago",
        FactKind.Choice => Codes.Count > 0 && !ComparesNumber && !ComparesDay && !Codes.Except(definition.Choices.Select(c => c.Code), StringComparer.Ordinal).Any()
            ? null
            : $"'{Fact}' is a choice: use only is or is_one_of with its codes ({string.Join(", ", definition.Choices.Select(c => c.Code))})",
        _ => $"'{Fact}' has a kind without comparisons",
    };
}
