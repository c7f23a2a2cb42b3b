using System.Text.Json.Nodes;
using Engramm.Quantities;

namespace Engramm.Content.Loading;

/// <summary>Holds a file to the languages it declares: each text exists in all of them, and in no other.</summary>
internal static class LanguageCheck
{
    private static readonly string[] Tags = [.. Languages.All.Select(language => language.Tag())];

    public static IEnumerable<ContentFault> Check(JsonObject root)
    {
        var declared = Declared(root);
        var left = Tags.Except(declared, StringComparer.Ordinal).ToArray();
        var reason = root["languages_reason"];
        if (left.Length > 0 && reason is null)
        {
            yield return new ContentFault("languages", $"'{string.Join(", ", left)}' is left out without a reason; add languages_reason, or the missing texts");
        }

        if (left.Length == 0 && reason is not null)
        {
            yield return new ContentFault("languages_reason", "a reason is given although no language is left out; remove it");
        }

        foreach (var fault in CheckTexts(root, "", declared))
        {
            yield return fault;
        }
    }

    private static string[] Declared(JsonObject root) =>
        root["languages"] is JsonArray list
            ? [.. list.OfType<JsonValue>().Select(value => value.ToString()).Where(tag => Tags.Contains(tag, StringComparer.Ordinal))]
            : Tags;

    private static IEnumerable<ContentFault> CheckTexts(JsonNode? node, string path, string[] declared) => node switch
    {
        JsonObject words when IsWords(words) => CheckWords(words, path, declared),
        JsonObject mapping => mapping.SelectMany(pair => CheckTexts(pair.Value, path.Length == 0 ? pair.Key : path + "." + pair.Key, declared)),
        JsonArray list => list.SelectMany((item, index) => CheckTexts(item, FormattableString.Invariant($"{path}[{index}]"), declared)),
        _ => [],
    };

    private static bool IsWords(JsonObject mapping) => mapping.Count > 0 && mapping.All(pair => Tags.Contains(pair.Key, StringComparer.Ordinal));

    private static IEnumerable<ContentFault> CheckWords(JsonObject words, string path, string[] declared)
    {
        foreach (var tag in Tags)
        {
            var text = words[tag];
            if (declared.Contains(tag, StringComparer.Ordinal))
            {
                if (text is null || string.IsNullOrWhiteSpace(text.ToString()))
                {
                    yield return new ContentFault(path, $"'{path}' has no text in '{tag}', which the file declares; write it, or declare fewer languages with a reason");
                }
            }
            else if (words.ContainsKey(tag))
            {
                yield return new ContentFault($"{path}.{tag}", $"'{path}' has a text in '{tag}', which the file does not declare under languages");
            }
        }
    }
}
