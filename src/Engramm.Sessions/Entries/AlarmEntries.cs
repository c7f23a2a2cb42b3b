using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Entries;

/// <summary>A person has seen an alarm. Covers that alarm up to the level named here; when it gets worse, it sounds again.</summary>
/// <param name="Alarm">The alarm's condition, see <see cref="Alarms.Alarm.Condition"/>.</param>
/// <param name="RaisedAt">The alarm's last cause as it was on the screen, see <see cref="Alarms.Alarm.LastRaised"/>.</param>
/// <param name="Priority">The priority on the screen.</param>
/// <param name="Action">The action on the screen, for alarms from limits and symptoms.</param>
public sealed record AlarmAcknowledged(string Alarm, DateTimeOffset RaisedAt, AlarmPriority Priority, LimitAction? Action = null) : SessionEntry;

/// <summary>The sound of alarms is paused. It comes back by itself; technical alarms sound on.</summary>
/// <param name="Seconds">1 to <see cref="SessionRules.LongestAudioPauseSeconds"/>.</param>
public sealed record AudioPaused(int Seconds) : SessionEntry;

/// <summary>
/// The alarms of one screen were tried before the start. Whether they may be relied upon is the gate's point
/// <see cref="Course.GateTopic.SelfTest"/>.
/// </summary>
/// <param name="Device">The screen's name.</param>
/// <param name="SoundHeard">Whether the person heard the test sound.</param>
/// <param name="LightSeen">Whether the person saw the test banner flash.</param>
/// <param name="SecondConsole">Whether it arrived at a second screen; unknown when there is none.</param>
public sealed record AlarmSelfTested(string Device, bool SoundHeard, bool LightSeen, Answer SecondConsole) : SessionEntry;

/// <summary>How this software itself can fail in the room.</summary>
public enum OwnFailure
{
    /// <summary>The screen did not hear from the server.</summary>
    NoServer,

    /// <summary>The browser did not let the alarm sound play.</summary>
    SoundBlocked,

    /// <summary>The screen could not keep entries on its own disk.</summary>
    StorageFull,

    /// <summary>The screen was asleep.</summary>
    Asleep,
}

/// <summary>A screen reports that it could not do its part for a while. Written afterwards, so that the alarm log has it.</summary>
/// <param name="What">What failed.</param>
/// <param name="From">Since when, practice time, UTC.</param>
/// <param name="To">Until when; not before <paramref name="From"/>.</param>
/// <param name="Device">The screen's name.</param>
public sealed record OwnFailureNoted(OwnFailure What, DateTimeOffset From, DateTimeOffset To, string Device) : SessionEntry;

/// <summary>
/// A physician gives one limit other numbers for the rest of this session. Counts for values seen and known from then on:
/// an alarm that was there stays.
/// </summary>
/// <param name="Limit">The id of a limit of the plan.</param>
/// <param name="Bounds">The new numbers, for the same measures and sides as before.</param>
/// <param name="Reason">Why, in at least <see cref="SessionRules.ShortestReason"/> characters.</param>
public sealed record LimitChanged(string Limit, IReadOnlyList<LimitBound> Bounds, string Reason) : SessionEntry;
