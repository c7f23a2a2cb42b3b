using Engramm.Content;

namespace Engramm.Care.Practice;

/// <summary>
/// A physician of the practice read one version of a content file and released it for this practice. Never changed and never deleted. It holds for exactly
/// the text that was read: a file that was edited since needs a new one.
/// </summary>
public sealed class ContentSignature : IPracticeRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    /// <summary>The content's name, as <see cref="ContentFile.Id"/>.</summary>
    public required string ContentId { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>What <see cref="ContentOriginal.Fingerprint"/> was.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Practice time, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The physician's account.</summary>
    public required Guid By { get; init; }

    /// <summary>The physician's name as it stood then.</summary>
    public required string ByName { get; init; }

    /// <summary>The drawn line as an SVG path, or the typed name.</summary>
    public required string Signature { get; init; }
}
