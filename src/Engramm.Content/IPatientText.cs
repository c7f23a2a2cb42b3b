namespace Engramm.Content;

/// <summary>Content that patients read. It may make claims only by pointing to rows of the evidence register that support them.</summary>
public interface IPatientText
{
    /// <summary>Ids of the rows its claims rest on; empty when it makes none.</summary>
    IReadOnlyList<string> Evidence { get; }
}
