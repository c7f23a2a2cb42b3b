using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Writing;

/// <summary>
/// Reads doses, rates and times as a clinician writes them: <c>35 mg over 40 min</c>, <c>0,5 mg/kg über 40 min</c>,
/// <c>7 mg at 10 min</c>, <c>35 mg/h from 0 to 20 min</c>. German comma and English point are both taken; a number that could
/// mean thousands (<c>1,234</c>) is refused, and so is the salt, a unit that is missing or unknown, and a value below its range.
/// </summary>
public static class DoseReader
{
    private const double MinutesPerHour = 60;
    private const double MinutesPerDay = 1440;
    private const double MicrogramsPerMilligram = 1000;

    private static readonly string[] Over = ["over", "in", "über"];
    private static readonly string[] At = ["at", "start", "from", "ab", "bei"];
    private static readonly string[] From = ["from", "von", "ab"];
    private static readonly string[] To = ["to", "until", "bis"];
    private static readonly string[] For = ["for", "für", "über", "over"];
    private static readonly string[] SaltWords = ["hcl", "hydrochlorid", "salz", "salt"];

    /// <summary>How much base there is in 1 mg of the hydrochloride.</summary>
    public static Sourced<double> BaseInSalt { get; } = new(0.867, "Molar masses 237.73 g/mol (ketamine) and 274.19 g/mol (its hydrochloride)", Verification.Computed);

    /// <summary>An infusion: an amount, over a duration, and when it starts (0 when nothing is said).</summary>
    public static Written<Infusion> Infusion(string text, Kilograms weight) => Reading<Infusion>(text, phrase =>
    {
        var amount = Amount(phrase, weight);
        phrase.Word(Over, "over");
        var duration = Positive(phrase, Span(phrase, null), "min", "a duration");
        var start = phrase.IsAtEnd ? 0 : Start(phrase);
        return () => new Infusion(new Minutes(start), new Minutes(start + duration), new MilligramsPerMinute(amount / duration));
    });

    /// <summary>A bolus: an amount, and when it is given (0 when nothing is said).</summary>
    public static Written<Bolus> Bolus(string text, Kilograms weight) => Reading<Bolus>(text, phrase =>
    {
        var amount = Amount(phrase, weight);
        var at = phrase.IsAtEnd ? 0 : Start(phrase);
        return () => new Bolus(new Minutes(at), new Milligrams(amount));
    });

    /// <summary>A rate from one time to another, or for a duration from a start (0 when nothing is said).</summary>
    public static Written<Infusion> Rate(string text, Kilograms weight) => Reading<Infusion>(text, phrase =>
    {
        var rate = PerMinute(phrase, weight);
        double start, end;
        if (phrase.TakeWord(For))
        {
            var duration = Positive(phrase, Span(phrase, null), "min", "a duration");
            start = phrase.IsAtEnd ? 0 : Start(phrase);
            end = start + duration;
        }
        else
        {
            phrase.Word(From, "from");
            var (number, unit) = (phrase.Number(), phrase.TakeUnit());
            phrase.Word(To, "to");
            var (last, lastUnit) = (phrase.Number(), phrase.TakeUnit());

            // "from 0 to 20 min": the unit behind the second time is meant for both.
            start = NotNegative(phrase, Minutes(phrase, number, unit ?? lastUnit), "a start");
            end = Minutes(phrase, last, lastUnit);
            if (end <= start)
            {
                phrase.Refuse(WritingFault.OutOfRange, $"'{phrase.Text}' ends at {Phrase.Plain(end)} min, which is not after its start at {Phrase.Plain(start)} min");
            }
        }

        return () => new Infusion(new Minutes(start), new Minutes(end), new MilligramsPerMinute(rate));
    });

    /// <summary>A span of time above zero: <c>24h</c>, <c>5 min</c>, <c>2 d</c>.</summary>
    public static Written<Minutes> Span(string text) => Reading<Minutes>(text, phrase =>
    {
        var span = Positive(phrase, Span(phrase, null), "min", "a time");
        return () => new Minutes(span);
    });

    /// <summary>A body weight: <c>70</c> or <c>72,5 kg</c>.</summary>
    public static Written<Kilograms> Weight(string text) => Reading<Kilograms>(text, phrase =>
    {
        var weight = Plain(phrase, "kg", "a weight");
        return () => new Kilograms(weight);
    });

    /// <summary>An age in years: <c>45</c>.</summary>
    public static Written<Years> Age(string text) => Reading<Years>(text, phrase =>
    {
        var age = Plain(phrase, "y", "an age");
        return () => new Years(age);
    });

    private static Written<T> Reading<T>(string text, Func<Phrase, Func<T>> read)
    {
        var phrase = new Phrase(text);
        RefuseSalt(phrase);
        var meant = read(phrase);
        phrase.End();
        return phrase.Finding is { } finding ? Written<T>.Refused(finding) : Written<T>.Of(meant());
    }

    private static void RefuseSalt(Phrase phrase)
    {
        if (!SaltWords.Any(word => phrase.Text.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var (number, unit) = (phrase.Number(), phrase.TakeUnit() ?? "");
        phrase.Refuse(
            WritingFault.Salt,
            $"'{phrase.Text}' names the salt. Doses are base here: {Phrase.Plain(number)} {unit} of the hydrochloride are {Phrase.Plain(Math.Round(number * BaseInSalt.Value, 4))} {unit} base (× {Phrase.Plain(BaseInSalt.Value)}). Write the base");
    }

    /// <summary>mg of base.</summary>
    private static double Amount(Phrase phrase, Kilograms weight)
    {
        var (number, unit) = (phrase.Number(), phrase.TakeUnit());
        phrase.TakeWord("base");
        return Positive(phrase, number, unit ?? "", "an amount") * unit switch
        {
            "mg" => 1,
            "µg" => 1 / MicrogramsPerMilligram,
            "mg/kg" => weight.Value,
            "µg/kg" => weight.Value / MicrogramsPerMilligram,
            _ => phrase.WrongUnit(unit, "an amount", "mg, µg, mg/kg, µg/kg"),
        };
    }

    /// <summary>mg of base per minute.</summary>
    private static double PerMinute(Phrase phrase, Kilograms weight)
    {
        var (number, unit) = (phrase.Number(), phrase.TakeUnit());
        var parts = (unit ?? "").Split('/');
        var mass = parts[0] switch { "mg" => 1, "µg" => 1 / MicrogramsPerMilligram, _ => 0 };
        var per = parts[^1] switch { "h" => MinutesPerHour, "min" => 1, _ => 0 };
        var body = parts.Length switch { 2 => 1, 3 when parts[1] is "kg" => weight.Value, _ => 0 };
        return mass > 0 && per > 0 && body > 0
            ? Positive(phrase, number, unit!, "a rate") * mass * body / per
            : phrase.WrongUnit(unit, "a rate", "mg/h, mg/min, mg/kg/h, µg/kg/min");
    }

    private static double Start(Phrase phrase)
    {
        phrase.Word(At, "at");
        return NotNegative(phrase, Span(phrase, 0), "a start");
    }

    /// <summary>Minutes; <paramref name="bare"/> is the only number that needs no unit.</summary>
    private static double Span(Phrase phrase, double? bare)
    {
        var (number, unit) = (phrase.Number(), phrase.TakeUnit());
        return unit is null && number.Equals(bare) ? number : Minutes(phrase, number, unit);
    }

    private static double Minutes(Phrase phrase, double number, string? unit) => unit switch
    {
        "min" => number,
        "h" => number * MinutesPerHour,
        "d" => number * MinutesPerDay,
        null when number == 0 => 0,
        _ => phrase.WrongUnit(unit, "a time", "min, h, d"),
    };

    private static double Plain(Phrase phrase, string own, string what)
    {
        var (number, unit) = (phrase.Number(), phrase.TakeUnit());
        return string.Equals(unit ?? (phrase.IsAtEnd ? own : null), own, StringComparison.Ordinal)
            ? Positive(phrase, number, own, what)
            : phrase.WrongUnit(unit, what, own);
    }

    private static double Positive(Phrase phrase, double value, string unit, string what) => value > 0
        ? value
        : phrase.Refuse(WritingFault.OutOfRange, $"'{phrase.Text}': {what} of {Phrase.Plain(value)} {unit} is not allowed; it must be above 0");

    private static double NotNegative(Phrase phrase, double value, string what) => value >= 0
        ? value
        : phrase.Refuse(WritingFault.OutOfRange, $"'{phrase.Text}': {what} of {Phrase.Plain(value)} min is not allowed; it must be 0 or later");
}
