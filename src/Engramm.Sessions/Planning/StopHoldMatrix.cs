namespace Engramm.Sessions.Planning;

/// <summary>How the practice's limits and symptoms are laid out to be read, as they stood at opening.</summary>
/// <param name="Content">The content's id and version, for example <c>infusion-default@1</c>; null in sessions of earlier versions.</param>
/// <param name="SignedBy">Who has signed this version of the content, with the day; null while nobody has.</param>
/// <param name="Rows">The rows in their order. A limit or symptom that no row names is read in a row of its own at the end.</param>
public sealed record StopHoldMatrix(string? Content, string? SignedBy, IReadOnlyList<MatrixRow> Rows)
{
    /// <summary>No layout is known.</summary>
    public static StopHoldMatrix None { get; } = new(null, null, []);
}

/// <summary>One row.</summary>
/// <param name="Id">Stable id; the words stand in the content.</param>
/// <param name="Lines">The ids of its limits and symptoms.</param>
public sealed record MatrixRow(string Id, IReadOnlyList<string> Lines);
