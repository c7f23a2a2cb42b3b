using System.Globalization;
using Engramm.Care.Infusion;
using Engramm.Quantities;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Storage;
using Engramm.Storage.SessionLog;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.LoadBench;

/// <summary>A session that runs with a monitor of its own.</summary>
internal sealed record RunningSession(Guid Id, string Device, string Chair);

/// <summary>A practice with as many running infusions as are asked for.</summary>
internal static class Practice
{
    private static readonly LimitSource Source = new("a bench", Verification.Assumed);
    private static readonly AlarmLimit Fast = new("hr.pause", [new LimitBound(Measure.HeartRate, BoundSide.Above, 120)], LimitAction.Pause, AlarmPriority.High, LimitConfirmation.Once, Source);

    public static async Task<IReadOnlyList<RunningSession>> SeedAsync(EngrammContexts contexts, SeededPractice people, int count, CancellationToken cancellation)
    {
        var sessions = Enumerable.Range(1, count)
            .Select(n => new RunningSession(Guid.NewGuid(), "00E0F1FFFE" + n.ToString("X6", CultureInfo.InvariantCulture), "Stuhl " + n.ToString(CultureInfo.InvariantCulture)))
            .ToList();
        var now = TimeProvider.System.GetUtcNow();
        await using (var db = contexts.Create(people.Id))
        {
            foreach (var session in sessions)
            {
                var chair = new Chair { Id = Guid.NewGuid(), Name = session.Chair };
                db.Add(chair);
                db.Add(new InfusionSession { Id = session.Id, PatientId = people.OwnPatient, OrderId = Guid.NewGuid(), ChairId = chair.Id, OpenedAt = now, MonitorId = session.Device });
            }

            await db.SaveChangesAsync(cancellation);
        }

        var (leases, store) = (new SessionLeases(contexts), new SessionLogStore(contexts));
        var nurse = people.Actor(Engramm.Care.Access.Role.Nurse);
        foreach (var session in sessions)
        {
            var lease = await leases.TakeAsync(people.Id, session.Id, Guid.NewGuid(), cancellation);
            SessionEntry[] begun =
            [
                new SessionOpened(MinimalPlan.For(session.Id) with { Limits = [Fast] }),
                new MonitorAttached(session.Device, session.Chair),
                new InfusionStarted(new MillilitresPerHour(51), "a bench"),
            ];
            for (var i = 0; i < begun.Length; i++)
            {
                await store.AppendAsync(lease, i, new SessionCommand(Guid.NewGuid(), now - TimeSpan.FromMinutes(5 - i), nurse, begun[i]), now, cancellation);
            }
        }

        return sessions;
    }
}
