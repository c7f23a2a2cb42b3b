using Engramm.Sessions.Entries;

namespace Engramm.Sessions.Planning;

/// <summary>One line of the practice's stop and hold matrix that begins with something a person sees or hears.</summary>
/// <param name="Id">Stable id; the words stand in the content.</param>
/// <param name="Signs">Any of these raises it.</param>
/// <param name="Beside">What must also have been measured around that time; null when the sign is enough.</param>
/// <param name="Action">What the rule asks for.</param>
/// <param name="Priority">How pressing; set in content for every rule.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record SymptomRule(
    string Id, IReadOnlyList<SymptomSign> Signs, SymptomBeside? Beside, LimitAction Action, AlarmPriority Priority, LimitSource Source);

/// <summary>What a person has noted.</summary>
/// <param name="Event">The event.</param>
/// <param name="FromGrade">The least grade that counts, 0…10; null when any does, also none. An event without a grade never reaches one.</param>
public sealed record SymptomSign(RoomEvent Event, int? FromGrade = null)
{
    /// <summary>Whether this is it.</summary>
    public bool Is(EventNoted noted) => noted.What == Event && (FromGrade is null || noted.Grade >= FromGrade);
}

/// <summary>A value beside the symptom. One crossing value within the time is enough, whatever else was measured: a late good one takes nothing away.</summary>
/// <param name="Within">How far from the symptom, before or after.</param>
/// <param name="Bounds">Any of these; empty when only the rise counts.</param>
/// <param name="RisePercent">Systolic or diastolic pressure more than this above the patient's own baseline; null when it does not matter.</param>
public sealed record SymptomBeside(TimeSpan Within, IReadOnlyList<LimitBound> Bounds, double? RisePercent = null);

/// <summary>After how long an alarm that nobody has acknowledged goes to others as well. Set in content for every priority; null never does.</summary>
/// <param name="Low">For low alarms.</param>
/// <param name="Medium">For medium alarms.</param>
/// <param name="High">For high alarms.</param>
public sealed record EscalationTimes(TimeSpan? Low, TimeSpan? Medium, TimeSpan? High)
{
    /// <summary>No alarm escalates.</summary>
    public static EscalationTimes None { get; } = new(null, null, null);

    /// <summary>The time for a priority.</summary>
    public TimeSpan? For(AlarmPriority priority) => priority switch
    {
        AlarmPriority.Low => Low,
        AlarmPriority.Medium => Medium,
        AlarmPriority.High => High,
    };
}

/// <summary>One rescue checklist of the practice. It names no dose.</summary>
/// <param name="Checklist">Which.</param>
/// <param name="Version">The content file's version, where the words stand.</param>
/// <param name="Steps">The ids of its steps in their order.</param>
public sealed record RescueList(RescueChecklist Checklist, int Version, IReadOnlyList<string> Steps);
