using Engramm.Content.Rules;

namespace Engramm.Care.Eligibility;

/// <summary>Whether a condition holds: yes, no, or open because a fact is unknown.</summary>
public enum Truth
{
    No,
    Open,
    Yes,
}

/// <summary>What a condition came to.</summary>
/// <param name="Truth">Whether it holds.</param>
/// <param name="Because">Keys of the facts that made it hold.</param>
/// <param name="Open">Keys of the facts that are missing or too old.</param>
public sealed record ConditionResult(Truth Truth, IReadOnlyList<string> Because, IReadOnlyList<string> Open);

/// <summary>Asks the conditions of rules about a person.</summary>
public static class Conditions
{
    /// <summary>Asks the picture. An unknown fact leaves the condition open unless the known facts already settle it.</summary>
    /// <exception cref="InvalidOperationException">The condition, or a fact of the picture, does not fit the catalogue.</exception>
    public static ConditionResult Ask(this Condition condition, ClinicalPicture picture, FactCatalogue catalogue)
    {
        if (condition.Any.Count > 0)
        {
            var parts = condition.Any.Select(part => part.Ask(picture, catalogue)).ToList();
            return new(parts.Max(p => p.Truth), Distinct(parts.Where(p => p.Truth == Truth.Yes), p => p.Because), Distinct(parts, p => p.Open));
        }

        if (condition.All.Count > 0)
        {
            var parts = condition.All.Select(part => part.Ask(picture, catalogue)).ToList();
            var truth = parts.Min(p => p.Truth);
            return truth == Truth.No ? new(Truth.No, [], []) : new(truth, Distinct(parts, p => p.Because), Distinct(parts, p => p.Open));
        }

        return AskFact(condition, picture, catalogue);
    }

    private static ConditionResult AskFact(Condition condition, ClinicalPicture picture, FactCatalogue catalogue)
    {
        var key = condition.Fact ?? throw new InvalidOperationException("A condition needs 'fact', 'any' or 'all'.");
        var definition = catalogue[key];
        if (picture[key] is not KnownFact known || IsTooOld(known, definition, picture))
        {
            return new(Truth.Open, [], [key]);
        }

        if (!definition.Accepts(known.Value))
        {
            throw new InvalidOperationException($"The fact '{key}' is a {definition.Kind} in '{definition.Unit}', but a {known.Value.GetType().Name} was recorded that does not fit it.");
        }

        return Holds(condition, known.Value, picture.Today) ? new(Truth.Yes, [key], []) : new(Truth.No, [], []);
    }

    private static bool IsTooOld(KnownFact known, FactDefinition definition, ClinicalPicture picture) =>
        definition.ValidForDays is { } days && picture.AsOf - known.Since > TimeSpan.FromDays(days);

    private static bool Holds(Condition condition, FactValue value, DateOnly today) => value switch
    {
        YesNoValue answer => string.Equals(condition.Is, answer.Yes ? "yes" : "no", StringComparison.Ordinal),
        ChoiceValue choice => condition.Codes.Contains(choice.Code, StringComparer.Ordinal),
        NumberValue { Amount: var amount } => condition.ComparesNumber
            && (condition.AtLeast is not { } least || amount >= least)
            && (condition.Above is not { } above || amount > above)
            && (condition.Below is not { } below || amount < below),
        DayValue { Day: var day } => condition.ComparesDay
            && (condition.WithinWeeks is not { } weeks || day >= today.AddDays(-7 * weeks))
            && (condition.MoreThanWeeksAgo is not { } ago || day < today.AddDays(-7 * ago)),
        _ => throw new InvalidOperationException($"No comparison for a {value.GetType().Name}."),
    };

    private static List<string> Distinct(IEnumerable<ConditionResult> parts, Func<ConditionResult, IReadOnlyList<string>> keys) =>
        [.. parts.SelectMany(keys).Distinct(StringComparer.Ordinal)];
}
