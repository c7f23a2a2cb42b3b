using System.Text.RegularExpressions;
using Engramm.Quantities;
using Engramm.Sessions;
using Engramm.TestKit;

namespace Engramm.Architecture.Tests;

/// <summary>A German page shows its generic sources in German.</summary>
public sealed partial class CitationTests
{
    /// <summary>What is named alike in both languages without a year: programmes, terminologies, what is German already.</summary>
    private static readonly string[] Names = ["simtiva", "opentiva", "MII module PRO", "LOINC", "NVL Nicht-spezifischer Kreuzschmerz, 2. Auflage"];

    [Fact]
    public void Every_source_that_is_no_published_work_has_a_german_wording()
    {
        var generic = Cited().Where(IsGeneric).ToList();
        Assert.Contains("Expert default of this project; needs the signature of the practice's physician", generic, StringComparer.Ordinal);
        var lacking = generic.Where(c => !Citations.Knows(c)).ToList();
        Assert.True(lacking.Count == 0, $"Give these a German wording in citations.texts.json:\n{string.Join('\n', lacking)}");
    }

    [Fact]
    public void A_german_wording_is_shown_on_german_pages_only_and_a_paper_keeps_its_name()
    {
        const string Default = "Expert default of this project; needs the signature of the practice's physician";
        const string Paper = "Murrough JW et al., Am J Psychiatry 2013;170:1134–1142";
        Assert.StartsWith("Expertenvorgabe dieses Projekts", Citations.In(Default, Language.German), StringComparison.Ordinal);
        Assert.Equal(Default, Citations.In(Default, Language.English));
        Assert.Equal(Paper, Citations.In(Paper, Language.German));
    }

    [Theory]
    [InlineData("Expert default of this project", true)]
    [InlineData("Ashar YK et al., JAMA Psychiatry 2022;79(1):13–23", false)]
    [InlineData("simtiva, pharmacology.js: volumes × W/70", false)]
    public void A_published_work_is_told_by_its_year(string citation, bool isGeneric) => Assert.Equal(isGeneric, IsGeneric(citation));

    private static bool IsGeneric(string citation) => !Year().IsMatch(citation) && !Names.Any(n => citation.StartsWith(n, StringComparison.Ordinal));

    private static IEnumerable<string> Cited() =>
        Directory.GetFiles(Repository.Content, "*.yaml", SearchOption.AllDirectories)
            .SelectMany(f => Citation().Matches(File.ReadAllText(f)).Select(m => m.Groups["text"].Value.Trim())).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("""citation: (?:"(?<text>[^"]+)"|(?<=\{ *citation: )(?<text>[^",{}\r\n]+)|(?<=^[ -]*citation: )(?<text>[^"\r\n]+))""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Citation();

    [GeneratedRegex(@"\b(19|20)\d\d\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Year();
}
