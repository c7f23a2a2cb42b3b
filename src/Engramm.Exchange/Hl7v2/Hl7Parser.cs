using System.Text;

namespace Engramm.Exchange.Hl7v2;

/// <summary>How messages are read.</summary>
public sealed record Hl7Limits
{
    /// <summary>Most bytes of one message: 1 MiB, an expert default of this project; a monitor's message has a few kilobytes.</summary>
    public int Bytes { get; init; } = 1024 * 1024;

    /// <summary>Most segments of one message, an expert default of this project.</summary>
    public int Segments { get; init; } = 10_000;

    /// <summary>Most fields of one segment, an expert default of this project.</summary>
    public int Fields { get; init; } = 200;

    /// <summary>
    /// The character set of senders that leave MSH-18 empty. Null means ASCII only, as the standard says: any other byte is then a fault,
    /// because nobody said what it means. Allowed: null, UTF-8, ISO 8859-1.
    /// </summary>
    public Encoding? UndeclaredCharset { get; init; }
}

/// <summary>Reads the bytes of one HL7 v2 message in pipe notation. Whatever the bytes are, the answer is a message or a fault.</summary>
public static class Hl7Parser
{
    /// <summary>Longest MSH-10 (HL7 2.7 allows 199 characters; earlier versions 20).</summary>
    public const int LongestControlId = 199;

    private static readonly Encoding StrictAscii = Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly char[] LineEnds = ['\r', '\n'];

    /// <summary>Reads one message, without transport framing. Segments end with CR; CR LF and LF are taken as well.</summary>
    public static Hl7Result<Hl7Message> Read(ReadOnlySpan<byte> bytes, Hl7Limits? limits = null)
    {
        limits ??= new Hl7Limits();
        if (bytes.Length > limits.Bytes)
        {
            return TooLarge($"The message has more than {limits.Bytes} bytes.");
        }

        if (bytes.Trim("\r\n"u8).IsEmpty)
        {
            return new Hl7Fault(Hl7FaultKind.Empty, "The message is empty.");
        }

        if (!bytes.StartsWith("MSH"u8))
        {
            return new Hl7Fault(Hl7FaultKind.NotHl7, "A message must begin with MSH.");
        }

        // The header decides how the rest is read. 8859-1 maps every byte to one character, so delimiters and MSH-18 are safe to look for.
        var end = bytes.IndexOfAny("\r\n"u8);
        var firstLine = Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
        if (ReadDelimiters(firstLine) is not { } delimiters)
        {
            return new Hl7Fault(Hl7FaultKind.BadDelimiters, "MSH-1 and MSH-2 must give five different punctuation characters, usually |^~\\&.", "MSH-2");
        }

        if (firstLine.AsSpan().Count(delimiters.Field) > limits.Fields)
        {
            return TooLarge($"MSH has more than {limits.Fields} fields.");
        }

        var header = WithoutForeignNames(ReadHeader(Cut(firstLine, delimiters)));
        if (header.ControlId.Length > LongestControlId || !IsPlain(header.ControlId))
        {
            return new Hl7Fault(Hl7FaultKind.BadField, $"The control id must have at most {LongestControlId} printable ASCII characters.", "MSH-10", header with { ControlId = string.Empty });
        }

        var fault = Decode(bytes, Cut(firstLine, delimiters).Raw(18), limits, out var text);
        return fault is null ? CutAll(text, delimiters, header, limits) : fault with { Header = header };
    }

    private static Hl7Result<Hl7Message> CutAll(string text, Hl7Delimiters delimiters, Hl7Header header, Hl7Limits limits)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character) && character is not ('\r' or '\n' or '\t'))
            {
                return new Hl7Fault(Hl7FaultKind.ControlCharacter, $"The text holds the control character U+{(int)character:X4}.", null, header);
            }
        }

        var segments = new List<Hl7Segment>();
        foreach (var range in text.AsSpan().SplitAny(LineEnds))
        {
            var line = text[range];
            if (line.Length == 0)
            {
                continue;
            }

            if (segments.Count == limits.Segments)
            {
                return TooLarge($"The message has more than {limits.Segments} segments.") with { Header = header };
            }

            if (!IsSegment(line, delimiters))
            {
                return new Hl7Fault(
                    Hl7FaultKind.BadSegment, "A segment must begin with its name of three characters and the field delimiter.", $"segment {segments.Count + 1}", header);
            }

            if (line.AsSpan().Count(delimiters.Field) > limits.Fields)
            {
                return TooLarge($"Segment {segments.Count + 1} has more than {limits.Fields} fields.") with { Header = header };
            }

            if (segments.Count > 0 && line.StartsWith("MSH", StringComparison.Ordinal))
            {
                return new Hl7Fault(Hl7FaultKind.BadSequence, "One message must have one MSH; send several messages each in its own frame.", $"segment {segments.Count + 1}", header);
            }

            segments.Add(Cut(line, delimiters));
        }

        // Read again from the text in its own character set: a name in MSH-3 may hold an umlaut.
        return new Hl7Message(delimiters, ReadHeader(segments[0]), segments);
    }

    private static Hl7Fault? Decode(ReadOnlySpan<byte> bytes, string declared, Hl7Limits limits, out string text)
    {
        text = string.Empty;
        // Only the first named set is used; switching inside the text is not.
        var tilde = declared.IndexOf('~', StringComparison.Ordinal);
        var name = (tilde < 0 ? declared : declared[..tilde]).Trim().ToUpperInvariant();
        var encoding = name switch
        {
            "" => limits.UndeclaredCharset switch
            {
                null => StrictAscii,
                UTF8Encoding => StrictUtf8,
                _ => Encoding.Latin1,
            },
            "ASCII" => StrictAscii,
            "UNICODE UTF-8" or "UTF-8" or "UTF8" => StrictUtf8,
            "8859/1" or "ISO-8859-1" => Encoding.Latin1,
            _ => null,
        };
        if (encoding is null)
        {
            return new Hl7Fault(Hl7FaultKind.UnknownCharset, "The character set must be UNICODE UTF-8, 8859/1 or ASCII.", "MSH-18");
        }

        try
        {
            text = encoding.GetString(bytes);
            return null;
        }
        catch (DecoderFallbackException)
        {
            return name.Length == 0
                ? new Hl7Fault(Hl7FaultKind.UnknownCharset, "The text is not ASCII and MSH-18 names no character set; set MSH-18 on the device, or its character set in Engramm.", "MSH-18")
                : new Hl7Fault(Hl7FaultKind.BadEncoding, "The bytes are not valid text in the character set that MSH-18 names.", "MSH-18");
        }
    }

    private static Hl7Delimiters? ReadDelimiters(string line)
    {
        if (line.Length < 8)
        {
            return null;
        }

        var field = line[3];
        var second = line.IndexOf(field, 4);
        var characters = second < 0 ? line[4..] : line[4..second];
        // HL7 2.7 adds a fifth character, the truncation mark; it has no meaning for values.
        if (characters.Length is not (4 or 5) || !(characters + field).All(IsPunctuation) || (characters + field).Distinct().Count() != characters.Length + 1)
        {
            return null;
        }

        return new Hl7Delimiters(field, characters[0], characters[1], characters[2], characters[3]);
    }

    private static bool IsPunctuation(char character) => character is > ' ' and < '\u007F' && !char.IsAsciiLetterOrDigit(character);

    private static bool IsSegment(string line, Hl7Delimiters delimiters) =>
        line.Length >= 3
        && char.IsAsciiLetterUpper(line[0])
        && (char.IsAsciiLetterUpper(line[1]) || char.IsAsciiDigit(line[1]))
        && (char.IsAsciiLetterUpper(line[2]) || char.IsAsciiDigit(line[2]))
        && (line.Length == 3 || line[3] == delimiters.Field);

    private static Hl7Segment Cut(string line, Hl7Delimiters delimiters)
    {
        var parts = line.Split(delimiters.Field);
        // In MSH the delimiter itself is field 1, so that numbers agree with the standard.
        return line.StartsWith("MSH", StringComparison.Ordinal)
            ? new Hl7Segment([parts[0], delimiters.Field.ToString(), .. parts[1..]], delimiters)
            : new Hl7Segment(parts, delimiters);
    }

    private static Hl7Header ReadHeader(Hl7Segment msh) =>
        new(msh.Components(3), msh.Components(4), msh.Text(10), msh.Text(11), msh.Text(12));

    /// <summary>Until the character set is settled, a name beyond ASCII is not known; an answer leaves it out instead of garbling it.</summary>
    private static Hl7Header WithoutForeignNames(Hl7Header header) => header with
    {
        SendingApplication = header.SendingApplication.All(IsPlain) ? header.SendingApplication : [],
        SendingFacility = header.SendingFacility.All(IsPlain) ? header.SendingFacility : [],
    };

    private static bool IsPlain(string text) => text.All(character => character is >= ' ' and < '\u007F');

    private static Hl7Fault TooLarge(string reason) => new(Hl7FaultKind.TooLarge, reason);
}
