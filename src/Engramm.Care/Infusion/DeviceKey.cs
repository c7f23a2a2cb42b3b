namespace Engramm.Care.Infusion;

/// <summary>What a device shows to send values over FHIR. It writes for this one device and reads nothing.</summary>
public sealed class DeviceKey : IPracticeRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    /// <summary>The device it stands for, as the device names itself; the same as <see cref="BedsideMonitor.DeviceId"/>.</summary>
    public required string DeviceId { get; init; }

    /// <summary>SHA-256 of the token, as hex. The token itself is shown once and kept nowhere.</summary>
    public required string TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required Guid CreatedBy { get; init; }

    /// <summary>From then on it opens nothing; null while it holds.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    public Guid? RevokedBy { get; set; }

    /// <summary>When it was last shown, to the minute, practice time; null when never. A technical note outside the audit chain.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
