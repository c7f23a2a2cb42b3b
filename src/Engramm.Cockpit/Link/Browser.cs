using System.Text.Json;
using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Microsoft.JSInterop;

namespace Engramm.Cockpit.Link;

/// <summary>A command that waits in the tablet's own storage.</summary>
/// <param name="CommandId">Its id.</param>
/// <param name="AccountId">Who made it: only that person's sign-in may send it.</param>
/// <param name="Json">The command.</param>
public sealed record KeptCommand(Guid CommandId, Guid AccountId, string Json);

/// <summary>What the tablet keeps of a session.</summary>
/// <param name="Sheet">The sheet as the server gave it.</param>
/// <param name="Content">The words as the server gave them.</param>
/// <param name="Events">The stored events, a JSON list.</param>
/// <param name="SecondsAgo">How long ago the server was heard, by the tablet's wall clock.</param>
public sealed record RememberedSession(string Sheet, string Content, string Events, double SecondsAgo);

/// <summary>Whether a tone can be given to each ear by itself.</summary>
public enum EarsReached
{
    /// <summary>Two channels.</summary>
    Both,

    /// <summary>The output has one channel: both ears would hear the same, and there would be no beat.</summary>
    OneChannel,

    /// <summary>The browser lets nothing sound.</summary>
    Silent,
}

/// <summary>What the tablet itself can do: keep commands on its disk, listen to the server, sound, stay awake.</summary>
public sealed class Browser(IJSRuntime js) : IAsyncDisposable
{
    private IJSObjectReference? module;
    private DotNetObjectReference<Browser>? self;

    /// <summary>News of some session, as JSON.</summary>
    public Action<string>? News { get; set; }

    /// <summary>A session that nobody looks at, as JSON.</summary>
    public Action<string>? Unwatched { get; set; }

    /// <summary>Alarms of some session that go to everyone, as JSON.</summary>
    public Action<string>? Escalated { get; set; }

    /// <summary>A clock message, as JSON.</summary>
    public Action<string>? Clock { get; set; }

    /// <summary>Whether the tablet can sound changed.</summary>
    public Action<bool>? SoundChanged { get; set; }

    /// <summary>The tablet woke up or the page came to the front; with the seconds that the monotonic clock missed.</summary>
    public Action<double>? Woke { get; set; }

    /// <summary>A drill: nothing is written to the tablet's disk and no feed is opened.</summary>
    public bool KeepsNothing { get; set; }

    /// <summary>Loads the module and begins to listen.</summary>
    public async Task BeginAsync()
    {
        module = await js.InvokeAsync<IJSObjectReference>("import", "/cockpit.js");
        self = DotNetObjectReference.Create(this);
        await module.InvokeVoidAsync("begin", self);
    }

    /// <summary>Hears the server's feed from now on, over one connection with the other tabs of this browser.</summary>
    /// <param name="sessionId">The session that this tab looks at.</param>
    public async Task ListenAsync(Guid sessionId) => await KeepingAsync("listen", sessionId.ToString());

    /// <summary>Commands of this session that were not sent yet, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<KeptCommand>> KeptAsync(Guid sessionId)
    {
        if (KeepsNothing)
        {
            return [];
        }

        var json = await module!.InvokeAsync<string>("kept", sessionId.ToString());
        return JsonSerializer.Deserialize(json, CockpitJson.Default.KeptCommandArray) ?? [];
    }

    /// <summary>Writes a command to the tablet's disk.</summary>
    public async Task KeepAsync(Guid sessionId, KeptCommand command) =>
        await KeepingAsync("keep", sessionId.ToString(), command.CommandId.ToString(), command.AccountId.ToString(), command.Json);

    /// <summary>Forgets a command the server has answered.</summary>
    public async Task DropAsync(Guid commandId) => await KeepingAsync("drop", commandId.ToString());

    /// <summary>Keeps what the tablet must know beside the events, so that it opens without the server.</summary>
    public async Task RememberAsync(Guid sessionId, Guid accountId, string sheet, string content) =>
        await KeepingAsync("rememberSession", sessionId.ToString(), accountId.ToString(), sheet, content);

    /// <summary>Keeps events the server has stored.</summary>
    public async Task RememberEventsAsync(Guid sessionId, string json) => await KeepingAsync("rememberEvents", sessionId.ToString(), json);

    /// <summary>What is kept of a session; null when nothing is.</summary>
    public async Task<RememberedSession?> RecallAsync(Guid sessionId) =>
        !KeepsNothing && await module!.InvokeAsync<string?>("recall", sessionId.ToString()) is { } json ? JsonSerializer.Deserialize(json, CockpitJson.Default.RememberedSession) : null;

    /// <summary>Removes what is kept of a session. What was entered and not sent stays.</summary>
    public async Task ForgetAsync(Guid sessionId) => await KeepingAsync("forget", sessionId.ToString());

    /// <summary>Removes what is kept of sessions that another person had open on this tablet.</summary>
    public async Task ForgetOfOthersAsync(Guid accountId) => await KeepingAsync("forgetOfOthers", accountId.ToString());

    /// <summary>Keeps the files of this start, so that the next one needs no server.</summary>
    public async Task KeepFilesAsync() => await KeepingAsync("keepFiles");

    /// <summary>The name by which this screen is known, four signs.</summary>
    public async Task<string> DeviceAsync() => KeepsNothing ? "DRILL" : await module!.InvokeAsync<string>("device");

    /// <summary>Sounds the pattern of this priority from now on; null is silence.</summary>
    public async Task SoundAsync(AlarmPriority? priority) => await module!.InvokeVoidAsync("sound", priority?.ToString());

    /// <summary>Plays the pattern of a high alarm once.</summary>
    /// <returns>Whether the tablet could sound.</returns>
    public async Task<bool> TestSoundAsync() => await module!.InvokeAsync<bool>("testSound");

    /// <summary>Plays one tone in one ear for two seconds.</summary>
    /// <param name="isLeft">The left ear, or the right one.</param>
    /// <param name="tone">The tone.</param>
    /// <param name="share">Loudness, 0 to 1 of what is allowed.</param>
    public async Task<EarsReached> HearEarAsync(bool isLeft, Hertz tone, double share) =>
        ReachedOf(await module!.InvokeAsync<string>("hearEar", isLeft ? "left" : "right", tone.Value, share));

    /// <summary>Plays two tones until they are stopped.</summary>
    /// <param name="beats">Tones and the time they take to rise.</param>
    /// <param name="share">Loudness, 0 to 1 of what is allowed.</param>
    public async Task<EarsReached> StartBeatsAsync(BinauralBeatsStarted beats, double share) =>
        ReachedOf(await module!.InvokeAsync<string>("startBeats", beats.Carrier.Value, beats.Beat.Value, beats.FadeSeconds, share));

    /// <summary>Another loudness, 0 to 1 of what is allowed.</summary>
    public async Task LouderBeatsAsync(double share) => await module!.InvokeVoidAsync("louderBeats", share);

    /// <summary>Lets the tones fall to silence within this time.</summary>
    public async Task StopBeatsAsync(TimeSpan fade) => await module!.InvokeVoidAsync("stopBeats", fade.TotalSeconds);

    /// <summary>Sets the title of the window and the language of the page.</summary>
    public async Task NameAsync(string title, string language) => await module!.InvokeVoidAsync("name", title, language);

    /// <summary>How wide the place for the timeline is for its height; 0 where its height follows from its width, less where it stays as it is.</summary>
    public async Task<double> ChartShapeAsync() => await module!.InvokeAsync<double>("chartShape");

    /// <summary>Opens the browser's print dialogue.</summary>
    public async Task PrintAsync() => await module!.InvokeVoidAsync("print");

    /// <summary>Moves the focus to the first element that matches.</summary>
    public async Task FocusAsync(string selector) => await module!.InvokeVoidAsync("focus", selector);

    private async Task KeepingAsync(string function, params object?[] values)
    {
        if (!KeepsNothing)
        {
            await module!.InvokeVoidAsync(function, values);
        }
    }

    [JSInvokable]
    public void OnNews(string json) => News?.Invoke(json);

    [JSInvokable]
    public void OnUnwatched(string json) => Unwatched?.Invoke(json);

    [JSInvokable]
    public void OnEscalated(string json) => Escalated?.Invoke(json);

    [JSInvokable]
    public void OnClock(string json) => Clock?.Invoke(json);

    [JSInvokable]
    public void OnSound(bool canSound) => SoundChanged?.Invoke(canSound);

    [JSInvokable]
    public void OnWoke(double secondsAsleep) => Woke?.Invoke(secondsAsleep);

    private static EarsReached ReachedOf(string answer) => answer switch
    {
        "ready" => EarsReached.Both,
        "mono" => EarsReached.OneChannel,
        _ => EarsReached.Silent,
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (module is not null)
        {
            await module.DisposeAsync();
        }

        self?.Dispose();
    }
}
