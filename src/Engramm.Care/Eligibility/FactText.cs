using System.Globalization;
using Engramm.Content.Rules;

namespace Engramm.Care.Eligibility;

/// <summary>
/// Values of facts as the record keeps them, the same whatever language they were entered in: <c>yes</c>, <c>138.5</c>,
/// <c>2026-05-03</c>, or the code of a choice.
/// </summary>
public static class FactText
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>The text the record keeps.</summary>
    public static string Write(FactValue value) => value switch
    {
        YesNoValue answer => answer.Yes ? "yes" : "no",
        NumberValue number => number.Amount.ToString(CultureInfo.InvariantCulture),
        DayValue day => day.Day.ToString(Day, CultureInfo.InvariantCulture),
        ChoiceValue choice => choice.Code,
        _ => throw new ArgumentException($"No text for a fact value of type {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>The value, or null when the text does not fit the definition any more: then the fact is unknown, and asked again.</summary>
    public static FactValue? Read(FactDefinition definition, string? text)
    {
        FactValue? value = definition.Kind switch
        {
            FactKind.YesNo => text switch { "yes" => new YesNoValue(true), "no" => new YesNoValue(false), _ => null },
            FactKind.Number => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
                ? new NumberValue(amount, definition.Unit ?? "")
                : null,
            FactKind.Date => DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DayValue(day) : null,
            FactKind.Choice => text is null ? null : new ChoiceValue(text),
            _ => null,
        };
        return value is not null && definition.Accepts(value) ? value : null;
    }
}
