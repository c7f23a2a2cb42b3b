using Engramm.Sessions.Entries;

namespace Engramm.Cockpit.Live;

/// <summary>
/// The cockpit's watch over itself. While it fails it alarms on the spot; afterwards it writes down from when to when, so that the
/// alarm log of the session has it.
/// </summary>
public sealed partial class LiveSession
{
    private const int BeatsUntilAwake = 3;

    private TimeSpan? lastBeat;
    private DateTimeOffset? asleepFrom;
    private DateTimeOffset? muteFrom;
    private int beatsAwake;
    private bool mustSound;

    /// <summary>Whether an alarm should sound and the browser does not let it.</summary>
    public bool IsSoundBlocked => View is { State.AreAlarmsOff: false, IsBeforeStart: false, IsClosed: false } && CanSound != true;

    /// <summary>Once a second: has this screen slept, is an alarm silent that should sound.</summary>
    private void WatchSelf()
    {
        var (now, beat) = (Now, Monotonic);
        if (lastBeat is { } before && beat - before > LongestSilence)
        {
            asleepFrom ??= clock?.At(before);
            beatsAwake = 0;
        }
        else if (asleepFrom is { } from && ++beatsAwake >= BeatsUntilAwake)
        {
            asleepFrom = null;
            Note(OwnFailure.Asleep, from, now);
        }

        lastBeat = beat;
        if (mustSound && CanSound != true)
        {
            muteFrom ??= now;
        }
        else if (muteFrom is { } silentFrom)
        {
            muteFrom = null;
            Note(OwnFailure.SoundBlocked, silentFrom, now);
        }
    }

    /// <summary>
    /// The server is heard. After a silence that had alarmed this is written down, once: the silence is over before anything is sent.
    /// On a screen that has just woken, what arrives may have been under way since before the sleep: the first word of now is the answer to
    /// a question asked since.
    /// </summary>
    private void Contact()
    {
        if (isJustAwake)
        {
            return;
        }

        var (wasCutOff, before) = (IsCutOff, lastContact);
        lastContact = Monotonic;
        silenceAcknowledgedAt = null;
        if (wasCutOff && clock is { } practice)
        {
            Note(OwnFailure.NoServer, practice.At(before), Now);
        }
    }

    private void Note(OwnFailure what, DateTimeOffset from, DateTimeOffset to)
    {
        if (outbox is not null && View is { State.AreAlarmsOff: false, IsBeforeStart: false, IsClosed: false } && from <= to)
        {
            _ = EnterAsync(new OwnFailureNoted(what, from, to, Device));
        }
    }
}
