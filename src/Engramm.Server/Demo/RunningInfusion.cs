using Engramm.Care.Access;
using Engramm.Care.Eligibility;
using Engramm.Care.Infusion;
using Engramm.Care.Planning;
using Engramm.Care.Practice;
using Engramm.Content;
using Engramm.Exchange.Hl7v2;
using Engramm.Sessions.Drills;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Live;
using Engramm.Server.Staff.Infusion;
using Engramm.Server.Staff.Parts;
using Engramm.Sessions;
using Engramm.Storage;
using Engramm.Storage.SessionLog;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Demo;

/// <summary>The infusion that is running whenever somebody comes to the door of the fictional practice.</summary>
internal static class RunningInfusion
{
    /// <summary>How far it has come when the demo starts.</summary>
    public const int Minute = 27;

    /// <summary>The room it runs in, counted from 1; the simulated monitor beside it has the same number.</summary>
    public const int Room = 2;

    /// <summary>A running infusion left alone for longer than this looks absurd: it begins again.</summary>
    private static readonly TimeSpan LeftAlone = TimeSpan.FromHours(3);

    /// <summary>After a finished one, the next may begin: the hard limit of the interval between two sessions.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromHours(20);

    /// <summary>Sees to it that one is running. A finished one of today stays the last one: nobody gets two on a day.</summary>
    /// <returns>Whether one is running now.</returns>
    public static async Task<bool> EnsureAsync(EngrammContexts contexts, PracticeSettings practice, ContentLibrary content, Language language, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = contexts.Create(practice.Id);
        if (await db.Patients.FirstOrDefaultAsync(p => p.GivenName + " " + p.FamilyName == DemoCast.Katrin, cancellation) is not { } patient)
        {
            return false;
        }

        var last = await db.Sessions.Where(s => s.PatientId == patient.Id).OrderByDescending(s => s.OpenedAt).FirstOrDefaultAsync(cancellation);
        if (last is { ClosedAt: null })
        {
            var rows = await db.SessionLog.AsNoTracking().Where(r => r.SessionId == last.Id).OrderBy(r => r.Sequence).ToListAsync(cancellation);
            var started = SessionState.Of(rows.Select(r => SessionJson.ReadEvent(r.Json))).StartedAt;
            if (started is null || now - started < LeftAlone)
            {
                return started is not null;
            }

            // A hold that a visitor's entry raised would outlive what was said.
            var entries = rows.Select(r => r.CommandId).ToList();
            var holds = (await db.SuicideRiskHolds.Where(h => h.PatientId == patient.Id).ToListAsync(cancellation)).Where(h => entries.Contains(h.AnswersId)).ToList();
            var about = holds.Select(h => (Guid?)h.Id).ToList();
            db.RemoveRange(await db.Tasks.Where(t => t.PatientId == patient.Id && about.Contains(t.Subject)).ToListAsync(cancellation));
            db.RemoveRange(holds);
            await db.SessionLog.Where(r => r.SessionId == last.Id).ExecuteDeleteAsync(cancellation);
            db.RemoveRange(await db.Tasks.Where(t => t.Subject == last.Id).ToListAsync(cancellation));
            db.RemoveRange(await db.Orders.Where(o => o.Id == last.OrderId).ToListAsync(cancellation));
            db.Remove(last);
            await db.SaveChangesAsync(cancellation);
        }
        else if (last is not null && now - last.OpenedAt < Interval)
        {
            return false;
        }

        await DemoPatients.WriteLogAsync(contexts, practice.Id, await BeginAsync(db, practice, patient, content, language, now, cancellation), cancellation);
        return true;
    }

    private static async Task<IReadOnlyList<SessionLogRow>> BeginAsync(EngrammDbContext db, PracticeSettings practice, Care.Patients.Patient patient, ContentLibrary content, Language language, DateTimeOffset now, CancellationToken cancellation)
    {
        var physician = await db.Accounts.FirstAsync(a => a.Role == Role.Physician, cancellation);
        var nurse = await db.Accounts.FirstAsync(a => a.Role == Role.Nurse, cancellation);
        var chair = (await db.Chairs.OrderBy(c => c.Name).ToListAsync(cancellation))[Room - 1];
        var decision = await db.EligibilityDecisions.Where(d => d.PatientId == patient.Id).OrderByDescending(d => d.SignedAt).FirstAsync(cancellation);
        var consent = await db.Consents.Where(c => c.PatientId == patient.Id).OrderByDescending(c => c.TalkAt).FirstAsync(cancellation);
        var before = await db.Orders.Where(o => o.PatientId == patient.Id).OrderByDescending(o => o.PlannedFor).FirstAsync(cancellation);
        var chance = new Chance((ulong)now.ToUnixTimeSeconds());
        var device = SceneEndpoints.DeviceOf(Room);
        var start = now.AddMinutes(-Minute);
        var order = new InfusionOrder
        {
            Id = chance.Id(),
            PatientId = patient.Id,
            ProtocolId = before.ProtocolId,
            ProtocolVersion = before.ProtocolVersion,
            IndicationId = before.IndicationId,
            ProductId = before.ProductId,
            WeightKg = before.WeightKg,
            DoseMgPerKg = before.DoseMgPerKg,
            DurationMinutes = before.DurationMinutes,
            StrengthMgPerMl = before.StrengthMgPerMl,
            ObservationMinutes = before.ObservationMinutes,
            ReasonsJson = "{}",
            EligibilityDecisionId = decision.Id,
            ConsentRecordId = consent.Id,
            PlannedFor = start,
            ChairId = chair.Id,
            SignedBy = physician.Id,
            SignedAt = start.AddHours(-20),
        };
        var session = new InfusionSession
        {
            Id = chance.Id(),
            PatientId = patient.Id,
            OrderId = order.Id,
            ChairId = chair.Id,
            OpenedAt = start.AddMinutes(-40),
            StartedAt = start,
            MonitorId = device,
        };
        var body = new SimulatedPatient(MonitorSimulation.SeedOf(device), await MonitorScene.BaselineAsync(db, patient.Id, Room, cancellation), MonitorScene.ScriptOf(Room));
        var profile = new PracticeProfile();
        profile.Take(practice);
        var script = new SessionScript(
            practice.Id,
            SessionPlanBuilder.Build(session.Id, order, patient, session.Pseudonym, SignedReview.Of(decision), content, PracticeSwitches.All, profile.DayOf(start), language),
            DemoHouse.ActorOf(physician),
            DemoHouse.ActorOf(nurse),
            body,
            chance,
            language);
        script.Begin(start);
        script.TieMonitor(device, chair.Name, start.AddMinutes(-14), start, now);
        script.Accompany(start, now, byHand: false);
        db.Add(order);
        db.Add(session);
        var log = script.Play();
        if (!await db.Monitors.AnyAsync(m => m.DeviceId == device, cancellation))
        {
            db.Add(new BedsideMonitor { Id = chance.Id(), DeviceId = device, FirstSeenAt = start.AddMinutes(-15) });
        }

        await db.SaveChangesAsync(cancellation);
        return log;
    }
}
