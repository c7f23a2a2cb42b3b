using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Engramm.Content.Loading;

/// <summary>
/// A YAML file as a JSON tree, together with the line of every place in it. Only the plain part of YAML is taken: one document,
/// no anchors, aliases, tags or repeated keys, so that a file cannot mean more than it shows.
/// </summary>
internal sealed partial class YamlFile
{
    private const int DeepestNesting = 24;

    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private readonly Parser parser;

    private YamlFile(string text) => (Text, parser) = (text, new Parser(new StringReader(text)));

    /// <summary>The file letter by letter.</summary>
    public string Text { get; }

    /// <summary>The content of the file.</summary>
    public JsonObject Root { get; private set; } = [];

    /// <summary>Reads the text.</summary>
    /// <exception cref="YamlException">It is not YAML of the plain kind; the exception carries the line.</exception>
    public static YamlFile Parse(string text)
    {
        var file = new YamlFile(text);
        try
        {
            file.Read();
            return file;
        }
        catch (Exception fault) when (fault is not YamlException)
        {
            // On some broken texts the parser stumbles over itself instead of saying what it found.
            var here = file.parser.Current?.End ?? Mark.Empty;
            throw new YamlException(here, here, "the text is broken near here", fault);
        }
    }

    /// <summary>The line of a place such as <c>items[3].text.de</c>, or of the nearest place around it that has one.</summary>
    public int LineOf(string path)
    {
        while (true)
        {
            if (lines.TryGetValue(path, out var line))
            {
                return line;
            }

            var cut = path.LastIndexOfAny(['.', '[']);
            if (cut < 0)
            {
                return 1;
            }

            path = path[..cut];
        }
    }

    private void Read()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            throw new YamlException("the file is empty");
        }

        var start = parser.Current!.Start;
        Root = ReadNode("", 0) as JsonObject ?? throw new YamlException(start, start, "a content file is a list of keys, such as 'id: …'");
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
        {
            throw new YamlException(second.Start, second.End, "one file holds one document; make a second file");
        }
    }

    private JsonNode? ReadNode(string path, int depth)
    {
        var here = parser.Current!;
        if (here is AnchorAlias || here is NodeEvent { Anchor.IsEmpty: false })
        {
            throw new YamlException(here.Start, here.End, "anchors and aliases (& and *) are not used here; write the text out");
        }

        if (here is NodeEvent { Tag.IsEmpty: false })
        {
            throw new YamlException(here.Start, here.End, "tags (!) are not used here; write the plain value");
        }

        if (depth > DeepestNesting)
        {
            throw new YamlException(here.Start, here.End, $"nested deeper than {DeepestNesting} levels");
        }

        lines.TryAdd(path, (int)here.Start.Line);
        return here switch
        {
            MappingStart => ReadMapping(path, depth),
            SequenceStart => ReadSequence(path, depth),
            _ => ReadScalar(),
        };
    }

    private JsonObject ReadMapping(string path, int depth)
    {
        parser.Consume<MappingStart>();
        var mapping = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            if (mapping.ContainsKey(key.Value))
            {
                throw new YamlException(key.Start, key.End, $"the key '{key.Value}' is given twice");
            }

            var place = path.Length == 0 ? key.Value : path + "." + key.Value;
            lines[place] = (int)key.Start.Line;
            mapping.Add(key.Value, ReadNode(place, depth + 1));
        }

        return mapping;
    }

    private JsonArray ReadSequence(string path, int depth)
    {
        parser.Consume<SequenceStart>();
        var sequence = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}[{sequence.Count}]");
            sequence.Add(ReadNode(place, depth + 1));
        }

        return sequence;
    }

    private JsonValue? ReadScalar()
    {
        var scalar = parser.Consume<Scalar>();
        if (scalar.Style != ScalarStyle.Plain)
        {
            return JsonValue.Create(scalar.Value);
        }

        return scalar.Value switch
        {
            "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            var text when PlainNumber().IsMatch(text) && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                => JsonValue.Create(number),
            var text => JsonValue.Create(text),
        };
    }

    // 0800… is a telephone number, 1e5 and 0x10 are nothing a clinician writes: both stay texts.
    [GeneratedRegex("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainNumber();
}
