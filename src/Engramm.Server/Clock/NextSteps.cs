using Engramm.Server.Access;
using Engramm.Server.Live;
using Engramm.Sessions.Planning;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Clock;

/// <summary>What happens next in the practice.</summary>
/// <param name="At">When (UTC), after now.</param>
/// <param name="TextKey">Key of the words that name it.</param>
public sealed record NextStep(DateTimeOffset At, string TextKey);

/// <summary>Finds the next moment at which somebody has something to do, so that a fictional practice can be turned to it.</summary>
public sealed class NextSteps(EngrammDbContext db, SessionDesk desk, PracticeProfile practice)
{
    /// <summary>When a day in the programmes begins. Only decides where the clock of a fictional practice stops.</summary>
    private static readonly TimeOnly Morning = new(8, 0);

    /// <summary>The earliest of what is to come. There is always one: at the latest the next morning.</summary>
    public async Task<NextStep> AfterAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var steps = new List<NextStep> { MorningAfter(now) };
        foreach (var session in await db.Sessions.AsNoTracking().Where(s => s.ClosedAt == null).Select(s => s.Id).ToListAsync(cancellation))
        {
            steps.AddRange((await desk.StateAsync(session, cancellation)).Due(now).Where(d => d.IsOpen)
                .Select(d => new NextStep(d.DueAt, d.Kind == DueKind.InfusionEnd ? "clock.step.end" : "clock.step.measurement")));
        }

        steps.AddRange((await db.Tasks.AsNoTracking().Where(t => t.DoneAt == null && t.DueAt > now).OrderBy(t => t.DueAt).Take(1).ToListAsync(cancellation))
            .Select(t => new NextStep(t.DueAt, "task." + t.Kind)));
        steps.AddRange((await db.Orders.AsNoTracking().Where(o => o.PlannedFor > now && o.WithdrawnAt == null).OrderBy(o => o.PlannedFor).Take(1).ToListAsync(cancellation))
            .Select(o => new NextStep(o.PlannedFor, "clock.step.planned")));
        return First(now, steps);
    }

    /// <summary>The earliest step after now.</summary>
    /// <exception cref="InvalidOperationException">None lies after now.</exception>
    public static NextStep First(DateTimeOffset now, IEnumerable<NextStep> steps) => steps.Where(s => s.At > now).MinBy(s => s.At)
        ?? throw new InvalidOperationException($"No step lies after {now:O}.");

    private NextStep MorningAfter(DateTimeOffset now)
    {
        var today = practice.Instant(practice.DayOf(now), Morning);
        return new NextStep(today > now ? today : practice.Instant(practice.DayOf(now).AddDays(1), Morning), "clock.step.day");
    }
}
