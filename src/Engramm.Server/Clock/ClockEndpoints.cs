using System.Globalization;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Clock;

/// <summary>What the practice clock shows, for the cockpit, the monitor simulator and the command line.</summary>
public sealed record ClockFace(DateTimeOffset Now, double Rate);

/// <summary>A turn of the clock: ahead by minutes, to the next due step, a new rate, or a rate with one of the others.</summary>
public sealed record ClockTurn(double? Minutes, double? Rate, bool Next = false);

/// <summary>The page with the clock's buttons.</summary>
/// <param name="Rate">Practice seconds per real second.</param>
/// <param name="Next">Where the button leads.</param>
/// <param name="Return">The page one came from.</param>
public sealed record ClockModel(double Rate, NextStep Next, string Return);

public static class ClockEndpoints
{
    /// <summary>Farthest the clock is turned at once: two months, enough for the end of a programme.</summary>
    private const double MostMinutes = 60 * 24 * 62;

    public static void MapPracticeClock(this IEndpointRouteBuilder app)
    {
        app.MapGet("/demo/clock", (PracticeClock clock) => new ClockFace(clock.GetUtcNow(), clock.Rate))
            .OpenToAll("Time of a fictional practice.").FictionalOnly();
        app.MapPost("/demo/clock", async (ClockTurn turn, ClockDesk desk, CancellationToken cancellation) =>
                await desk.TurnAsync(turn, cancellation) is { } refused ? Results.BadRequest(refused) : Results.Ok(desk.Face))
            .OpenToAll("Only a fictional practice's clock can be turned, and only from its own machine.").FictionalOnly();
        app.MapGet("/demo/time", async (HttpContext http, PageContexts pages, PracticeClock clock, NextSteps steps, CancellationToken cancellation) =>
            PageResult.Of<ClockPage>(pages.Of(http), new ClockModel(clock.Rate, await steps.AfterAsync(clock.GetUtcNow(), cancellation), ReturnOf(http.Request.Query["return"]))))
            .OpenToAll("Time of a fictional practice.").FictionalOnly();
        app.MapPost("/demo/time", TurnByHandAsync)
            .OpenToAll("Only a fictional practice's clock can be turned, and only from its own machine.").FictionalOnly();
    }

    /// <summary>What is wrong with a turn; null when nothing is.</summary>
    internal static string? Fault(double minutes, double rate) =>
        !double.IsFinite(minutes) || minutes is < 0 or > MostMinutes ? $"The clock goes forward by 0 to {MostMinutes} minutes, not by {minutes}."
        : !double.IsFinite(rate) || rate is < PracticeClock.SlowestRate or > PracticeClock.FastestRate
            ? $"The clock runs {PracticeClock.SlowestRate} to {PracticeClock.FastestRate} times as fast as real time, not {rate} times."
            : null;

    private static async Task<IResult> TurnByHandAsync(HttpContext http, ClockDesk desk, CancellationToken cancellation)
    {
        var form = FormState.From(http.Request.Form);
        double? Number(string name) => double.TryParse(form.Value(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
        return await desk.TurnAsync(new ClockTurn(Number("minutes"), Number("rate"), form.Value("next") is not null), cancellation) is { } refused
            ? Results.BadRequest(refused)
            : SeeOther.To(ReturnOf(form.Value("return")));
    }

    /// <summary>Only pages of this server are returned to.</summary>
    private static string ReturnOf(string? asked) => asked is not null && SignInEndpoints.IsPathHere(asked) ? asked : "/";
}

/// <summary>Turns the clock and remembers it, so that a restart goes on from there.</summary>
public sealed class ClockDesk(PracticeClock clock, PracticeProfile practice, NextSteps steps, EngrammContexts contexts)
{
    public ClockFace Face => new(clock.GetUtcNow(), clock.Rate);

    /// <summary>Turns it; the sentence says why not.</summary>
    public async Task<string?> TurnAsync(ClockTurn turn, CancellationToken cancellation)
    {
        var rate = turn.Rate ?? clock.Rate;
        if (ClockEndpoints.Fault(turn.Minutes ?? 0, rate) is { } fault)
        {
            return fault;
        }

        var (setAt, shows) = turn.Next
            ? clock.TurnTo((await steps.AfterAsync(clock.GetUtcNow(), cancellation)).At, rate)
            : clock.Turn(TimeSpan.FromMinutes(turn.Minutes ?? 0), rate);
        await using var db = contexts.Create(practice.Id);
        var settings = await db.Practices.SingleAsync(cancellation);
        (settings.ClockSetAt, settings.ClockShowed, settings.ClockRate) = (setAt, shows, rate);
        await db.SaveChangesAsync(cancellation);
        return null;
    }
}
