using System.Text;

namespace Engramm.Quantities.Tests;

public class TextCatalogTests
{
    [Fact]
    public void A_text_comes_in_the_language_asked_for()
    {
        var texts = Of("""{ "door.enter": { "de": "Eintreten", "en": "Enter" } }""");
        Assert.Equal("Eintreten", texts.Get("door.enter", Language.German));
        Assert.Equal("Enter", texts.Get("door.enter", Language.English));
        Assert.Equal(["door.enter"], texts.Keys);
    }

    [Fact]
    public void Places_are_filled_and_numbers_follow_the_language()
    {
        var texts = Of("""{ "dose": { "de": "{0:F1} mg für {1}", "en": "{1}: {0:F1} mg" } }""");
        Assert.Equal("17,5 mg für Stuhl 2", texts.Get("dose", Language.German, 17.5, "Stuhl 2"));
        Assert.Equal("Chair 2: 17.5 mg", texts.Get("dose", Language.English, 17.5, "Chair 2"));
    }

    [Fact]
    public void Too_few_values_are_a_fault_not_a_gap_in_the_text() =>
        Assert.Throws<FormatException>(() => Of("""{ "a": { "de": "{0} {1}", "en": "{0} {1}" } }""").Get("a", Language.German, 1));

    [Fact]
    public void A_key_nobody_wrote_is_named() =>
        Assert.Contains("door.leave", Assert.Throws<KeyNotFoundException>(() => Of("{}").Get("door.leave", Language.German)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "a": { "de": "Nur deutsch" } }""")]
    [InlineData("""{ "a": { "en": "English only" } }""")]
    [InlineData("""{ "a": { "de": "Leer", "en": " " } }""")]
    [InlineData("""{ "a": { "de": null, "en": "Null" } }""")]
    [InlineData("""{ "a": { "de": 5, "en": "Five" } }""")]
    [InlineData("""{ "a": "not a pair" }""")]
    [InlineData("""{ "a": { "de": "{0} mg", "en": "mg" } }""")]
    [InlineData("""{ "a": { "de": "{0} von {1}", "en": "{0} of {2}" } }""")]
    [InlineData("""{ "a": { "de": "A", "en": "A" }, "a": { "de": "B", "en": "B" } }""")]
    public void A_file_that_lacks_a_language_or_contradicts_itself_is_refused(string json) =>
        Assert.Contains("'a'", Assert.Throws<InvalidDataException>(() => Of(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_key_in_two_files_is_refused()
    {
        const string json = """{ "a": { "de": "A", "en": "A" } }""";
        Assert.Contains("second", Assert.Throws<InvalidDataException>(() => TextCatalog.FromFiles(File("first", json), File("second", json))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", Language.German)]
    [InlineData("en", Language.English)]
    [InlineData("DE", null)]
    [InlineData("fr", null)]
    [InlineData(null, null)]
    public void A_language_tag_is_known_or_not(string? tag, Language? language)
    {
        Assert.Equal(language, Languages.FromTag(tag));
        if (language is { } known)
        {
            Assert.Equal(tag, known.Tag());
        }
    }

    private static TextCatalog Of(string json) => TextCatalog.FromFiles(File("test.texts.json", json));

    private static (string Name, Stream Content) File(string name, string json) => (name, new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
