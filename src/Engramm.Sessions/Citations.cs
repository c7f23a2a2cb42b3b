using System.Collections.Frozen;
using Engramm.Quantities;

namespace Engramm.Sessions;

/// <summary>
/// Sources that are no published work, such as "Expert default of this project", in German. Content names every source once, in English as
/// a rule; a paper keeps its name in either language.
/// </summary>
public static class Citations
{
    private const string Keys = "citation.";

    private static readonly Lazy<FrozenDictionary<string, string>> Germans = new(() =>
    {
        var texts = TextCatalog.FromAssembly(typeof(Citations).Assembly);
        return texts.Keys.Where(key => key.StartsWith(Keys, StringComparison.Ordinal))
            .ToFrozenDictionary(key => texts.Get(key, Language.English), key => texts.Get(key, Language.German), StringComparer.Ordinal);
    });

    /// <summary>The citation for a page of this language; as content names it when it has no German wording.</summary>
    public static string In(string citation, Language language) => language == Language.German && Germans.Value.TryGetValue(citation, out var german) ? german : citation;

    /// <summary>Whether there is a German wording.</summary>
    public static bool Knows(string citation) => Germans.Value.ContainsKey(citation);
}
