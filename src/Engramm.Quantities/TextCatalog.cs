using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Engramm.Quantities;

/// <summary>
/// The words of the user interface: one JSON file per area, German and English side by side under one key,
/// so that no text can exist in one language only. The server and the browser read the same files.
/// </summary>
/// <remarks>A file looks like <c>{ "door.enter": { "de": "Eintreten", "en": "Enter" } }</c>.</remarks>
public sealed class TextCatalog
{
    private readonly Dictionary<string, (string German, string English)> texts = new(StringComparer.Ordinal);

    /// <summary>All keys, for the test that holds placeholders together.</summary>
    public IReadOnlyCollection<string> Keys => texts.Keys;

    /// <summary>Reads every embedded resource of the assembly whose name ends in <c>.texts.json</c>.</summary>
    /// <exception cref="InvalidDataException">A key is given twice, or lacks one language.</exception>
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

    /// <summary>The text in the language, with <c>{0}</c>, <c>{1}</c> … filled in.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key: a page asks for words nobody wrote.</exception>
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
            if (!entry.Value.TryGetProperty("de", out var german) || !entry.Value.TryGetProperty("en", out var english))
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{file}: '{entry.Name}' needs both \"de\" and \"en\"."));
            }

            if (!texts.TryAdd(entry.Name, (german.GetString()!, english.GetString()!)))
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{file}: '{entry.Name}' is given twice."));
            }
        }
    }
}
