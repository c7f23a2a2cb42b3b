namespace Engramm.Storage.Audit;

/// <summary>One link of a practice's audit chain. Holds no personal data: who and what are random references.</summary>
public sealed class AuditEntry
{
    public required Guid PracticeId { get; init; }

    /// <summary>1, 2, 3 … without gaps, per practice.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Account that acted; all zeros for the server itself.</summary>
    public required Guid Actor { get; init; }

    /// <summary>added, changed, removed, read, or a named act such as signed-in.</summary>
    public required string Action { get; init; }

    /// <summary>What kind of row.</summary>
    public required string ObjectType { get; init; }

    /// <summary>The row's random identity.</summary>
    public required Guid ObjectId { get; init; }

    /// <summary>Names of the fields written, separated by commas; never their values.</summary>
    public required string Fields { get; init; }

    /// <summary>SHA-256 of the sealed values in the history, as hex; empty when there are none. Ties the history to the chain.</summary>
    public required string HistoryDigest { get; init; }

    /// <summary>HMAC-SHA-256 over this entry and the digest before it, as hex.</summary>
    public required string Digest { get; init; }
}

/// <summary>The newest link of a practice's chain: one row, locked while a link is added.</summary>
public sealed class AuditHead
{
    public required Guid PracticeId { get; init; }

    public long Sequence { get; set; }

    public string Digest { get; set; } = string.Empty;
}

/// <summary>Old and new values of one audited write, sealed with the key of the patient (or of the practice).</summary>
public sealed class HistoryEntry
{
    public required Guid PracticeId { get; init; }

    public required long Sequence { get; init; }

    /// <summary>Whose key opens it; the practice's id when it is about no patient.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>JSON { field: [old, new] }, sealed.</summary>
    public required byte[] Sealed { get; init; }
}

/// <summary>A patient's own key, wrapped with the practice's master key. Destroying the row makes the history unreadable.</summary>
public sealed class RecordKey
{
    public required Guid PracticeId { get; init; }

    public required Guid KeyId { get; init; }

    public required byte[] Wrapped { get; init; }
}
