namespace Engramm.TestKit;

/// <summary>Where the checkout is, seen from a built test.</summary>
public static class Repository
{
    /// <summary>The folder with Engramm.slnx.</summary>
    public static string Root { get; } = Find();

    /// <summary>The clinical content.</summary>
    public static string Content => Path.Combine(Root, "content");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Engramm.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Engramm.slnx was not found above the tests.");
    }
}
