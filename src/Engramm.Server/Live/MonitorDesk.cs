using System.Collections.Concurrent;
using System.Text.Json;
using Engramm.Care.Infusion;
using Engramm.Care.Patients;
using Engramm.Exchange.Hl7v2;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>
/// Brings what monitors send to the session a person tied them to. Nothing is attached by guess: without a tie the message is
/// declined; when it names another patient, or the monitor is tied to several open sessions, the message is held for a person.
/// </summary>
public sealed class MonitorDesk(SessionDesk desk, EngrammContexts contexts, MasterKey master, PracticeProfile practice, PracticeClock clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);

    /// <summary>Monitors that have spoken since the start, with the practice time of their last word.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Seen => seen;

    /// <summary>Stores a message's values in the tied session.</summary>
    public async Task<MonitorReceipt> TakeAsync(MonitorMessage message, CancellationToken cancellation)
    {
        var device = message.Sender.Key;
        await using var db = contexts.Create(practice.Id);
        if (seen.TryAdd(device, clock.GetUtcNow()) && !await db.Monitors.AnyAsync(m => m.DeviceId == device, cancellation))
        {
            db.Monitors.Add(new BedsideMonitor { Id = Guid.CreateVersion7(), DeviceId = device, FirstSeenAt = clock.GetUtcNow() });
            await db.SaveChangesAsync(cancellation);
        }

        seen[device] = clock.GetUtcNow();
        var tied = await db.Sessions.AsNoTracking().Where(s => s.ClosedAt == null && s.MonitorId == device).Take(2).ToListAsync(cancellation);
        if (tied.Count > 1)
        {
            await HoldAsync(db, message, null, HeldMonitorMessage.SeveralSessions, cancellation);
            return MonitorReceipt.Stored;
        }

        if (tied is not [var session])
        {
            return MonitorReceipt.Declined("This monitor is not tied to a running session; nothing was stored. Tie it in the cockpit.");
        }

        if (message.PatientIds.Count > 0 && !message.PatientIds.Any(id => Names(session.PatientId, id.Id)))
        {
            await HoldAsync(db, message, session, HeldMonitorMessage.OtherPatient, cancellation);
            return MonitorReceipt.Stored;
        }

        foreach (var command in MonitorEntries.Of(message))
        {
            var outcome = await desk.ApplyAsync(session.Id, command, command.By, cancellation);
            if (outcome.Refusal is { } refusal)
            {
                return MonitorReceipt.Declined($"Refused by the session: {refusal.Code}.");
            }
        }

        return MonitorReceipt.Stored;
    }

    private static bool Names(Guid patientId, string id) => Guid.TryParse(id, out var named) && named == patientId;

    private async Task HoldAsync(EngrammDbContext db, MonitorMessage message, InfusionSession? session, string reason, CancellationToken cancellation)
    {
        var device = message.Sender.Key;
        var id = MonitorEntries.MessageId(message);
        if (!await db.HeldMessages.AnyAsync(h => h.Id == id, cancellation))
        {
            db.HeldMessages.Add(new HeldMonitorMessage
            {
                Id = id,
                DeviceId = device,
                ControlId = message.ControlId,
                SessionId = session?.Id,
                Reason = reason,
                Sealed = master.Seal(JsonSerializer.SerializeToUtf8Bytes(message)),
                ReceivedAt = clock.GetUtcNow(),
            });
            if (session is not null
                && !await db.Tasks.AnyAsync(t => t.Subject == session.Id && t.Kind == CareTaskKind.MonitorDisagrees && t.DoneAt == null, cancellation)
                && await db.CareTeam.Where(m => m.PatientId == session.PatientId && m.Part == CareTeamPart.ResponsiblePhysician).Select(m => (Guid?)m.AccountId).FirstOrDefaultAsync(cancellation) is { } physician)
            {
                db.Tasks.Add(new CareTask
                {
                    Id = Guid.CreateVersion7(),
                    PatientId = session.PatientId,
                    Kind = CareTaskKind.MonitorDisagrees,
                    AssignedTo = physician,
                    CreatedAt = clock.GetUtcNow(),
                    DueAt = clock.GetUtcNow(),
                    Subject = session.Id,
                });
            }

            await db.SaveChangesAsync(cancellation);
        }
    }
}
