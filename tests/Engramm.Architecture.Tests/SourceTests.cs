using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Engramm.TestKit;

namespace Engramm.Architecture.Tests;

/// <summary>What can be read off the files themselves.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 400;
    private const int LongFile = 300;
    private static readonly string[] Skipped = [".git", "artifacts", "node_modules", "data", "bin", "obj", "built"];

    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines()
    {
        var lengths = Files("src", ".cs", ".razor", ".ts", ".css").Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(f => (File: Name(f), Lines: File.ReadLines(f).Count())).ToList();
        foreach (var (file, lines) in lengths.Where(l => l.Lines > LongFile))
        {
            TestContext.Current.AddWarning($"{file} has {lines} lines; {LongFile} is the wish.");
        }

        AssertNone(lengths.Where(l => l.Lines > LongestFile).Select(l => $"{l.File}: {l.Lines} lines"));
    }

    [Fact]
    public void Banned_symbols_reach_every_project_and_nothing_switches_them_off()
    {
        var shared = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"));
        Assert.Contains(shared.Descendants("PackageReference"), p => p.Attribute("Include")!.Value is "Microsoft.CodeAnalysis.BannedApiAnalyzers" && p.Parent!.Attribute("Condition") is null);
        Assert.Contains(shared.Descendants("AdditionalFiles"), f => f.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal) && f.Parent!.Attribute("Condition") is null);
        Assert.Equal("true", shared.Descendants("TreatWarningsAsErrors").Single().Value);

        var banned = File.ReadAllLines(Path.Combine(Repository.Root, "BannedSymbols.txt"));
        Assert.All(
            (string[])["P:System.DateTime.Now;", "P:System.DateTime.UtcNow;", "P:System.DateTimeOffset.UtcNow;", "M:System.Threading.Thread.Sleep(System.Int32);"],
            symbol => Assert.Contains(banned, line => line.StartsWith(symbol, StringComparison.Ordinal)));

        var switches = Files(".", ".csproj", ".props", ".targets", ".editorconfig", ".cs", ".razor").Where(f => !IsThisProject(f))
            .Where(f => File.ReadAllText(f).Contains("RS0030", StringComparison.Ordinal) || File.ReadAllText(f).Contains("#pragma warning disable", StringComparison.Ordinal))
            .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(Name);
        Assert.Empty(switches);
        var resets = Files(".", ".csproj").Where(f => File.ReadAllText(f).Contains("TreatWarningsAsErrors", StringComparison.Ordinal)).Select(Name);
        Assert.Empty(resets);
    }

    [Fact]
    public void Every_text_key_in_the_code_exists_in_both_languages()
    {
        var texts = Texts();
        Assert.All(texts.Values, t => Assert.True(t.Ends.All(l => l is "de" or "en") && t.Ends.Count == 2, $"{t.Key} in {t.File} has the languages {string.Join(", ", t.Ends)}."));
        // Some areas leave out the first words of their keys and put them before in one place.
        var beginnings = Beginnings(Literals());
        var uses = Files("src", ".cs", ".razor")
            .SelectMany(f => TextUse().Matches(File.ReadAllText(f)).Select(m => (Key: m.Groups["key"].Value, File: Name(f))))
            .ToLookup(u => u.Key, u => u.File, StringComparer.Ordinal);
        AssertNone(uses.Where(u => !beginnings.Prepend(string.Empty).Any(b => IsNamed(texts, b + u.Key))).Select(u => $"{u.Key} in {string.Join(", ", u.Distinct(StringComparer.Ordinal))}"));
    }

    [Fact]
    public void Every_text_is_used_somewhere()
    {
        var literals = Literals();
        var beginnings = Beginnings(literals);
        AssertNone(Texts().Keys.Where(k => !literals.Contains(k) && !beginnings.Any(b => k.StartsWith(b, StringComparison.Ordinal))));
    }

    /// <summary>
    /// All stylesheets of the server reach every page as one, and the cockpit's page has its own besides: the later of two rules for a class would
    /// change the pages of the earlier. A class that is laid out by itself in one must not be a state of something else in another either.
    /// </summary>
    [Fact]
    public void A_class_is_laid_out_in_one_stylesheet()
    {
        var sheets = Files("src/Engramm.Server/Design/Styles", ".css").Concat(Files("src/Engramm.Cockpit/wwwroot", ".css")).Select(f => (Name(f), File.ReadAllText(f))).ToList();
        AssertNone(LaidOutTwice(sheets).Concat(LaidOutAndAState(sheets)));
    }

    [Theory]
    [InlineData(".question { display: grid; }", ".question { gap: 1rem; }", 1)]
    [InlineData(".a, .question { display: grid; }", ".question, .b { gap: 1rem; }", 1)]
    [InlineData(".question { display: grid; }", ".card .question { gap: 1rem; }", 0)]
    [InlineData(".question { display: grid; }", "@media print {\n  .question { gap: 1rem; }\n}", 0)]
    public void A_class_laid_out_in_two_is_found(string one, string other, int found) =>
        Assert.Equal(found, LaidOutTwice([("one.css", one), ("other.css", other)]).Count());

    [Theory]
    [InlineData(".call { display: grid; }", ".line.call { color: red; }", 1)]
    [InlineData(".call { display: grid; }", ":is(.line, .asks > p).call { color: red; }", 1)]
    [InlineData(".call { display: grid; }", ".asks :is(.call, .stop) { color: red; }", 0)]
    [InlineData(".call { color: red; }", ".line.call { color: red; }", 0)]
    [InlineData(".call { display: grid; }", ".call.line { color: red; }", 0)]
    [InlineData(".call { display: grid; }", "div.call { color: red; }", 0)]
    public void A_class_laid_out_in_one_and_a_state_in_the_other_is_found(string one, string other, int found) =>
        Assert.Equal(found, LaidOutAndAState([("one.css", one), ("other.css", other)]).Count());

    private static IEnumerable<string> LaidOutAndAState(IReadOnlyList<(string File, string Css)> sheets)
    {
        var laidOut = sheets.SelectMany(s => RulesOfLayout().Matches(s.Css).SelectMany(m => m.Groups["for"].Value.Split(", ")).Where(c => LoneClass().IsMatch(c)).Select(c => (Class: c, s.File)));
        var states = sheets.SelectMany(s => States().Matches(s.Css).Select(m => (Class: m.Groups["state"].Value, s.File))).Distinct().ToLookup(c => c.Class, c => c.File, StringComparer.Ordinal);
        return laidOut.Distinct()
            .SelectMany(c => states[c.Class].Where(f => !string.Equals(f, c.File, StringComparison.Ordinal)).Select(f => $"{c.Class} laid out in {c.File} and a state in {f}"));
    }

    /// <summary>Razor drops a space before a statement on the same line, and words run together: "630e[not read]". It is written as &amp;#32;.</summary>
    [Fact]
    public void No_space_is_left_to_a_page_that_drops_it() =>
        AssertNone(Files("src", ".razor").SelectMany(f => DroppedSpace().Matches(File.ReadAllText(f)).Select(m => $"{Name(f)}: {m.Value}")));

    [Theory]
    [InlineData("<li>@Citation @if (Mark is not null) {<b>!</b>}</li>", true)]
    [InlineData("<li>@Citation&#32;@if (Mark is not null) {<b>!</b>}</li>", false)]
    [InlineData("<ul>\n  @foreach (var x in X) {<li>@x</li>}\n</ul>", false)]
    public void A_dropped_space_is_found(string razor, bool isFound) => Assert.Equal(isFound, DroppedSpace().IsMatch(razor));

    private static IEnumerable<string> LaidOutTwice(IEnumerable<(string File, string Css)> sheets) =>
        sheets.SelectMany(s => LoneClasses().Matches(s.Css).SelectMany(m => m.Value.Split(", ")).Where(c => LoneClass().IsMatch(c)).Select(c => (Class: c, s.File)))
            .Distinct().GroupBy(c => c.Class, StringComparer.Ordinal).Where(c => c.Count() > 1)
            .Select(c => $"{c.Key} in {string.Join(" and ", c.Select(r => r.File))}");

    private static HashSet<string> Literals() =>
        Files("src", ".cs", ".razor", ".ts").SelectMany(f => Literal().Matches(File.ReadAllText(f)).Select(m => m.Groups["text"].Value)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Beginnings of keys that the code completes: "design.role." + role.</summary>
    private static List<string> Beginnings(HashSet<string> literals) =>
        [.. literals.Select(l => l.Split('{')[0]).Where(l => l.EndsWith('.') && l.Length > 4).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a key written in the code, whole or as a beginning that ends with a dot, means a text.</summary>
    private static bool IsNamed(Dictionary<string, (string Key, string File, IReadOnlyList<string> Ends)> texts, string written) =>
        written.EndsWith('.') ? texts.Keys.Any(k => k.StartsWith(written, StringComparison.Ordinal)) : texts.ContainsKey(written);

    private static void AssertNone(IEnumerable<string> found)
    {
        var list = found.Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, $"{list.Count} found:\n{string.Join('\n', list)}");
    }

    private static Dictionary<string, (string Key, string File, IReadOnlyList<string> Ends)> Texts()
    {
        var texts = new Dictionary<string, (string, string, IReadOnlyList<string>)>(StringComparer.Ordinal);
        foreach (var file in Files("src", ".texts.json"))
        {
            using var read = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var text in read.RootElement.EnumerateObject())
            {
                texts[text.Name] = (text.Name, Name(file), [.. text.Value.EnumerateObject().Where(l => l.Value.GetString() is { Length: > 0 }).Select(l => l.Name)]);
            }
        }

        return texts;
    }

    private static bool IsThisProject(string file) => Name(file).StartsWith("tests/Engramm.Architecture.Tests/", StringComparison.Ordinal);

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    private static IEnumerable<string> Files(string under, params string[] ends) => Walk(Path.Combine(Repository.Root, under), ends);

    private static IEnumerable<string> Walk(string folder, string[] ends) =>
        Directory.GetFiles(folder).Where(f => ends.Any(e => f.EndsWith(e, StringComparison.Ordinal)))
            .Concat(Directory.GetDirectories(folder).Where(d => !Skipped.Contains(Path.GetFileName(d), StringComparer.Ordinal)).SelectMany(d => Walk(d, ends)));

    /// <summary>A literal handed to T( or Get(.</summary>
    [GeneratedRegex("""\b(?:T|Get)\(\$?"(?<key>[a-z][A-Za-z0-9.-]*\.[A-Za-z0-9.-]*)(?:["{])""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TextUse();

    [GeneratedRegex(@"\S[ \t]+@(if|foreach|switch)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex DroppedSpace();

    /// <summary>What a rule that begins its line is for.</summary>
    [GeneratedRegex(@"^\.[^{@\r\n]+(?= \{)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex LoneClasses();

    /// <summary>A rule that begins its line and says how what it is for is laid out.</summary>
    [GeneratedRegex(@"^(?<for>\.[^{@\r\n]+) \{[^}]*\bdisplay:", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex RulesOfLayout();

    /// <summary>A class behind another one or behind a choice of several: a state of it.</summary>
    [GeneratedRegex(@"(?:\.[a-z][a-z0-9-]*|\))(?<state>\.[a-z][a-z0-9-]*)(?=[^{}]*\{)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex States();

    [GeneratedRegex(@"^\.[a-z][a-z0-9-]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex LoneClass();

    [GeneratedRegex("\"(?<text>[a-z][^\"\\s]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Literal();
}
