using Engramm.Quantities;

namespace Engramm.Content;

/// <summary>
/// One text in German and English side by side. The loader has made sure that every language its file declares is there,
/// so a missing one means that the file is not offered in that language.
/// </summary>
public sealed record Words(string? De = null, string? En = null)
{
    /// <summary>The text in the language.</summary>
    /// <exception cref="InvalidOperationException">The file is not offered in this language: ask its <c>Languages</c> first.</exception>
    public string In(Language language) =>
        (language == Language.German ? De : En)
        ?? throw new InvalidOperationException($"This text does not exist in '{language.Tag()}'. Ask the languages of its file before showing it.");

    /// <summary>The text in the language, cut at blank lines; line breaks inside a paragraph are blanks.</summary>
    public IReadOnlyList<string> Paragraphs(Language language) =>
        [.. In(language)
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(paragraph => paragraph.Replace('\n', ' '))];
}
