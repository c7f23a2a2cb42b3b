using Engramm.Content;
using Engramm.Content.Rules;
using Engramm.Quantities;

namespace Engramm.Care.Eligibility;

/// <summary>Values of facts beside their definition: whether they fit, and how they are written for a reader.</summary>
public static class FactWords
{
    /// <summary>Whether the value fits the definition: right kind, right unit, a choice that exists.</summary>
    public static bool Accepts(this FactDefinition definition, FactValue value) => (definition.Kind, value) switch
    {
        (FactKind.YesNo, YesNoValue) => true,
        (FactKind.Number, NumberValue number) => string.Equals(number.Unit, definition.Unit ?? "", StringComparison.Ordinal),
        (FactKind.Date, DayValue) => true,
        (FactKind.Choice, ChoiceValue choice) => definition.Choices.Any(c => string.Equals(c.Code, choice.Code, StringComparison.Ordinal)),
        _ => false,
    };

    /// <summary>The value as a person reads it: <c>190 mmHg</c>, <c>ja</c>, <c>3. Mai 2026</c>.</summary>
    public static string Write(this FactValue value, FactDefinition definition, Language language) => value switch
    {
        YesNoValue { Yes: true } => language == Language.German ? "ja" : "yes",
        YesNoValue => language == Language.German ? "nein" : "no",
        NumberValue number => $"{number.Amount.ToString("0.##", language.Culture())} {number.Unit}".TrimEnd(),
        DayValue day => day.Day.ToString(language == Language.German ? "d. MMMM yyyy" : "d MMMM yyyy", language.Culture()),
        ChoiceValue choice => definition.Choices.FirstOrDefault(c => string.Equals(c.Code, choice.Code, StringComparison.Ordinal))?.Words.In(language) ?? choice.Code,
        _ => throw new ArgumentException($"No words for a fact value of type {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>A text written once per language.</summary>
    public static Words InBoth(Func<Language, string> write) => new(write(Language.German), write(Language.English));
}
