using Engramm.Quantities;

namespace Engramm.Sessions.Entries;

/// <summary>What the patient wants to turn to in this session, in the patient's words.</summary>
/// <param name="Text">The intention.</param>
public sealed record IntentionNoted(string Text) : SessionEntry;

/// <summary>Which music plays.</summary>
/// <param name="Programme">The programme's name in this practice.</param>
/// <param name="Note">For example who chose it.</param>
public sealed record MusicChosen(string Programme, string? Note = null) : SessionEntry;

/// <summary>Two tones, one per ear, whose difference is heard as a beat. Needs headphones on both ears, the right way round or not: the beat is the same.</summary>
/// <param name="Carrier">The tone in the left ear, <see cref="SessionRules.LowestCarrier"/> to <see cref="SessionRules.HighestCarrier"/>.</param>
/// <param name="Beat">How much higher the tone in the right ear is, above 0 and at most <see cref="SessionRules.HighestBeat"/>.</param>
/// <param name="FadeSeconds">How long the tones take to rise, 0 to <see cref="SessionRules.LongestFadeSeconds"/>.</param>
/// <param name="HeardOnBothEars">What the patient said in the headphone check.</param>
/// <param name="AlarmsElsewhere">
/// Whether another device in the room sounds the alarms, as the person who starts the tones says: headphones on this device keep its sounds
/// from the room. Where the practice has alarms on, only yes lets tones start; where they are off, nobody is asked.
/// </param>
public sealed record BinauralBeatsStarted(Hertz Carrier, Hertz Beat, double FadeSeconds, Answer HeardOnBothEars, Answer AlarmsElsewhere = Answer.Unknown) : SessionEntry;

/// <summary>The tones fade out.</summary>
public sealed record BinauralBeatsStopped : SessionEntry;

/// <summary>A person takes over the session: from here on she or he is the one who is asked.</summary>
/// <param name="Device">The name of the screen in front of this person.</param>
/// <param name="Note">What was handed over.</param>
public sealed record ChargeTaken(string Device, string? Note = null) : SessionEntry;

/// <summary>A second person watches, in the room or at another screen.</summary>
/// <param name="Device">The name of the screen; null when in the room.</param>
public sealed record ObserverJoined(string? Device = null) : SessionEntry;

/// <summary>The watching person has left.</summary>
public sealed record ObserverLeft : SessionEntry;
