using Engramm.Exchange.Hl7v2;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>Tells the monitor simulator who lies on which chair of the fictional practice and since when the pump runs.</summary>
public static class SceneEndpoints
{
    public static void MapScene(this IEndpointRouteBuilder app) =>
        app.MapGet("/demo/scene", SceneAsync).OpenToAll("Invented people on simulated monitors.").FictionalOnly();

    /// <summary>The monitor that stands beside a chair: the same number at every start.</summary>
    public static string DeviceOf(int chair) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"00E0F1FFFE5A{chair:X4}");

    private static async Task<SimulationScene> SceneAsync(EngrammDbContext db, SessionDesk desk, PracticeClock clock, CancellationToken cancellation)
    {
        var chairs = await db.Chairs.AsNoTracking().OrderBy(c => c.Name).ToListAsync(cancellation);
        var open = await db.Sessions.AsNoTracking().Where(s => s.ClosedAt == null).ToListAsync(cancellation);
        var monitors = new List<SceneMonitor>();
        for (var i = 0; i < chairs.Count; i++)
        {
            var session = open.FirstOrDefault(s => s.ChairId == chairs[i].Id);
            var state = session is null ? null : await desk.StateAsync(session.Id, cancellation);
            monitors.Add(new SceneMonitor(
                DeviceOf(i + 1),
                chairs[i].Name,
                [],
                await MonitorScene.BaselineAsync(db, session?.PatientId, i + 1, cancellation),
                state?.StartedAt,
                state?.EndedAt,
                MonitorScene.ScriptOf(i + 1)));
        }

        return new SimulationScene(clock.GetUtcNow(), clock.Rate, monitors);
    }
}
