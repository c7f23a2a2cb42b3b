using Engramm.Cockpit.Link;
using Engramm.Sessions;
using Engramm.Sessions.Entries;

namespace Engramm.Cockpit.Live;

/// <summary>
/// What was entered here and is not on the server yet: on the tablet's disk first, then sent one after the other in the order in
/// which it was made. Sending twice is harmless, because the command carries its id.
/// </summary>
public sealed class Outbox(Guid session, Guid account, ISessionServer link, Browser browser)
{
    private readonly List<KeptCommand> waiting = [];
    private readonly Dictionary<Guid, SecondPerson> seconds = [];
    private bool isSending;

    /// <summary>How many entries of the signed-in person wait.</summary>
    public int Count => waiting.Count(c => c.AccountId == account);

    /// <summary>How many entries wait that another person made on this tablet; they are sent when that person signs in.</summary>
    public int OfOthers => waiting.Count - Count;

    /// <summary>What the last attempt to send came to.</summary>
    public Sending LastOutcome { get; private set; } = Sending.Stored;

    /// <summary>Whether the tablet's disk refused to keep or to forget an entry: what is entered may only be in memory, and the tablet must not be closed.</summary>
    public bool IsDiskFailing { get; private set; }

    /// <summary>Reads what waits on the tablet's disk.</summary>
    public async Task<IReadOnlyList<SessionCommand>> LoadAsync()
    {
        var commands = new List<SessionCommand>();
        foreach (var kept in await browser.KeptAsync(session))
        {
            waiting.Add(kept);
            commands.Add(SessionJson.ReadCommand(kept.Json));
            Name(commands[^1], null);
        }

        return commands;
    }

    /// <summary>Takes a command; returns when it is on the tablet's disk.</summary>
    /// <param name="command">The command.</param>
    /// <param name="password">The second person's, when another person than the one signed in is named.</param>
    public async Task AddAsync(SessionCommand command, string? password = null)
    {
        Name(command, password);
        var kept = new KeptCommand(command.CommandId, account, SessionJson.Write(command));
        waiting.Add(kept);
        try
        {
            await browser.KeepAsync(session, kept);
        }
        catch (Microsoft.JSInterop.JSException)
        {
            IsDiskFailing = true;
        }
    }

    /// <summary>Sends what waits until nothing does, or something stands in the way.</summary>
    /// <param name="stored">Called for each command the server has stored.</param>
    /// <param name="refused">Called for each command the server refuses.</param>
    /// <returns>Whether the server answered just now, to what this call sent last; false when nothing was sent, as while an earlier call still waits.</returns>
    public async Task<bool> SendAsync(Action<Guid> stored, Action<Guid, CommandRefused> refused)
    {
        if (isSending)
        {
            return false;
        }

        isSending = true;
        var isAnswered = false;
        try
        {
            // A locked screen still lets PAUSE and STOP through: what has to wait must not stand in their way.
            var locked = new HashSet<Guid>();
            while (waiting.Find(c => c.AccountId == account && !locked.Contains(c.CommandId)) is { } next)
            {
                var (outcome, refusal) = await link.SendAsync(session, next, seconds.GetValueOrDefault(next.CommandId));
                isAnswered = outcome != Sending.Unreachable;
                LastOutcome = locked.Count > 0 && outcome == Sending.Stored ? Sending.Locked : outcome;
                if (outcome == Sending.Locked)
                {
                    locked.Add(next.CommandId);
                    continue;
                }

                if (outcome is not (Sending.Stored or Sending.Refused))
                {
                    return isAnswered;
                }

                waiting.Remove(next);
                if (outcome == Sending.Stored)
                {
                    stored(next.CommandId);
                }
                else
                {
                    refused(next.CommandId, refusal ?? new CommandRefused("unknown", null));
                }

                try
                {
                    await browser.DropAsync(next.CommandId);
                }
                catch (Microsoft.JSInterop.JSException)
                {
                    // It stays on the disk and is sent again after a reload; the server knows it by its id.
                    IsDiskFailing = true;
                }
            }

            return isAnswered;
        }
        finally
        {
            isSending = false;
        }
    }

    private void Name(SessionCommand command, string? password)
    {
        if (command.Entry is PumpChecked { Check: PumpCheck.Second } && !string.Equals(command.By.Id, account.ToString(), StringComparison.OrdinalIgnoreCase))
        {
            seconds[command.CommandId] = new SecondPerson(command.By.Id, password);
        }
    }
}
