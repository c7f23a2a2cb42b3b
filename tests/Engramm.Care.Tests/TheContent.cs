using Engramm.Content;
using Engramm.Content.Rules;

namespace Engramm.Care.Tests;

/// <summary>The repository's own content, loaded once. Tests judge what is shipped, not a copy of it.</summary>
internal static class TheContent
{
    /// <summary>The day on which the tests live.</summary>
    public static readonly DateOnly Today = new(2026, 6, 1);

    public static readonly DateTimeOffset Now = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);

    public static ContentLibrary Library { get; } = ContentLibrary.Load(Folder());

    public static FactCatalogue Facts { get; } = Get<FactCatalogue>("ketamine");

    public static EligibilityRuleSet Rules { get; } = Get<EligibilityRuleSet>("ketamine");

    public static IndicationList Indications { get; } = Get<IndicationList>("ketamine");

    public static T Get<T>(string id)
        where T : ContentFile => Library.Get<T>(id, Today);

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Engramm.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run inside the repository.");
        }

        return Path.Combine(folder.FullName, "content");
    }
}
