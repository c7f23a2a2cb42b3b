using System.Globalization;
using Engramm.Exchange.Hl7v2;
using Engramm.Sessions.Drills;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>
/// Who lies on the simulated monitors of a fictional practice and what happens to them on the way. A simulation for demonstrations:
/// the courses follow group means and predict nothing for anybody.
/// </summary>
public static class MonitorScene
{
    /// <summary>The person at rest: the resting pressure on record, where there is one.</summary>
    /// <param name="db">The practice's records.</param>
    /// <param name="patientId">Who lies there; null for an empty chair.</param>
    /// <param name="room">Room, counted from 1.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<SimulatedBaseline> BaselineAsync(EngrammDbContext db, Guid? patientId, int room, CancellationToken cancellation)
    {
        var facts = await db.Facts.AsNoTracking()
            .Where(f => f.PatientId == patientId && (f.Key == "resting-systolic" || f.Key == "resting-diastolic"))
            .OrderByDescending(f => f.RecordedAt).Take(4).ToListAsync(cancellation);
        int Pressure(string key, int otherwise) =>
            decimal.TryParse(facts.Find(f => string.Equals(f.Key, key, StringComparison.Ordinal))?.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? (int)value : otherwise;
        return new SimulatedBaseline(65 + (3 * room), Pressure("resting-systolic", 119 + (3 * room)), Pressure("resting-diastolic", 75 + room));
    }

    /// <summary>
    /// What happens during every infusion in a room, the same each time, so that whoever shows or tests something can choose:
    /// room 1 nothing; room 2 a rise of pressure from minute 28 that calls the physician; room 3 a short fall of saturation at minute 12.
    /// </summary>
    public static IReadOnlyList<Disturbance> ScriptOf(int room) => room switch
    {
        2 => [Disturbance.Surge(TimeSpan.FromMinutes(28))],
        3 => [Disturbance.Dip(TimeSpan.FromMinutes(12))],
        _ => [],
    };
}
