using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Cockpit.Room;

/// <summary>Writes the numbers of a limit the way a clinician reads them; sign, number and unit never part at the end of a line.</summary>
internal static class LimitWords
{
    /// <summary>All bounds, for a place that already says which sign: <c>≥ 160/100 mmHg</c>, <c>&gt; 110 or &lt; 50 /min</c>.</summary>
    public static string Bounds(IReadOnlyList<LimitBound> bounds, Language language)
    {
        if (bounds is [{ Measure: Measure.Systolic } systolic, { Measure: Measure.Diastolic } diastolic] && systolic.Side == diastolic.Side)
        {
            return $"{Side(systolic.Side)}\u00a0{Number(systolic.Value, language)}/{Number(diastolic.Value, language)}\u00a0mmHg";
        }

        var written = string.Join(
            $" {T("matrix.or", language)} ",
            bounds.Select(b => IsNamed(b.Measure) ? $"{T("matrix.name." + b.Measure, language)} {Alone(b, language)}" : Alone(b, language)));
        return bounds.Count > 0 && Measures.Unit(bounds[0].Measure) is { Length: > 0 } unit ? $"{written}\u00a0{unit}" : written;
    }

    /// <summary>One bound with the name of its measure.</summary>
    public static string Bound(LimitBound bound, Language language) => $"{T("measure." + bound.Measure, language)} {Alone(bound, language)}";

    /// <summary>One bound where its measure is already named: <c>≤ 4</c>.</summary>
    public static string Alone(LimitBound bound, Language language) => $"{Side(bound.Side)}\u00a0{Number(bound.Value, language)}";

    /// <summary>What must come together before it alarms; null when one value is enough.</summary>
    public static string? Confirmation(LimitConfirmation confirmation, Language language) => confirmation.Kind switch
    {
        ConfirmationKind.Twice => T("matrix.twice", language, Number(confirmation.From.TotalMinutes, language), Number(confirmation.To.TotalMinutes, language))
            + (confirmation.ConfirmsUntil() > confirmation.To ? " " + T("matrix.twice.until", language, Number(confirmation.ConfirmsUntil().TotalMinutes, language)) : ""),
        ConfirmationKind.Sustained => T("matrix.sustained", language, Number(confirmation.From.TotalSeconds, language)),
        _ => null,
    };

    /// <summary>The sign before a number.</summary>
    public static string Side(BoundSide side) => side switch
    {
        BoundSide.Below => "<",
        BoundSide.AtMost => "≤",
        BoundSide.AtLeast => "≥",
        BoundSide.Above => ">",
    };

    /// <summary>A number of the room.</summary>
    public static string Number(double value, Language language) => value.ToString("0.#", language.Culture()).Replace('-', '−');

    private static bool IsNamed(Measure measure) => measure is Measure.Systolic or Measure.Diastolic or Measure.MeanPressure or Measure.Moaas or Measure.Rass or Measure.Experience;

    private static string T(string key, Language language, params object[] values) => CockpitTexts.Get("cockpit." + key, language, values);
}
