using System.Globalization;
using Engramm.Quantities;

namespace Engramm.Kinetics.Writing;

/// <summary>A text read from left to right: numbers, units and words. The first thing that is wrong is kept; what follows it does not count.</summary>
internal sealed class Phrase(string text)
{
    // Digits on both sides of one mark, three behind it: one and a quarter, or twelve hundred?
    private const int DigitsOfAThousand = 3;

    private static readonly Dictionary<string, string> Spelling = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mg"] = "mg",
        ["µg"] = "µg", ["μg"] = "µg", ["ug"] = "µg", ["mcg"] = "µg",
        ["kg"] = "kg",
        ["min"] = "min", ["mins"] = "min", ["minute"] = "min", ["minutes"] = "min", ["minuten"] = "min",
        ["h"] = "h", ["hr"] = "h", ["hrs"] = "h", ["hour"] = "h", ["hours"] = "h", ["std"] = "h", ["std."] = "h", ["stunde"] = "h", ["stunden"] = "h",
        ["d"] = "d", ["day"] = "d", ["days"] = "d", ["tag"] = "d", ["tage"] = "d",
        ["y"] = "y", ["years"] = "y", ["jahre"] = "y",
    };

    private int place;

    /// <summary>What was written.</summary>
    public string Text { get; } = text.Trim();

    /// <summary>The first thing that was wrong.</summary>
    public WritingFinding? Finding { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd => Rest().IsEmpty;

    /// <summary>A number in German or English writing; 0 when there is none.</summary>
    public double Number()
    {
        var rest = Rest();
        var length = 0;
        while (length < rest.Length && (char.IsAsciiDigit(rest[length]) || rest[length] is ',' or '.' || (length == 0 && rest[length] is '-' or '+' or '\u2212')))
        {
            length++;
        }

        // "40." at the end of a sentence is no number either: a mark without digits behind it is refused by the reader.
        var written = rest[..length].ToString();
        if (!written.Any(char.IsAsciiDigit))
        {
            return Refuse(WritingFault.Unreadable, $"'{Text}': a number is expected {Here()}");
        }

        var reading = NumberReader.Read(written, written.Contains(',', StringComparison.Ordinal) ? Language.German : Language.English);
        if (reading.Value is not { } number)
        {
            return Refuse(
                reading.Refusal is NumberRefusal.SeveralMarks ? WritingFault.Ambiguous : WritingFault.Unreadable,
                $"'{Text}': '{written}' is not taken as a number. Write digits with at most one comma or point");
        }

        if (CouldBeThousands(written))
        {
            return Refuse(
                WritingFault.Ambiguous,
                $"'{Text}': '{written}' could be {Plain((double)number)} or {written.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal)}. Write {written}0 or leave the mark out");
        }

        place = Text.Length - rest.Length + length;
        return (double)number;
    }

    /// <summary>The unit that stands here in its one spelling, or null when there is none that is known.</summary>
    public string? TakeUnit()
    {
        var word = NextWord();
        var parts = word.Split('/');
        if (parts.Any(p => !Spelling.ContainsKey(p)))
        {
            return null;
        }

        Take(word);
        return string.Join('/', parts.Select(p => Spelling[p]));
    }

    /// <summary>Takes one of the words if it stands here.</summary>
    public bool TakeWord(params string[] words)
    {
        var word = NextWord();
        if (!words.Contains(word, StringComparer.OrdinalIgnoreCase))
        {
            return false;
        }

        Take(word);
        return true;
    }

    /// <summary>One of the words must stand here.</summary>
    public void Word(string[] words, string named)
    {
        if (!TakeWord(words))
        {
            Refuse(WritingFault.Unreadable, $"'{Text}': '{named}' is expected {Here()}");
        }
    }

    /// <summary>Nothing may be left.</summary>
    public void End()
    {
        if (!IsAtEnd)
        {
            Refuse(WritingFault.Unreadable, $"'{Text}': '{Rest()}' at the end is not understood");
        }
    }

    /// <summary>Says that a unit is missing or of another kind; 0.</summary>
    public double WrongUnit(string? unit, string what, string allowed) => Refuse(
        WritingFault.Unit,
        unit is null
            ? $"'{Text}': {what} needs a known unit {Here()}; allowed are {allowed}"
            : $"'{Text}': '{unit}' is no unit of {what}; allowed are {allowed}");

    /// <summary>The text is not taken; 0.</summary>
    public double Refuse(WritingFault fault, string message)
    {
        Finding ??= new WritingFinding(fault, Text, message + ".");
        return 0;
    }

    /// <summary>A number in messages.</summary>
    public static string Plain(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static bool CouldBeThousands(string written)
    {
        var digits = written.TrimStart('-', '+', '\u2212');
        var mark = digits.IndexOfAny([',', '.']);
        return mark is >= 1 and <= DigitsOfAThousand && digits.Length - mark - 1 == DigitsOfAThousand && digits[0] != '0';
    }

    private ReadOnlySpan<char> Rest() => Text.AsSpan(place).TrimStart();

    private string NextWord()
    {
        var rest = Rest();
        var length = 0;
        while (length < rest.Length && !char.IsWhiteSpace(rest[length]) && !char.IsAsciiDigit(rest[length]))
        {
            length++;
        }

        return rest[..length].ToString();
    }

    private void Take(string word) => place = Text.Length - Rest().Length + word.Length;

    private string Here() => Rest() is { IsEmpty: false } rest ? $"before '{rest}'" : "at the end";
}
