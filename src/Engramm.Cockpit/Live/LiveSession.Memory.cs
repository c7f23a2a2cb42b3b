using System.Text.Json;
using Engramm.Cockpit.Link;
using Engramm.Quantities;
using Engramm.Sessions;
using Engramm.Sessions.Entries;

namespace Engramm.Cockpit.Live;

/// <summary>What this tablet keeps, so that the session opens and goes on for hours without the server.</summary>
public sealed partial class LiveSession
{
    private bool isForgotten;
    private bool isRecalled;
    private TimeSpan rememberedAt;

    private void Take(SessionSheet sheet)
    {
        Sheet = sheet;
        Language = Languages.FromTag(sheet.Language) ?? Language.German;
        You = ActorOf(sheet.You);
    }

    /// <summary>Keeps sheet, words and the clock as heard just now.</summary>
    private async Task RememberAsync()
    {
        if (Sheet is not { } sheet || Content is not { } content || isForgotten || clock is null)
        {
            return;
        }

        rememberedAt = Monotonic;
        var now = sheet with { Clock = new ClockReading(Now, clock.Rate) };
        await TryAsync(() => browser.RememberAsync(
            SessionId, sheet.You.AccountId, JsonSerializer.Serialize(now, CockpitJson.Default.SessionSheet), JsonSerializer.Serialize(content, CockpitJson.Default.SessionContent)));
    }

    /// <summary>Keeps what the server has stored; forgets it all once the session is closed and nothing waits to be sent.</summary>
    private async Task RememberAsync(ReadEvents read)
    {
        if (View is { IsClosed: true } && Unsent == 0)
        {
            if (!isForgotten)
            {
                isForgotten = true;
                await TryAsync(() => browser.ForgetAsync(SessionId));
            }
        }
        else if (read.Events.Count > 0)
        {
            await TryAsync(() => browser.RememberEventsAsync(SessionId, read.Json));
        }
    }

    private async Task<bool> RecallAsync()
    {
        RememberedSession? kept = null;
        await TryAsync(async () => kept = await browser.RecallAsync(SessionId));
        if (kept is null
            || JsonSerializer.Deserialize(kept.Sheet, CockpitJson.Default.SessionSheet) is not { } sheet
            || JsonSerializer.Deserialize(kept.Content, CockpitJson.Default.SessionContent) is not { } content
            || JsonSerializer.Deserialize<IReadOnlyList<SessionEvent>>(kept.Events, SessionJson.Options) is not { } events)
        {
            return false;
        }

        Take(sheet);
        Content = content;
        isRecalled = true;
        var ago = TimeSpan.FromSeconds(kept.SecondsAgo);
        lastContact = Monotonic - ago;
        clock = new PracticeTime(sheet.Clock.Now, lastContact, sheet.Clock.Rate);
        log.AddRange(events);
        return true;
    }

    /// <summary>What cannot be kept is not lost: the server has it. The person is told, because a reload without the server would then fail.</summary>
    private async Task TryAsync(Func<Task> keeping)
    {
        try
        {
            await keeping();
        }
        catch (Microsoft.JSInterop.JSException)
        {
            CannotRemember = true;
        }
    }

    /// <summary>Whether this tablet could not keep the session for a start without the server.</summary>
    public bool CannotRemember { get; private set; }
}
