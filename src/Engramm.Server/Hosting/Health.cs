using Engramm.Server.Access;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Hosting;

public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => "alive").OpenToAll("Says only that the process answers.");
        app.MapGet("/health/ready", async (EngrammDbContext db, CancellationToken cancellation) =>
            await db.Database.CanConnectAsync(cancellation) ? Results.Text("ready") : Results.Text("database not reachable", statusCode: StatusCodes.Status503ServiceUnavailable))
            .OpenToAll("Says only whether the database answers.");
    }
}
