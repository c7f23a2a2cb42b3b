using System.Globalization;

namespace Engramm.Quantities;

/// <summary>The two languages Engramm speaks.</summary>
public enum Language
{
    German,
    English,
}

/// <summary>How numbers, dates and times are written in each language.</summary>
public static class Languages
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Both, German first.</summary>
    public static IReadOnlyList<Language> All { get; } = [Language.German, Language.English];

    /// <summary>The culture that writes numbers and dates. English uses the 24-hour clock and day before month, as the practices do.</summary>
    public static CultureInfo Culture(this Language language) => language == Language.German ? German : English;

    /// <summary>The tag of the language in HTML, files and URLs: <c>de</c> or <c>en</c>.</summary>
    public static string Tag(this Language language) => language == Language.German ? "de" : "en";

    /// <summary>The language of a tag, or null when it is neither <c>de</c> nor <c>en</c>.</summary>
    public static Language? FromTag(string? tag) => tag switch
    {
        "de" => Language.German,
        "en" => Language.English,
        _ => null,
    };

    /// <summary>A number with a fixed count of decimals: <c>0,50</c> in German, <c>0.50</c> in English. Never grouped, so that it can be read back.</summary>
    public static string Write(this Language language, double value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), language.Culture());

    /// <inheritdoc cref="Write(Language, double, int)"/>
    public static string Write(this Language language, decimal value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), language.Culture());
}
