using System.Globalization;
using Engramm.Cockpit.Live;
using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Microsoft.AspNetCore.Components;

namespace Engramm.Cockpit.Room;

/// <summary>A part of the screen: the session, the moment shown, and the words.</summary>
public abstract class RoomPart : ComponentBase
{
    /// <summary>The session to enter things into.</summary>
    [CascadingParameter] public LiveSession Session { get; set; } = default!;

    /// <summary>The moment shown.</summary>
    [Parameter, EditorRequired] public RoomView View { get; set; } = default!;

    /// <summary>Why the last entry was not taken; shown where it was made.</summary>
    protected string? Fault { get; set; }

    protected Language Language => Session.Language;

    protected bool IsPhysician => Session.You.Role == ActorRole.Physician;

    /// <summary>The words of the cockpit.</summary>
    protected string T(string key, params object[] values) => CockpitTexts.Get("cockpit." + key, Language, values);

    /// <summary>The words of a key of any area.</summary>
    protected string Any(string key, params object[] values) => CockpitTexts.Get(key, Language, values);

    protected string Time(DateTimeOffset at, bool seconds = false) =>
        TimeZoneInfo.ConvertTime(at, Session.Zone).ToString(seconds ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Up to the full minute: a time before which something must not happen is never written too early.</summary>
    internal static DateTimeOffset Minute(DateTimeOffset at) => at.AddTicks((TimeSpan.TicksPerMinute - (at.Ticks % TimeSpan.TicksPerMinute)) % TimeSpan.TicksPerMinute);

    /// <summary>12:42, and 1:02:42 from an hour on.</summary>
    protected static string Clock(TimeSpan span)
    {
        var whole = span.Duration();
        return whole.TotalHours >= 1
            ? whole.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
            : whole.ToString(@"m\:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>How long ago in words: 8 s, 1 min 12 s, 11 min.</summary>
    protected string Ago(TimeSpan age) =>
        age < TimeSpan.FromMinutes(1) ? T("age.seconds", (int)Math.Max(0, age.TotalSeconds))
        : age < TimeSpan.FromMinutes(5) ? T("age.minutesSeconds", (int)age.TotalMinutes, age.Seconds)
        : age < TimeSpan.FromHours(2) ? T("age.minutes", (int)age.TotalMinutes)
        : age < TimeSpan.FromDays(2) ? T("age.hours", (int)age.TotalHours, age.Minutes)
        : T("age.days", (int)age.TotalDays);

    /// <summary>Enters it; the button that was pressed goes with it, and the focus to what follows.</summary>
    /// <param name="entry">What happened.</param>
    /// <param name="next">Where the focus goes when it was taken.</param>
    protected async Task<bool> EnterAsync(SessionEntry entry, string next)
    {
        var isTaken = await EnterAsync(entry);
        if (isTaken)
        {
            await Session.FocusAsync(next);
        }

        return isTaken;
    }

    protected async Task<bool> EnterAsync(SessionEntry entry, Actor? by = null, string? password = null)
    {
        Fault = await Session.EnterAsync(entry, by, password);
        return Fault is null;
    }
}
