using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engramm.Care.Infusion;
using Engramm.Care.Patients;
using Engramm.Exchange.Hl7v2;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>A held message, opened.</summary>
public sealed record HeldMessage(HeldMonitorMessage Row, MonitorMessage Message);

/// <summary>Held messages that are one question: the same session, monitor, reason and person named.</summary>
/// <param name="Key">Names the question in addresses and forms; says nothing about a person.</param>
/// <param name="SessionId">The session the monitor was tied to.</param>
/// <param name="DeviceId">The monitor.</param>
/// <param name="Reason">Why they were held, as a code.</param>
/// <param name="Named">Who the messages name.</param>
/// <param name="Messages">Oldest first; at least one.</param>
public sealed record HeldGroup(string Key, Guid? SessionId, string DeviceId, string Reason, IReadOnlyList<MonitorPatientId> Named, IReadOnlyList<HeldMessage> Messages)
{
    /// <summary>When the newest of them came: a decision reaches to here and settles nothing that nobody has seen.</summary>
    public DateTimeOffset UpTo => Messages[^1].Row.ReceivedAt;

    /// <summary>The values as entries of a session, in order.</summary>
    public IReadOnlyList<SessionCommand> Commands => [.. Messages.SelectMany(m => MonitorEntries.Of(m.Message)).OrderBy(c => c.OccurredAt)];
}

/// <summary>Why the values of a group may not be attached to the session of the chair, whoever confirms them.</summary>
public enum AttachBar
{
    /// <summary>No session of the chair is known.</summary>
    NoSession,

    /// <summary>The monitor was tied to more than one open session.</summary>
    SeveralSessions,

    /// <summary>The monitor was not tied to that session all the while.</summary>
    NotTied,

    /// <summary>The person named was in a session here at that very time: the values may well be theirs.</summary>
    NamedIsHere,

    /// <summary>No value in them can be used.</summary>
    NoValues,
}

/// <summary>What waits for a person because a monitor's message could not be attached without guessing, and how it is settled.</summary>
public sealed class HeldMessages(EngrammDbContext db, MasterKey master, SessionDesk desk)
{
    /// <summary>What waits, oldest question first.</summary>
    public async Task<IReadOnlyList<HeldGroup>> WaitingAsync(CancellationToken cancellation)
    {
        var rows = await db.HeldMessages.AsNoTracking().Where(h => h.SettledAt == null).OrderBy(h => h.ReceivedAt).ToListAsync(cancellation);
        return
        [
            .. rows.Select(r => new HeldMessage(r, JsonSerializer.Deserialize<MonitorMessage>(master.Open(r.Sealed))!))
                .GroupBy(m => KeyOf(m), StringComparer.Ordinal)
                .Select(g => new HeldGroup(g.Key, g.First().Row.SessionId, g.First().Row.DeviceId, g.First().Row.Reason, g.First().Message.PatientIds, [.. g])),
        ];
    }

    /// <summary>The same question as it stood when a person saw it.</summary>
    public async Task<HeldGroup?> SeenAsync(string key, DateTimeOffset upTo, CancellationToken cancellation)
    {
        var group = (await WaitingAsync(cancellation)).FirstOrDefault(g => string.Equals(g.Key, key, StringComparison.Ordinal));
        var seen = group?.Messages.Where(m => m.Row.ReceivedAt <= upTo).ToList();
        return seen is { Count: > 0 } ? group! with { Messages = seen } : null;
    }

    /// <summary>Why the values may not be attached; null when a colleague may confirm them.</summary>
    public async Task<AttachBar?> BarAsync(HeldGroup group, CancellationToken cancellation)
    {
        if (string.Equals(group.Reason, HeldMonitorMessage.SeveralSessions, StringComparison.Ordinal))
        {
            return AttachBar.SeveralSessions;
        }

        if (group.SessionId is not { } sessionId || await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sessionId, cancellation) is null)
        {
            return AttachBar.NoSession;
        }

        var commands = group.Commands;
        if (commands.Count == 0)
        {
            return AttachBar.NoValues;
        }

        var named = group.Named.Select(n => Guid.TryParse(n.Id, out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
        var (from, to) = (commands[0].OccurredAt, commands[^1].OccurredAt);
        if (await db.Sessions.AsNoTracking().AnyAsync(
            s => s.Id != sessionId && named.Contains(s.PatientId) && s.OpenedAt <= to && (s.ClosedAt == null || s.ClosedAt >= from), cancellation))
        {
            return AttachBar.NamedIsHere;
        }

        var ties = (await desk.StateAsync(sessionId, cancellation)).MonitorTies.Where(t => string.Equals(t.DeviceId, group.DeviceId, StringComparison.Ordinal)).ToList();
        return commands.All(c => ties.Exists(t => c.OccurredAt >= t.From && !(c.OccurredAt > t.Until))) ? null : AttachBar.NotTied;
    }

    /// <summary>
    /// Writes the values into the session of the chair, with a note of who decided and who confirmed. The values go first: a crash in
    /// between leaves the messages waiting, and settling them again writes nothing twice.
    /// </summary>
    /// <param name="group">What was seen.</param>
    /// <param name="note">What the session's record says about it.</param>
    /// <param name="by">Who decided.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellation">Ends the writing between two entries.</param>
    /// <returns>The rule that refused an entry; null when all were taken.</returns>
    public async Task<Sessions.Refusal?> WriteAsync(HeldGroup group, string note, Actor by, DateTimeOffset at, CancellationToken cancellation)
    {
        var session = group.SessionId!.Value;
        var noteId = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes("attached\n" + string.Join('\n', group.Messages.Select(m => m.Row.Id)))).AsSpan(0, 16));
        foreach (var command in group.Commands.Append(new SessionCommand(noteId, at, by, new NoteAdded(note))))
        {
            if ((await desk.ApplyAsync(session, command, command.By, cancellation)).Refusal is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Marks the messages as settled and closes the task when nothing of the session waits any longer.</summary>
    public async Task SettleAsync(HeldGroup group, HeldSettlement settlement, string reason, Guid? confirmedBy, Guid by, DateTimeOffset at, CancellationToken cancellation)
    {
        var ids = group.Messages.Select(m => m.Row.Id).ToList();
        foreach (var row in await db.HeldMessages.Where(h => ids.Contains(h.Id) && h.SettledAt == null).ToListAsync(cancellation))
        {
            (row.SettledAt, row.SettledBy, row.Settlement) = (at, by, settlement);
            (row.SettlementReason, row.ConfirmedBy) = (reason, confirmedBy);
        }

        if (!await db.HeldMessages.AnyAsync(h => h.SettledAt == null && h.SessionId == group.SessionId && !ids.Contains(h.Id), cancellation))
        {
            foreach (var task in await db.Tasks.Where(t => t.Kind == CareTaskKind.MonitorDisagrees && t.Subject == group.SessionId && t.DoneAt == null).ToListAsync(cancellation))
            {
                (task.DoneAt, task.DoneBy) = (at, by);
            }
        }

        await db.SaveChangesAsync(cancellation);
    }

    private static string KeyOf(HeldMessage held)
    {
        var named = string.Join('\n', held.Message.PatientIds.Select(p => p.Id + "^" + p.Authority).Order(StringComparer.Ordinal));
        var text = string.Create(CultureInfo.InvariantCulture, $"{held.Row.SessionId}\n{held.Row.DeviceId}\n{held.Row.Reason}\n{named}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
