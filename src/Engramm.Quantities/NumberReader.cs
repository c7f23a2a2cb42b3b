using System.Globalization;

namespace Engramm.Quantities;

/// <summary>Why a text was not taken as a number.</summary>
public enum NumberRefusal
{
    /// <summary>Nothing was entered.</summary>
    Empty,

    /// <summary>It holds something other than digits, one sign and one decimal mark.</summary>
    NotANumber,

    /// <summary>It uses the other language's decimal mark, or could be read as thousands: <c>1.000</c> in German.</summary>
    Ambiguous,

    /// <summary>More than one decimal mark.</summary>
    SeveralMarks,

    /// <summary>More digits than a clinical number has (over 12).</summary>
    TooLong,

    /// <summary>Below the least or above the greatest value allowed here.</summary>
    OutOfRange,
}

/// <summary>What came of reading a number: the value, or why there is none. Never both.</summary>
public readonly record struct NumberReading
{
    private NumberReading(decimal? value, NumberRefusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The number read, when there is one.</summary>
    public decimal? Value { get; }

    /// <summary>The reason it was refused, when it was.</summary>
    public NumberRefusal? Refusal { get; }

    public static NumberReading Of(decimal value) => new(value, null);

    public static NumberReading Refused(NumberRefusal refusal) => new(null, refusal);
}

/// <summary>
/// The one reader for numbers a person types. The language decides the decimal mark: comma in German, point in English.
/// Whatever could mean two numbers is refused with the reason; nothing is stripped, grouped, clamped or guessed.
/// </summary>
public static class NumberReader
{
    /// <summary>More digits than this are a slip of the hand, not a measurement.</summary>
    public const int MostDigits = 12;

    /// <summary>Reads a number as written in the language. Blanks around it are allowed, blanks inside are not.</summary>
    public static NumberReading Read(string? text, Language language)
    {
        var trimmed = text.AsSpan().Trim(' ');
        if (trimmed.IsEmpty)
        {
            return NumberReading.Refused(NumberRefusal.Empty);
        }

        var (mark, other) = language == Language.German ? (',', '.') : ('.', ',');
        var digits = trimmed[0] is '-' or '+' or '\u2212' ? trimmed[1..] : trimmed;
        var marks = 0;
        var others = 0;
        var count = 0;
        foreach (var c in digits)
        {
            if (char.IsAsciiDigit(c))
            {
                count++;
            }
            else if (c == mark)
            {
                marks++;
            }
            else if (c == other)
            {
                others++;
            }
            else
            {
                return NumberReading.Refused(NumberRefusal.NotANumber);
            }
        }

        if (count == 0)
        {
            return NumberReading.Refused(NumberRefusal.NotANumber);
        }

        if (marks + others > 1)
        {
            return NumberReading.Refused(NumberRefusal.SeveralMarks);
        }

        if (others == 1)
        {
            return NumberReading.Refused(NumberRefusal.Ambiguous);
        }

        // ",5" and "5," are half-typed numbers.
        if (digits[0] == mark || digits[^1] == mark)
        {
            return NumberReading.Refused(NumberRefusal.NotANumber);
        }

        if (count > MostDigits)
        {
            return NumberReading.Refused(NumberRefusal.TooLong);
        }

        var magnitude = decimal.Parse(digits.ToString().Replace(mark, '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return NumberReading.Of(trimmed[0] is '-' or '\u2212' ? -magnitude : magnitude);
    }

    /// <summary>Reads a number and refuses it when it lies outside <paramref name="least"/>…<paramref name="greatest"/>, both allowed.</summary>
    public static NumberReading Read(string? text, Language language, decimal least, decimal greatest)
    {
        var reading = Read(text, language);
        return reading.Value is { } value && (value < least || value > greatest)
            ? NumberReading.Refused(NumberRefusal.OutOfRange)
            : reading;
    }
}
