using Engramm.Quantities;
using Engramm.Sessions;

namespace Engramm.Cockpit;

/// <summary>The words of the cockpit and of the session, read once. The server's report uses the same ones.</summary>
public static class CockpitTexts
{
    private static readonly Lazy<TextCatalog> Catalog = new(() => TextCatalog.FromAssembly(typeof(CockpitTexts).Assembly, typeof(SessionState).Assembly));

    /// <summary>All words.</summary>
    public static TextCatalog All => Catalog.Value;

    /// <summary>The words of a key, with values filled in.</summary>
    public static string Get(string key, Language language, params object[] values) => All.Get(key, language, values);
}
