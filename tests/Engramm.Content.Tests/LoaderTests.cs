using Engramm.Content.Evidence;
using Engramm.Quantities;

namespace Engramm.Content.Tests;

public class LoaderTests
{
    private const string Row = ContentFolder.SoundRow;

    [Fact]
    public void A_sound_file_becomes_a_typed_record()
    {
        using var folder = new ContentFolder().With("evidence/T-01.yaml", Row);

        var row = folder.Load().Get<EvidenceRow>("T-01", new DateOnly(2026, 1, 1));

        Assert.Equal("Befund", row.Found.In(Language.German));
        Assert.Equal("Finding", row.Found.In(Language.English));
        Assert.Equal(Certainty.Low, row.Certainty);
        Assert.Equal([ClaimVerdict.Supported], row.Verdicts);
        Assert.Equal(Verification.Seen, Assert.Single(row.Sources).Verification);
        Assert.Equal(Languages.All, row.Languages);
        Assert.False(row.IsReviewed);
        Assert.Equal("T-01@1", row.Pin.ToString());
    }

    [Theory]
    [InlineData("licence: Apache-2.0\n", "", 1, "'licence' is missing")]
    [InlineData("certainty: low", "certainty: sure", 13, "'certainty' is not one of: high,")]
    [InlineData("certainty: low", "certainty: low\ncertanty: low", 14, "'certanty' is not a key")]
    [InlineData("version: 1", "version: 0", 2, "'version' is below the least allowed value 1")]
    [InlineData("version: 1", "version: one", 2, "'version': IntegerExpected")]
    [InlineData("effective_from: 2026-01-01", "effective_from: 2026-13-01", 3, "DateOnly")]
    [InlineData("effective_from: 2026-01-01", "effective_from: 1.1.2026", 3, "does not have the form")]
    [InlineData("found: { de: Befund, en: Finding }", "found:\n  de: Befund", 10, "no text in 'en'")]
    [InlineData("found: { de: Befund, en: Finding }", "found:\n  de: Befund\n  en: ' '", 10, "no text in 'en'")]
    [InlineData("found: { de: Befund, en: Finding }", "found: { de: Befund, en: Finding, fr: Constat }", 10, "'found.fr' is not a key")]
    [InlineData("verification: seen", "verification: told", 8, "is not one of: seen, computed, assumed, from_memory")]
    [InlineData("reviewed_by: null", "reviewed_by: { name: Dr. A, role: Ärztin }", 5, "'reviewed_by.on' is missing")]
    [InlineData("reviewed_by: null", "reviewed_by: null\nlanguages_reason: no reason at all", 6, "although no language is left out")]
    [InlineData("reviewed_by: null", "reviewed_by: null\nlanguages: [fr]", 6, "is not one of: de, en")]
    [InlineData("id: T-01", "id: T-02", 1, "name it T-02.yaml")]
    [InlineData("id: T-01", "id: T-01\nid: T-01", 2, "the key 'id' is given twice")]
    [InlineData("claim: {", "claim: [", 9, "not readable as YAML")]
    [InlineData("claim: { de", "claim: &a { de", 9, "anchors and aliases")]
    [InlineData("licence: Apache-2.0", "licence: !secret Apache-2.0", 4, "tags (!)")]
    [InlineData("verdicts: [supported]", "verdicts: [supported]\n---\nid: T-02", 15, "one file holds one document")]
    public void A_fault_is_named_with_file_line_and_reason(string sound, string broken, int line, string reason)
    {
        Assert.Contains(sound, Row, StringComparison.Ordinal);
        using var folder = new ContentFolder().With("evidence/T-01.yaml", Row.Replace(sound, broken, StringComparison.Ordinal));

        var problems = Assert.Throws<ContentException>(folder.Load).Problems;

        Assert.Contains(problems, p => string.Equals(p.File, "evidence/T-01.yaml", StringComparison.Ordinal) && p.Line == line && p.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void The_message_lists_every_problem_of_every_file()
    {
        using var folder = new ContentFolder()
            .With("evidence/T-01.yaml", Row.Replace("licence: Apache-2.0\n", "", StringComparison.Ordinal))
            .With("evidence/T-02.yaml", Row.Replace("T-01", "T-02", StringComparison.Ordinal).Replace("version: 1", "version: 0", StringComparison.Ordinal));

        var fault = Assert.Throws<ContentException>(folder.Load);

        Assert.Contains("evidence/T-01.yaml:1: 'licence' is missing", fault.Message, StringComparison.Ordinal);
        Assert.Contains("evidence/T-02.yaml:2: 'version' is below", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_language_alone_needs_a_reason()
    {
        const string English = "reviewed_by: null\nlanguages: [en]";
        var text = Row.Replace("reviewed_by: null", English, StringComparison.Ordinal)
            .Replace("de: Behauptung, ", "", StringComparison.Ordinal)
            .Replace("de: Befund, ", "", StringComparison.Ordinal)
            .Replace("de: Studie, ", "", StringComparison.Ordinal);

        using (var folder = new ContentFolder().With("evidence/T-01.yaml", text))
        {
            Assert.Contains("without a reason", folder.Problem().Reason, StringComparison.Ordinal);
        }

        using (var folder = new ContentFolder().With("evidence/T-01.yaml", text.Replace(English, English + "\nlanguages_reason: no licence for German", StringComparison.Ordinal)))
        {
            Assert.Equal([Language.English], Assert.Single(folder.Load().AllVersions<EvidenceRow>()).Languages);
        }
    }

    [Fact]
    public void A_text_in_an_undeclared_language_is_refused()
    {
        using var folder = new ContentFolder().With(
            "evidence/T-01.yaml",
            Row.Replace("reviewed_by: null", "reviewed_by: null\nlanguages: [en]\nlanguages_reason: no licence for German", StringComparison.Ordinal));

        var problems = Assert.Throws<ContentException>(folder.Load).Problems;

        Assert.Equal(3, problems.Count);
        Assert.All(problems, p => Assert.Contains("'de', which the file does not declare", p.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_id_and_version_twice_is_refused()
    {
        using var folder = new ContentFolder().With("evidence/T-01.yaml", Row).With("evidence/T-01.v1.yaml", Row);

        Assert.Contains("'T-01@1' exists already", folder.Problem().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_date_decides_which_version_is_in_use_and_a_pin_keeps_the_old_one()
    {
        using var folder = new ContentFolder()
            .With("evidence/T-01.yaml", Row)
            .With("evidence/T-01.v2.yaml", Row.Replace("version: 1", "version: 2", StringComparison.Ordinal).Replace("2026-01-01", "2026-07-01", StringComparison.Ordinal));
        var library = folder.Load();

        Assert.Null(library.Find<EvidenceRow>("T-01", new DateOnly(2025, 12, 31)));
        Assert.Equal(1, library.Find<EvidenceRow>("T-01", new DateOnly(2026, 6, 30))!.Version);
        Assert.Equal(2, library.Find<EvidenceRow>("T-01", new DateOnly(2026, 7, 1))!.Version);
        Assert.Equal(2, Assert.Single(library.All<EvidenceRow>(new DateOnly(2026, 7, 1))).Version);
        Assert.Equal(1, library.Get<EvidenceRow>(ContentPin.FromText("T-01@1")!.Value).Version);
        Assert.Throws<KeyNotFoundException>(() => library.Get<EvidenceRow>(new ContentPin("T-01", 3)));
        Assert.Throws<KeyNotFoundException>(() => library.Get<EvidenceRow>("T-01", new DateOnly(2025, 12, 31)));
    }

    [Fact]
    public void A_folder_nobody_knows_is_refused()
    {
        using var folder = new ContentFolder().With("evidense/T-01.yaml", Row);

        Assert.Contains("no such kind", folder.Problem().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_refused() =>
        Assert.Contains("there is no content folder", Assert.Throws<ContentException>(() => ContentLibrary.Load("/nowhere")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("evidence/T-01.yml", Row, "end in .yaml")]
    [InlineData("evidence/T-01.yaml", "", "empty")]
    [InlineData("evidence/T-01.yaml", "- a", "list of keys")]
    [InlineData("evidence/T-01.yaml", "\t: [>-\n!t %YAML 9\n1.5>-\n1.5#\"\n", "not readable as YAML")]
    [InlineData("evidence/T-01.yaml", "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "nested deeper")]
    public void What_is_no_content_file_is_refused(string file, string text, string reason)
    {
        using var folder = new ContentFolder().With(file, text);

        Assert.Contains(reason, folder.Problem().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_refused()
    {
        using var folder = new ContentFolder().With("evidence/T-01.yaml", "");
        File.WriteAllBytes(Path.Combine(folder.Path, "evidence/T-01.yaml"), [0x69, 0x64, 0x3a, 0x20, 0xfc]);

        Assert.Contains("UTF-8", folder.Problem().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Asking_for_a_language_that_is_not_there_is_a_fault_of_the_caller() =>
        Assert.Throws<InvalidOperationException>(() => new Words(En: "only English").In(Language.German));

    [Fact]
    public void Paragraphs_are_cut_at_blank_lines() =>
        Assert.Equal(["one two", "three"], new Words("one\ntwo\n\nthree\n", "x").Paragraphs(Language.German));

    [Theory]
    [InlineData("phq-9@1", true)]
    [InlineData("phq-9@", false)]
    [InlineData("@1", false)]
    [InlineData("phq-9", false)]
    [InlineData(null, false)]
    public void A_pin_is_read_only_in_its_own_form(string? text, bool readable) => Assert.Equal(readable, ContentPin.FromText(text) is not null);
}
