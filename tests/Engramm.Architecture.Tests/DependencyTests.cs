using System.Reflection;
using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Engramm.TestKit;
using Assembly = System.Reflection.Assembly;

namespace Engramm.Architecture.Tests;

public class DependencyTests
{
    private static readonly string[] Folders = ["src", "tests", "bench"];

    /// <summary>What each project's types use of the others, read once.</summary>
    private static readonly ILookup<(string From, string To), string> Uses =
        new ArchLoader().LoadAssemblies([.. ProjectTable.Edges.Keys.Select(name => Assembly.Load(new AssemblyName(name)))]).Build().Types
            .SelectMany(type => type.Dependencies, (type, use) => (From: Project(type), To: Project(use.Target), Which: $"{type.FullName} uses {use.Target.FullName}"))
            .Where(use => !string.Equals(use.From, use.To, StringComparison.Ordinal))
            .ToLookup(use => (use.From, use.To), use => use.Which);

    [Fact]
    public void No_type_uses_a_project_its_own_may_not_know()
    {
        foreach (var edge in ProjectTable.Forbidden)
        {
            var broken = Uses[edge].Distinct(StringComparer.Ordinal).ToList();
            Assert.True(broken.Count == 0, $"{edge.From} may not use {edge.To}:\n{string.Join('\n', broken)}");
        }
    }

    [Theory]
    [InlineData("Engramm.Sessions", "Engramm.Kinetics")]
    [InlineData("Engramm.Server", "Engramm.Storage")]
    public void The_rule_fails_where_an_edge_is_allowed_and_used(string from, string to) => Assert.NotEmpty(Uses[(from, to)]);

    [Fact]
    public void Project_files_refer_to_what_the_table_allows_and_every_project_is_in_it()
    {
        var projects = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);
        Assert.Equal(ProjectTable.Edges.Keys.Order(StringComparer.Ordinal), projects.Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal));
        Assert.All(projects, p =>
        {
            var allowed = ProjectTable.Edges[Path.GetFileNameWithoutExtension(p)];
            Assert.All(References(p), r => Assert.True(allowed.Contains(r, StringComparer.Ordinal), $"{Path.GetFileName(p)} refers to {r}."));
        });
    }

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Engramm.slnx"));
        var projects = Folders.SelectMany(f => Directory.GetFiles(Path.Combine(Repository.Root, f), "*.csproj", SearchOption.AllDirectories));
        Assert.All(projects, p => Assert.Contains(Path.GetRelativePath(Repository.Root, p).Replace('\\', '/'), solution, StringComparison.Ordinal));
    }

    [Fact]
    public void The_test_kit_does_not_know_the_server() =>
        Assert.DoesNotContain(References(Path.Combine(Repository.Root, "tests", "Engramm.TestKit", "Engramm.TestKit.csproj")), r => r is "Engramm.Server");

    /// <summary>The project a type is from; empty for a type parameter, which is from none.</summary>
    private static string Project(IType type) => type.Assembly is { } assembly ? assembly.Name.Split(',')[0] : string.Empty;

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
}
