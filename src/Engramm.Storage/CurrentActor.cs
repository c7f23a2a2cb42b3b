namespace Engramm.Storage;

/// <summary>Who is writing, in which practice, at what practice time. Filled once per request or background step.</summary>
public sealed class CurrentActor
{
    /// <summary>The practice all reads and writes are bound to.</summary>
    public Guid PracticeId { get; set; }

    /// <summary>The account that acts; empty for the server itself.</summary>
    public Guid AccountId { get; set; }
}
