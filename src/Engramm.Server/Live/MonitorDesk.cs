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
public sealed class MonitorDesk(SessionDesk desk, EngrammContexts contexts, MasterKey master, PracticeProfile practice, PracticeClock clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string DeviceId, VitalKind Sign, ValueRefusal Refusal), DateTimeOffset> refused = new();
    private readonly SemaphoreSlim firstWord = new(1);

    /// <summary>Monitors that have spoken since the start, with the practice time of their last word.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Seen => seen;

    /// <summary>What this monitor sent since the start that could not be used, newest first. Signs and reasons alone, no values.</summary>
    public IReadOnlyList<RefusedSign> RefusedBy(string device) =>
    [
        .. refused.Where(r => string.Equals(r.Key.DeviceId, device, StringComparison.Ordinal))
            .Select(r => new RefusedSign(r.Key.Sign, r.Key.Refusal, r.Value))
            .OrderByDescending(r => r.At).ThenBy(r => r.Sign).ThenBy(r => r.Refusal),
    ];

    /// <summary>
    /// Stores a message's values in the tied session. Values seen while the monitor was not tied to it are set aside and named in the
    /// answer: they may be another person's. All others are stored, or the answer is an error and the repeated message completes them.
    /// </summary>
    public async Task<MonitorReceipt> TakeAsync(MonitorMessage message, CancellationToken cancellation)
    {
        var device = message.Sender.Key;
        await using var db = contexts.Create(practice.Id);
        await RememberAsync(db, device, message.Values.Select(v => (v.Kind, v.Refusal)), cancellation);
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

        if (message.PatientIds.Count > 0 && !message.PatientIds.Any(id => Names(session.PatientId, id.Id)))
        {
            await HoldAsync(db, message, session, HeldMonitorMessage.OtherPatient, cancellation);
            return MonitorReceipt.Held;
        }

        return await StoreAsync(session.Id, message, cancellation);
    }

    /// <summary>Notes that a monitor spoke and which of its signs could not be used, when nothing of what it said can be stored.</summary>
    public async Task HearAsync(string device, IEnumerable<(VitalKind? Sign, ValueRefusal? Refusal)> signs, CancellationToken cancellation)
    {
        await using var db = contexts.Create(practice.Id);
        await RememberAsync(db, device, signs, cancellation);
    }

    public void Dispose() => firstWord.Dispose();

    private async Task<MonitorReceipt> StoreAsync(Guid sessionId, MonitorMessage message, CancellationToken cancellation)
    {
        var commands = MonitorEntries.Of(message).ToList();
        if (commands.Count == 0)
        {
            var reasons = string.Join(' ', message.Values.Select(v => v.RefusalReason).OfType<string>());
            return reasons.Length > 0 ? MonitorReceipt.Declined("No value of this message can be used. " + reasons) : MonitorReceipt.Stored;
        }

        var aside = new List<string>();
        var (isNew, holds) = (false, (Guid?)null);
        foreach (var command in commands)
        {
            var outcome = await desk.ApplyAsync(sessionId, command, command.By, cancellation);
            if (outcome.Refusal is { } refusal)
            {
                aside.Add($"Values of {command.OccurredAt:yyyy-MM-ddTHH:mm:ssZ} were not stored, refused by the session: {refusal.Code}.");
                continue;
            }

            isNew |= !outcome.WasKnown;
            holds ??= outcome.EventId;
        }

        return aside.Count < commands.Count
            ? new MonitorReceipt(isNew ? MonitorOutcome.Stored : MonitorOutcome.Known, null, aside, holds)
            : MonitorReceipt.Declined(string.Join(' ', aside));
    }

    /// <summary>Writes a new monitor down before it counts as known, so that one whose first word met a failing database is listed by its next.</summary>
    private async Task RememberAsync(EngrammDbContext db, string device, IEnumerable<(VitalKind? Sign, ValueRefusal? Refusal)> signs, CancellationToken cancellation)
    {
        if (!seen.ContainsKey(device))
        {
            await firstWord.WaitAsync(cancellation);
            try
            {
                if (!await db.Monitors.AnyAsync(m => m.DeviceId == device, cancellation))
                {
                    db.Monitors.Add(new BedsideMonitor { Id = Guid.CreateVersion7(), DeviceId = device, FirstSeenAt = clock.GetUtcNow() });
                    await db.SaveChangesAsync(cancellation);
                }
            }
            finally
            {
                firstWord.Release();
            }
        }

        var now = clock.GetUtcNow();
        seen[device] = now;
        foreach (var value in signs)
        {
            if (value is { Refusal: { } refusal, Sign: { } sign })
            {
                refused[(device, sign, refusal)] = now;
            }
        }
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
