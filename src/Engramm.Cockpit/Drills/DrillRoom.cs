using System.Net.Http.Json;
using System.Text.Json;
using Engramm.Cockpit.Link;
using Engramm.Sessions;
using Engramm.Sessions.Drills;
using Engramm.Sessions.Entries;

namespace Engramm.Cockpit.Drills;

/// <summary>What a drill is made of: the practice's own words, limits and checklists, and a person who does not exist.</summary>
/// <param name="Sheet">As of a session; its people are invented but for the one who trains.</param>
/// <param name="Content">The words of the practice's content.</param>
/// <param name="Opening">The command that opens the session, as JSON.</param>
public sealed record DrillMaterial(SessionSheet Sheet, SessionContent Content, string Opening);

/// <summary>
/// A drill on this device, in the place where a real cockpit has the server. It asks the server once for the practice's content and then
/// for nothing more: no entry, no alarm and no value of a drill leaves the browser, and closing the page ends it.
/// </summary>
public sealed class DrillRoom(HttpClient http, Browser browser, TimeProvider time) : ISessionServer, IDisposable
{
    /// <summary>How often the drill looks at its clock, real time. At the fastest speed that is two and a half drill seconds.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly long began = time.GetTimestamp();
    private readonly CancellationTokenSource ending = new();
    private DrillMaterial? material;

    /// <summary>The drill; null before it is begun.</summary>
    public DrillSession? Session { get; private set; }

    /// <summary>Its clock; null before it is begun.</summary>
    public DrillClock? Clock { get; private set; }

    /// <summary>The debrief; null while the drill goes on.</summary>
    public DrillDebrief? Debrief { get; private set; }

    /// <summary>What the practice gave; null while it has not.</summary>
    public DrillMaterial? Material => material;

    /// <summary>What the drill's clock shows.</summary>
    public DateTimeOffset Now => Clock?.At(Monotonic) ?? time.GetUtcNow();

    private TimeSpan Monotonic => time.GetElapsedTime(began);

    /// <summary>Fetches what a drill is made of.</summary>
    /// <returns>Whether it is here.</returns>
    public async Task<bool> LoadAsync()
    {
        browser.KeepsNothing = true;
        try
        {
            material ??= await http.GetFromJsonAsync("/cockpit/drill/material", CockpitJson.Default.DrillMaterial);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or JsonException)
        {
            return false;
        }

        return material is not null;
    }

    /// <summary>Begins the drill.</summary>
    /// <param name="choice">What is trained.</param>
    /// <param name="rate">Drill seconds per real second.</param>
    public void Begin(DrillChoice choice, int rate)
    {
        var opening = (SessionOpened)SessionJson.ReadCommand(material!.Opening).Entry;
        Clock = new DrillClock(material.Sheet.Clock.Now, Monotonic, rate);
        Session = new DrillSession(opening.Plan, choice, Invented("Nurse"), Invented("Physician"), Now, Random.Shared.Next());
        _ = BeatAsync();
    }

    /// <summary>Lets the drill's clock run at another speed.</summary>
    public void Turn(int rate)
    {
        Clock!.Turn(rate, Monotonic);
        Tell();
    }

    /// <summary>Ends the drill; what follows is looking at it together.</summary>
    public void End()
    {
        Debrief = DrillDebrief.Of(Session!, Now);
        ending.Cancel();
    }

    /// <inheritdoc/>
    public Task<(SessionSheet? Found, Sending Outcome)> SheetAsync(Guid session) =>
        Task.FromResult<(SessionSheet?, Sending)>((material!.Sheet with { Clock = Reading(), MonitorsSeen = [new SeenMonitor(DrillSession.MonitorId, Now)] }, Sending.Stored));

    /// <inheritdoc/>
    public Task<(SessionContent? Found, Sending Outcome)> ContentAsync(Guid session) => Task.FromResult<(SessionContent?, Sending)>((material!.Content, Sending.Stored));

    /// <inheritdoc/>
    /// <remarks>No text: a drill keeps nothing.</remarks>
    public Task<(ReadEvents? Found, Sending Outcome)> EventsAsync(Guid session, long after) =>
        Task.FromResult<(ReadEvents?, Sending)>((new ReadEvents([.. Session!.Log.Events.Where(e => e.Sequence > after).OrderBy(e => e.Sequence)], ""), Sending.Stored));

    /// <inheritdoc/>
    public Task<(Sending Outcome, CommandRefused? Refusal)> SendAsync(Guid session, KeptCommand command, SecondPerson? second = null) =>
        Task.FromResult<(Sending, CommandRefused?)>(Session!.Apply(SessionJson.ReadCommand(command.Json), Now) is { } refusal
            ? (Sending.Refused, new CommandRefused(refusal.Code, CockpitTexts.Get(refusal.TextKey, Quantities.Languages.FromTag(material!.Sheet.Language) ?? Quantities.Language.German, [.. refusal.Details])))
            : (Sending.Stored, null));

    /// <inheritdoc/>
    public void Dispose()
    {
        ending.Cancel();
        ending.Dispose();
    }

    private Actor Invented(string role) =>
        Live.LiveSession.ActorOf(material!.Sheet.People.First(p => string.Equals(p.Role, role, StringComparison.Ordinal) && p.AccountId != material.Sheet.You.AccountId));

    private ClockReading Reading() => new(Now, Clock?.Rate ?? 1);

    private async Task BeatAsync()
    {
        try
        {
            using var beat = new PeriodicTimer(Beat, time);
            while (await beat.WaitForNextTickAsync(ending.Token))
            {
                Session!.Advance(Now);
                Tell();
            }
        }
        catch (OperationCanceledException)
        {
            // The drill is over.
        }
    }

    /// <summary>Says what a server's feed would say: the time, and up to which number there are events.</summary>
    private void Tell() => browser.News?.Invoke(JsonSerializer.Serialize(
        new SessionNews(material!.Sheet.SessionId, Session!.Log.CompleteUpTo, Reading()), CockpitJson.Default.SessionNews));
}
