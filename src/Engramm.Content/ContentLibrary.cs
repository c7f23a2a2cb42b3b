using Engramm.Content.Loading;

namespace Engramm.Content;

/// <summary>
/// All clinical content of a practice, loaded once at start and unchangeable afterwards. Safe to use from any thread.
/// </summary>
public sealed class ContentLibrary
{
    private readonly Dictionary<Type, IReadOnlyList<ContentFile>> byKind;

    private ContentLibrary(Dictionary<Type, IReadOnlyList<ContentFile>> byKind) => this.byKind = byKind;

    /// <summary>Reads the whole folder, or nothing.</summary>
    /// <param name="folder">The folder that holds <c>schema/</c> and one folder per kind.</param>
    /// <param name="seal">
    /// File that remembers which content was last found right, byte for byte, by which build. While nothing differs, schemas and languages
    /// are not checked again, which takes most of a start. Null checks everything.
    /// </param>
    /// <exception cref="ContentException">Anything is wrong anywhere; the message lists file, line and reason of all of it.</exception>
    public static ContentLibrary Load(string folder, string? seal = null) => Load(folder, ContentKinds.All, seal);

    /// <summary>Loads only these kinds, for tests of the loader itself.</summary>
    internal static ContentLibrary Load(string folder, IReadOnlyList<ContentKind> kinds, string? seal = null)
    {
        var checking = seal is not null && Directory.Exists(folder) ? new CheckedSeal(seal, folder) : null;
        var library = new ContentLibrary(new FolderReader(folder, kinds, isChecked: checking?.Holds ?? false).Read());
        checking?.Set();
        return library;
    }

    /// <summary>The version in use on a day: the highest one that is effective by then. Null when there is none.</summary>
    public T? Find<T>(string id, DateOnly on)
        where T : ContentFile =>
        AllVersions<T>()
            .Where(file => string.Equals(file.Id, id, StringComparison.Ordinal) && file.EffectiveFrom <= on)
            .MaxBy(file => file.Version);

    /// <summary>The version in use on a day, where the product cannot do without it.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T Get<T>(string id, DateOnly on)
        where T : ContentFile =>
        Find<T>(id, on) ?? throw new KeyNotFoundException($"No {typeof(T).Name} '{id}' is effective on {on:O}. Add a file with this id and an earlier effective_from.");

    /// <summary>Exactly the version a record was made with.</summary>
    /// <exception cref="KeyNotFoundException">There is none: a file that records point to must stay in the folder.</exception>
    public T Get<T>(ContentPin pin)
        where T : ContentFile =>
        AllVersions<T>().FirstOrDefault(file => file.Pin == pin)
        ?? throw new KeyNotFoundException($"No {typeof(T).Name} '{pin}'. Records were made with it: put the file back.");

    /// <summary>Everything of a kind that is in use on a day, one version each, ordered by id.</summary>
    public IReadOnlyList<T> All<T>(DateOnly on)
        where T : ContentFile =>
        [.. AllVersions<T>()
            .Where(file => file.EffectiveFrom <= on)
            .GroupBy(file => file.Id, StringComparer.Ordinal)
            .Select(versions => versions.MaxBy(file => file.Version)!)];

    /// <summary>Every version of every file of a kind, ordered by id and version.</summary>
    public IReadOnlyList<T> AllVersions<T>()
        where T : ContentFile =>
        byKind.TryGetValue(typeof(T), out var files)
            ? (IReadOnlyList<T>)files
            : throw new InvalidOperationException($"{typeof(T).Name} is not a kind of content. Add it to {nameof(ContentKinds)}.");

    /// <summary>Every file of every kind, for the worklist of what still needs a clinician's signature.</summary>
    public IEnumerable<ContentFile> Everything() => byKind.Values.SelectMany(files => files);
}
