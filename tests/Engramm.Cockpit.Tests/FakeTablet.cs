using System.Text.Json;
using Engramm.Cockpit.Link;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Microsoft.JSInterop;

namespace Engramm.Cockpit.Tests;

/// <summary>A tablet's disk and loudspeaker, in the hands of a test. Stands for cockpit.js, which the browser journeys run.</summary>
internal sealed class FakeTablet : IJSRuntime, IJSObjectReference
{
    private readonly Dictionary<string, (string Account, string Sheet, string Content)> sheets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<long, string>> events = new(StringComparer.Ordinal);

    /// <summary>What waits on the disk, oldest first.</summary>
    public List<(string Session, KeptCommand Command)> Outbox { get; } = [];

    /// <summary>Whether the disk refuses to write and to remove.</summary>
    public bool IsDiskFailing { get; set; }

    /// <summary>How long ago the server was heard, by the wall clock, when the session is recalled.</summary>
    public double SecondsAgo { get; set; }

    /// <summary>The pattern that sounds; null is silence.</summary>
    public string? Sounding { get; private set; }

    /// <summary>Happens before the feed is opened.</summary>
    public Action BeforeTheFeed { get; set; } = () => { };

    /// <summary>Sessions the tablet remembers.</summary>
    public IReadOnlyCollection<string> Remembered => sheets.Keys;

    public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args)
    {
        var given = args ?? [];
        string Text(int at) => (string)given[at]!;
        object? answer = identifier switch
        {
            "import" => this,
            "listen" => Write(BeforeTheFeed),
            "device" => "AB12",
            "testSound" => true,
            "kept" => JsonSerializer.Serialize([.. Outbox.Where(o => string.Equals(o.Session, Text(0), StringComparison.Ordinal)).Select(o => o.Command)], CockpitJson.Default.KeptCommandArray),
            "keep" => Write(() => Outbox.Add((Text(0), new KeptCommand(Guid.Parse(Text(1)), Guid.Parse(Text(2)), Text(3))))),
            "drop" => Write(() => Outbox.RemoveAll(o => o.Command.CommandId == Guid.Parse(Text(0)))),
            "rememberSession" => Write(() => sheets[Text(0)] = (Text(1), Text(2), Text(3))),
            "rememberEvents" => Write(() => Remember(Text(0), Text(1))),
            "recall" => Recall(Text(0)),
            "forget" => Write(() => Forget(Text(0))),
            "forgetOfOthers" => Write(() => sheets.Where(s => !string.Equals(s.Value.Account, Text(0), StringComparison.Ordinal)).ToList().ForEach(s => Forget(s.Key))),
            "sound" => Sounding = (string?)given[0],
            _ => null,
        };
        return new ValueTask<T>(answer is T typed ? typed : default!);
    }

    public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<T>(identifier, args);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private object? Write(Action work)
    {
        if (IsDiskFailing)
        {
            throw new JSException("QuotaExceededError");
        }

        work();
        return null;
    }

    private void Remember(string session, string json)
    {
        var kept = events.TryGetValue(session, out var known) ? known : events[session] = [];
        foreach (var added in JsonSerializer.Deserialize<IReadOnlyList<SessionEvent>>(json, SessionJson.Options)!)
        {
            kept[added.Sequence] = SessionJson.Write(added);
        }
    }

    private string? Recall(string session) => !sheets.TryGetValue(session, out var kept)
        ? null
        : JsonSerializer.Serialize(
            new RememberedSession(kept.Sheet, kept.Content, "[" + string.Join(',', events.GetValueOrDefault(session, []).Values) + "]", SecondsAgo),
            CockpitJson.Default.RememberedSession);

    private void Forget(string session)
    {
        sheets.Remove(session);
        events.Remove(session);
    }
}
