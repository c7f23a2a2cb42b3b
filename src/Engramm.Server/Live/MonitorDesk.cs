using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engramm.Care.Infusion;
using Engramm.Care.Patients;
using Engramm.Exchange.Hl7v2;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>
/// Brings what monitors send to the session a person tied them to. Nothing is attached by guess: without a tie the message is
/// declined, with another patient's number in it the message is held for a person.
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
        var session = await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.ClosedAt == null && s.MonitorId == device, cancellation);
        if (session is null)
        {
            return MonitorReceipt.Declined("This monitor is not tied to a running session; nothing was stored. Tie it in the cockpit.");
        }

        if (message.PatientIds.Count > 0 && !message.PatientIds.Any(id => Names(session.PatientId, id.Id)))
        {
            await HoldAsync(db, message, session, cancellation);
            return MonitorReceipt.Stored;
        }

        foreach (var moment in Moments(message))
        {
            var command = new SessionCommand(
                CommandId(message, moment.Key), moment.Key, Of(device),
                new VitalsObserved(ValueSource.Monitor, [.. moment], device, message.ControlId));
            var outcome = await desk.ApplyAsync(session.Id, command, command.By, cancellation);
            if (outcome.Refusal is { } refusal)
            {
                return MonitorReceipt.Declined($"Refused by the session: {refusal.Code}.");
            }
        }

        return MonitorReceipt.Stored;
    }

    private static Actor Of(string device) => new(device, device, ActorRole.Monitor);

    private static bool Names(Guid patientId, string id) => Guid.TryParse(id, out var named) && named == patientId;

    /// <summary>The usable values of a message, by the moment at which they were seen.</summary>
    private static IEnumerable<IGrouping<DateTimeOffset, VitalValue>> Moments(MonitorMessage message)
    {
        var hasHeartRate = message.Values.Any(v => v.Kind == VitalKind.HeartRate && v.Number is not null);
        return message.Values
            .Where(v => v.Kind is not null && v.Number is not null && v.Refusal is null)
            .Select(v => (v.ObservedAt, Measure: MeasureOf(v.Kind!.Value, hasHeartRate), Value: (double)v.Number!.Value))
            .Where(v => v.Measure is not null)
            .DistinctBy(v => (v.ObservedAt, v.Measure))
            .GroupBy(
                v => v.ObservedAt.ToUniversalTime(),
                v => new VitalValue(v.Measure!.Value, v.Value, Measures.Unit(v.Measure.Value), Measures.IsPossible(v.Measure.Value, v.Value) ? ValueDoubt.None : ValueDoubt.Impossible));
    }

    private static Measure? MeasureOf(VitalKind kind, bool hasHeartRate) => kind switch
    {
        VitalKind.HeartRate => Measure.HeartRate,
        VitalKind.PulseRate => hasHeartRate ? null : Measure.HeartRate,
        VitalKind.SpO2 => Measure.OxygenSaturation,
        VitalKind.RespiratoryRate => Measure.RespiratoryRate,
        VitalKind.NibpSystolic => Measure.Systolic,
        VitalKind.NibpDiastolic => Measure.Diastolic,
        VitalKind.NibpMean => Measure.MeanPressure,
        VitalKind.Temperature => Measure.Temperature,
        VitalKind.EtCO2 => null,
    };

    /// <summary>The same message gives the same id, so that a monitor's repetition is stored once.</summary>
    private static Guid CommandId(MonitorMessage message, DateTimeOffset moment)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{message.Sender.Key}\n{message.ControlId}\n{message.ContentDigest}\n{moment.UtcTicks}");
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    private async Task HoldAsync(EngrammDbContext db, MonitorMessage message, InfusionSession session, CancellationToken cancellation)
    {
        var device = message.Sender.Key;
        if (!await db.HeldMessages.AnyAsync(h => h.DeviceId == device && h.ControlId == message.ControlId, cancellation))
        {
            db.HeldMessages.Add(new HeldMonitorMessage
            {
                Id = Guid.CreateVersion7(),
                DeviceId = device,
                ControlId = message.ControlId,
                Reason = "another patient is named in the message",
                Sealed = master.Seal(JsonSerializer.SerializeToUtf8Bytes(message)),
                ReceivedAt = clock.GetUtcNow(),
            });
            if (!await db.Tasks.AnyAsync(t => t.Subject == session.Id && t.Kind == CareTaskKind.MonitorDisagrees && t.DoneAt == null, cancellation)
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
