using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Engramm.Quantities;

/// <summary>
/// The words of the user interface: one JSON file per area, German and English side by side under one key,
/// so that no text can exist in one language only. The server and the browser read the same files.
/// </summary>
/// <remarks>A file looks like <c>{ "door.enter": { "de": "Eintreten", "en": "Enter" } }</c>.</remarks>
public sealed partial class TextCatalog
{
    private readonly Dictionary<string, (string German, string English)> texts = new(StringComparer.Ordinal);

    /// <summary>All keys, for the test that holds placeholders together.</summary>
    public IReadOnlyCollection<string> Keys => texts.Keys;

    /// <summary>Reads every embedded resource of the assembly whose name ends in <c>.texts.json</c>.</summary>
    /// <exception cref="InvalidDataException">A key is given twice, lacks one language, or has other placeholders in one of them.</exception>
    public static TextCatalog FromAssembly(params Assembly[] assemblies)
    {
        var catalog = new TextCatalog();
        foreach (var assembly in assemblies)
        {
            foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".texts.json", StringComparison.Ordinal)))
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                catalog.Add(name, stream);
            }
        }

        return catalog;
    }

    /// <summary>Reads files from elsewhere than an assembly.</summary>
    /// <param name="files">Name for messages, and content.</param>
    /// <inheritdoc cref="FromAssembly" path="/exception"/>
    public static TextCatalog FromFiles(params IEnumerable<(string Name, Stream Content)> files)
    {
        var catalog = new TextCatalog();
        foreach (var (name, content) in files)
        {
            catalog.Add(name, content);
        }

        return catalog;
    }

    /// <summary>The text in the language, with <c>{0}</c>, <c>{1}</c> … filled in. Without values it comes as it is written.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key: a page asks for words nobody wrote.</exception>
    /// <exception cref="FormatException">Fewer values were given than the text has places.</exception>
    public string Get(string key, Language language, params object[] values)
    {
        if (!texts.TryGetValue(key, out var pair))
        {
            throw new KeyNotFoundException($"No text '{key}'. Add it to a .texts.json file with \"de\" and \"en\".");
        }

        var text = language == Language.German ? pair.German : pair.English;
        return values.Length == 0 ? text : string.Format(language.Culture(), text, values);
    }

    private void Add(string file, Stream stream)
    {
        using var document = JsonDocument.Parse(stream);
        foreach (var entry in document.RootElement.EnumerateObject())
        {
            if (Text(entry.Value, "de") is not { } german || Text(entry.Value, "en") is not { } english)
            {
                throw new InvalidDataException($"{file}: '{entry.Name}' needs both \"de\" and \"en\", each a text that is not blank.");
            }

            // Most texts have no place to fill, and a browser interprets this line by line at every start.
            if ((german.Contains('{', StringComparison.Ordinal) || english.Contains('{', StringComparison.Ordinal)) && !Placeholders(german).SetEquals(Placeholders(english)))
            {
                throw new InvalidDataException($"{file}: '{entry.Name}' must use the same placeholders in \"de\" and \"en\".");
            }

            if (!texts.TryAdd(entry.Name, (german, english)))
            {
                throw new InvalidDataException($"{file}: '{entry.Name}' is given twice.");
            }
        }
    }

    private static string? Text(JsonElement entry, string language) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(language, out var text) && text.ValueKind == JsonValueKind.String
            && text.GetString() is { } words && !string.IsNullOrWhiteSpace(words)
            ? words
            : null;

    private static HashSet<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(m => m.Groups["place"].Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\{(?<place>\d+)[^{}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
