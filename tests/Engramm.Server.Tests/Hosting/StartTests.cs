using Engramm.Content;
using Engramm.Server.Hosting;
using Engramm.Storage;
using Engramm.TestKit;

namespace Engramm.Server.Tests.Hosting;

/// <summary>What stops a start, and what it says.</summary>
public class StartTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("licence: Apache-2.0\n", "", "crisis/crisis-de.yaml:1: 'licence' is missing")]
    [InlineData("reviewed_by: null\n", "reviewed_by: null\nlanguages: [en]\nlanguages_reason: shown for this test\n", "crisis/crisis-de.yaml:")]
    public async Task A_content_file_without_licence_or_with_an_undeclared_language_stops_the_start(string sound, string broken, string message)
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await SeededPractice.SeedAsync(database.Contexts, isFictional: true, Stop);
        var content = CopyOfContent(database.Folder);
        await (await EngrammServer.BuildAsync(PracticeServer.Options(database, content))).DisposeAsync();

        var file = Path.Combine(content, "crisis", "crisis-de.yaml");
        var text = await File.ReadAllTextAsync(file, Stop);
        Assert.Contains(sound, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(sound, broken, StringComparison.Ordinal), Stop);

        var fault = await Assert.ThrowsAsync<ContentException>(() => EngrammServer.BuildAsync(PracticeServer.Options(database, content)));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.All(fault.Problems, p => Assert.True(p is { File: "crisis/crisis-de.yaml", Line: >= 1, Reason.Length: > 10 }, p.ToString()));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_empty_database_says_how_to_begin(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var fault = await Assert.ThrowsAsync<PracticeMissingException>(() => EngrammServer.BuildAsync(PracticeServer.Options(database)));
        Assert.Contains("./engramm init", fault.Message, StringComparison.Ordinal);
        Assert.Contains("./engramm demo", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_other_scripts_out()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var browser = server.Browser();
        using var answer = await browser.GetAsync("/sign-in", Stop);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    private static string CopyOfContent(string folder)
    {
        var copy = Path.Combine(folder, "content");
        foreach (var file in Directory.GetFiles(Repository.Content, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Repository.Content, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }
}
