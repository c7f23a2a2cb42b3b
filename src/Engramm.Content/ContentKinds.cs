using Engramm.Content.Access;
using Engramm.Content.Evidence;

namespace Engramm.Content;

/// <summary>
/// The kinds of content there are. To add one: a sealed record deriving from <see cref="ContentFile"/>, a line here,
/// and <c>content/schema/&lt;folder&gt;.schema.json</c> for the keys beside the common ones.
/// </summary>
internal static class ContentKinds
{
    /// <summary>Folder under <c>content/</c> and the record its files become.</summary>
    public static IReadOnlyList<ContentKind> All { get; } =
    [
        new("access", typeof(AccessTable)),
        new("evidence", typeof(EvidenceRow)),
    ];

    /// <summary>Folders under <c>content/</c> that hold something else and are read elsewhere.</summary>
    public static IReadOnlyList<string> OtherFolders { get; } = ["schema"];
}

/// <summary>A kind of content.</summary>
/// <param name="Folder">Its folder under <c>content/</c>, and the name of its schema.</param>
/// <param name="Record">The sealed record its files become.</param>
internal sealed record ContentKind(string Folder, Type Record);
