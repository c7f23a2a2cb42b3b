using Engramm.Cockpit.Link;
using Engramm.Quantities;
using Engramm.Sessions;
using Engramm.Sessions.Entries;

namespace Engramm.Cockpit.Live;

/// <summary>
/// The two tones for the headphones, at the screen where they were started. They follow the log: whoever stops them, at whatever screen, and a
/// STOP of the session, ends them here.
/// </summary>
public sealed partial class LiveSession
{
    /// <summary>How long tones take to fall silent.</summary>
    private static readonly TimeSpan Fall = TimeSpan.FromSeconds(3);

    /// <summary>How long they take after a STOP: short enough to hear the people in the room.</summary>
    private static readonly TimeSpan FallAtStop = TimeSpan.FromSeconds(0.5);

    /// <summary>Whether the tones come from this screen.</summary>
    public bool PlaysBeats { get; private set; }

    /// <summary>Plays one tone in one ear.</summary>
    /// <returns>Why it cannot be heard, as a sentence; null when it can.</returns>
    public async Task<string?> HearEarAsync(bool isLeft, Hertz tone, double share) => Why(await browser.HearEarAsync(isLeft, tone, share));

    /// <summary>Starts the tones and writes it down: first the sound, because an entry of tones that nobody hears would be false.</summary>
    /// <returns>Why not, as a sentence; null when they play.</returns>
    public async Task<string?> StartBeatsAsync(BinauralBeatsStarted beats, double share)
    {
        if (SessionRules.Check(log.State, beats, You, Now) is { } refusal)
        {
            return CockpitTexts.Get(refusal.TextKey, Language, [.. refusal.Details]);
        }

        if (Why(await browser.StartBeatsAsync(beats, share)) is { } silent)
        {
            return silent;
        }

        if (await EnterAsync(beats) is { } refused)
        {
            await browser.StopBeatsAsync(Fall);
            return refused;
        }

        PlaysBeats = true;
        Changed?.Invoke(this, EventArgs.Empty);
        return null;
    }

    /// <summary>Another loudness, 0 to 1 of what is allowed.</summary>
    public Task LouderBeatsAsync(double share) => browser.LouderBeatsAsync(share);

    private void FollowBeats()
    {
        if (PlaysBeats && View is { } view && (view.State.Beats is null || view.IsClosed))
        {
            PlaysBeats = false;
            _ = browser.StopBeatsAsync(view.State.WasStopped ? FallAtStop : Fall);
        }
    }

    private string? Why(EarsReached reached) => reached switch
    {
        EarsReached.Both => null,
        EarsReached.OneChannel => CockpitTexts.Get("cockpit.beats.mono", Language),
        _ => CockpitTexts.Get("cockpit.beats.silent", Language),
    };
}
