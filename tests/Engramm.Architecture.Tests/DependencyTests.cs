using System.Reflection;
using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Engramm.TestKit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Engramm.Architecture.Tests;

public class DependencyTests
{
    private static readonly string[] Folders = ["src", "tests", "bench"];

    private static readonly IReadOnlyDictionary<string, Assembly> Assemblies =
        ProjectTable.Edges.Keys.ToDictionary(name => name, name => Assembly.Load(new AssemblyName(name)), StringComparer.Ordinal);

    private static readonly ArchUnitNET.Domain.Architecture Product = new ArchLoader().LoadAssemblies([.. Assemblies.Values]).Build();

    [Fact]
    public void No_type_uses_a_project_its_own_may_not_know()
    {
        foreach (var (from, to) in ProjectTable.Forbidden)
        {
            var broken = Rule(from, to).Evaluate(Product).Where(r => !r.Passed).Select(r => r.Description).ToList();
            Assert.True(broken.Count == 0, $"{from} may not use {to}:\n{string.Join('\n', broken)}");
        }
    }

    [Theory]
    [InlineData("Engramm.Sessions", "Engramm.Kinetics")]
    [InlineData("Engramm.Server", "Engramm.Storage")]
    public void The_rule_fails_where_an_edge_is_allowed_and_used(string from, string to) => Assert.False(Rule(from, to).HasNoViolations(Product));

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

    private static ArchRule<IType> Rule(string from, string to) =>
        Types().That().ResideInAssembly(Assemblies[from]).Should().NotDependOnAny(Types().That().ResideInAssembly(Assemblies[to])).WithoutRequiringPositiveResults();

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
}
