using System.Text.Json;
using Engramm.Care.Infusion;
using Engramm.Care.Patients;
using Engramm.Exchange.Hl7v2;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Server.Staff.Patients;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>
/// Brings what monitors send to the session a person tied them to. Nothing is attached by guess: without a tie the message is
/// declined; when it names another patient, or the monitor is tied to several open sessions, the message is held for a person.
/// </summary>
public sealed class MonitorDesk(SessionDesk desk, HeardMonitors heard, EngrammContexts contexts, MasterKey master, PracticeProfile practice, PracticeClock clock)
{
    /// <summary>
    /// Stores a message's values in the tied session. Values seen while the monitor was not tied to it are set aside and named in the
    /// answer: they may be another person's. All others are stored, or the answer is an error and the repeated message completes them.
    /// </summary>
    public async Task<MonitorReceipt> TakeAsync(MonitorMessage message, CancellationToken cancellation)
    {
        var device = message.Sender.Key;
        await using var db = contexts.Create(practice.Id);
        await heard.HearAsync(device, message.Values.Select(v => (v.Kind, v.Refusal)), cancellation);
        var tied = await db.Sessions.AsNoTracking().Where(s => s.ClosedAt == null && s.MonitorId == device).Take(2).ToListAsync(cancellation);
        if (tied.Count > 1)
        {
            await HoldAsync(db, message, null, HeldMonitorMessage.SeveralSessions, cancellation);
            return MonitorReceipt.Held;
        }

        if (tied is not [var session])
        {
            return MonitorReceipt.Untied("This monitor is not tied to a running session; nothing was stored. Tie it in the cockpit or on the page of monitors.");
        }

        if (message.PatientIds.Count > 0 && !message.PatientIds.Any(id => Names(session, id.Id)))
        {
            await HoldAsync(db, message, session, HeldMonitorMessage.OtherPatient, cancellation);
            return MonitorReceipt.Held;
        }

        return await StoreAsync(session.Id, message, cancellation);
    }

    private async Task<MonitorReceipt> StoreAsync(Guid sessionId, MonitorMessage message, CancellationToken cancellation)
    {
        var commands = MonitorEntries.Of(message).ToList();
        var aside = new List<string>();
        if (message.Values.Any(v => v is { Kind: VitalKind.EtCO2, Number: not null }))
        {
            aside.Add("End-tidal carbon dioxide has no place in a session yet: it was not kept.");
        }

        if (commands.Count == 0)
        {
            var reasons = string.Join(' ', message.Values.Select(v => v.RefusalReason).OfType<string>().Concat(aside));
            return reasons.Length > 0 ? MonitorReceipt.Declined("No value of this message can be used. " + reasons) : MonitorReceipt.Stored;
        }

        var refusedAll = true;
        var (isNew, holds) = (false, (Guid?)null);
        foreach (var command in commands)
        {
            var outcome = await desk.ApplyAsync(sessionId, command, command.By, cancellation);
            if (outcome.Refusal is { } refusal)
            {
                aside.Add($"Values of {command.OccurredAt:yyyy-MM-ddTHH:mm:ssZ} were not stored, refused by the session: {refusal.Code}.");
                continue;
            }

            refusedAll = false;
            isNew |= !outcome.WasKnown;
            holds ??= outcome.EventId;
        }

        return !refusedAll
            ? new MonitorReceipt(isNew ? MonitorOutcome.Stored : MonitorOutcome.Known, null, aside, holds)
            : MonitorReceipt.Declined(string.Join(' ', aside));
    }

    /// <summary>A message under seal, to wait for a person.</summary>
    internal static HeldMonitorMessage Hold(MonitorMessage message, Guid? session, string reason, MasterKey master, DateTimeOffset at) => new()
    {
        Id = MonitorEntries.MessageId(message),
        DeviceId = message.Sender.Key,
        ControlId = message.ControlId,
        SessionId = session,
        Reason = reason,
        Sealed = master.Seal(JsonSerializer.SerializeToUtf8Bytes(message)),
        ReceivedAt = at,
    };

    /// <summary>The task of the responsible physician that goes with it.</summary>
    internal static CareTask TaskOf(InfusionSession session, Guid physician, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(),
        PatientId = session.PatientId,
        Kind = CareTaskKind.MonitorDisagrees,
        AssignedTo = physician,
        CreatedAt = at,
        DueAt = at,
        Subject = session.Id,
    };

    /// <summary>Whether a monitor means the person on the chair: by the record's number, or by the pseudonym the room told it.</summary>
    private static bool Names(InfusionSession session, string id) =>
        (Guid.TryParse(id, out var named) && named == session.PatientId)
        || (session.Pseudonym is { } pseudonym && string.Equals(id.Trim(), pseudonym, StringComparison.OrdinalIgnoreCase));

    private async Task HoldAsync(EngrammDbContext db, MonitorMessage message, InfusionSession? session, string reason, CancellationToken cancellation)
    {
        var id = MonitorEntries.MessageId(message);
        if (!await db.HeldMessages.AnyAsync(h => h.Id == id, cancellation))
        {
            db.HeldMessages.Add(Hold(message, session?.Id, reason, master, clock.GetUtcNow()));
            if (session is not null
                && !await db.Tasks.AnyAsync(t => t.Subject == session.Id && t.Kind == CareTaskKind.MonitorDisagrees && t.DoneAt == null, cancellation))
            {
                foreach (var holder in await TaskHolders.OfAsync(db, session.PatientId, CareTeamPart.ResponsiblePhysician, cancellation))
                {
                    db.Tasks.Add(TaskOf(session, holder, clock.GetUtcNow()));
                }
            }

            await db.SaveChangesAsync(cancellation);
        }
    }
}
