using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Care.Practice;
using Engramm.Exchange.Hl7v2;
using Engramm.Server.Live;
using Engramm.Sessions.Drills;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Demo;

/// <summary>
/// What a practice meets sooner or later: the monitor beside the running infusion was still told the number of somebody else. Two of its
/// messages wait for a decision, so that the page shows what that looks like.
/// </summary>
internal static class DemoMonitors
{
    /// <summary>The number that was left in the monitor. Nobody here has it.</summary>
    private const string LeftInTheMonitor = "P-20418";

    private static readonly TimeSpan FirstBefore = TimeSpan.FromMinutes(26);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    /// <summary>Sees to it that something waits while an infusion runs and nothing of it was ever decided.</summary>
    public static async Task HoldAsync(EngrammContexts contexts, MasterKey master, PracticeSettings practice, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = contexts.Create(practice.Id);
        if (await db.Sessions.AsNoTracking().Where(s => s.ClosedAt == null && s.MonitorId != null).OrderByDescending(s => s.OpenedAt).FirstOrDefaultAsync(cancellation) is not { } session
            || await db.HeldMessages.AnyAsync(h => h.SessionId == session.Id, cancellation))
        {
            return;
        }

        // An infusion that began again leaves the questions of the one before without a session.
        db.RemoveRange(await db.HeldMessages.Where(h => h.SettledAt == null && h.SessionId != null && !db.Sessions.Any(s => s.Id == h.SessionId)).ToListAsync(cancellation));
        for (var i = 0; i < 2; i++)
        {
            var (at, control) = (now - FirstBefore + (Between * i), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"DEMO-{now.ToUnixTimeSeconds()}-{i + 1}"));
            var bytes = new SimulatedMonitor(session.MonitorId!, string.Empty, [LeftInTheMonitor]).Write(new SimulatedVitals(70 + i, 97, 14, null), at, control);
            db.HeldMessages.Add(MonitorDesk.Hold(MonitorReader.Read(bytes, new MonitorReading { TakesTraining = true }, at).Value!, session.Id, HeldMonitorMessage.OtherPatient, master, at));
        }

        var physician = await db.Accounts.AsNoTracking().FirstAsync(a => a.Role == Role.Physician, cancellation);
        db.Tasks.Add(MonitorDesk.TaskOf(session, physician.Id, now - FirstBefore));
        await db.SaveChangesAsync(cancellation);
    }
}
