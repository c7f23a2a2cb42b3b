using System.Text.Json;
using Engramm.Cockpit.Link;
using Engramm.Sessions;

namespace Engramm.Cockpit.Live;

/// <summary>What goes to the server and what comes from it.</summary>
public sealed partial class LiveSession
{
    /// <summary>The server says so again every two seconds; after five without a word somebody has come.</summary>
    private static readonly TimeSpan TellsAgainWithin = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, (string Chair, TimeSpan At)> unwatched = [];
    private readonly Dictionary<Guid, (EscalatedSession Told, TimeSpan At)> escalated = [];

    private async Task SendAsync()
    {
        lastAttempt = Monotonic;
        if (await outbox!.SendAsync(Stored, RefusedByServer))
        {
            Contact();
        }

        await FetchAsync();
        Refresh();
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private void Stored(Guid command) => LastStoredAt = Now;

    private void RefusedByServer(Guid command, CommandRefused refusal)
    {
        log.Withdraw(command);
        var text = string.IsNullOrWhiteSpace(refusal.Text) ? CockpitTexts.Get("cockpit.refused.noReason", Language, refusal.Code) : refusal.Text;
        refused.Add(new RefusedEntry(command, Now, text));
    }

    private async Task FetchAsync()
    {
        if (isFetching)
        {
            mustFetchAgain = true;
            return;
        }

        isFetching = true;
        try
        {
            do
            {
                mustFetchAgain = false;
                var asked = eventsAsked ?? link.EventsAsync(SessionId, log.CompleteUpTo);
                eventsAsked = null;
                var (read, outcome) = await asked;
                if (read is null)
                {
                    Obstacle = View is null ? outcome : Obstacle;
                    return;
                }

                Contact();
                mustFetchAgain |= log.AddRange(read.Events) > 0 && read.Events.Count >= ReadEvents.Most;
                // Beside the rest: the screen does not wait for this tablet's disk.
                _ = RememberAsync(read);
            }
            while (mustFetchAgain);
        }
        finally
        {
            isFetching = false;
        }
    }

    private void OnNews(string json)
    {
        if (JsonSerializer.Deserialize(json, CockpitJson.Default.SessionNews) is { } news)
        {
            Heard(news.Clock);
            if (news.SessionId == SessionId && news.UpTo > log.CompleteUpTo)
            {
                _ = FetchAndShowAsync();
            }
        }
    }

    private void OnUnwatched(string json)
    {
        if (JsonSerializer.Deserialize(json, CockpitJson.Default.UnwatchedSession) is { } alone && alone.SessionId != SessionId)
        {
            unwatched[alone.SessionId] = (alone.Chair, Monotonic);
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>Chairs whose running session nobody looks at, as told within the last few seconds.</summary>
    public IReadOnlyList<UnwatchedSession> UnwatchedNow =>
        [.. unwatched.Where(u => Monotonic - u.Value.At < TellsAgainWithin).Select(u => new UnwatchedSession(u.Key, u.Value.Chair)).OrderBy(u => u.Chair, StringComparer.CurrentCulture)];

    private void OnEscalated(string json)
    {
        if (JsonSerializer.Deserialize(json, CockpitJson.Default.EscalatedSession) is { } told && told.SessionId != SessionId)
        {
            escalated[told.SessionId] = (told, Monotonic);
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>Other sessions with alarms that nobody in their room has acknowledged in time, as told within the last few seconds; most pressing first.</summary>
    public IReadOnlyList<EscalatedSession> EscalatedNow =>
        [.. escalated.Values.Where(e => Monotonic - e.At < TellsAgainWithin).Select(e => e.Told).OrderByDescending(e => e.Priority).ThenBy(e => e.Since)];

    private void OnClock(string json) => Heard(JsonSerializer.Deserialize(json, CockpitJson.Default.ClockReading));

    /// <summary>The right time stands on the screen at once; then the server's.</summary>
    private void OnWoke(double secondsAsleep)
    {
        slept += TimeSpan.FromSeconds(secondsAsleep);
        isJustAwake |= secondsAsleep > 0;
        Refresh();
        Changed?.Invoke(this, EventArgs.Empty);
        _ = LoadSheetAsync();
        _ = FetchAndShowAsync();
    }

    private void OnSound(bool canSound)
    {
        CanSound = canSound;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private async Task FetchAndShowAsync()
    {
        await FetchAsync();
        Refresh();
        await SoundAsync();
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private void Heard(ClockReading? reading)
    {
        Contact();
        if (Monotonic - rememberedAt > RememberEvery)
        {
            _ = RememberAsync();
        }

        if (reading is not null && !isJustAwake)
        {
            clock = PracticeTime.FromServer(reading.Now, reading.Rate, Monotonic);
        }
    }
}
