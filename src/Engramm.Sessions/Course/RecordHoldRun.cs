using Engramm.Sessions.Entries;

namespace Engramm.Sessions.Course;

/// <summary>A while during which something stood in the record.</summary>
/// <param name="What">What.</param>
/// <param name="From">Since when the room knows.</param>
/// <param name="Until">When it was settled; null while it stands.</param>
public sealed record RecordHoldRun(RecordHold What, DateTimeOffset From, DateTimeOffset? Until);
