using System.Globalization;
using System.Text;

namespace Engramm.Exchange.Hl7v2;

/// <summary>Escape sequences of HL7 v2 text, HL7 2.6 chapter 2.7 (from memory of the standard).</summary>
public static class Hl7Escape
{
    /// <summary>
    /// Turns escape sequences into what they stand for. A sequence that is unknown or not closed stays exactly as received:
    /// devices often send a bare backslash, and guessing what was meant would change the text.
    /// </summary>
    public static string Decode(string text, Hl7Delimiters delimiters)
    {
        if (!text.Contains(delimiters.Escape, StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var position = 0;
        while (position < text.Length)
        {
            var close = text[position] == delimiters.Escape ? text.IndexOf(delimiters.Escape, position + 1) : -1;
            if (close > position && Meaning(text.AsSpan(position + 1, close - position - 1), delimiters) is { } meaning)
            {
                result.Append(meaning);
                position = close + 1;
            }
            else
            {
                result.Append(text[position]);
                position++;
            }
        }

        return result.ToString();
    }

    /// <summary>Writes text so that no character of it can be taken for a delimiter or a line end.</summary>
    public static string Encode(string text, Hl7Delimiters delimiters)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var letter =
                character == delimiters.Field ? 'F' :
                character == delimiters.Component ? 'S' :
                character == delimiters.Subcomponent ? 'T' :
                character == delimiters.Repetition ? 'R' :
                character == delimiters.Escape ? 'E' : default;
            if (letter != default)
            {
                result.Append(delimiters.Escape).Append(letter).Append(delimiters.Escape);
            }
            else if (char.IsControl(character) && character <= '\u007F')
            {
                result.Append(delimiters.Escape).Append('X').Append(((int)character).ToString("X2", CultureInfo.InvariantCulture)).Append(delimiters.Escape);
            }
            else
            {
                result.Append(character);
            }
        }

        return result.ToString();
    }

    private static string? Meaning(ReadOnlySpan<char> code, Hl7Delimiters delimiters) => code switch
    {
        "F" => delimiters.Field.ToString(),
        "S" => delimiters.Component.ToString(),
        "T" => delimiters.Subcomponent.ToString(),
        "R" => delimiters.Repetition.ToString(),
        "E" => delimiters.Escape.ToString(),
        ".br" => "\n",
        // Highlighting on and off: a matter of display, without text of its own.
        "H" or "N" => string.Empty,
        ['X', .. var digits] => FromHex(digits),
        _ => null,
    };

    /// <summary>Only 7-bit values: what a higher byte means depends on a character set that the sequence does not name.</summary>
    private static string? FromHex(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty || digits.Length % 2 != 0)
        {
            return null;
        }

        var result = new StringBuilder(digits.Length / 2);
        for (var at = 0; at < digits.Length; at += 2)
        {
            if (!byte.TryParse(digits.Slice(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || value > 0x7F)
            {
                return null;
            }

            result.Append((char)value);
        }

        return result.ToString();
    }
}
