namespace Engramm.Exchange.Hl7v2;

/// <summary>The characters that cut a message into parts, as its own MSH-1 and MSH-2 declare them.</summary>
/// <param name="Field">Between fields, usually <c>|</c>.</param>
/// <param name="Component">Between components, usually <c>^</c>.</param>
/// <param name="Repetition">Between repetitions, usually <c>~</c>.</param>
/// <param name="Escape">Around escape sequences, usually <c>\</c>.</param>
/// <param name="Subcomponent">Between subcomponents, usually <c>&amp;</c>.</param>
public sealed record Hl7Delimiters(char Field, char Component, char Repetition, char Escape, char Subcomponent)
{
    /// <summary>The usual five, which we write ourselves.</summary>
    public static Hl7Delimiters Usual { get; } = new('|', '^', '~', '\\', '&');

    /// <summary>MSH-2 as written.</summary>
    public string EncodingCharacters => $"{Component}{Repetition}{Escape}{Subcomponent}";
}

/// <summary>What MSH says about a message. Holds no patient data.</summary>
/// <param name="SendingApplication">MSH-3 with its components, unescaped.</param>
/// <param name="SendingFacility">MSH-4 with its components, unescaped.</param>
/// <param name="ControlId">MSH-10, unescaped; empty when the message has none.</param>
/// <param name="ProcessingId">MSH-11, first component.</param>
/// <param name="Version">MSH-12, first component.</param>
public sealed record Hl7Header(
    IReadOnlyList<string> SendingApplication,
    IReadOnlyList<string> SendingFacility,
    string ControlId,
    string ProcessingId,
    string Version);

/// <summary>One line of a message: a name and its fields, still as written.</summary>
public sealed class Hl7Segment
{
    private readonly string[] _fields;
    private readonly Hl7Delimiters _delimiters;

    internal Hl7Segment(string[] fields, Hl7Delimiters delimiters)
    {
        _fields = fields;
        _delimiters = delimiters;
    }

    /// <summary>Three characters such as <c>OBX</c>.</summary>
    public string Name => _fields[0];

    /// <summary>The number of the last field present.</summary>
    public int LastField => _fields.Length - 1;

    /// <summary>A field exactly as written, escapes included, counted from 1 as in the standard; empty when absent.</summary>
    public string Raw(int field) => field >= 1 && field < _fields.Length ? _fields[field] : string.Empty;

    /// <summary>The repetitions of a field as written; none when the field is empty.</summary>
    public IReadOnlyList<string> Repetitions(int field)
    {
        var raw = Raw(field);
        return raw.Length == 0 ? [] : raw.Split(_delimiters.Repetition);
    }

    /// <summary>The components of the first repetition, each unescaped.</summary>
    public IReadOnlyList<string> Components(int field)
    {
        var repetitions = Repetitions(field);
        return repetitions.Count == 0 ? [] : ComponentsOf(repetitions[0]);
    }

    /// <summary>The components of one repetition, each unescaped.</summary>
    public IReadOnlyList<string> ComponentsOf(string repetition) =>
        [.. repetition.Split(_delimiters.Component).Select(part => Hl7Escape.Decode(part, _delimiters))];

    /// <summary>One component of the first repetition, counted from 1, unescaped; empty when absent.</summary>
    public string Text(int field, int component = 1)
    {
        var components = Components(field);
        return component <= components.Count ? components[component - 1] : string.Empty;
    }
}

/// <summary>
/// A message cut into segments. Has no text form of its own on purpose: its content is a person's data and must not slip into a log.
/// </summary>
public sealed class Hl7Message
{
    internal Hl7Message(Hl7Delimiters delimiters, Hl7Header header, IReadOnlyList<Hl7Segment> segments)
    {
        Delimiters = delimiters;
        Header = header;
        Segments = segments;
    }

    /// <summary>The delimiters the message declared.</summary>
    public Hl7Delimiters Delimiters { get; }

    /// <summary>What MSH says.</summary>
    public Hl7Header Header { get; }

    /// <summary>All segments in order, MSH first.</summary>
    public IReadOnlyList<Hl7Segment> Segments { get; }

    /// <summary>MSH-9: message code and trigger event, such as <c>ORU</c> and <c>R01</c>.</summary>
    public (string Code, string Event) Type => (Segments[0].Text(9), Segments[0].Text(9, 2));

    /// <summary>The first segment of a name, when there is one.</summary>
    public Hl7Segment? First(string name) => Segments.FirstOrDefault(segment => string.Equals(segment.Name, name, StringComparison.Ordinal));
}
