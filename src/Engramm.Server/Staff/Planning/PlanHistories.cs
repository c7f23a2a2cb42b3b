using Engramm.Care.Planning;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Planning;

/// <summary>What of a person's infusions the records know.</summary>
internal static class PlanHistories
{
    /// <summary>Given infusions, and plans that stand: signed, not taken back, neither used nor called off, and not long past their time.</summary>
    public static async Task<PlanHistory> OfAsync(EngrammDbContext db, Guid patientId, DateTimeOffset now, CancellationToken cancellation)
    {
        var orders = await db.Orders.AsNoTracking().Where(o => o.PatientId == patientId).ToListAsync(cancellation);
        var sessions = (await db.Sessions.AsNoTracking().Where(s => s.PatientId == patientId).ToListAsync(cancellation)).ToDictionary(s => s.OrderId);
        var infusions = new List<KnownInfusion>();
        foreach (var order in orders)
        {
            var session = sessions.GetValueOrDefault(order.Id);
            if (session?.StartedAt is { } started)
            {
                infusions.Add(new KnownInfusion(started, started.AddMinutes(order.DurationMinutes), WasGiven: true));
            }
            else if (order.WithdrawnAt is null && session?.ClosedAt is null && order.PlannedFor + PlanHistory.StandsFor > now)
            {
                infusions.Add(new KnownInfusion(order.PlannedFor, order.PlannedFor.AddMinutes(order.DurationMinutes), WasGiven: false));
            }
        }

        return new PlanHistory(infusions, orders.Where(o => o.WithdrawnAt is null).MaxBy(o => o.SignedAt)?.DoseMgPerKg);
    }
}
