namespace Engramm.Architecture.Tests;

/// <summary>Which project may know which: the table of ARCHITECTURE.md. Anything else is forbidden.</summary>
internal static class ProjectTable
{
    /// <summary>Project → what it may refer to directly.</summary>
    public static IReadOnlyDictionary<string, string[]> Edges { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Engramm.Quantities"] = [],
        ["Engramm.Kinetics"] = ["Engramm.Quantities"],
        ["Engramm.Outcomes"] = ["Engramm.Quantities"],
        ["Engramm.Content"] = ["Engramm.Quantities"],
        ["Engramm.Sessions"] = ["Engramm.Kinetics", "Engramm.Quantities"],
        ["Engramm.Cockpit"] = ["Engramm.Sessions", "Engramm.Kinetics", "Engramm.Quantities"],
        ["Engramm.Care"] = ["Engramm.Content", "Engramm.Kinetics", "Engramm.Outcomes", "Engramm.Quantities"],
        ["Engramm.Storage"] = ["Engramm.Care", "Engramm.Sessions"],
        ["Engramm.Storage.Sqlite"] = ["Engramm.Storage"],
        ["Engramm.Storage.PostgreSql"] = ["Engramm.Storage"],
        ["Engramm.Exchange"] = ["Engramm.Care", "Engramm.Sessions"],
        ["Engramm.Server"] =
        [
            "Engramm.Quantities", "Engramm.Kinetics", "Engramm.Outcomes", "Engramm.Content", "Engramm.Sessions", "Engramm.Cockpit", "Engramm.Care",
            "Engramm.Storage", "Engramm.Storage.Sqlite", "Engramm.Storage.PostgreSql", "Engramm.Exchange",
        ],
    };

    /// <summary>What a project's types may use: its edges, and theirs.</summary>
    public static IReadOnlySet<string> Reach(string project)
    {
        var reach = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(Edges[project]);
        while (open.TryPop(out var next))
        {
            if (reach.Add(next))
            {
                foreach (var edge in Edges[next])
                {
                    open.Push(edge);
                }
            }
        }

        return reach;
    }

    /// <summary>Project pairs (from, to) that the table forbids.</summary>
    public static IEnumerable<(string From, string To)> Forbidden =>
        from source in Edges.Keys
        let reach = Reach(source)
        from target in Edges.Keys
        where !string.Equals(source, target, StringComparison.Ordinal) && !reach.Contains(target)
        select (source, target);
}
