using Engramm.Server.Access;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Clock;

/// <summary>What the practice clock shows, for the cockpit, the monitor simulator and the command line.</summary>
public sealed record ClockFace(DateTimeOffset Now, double Rate);

/// <summary>A turn of the clock: ahead by minutes, a new rate, or both.</summary>
public sealed record ClockTurn(double? Minutes, double? Rate);

public static class ClockEndpoints
{
    /// <summary>Farthest the clock is turned at once: two months, enough for the end of a programme.</summary>
    private const double MostMinutes = 60 * 24 * 62;

    public static void MapPracticeClock(this IEndpointRouteBuilder app)
    {
        app.MapGet("/demo/clock", (PracticeClock clock) => new ClockFace(clock.GetUtcNow(), clock.Rate))
            .OpenToAll("Time of a fictional practice.").FictionalOnly();
        app.MapPost("/demo/clock", TurnAsync)
            .OpenToAll("Only a fictional practice's clock can be turned, and only from its own machine.").FictionalOnly();
    }

    private static async Task<IResult> TurnAsync(ClockTurn turn, PracticeClock clock, PracticeProfile practice, EngrammContexts contexts, CancellationToken cancellation)
    {
        var minutes = turn.Minutes ?? 0;
        var rate = turn.Rate ?? clock.Rate;
        if (!double.IsFinite(minutes) || minutes is < 0 or > MostMinutes)
        {
            return Results.BadRequest($"The clock goes forward by 0 to {MostMinutes} minutes, not by {minutes}.");
        }

        if (!double.IsFinite(rate) || rate is < PracticeClock.SlowestRate or > PracticeClock.FastestRate)
        {
            return Results.BadRequest($"The clock runs {PracticeClock.SlowestRate} to {PracticeClock.FastestRate} times as fast as real time, not {rate} times.");
        }

        var (setAt, shows) = clock.Turn(TimeSpan.FromMinutes(minutes), rate);
        await using var db = contexts.Create(practice.Id);
        var settings = await db.Practices.SingleAsync(cancellation);
        (settings.ClockSetAt, settings.ClockShowed, settings.ClockRate) = (setAt, shows, rate);
        await db.SaveChangesAsync(cancellation);
        return Results.Ok(new ClockFace(shows, rate));
    }
}
