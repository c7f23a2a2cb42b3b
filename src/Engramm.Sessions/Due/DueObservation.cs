using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Due;

/// <summary>Where a due observation stands.</summary>
public enum DueState
{
    /// <summary>Not yet.</summary>
    Upcoming,

    /// <summary>Now, until the plan's <see cref="Planning.ReminderTimes.Medium"/> after its time.</summary>
    Due,

    /// <summary>From the plan's <see cref="Planning.ReminderTimes.Medium"/> after its time.</summary>
    OverdueAmber,

    /// <summary>From the plan's <see cref="Planning.ReminderTimes.High"/> after its time.</summary>
    OverdueRed,

    /// <summary>Answered.</summary>
    Done,

    /// <summary>Not made: a person said so, or the next one of its kind took its place.</summary>
    Missed,

    /// <summary>No longer needed: the infusion had ended before its time, or the value that asked for it was corrected, which became known only afterwards.</summary>
    Lapsed,
}

/// <summary>
/// One observation at one time. It is answered by the first usable value of its kind that was seen from <see cref="Opens"/> on and
/// before <see cref="Closes"/>, where the window of the next one of the same kind opens. Each value answers one line of the table, and every
/// repeat that waits for it.
/// </summary>
/// <param name="Id">Stable: the planned observation's id and its time, for example <c>bp.run+20</c>; for a repeat the value that asked for it.</param>
/// <param name="Kind">What is looked at.</param>
/// <param name="Anchor">From where its time counts.</param>
/// <param name="After">How long after the anchor.</param>
/// <param name="DueAt">Its time, practice time, UTC.</param>
/// <param name="Opens">From when a value answers it.</param>
/// <param name="Closes">Until when; null for the last of its kind and for a repeat after a crossing.</param>
/// <param name="State">Where it stands.</param>
/// <param name="AnsweredAt">When the answering value was seen.</param>
/// <param name="AnswerKnownAt">When the answer, or the statement that it is missed, became known.</param>
/// <param name="Skip">The statement that it is missed, with the reason.</param>
public sealed record DueObservation(
    string Id,
    DueKind Kind,
    DueAnchor Anchor,
    TimeSpan After,
    DateTimeOffset DueAt,
    DateTimeOffset Opens,
    DateTimeOffset? Closes,
    DueState State,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? AnswerKnownAt,
    SessionEvent? Skip)
{
    /// <summary>Whether somebody still has to do it.</summary>
    public bool IsOpen => State is DueState.Upcoming or DueState.Due or DueState.OverdueAmber or DueState.OverdueRed;
}
