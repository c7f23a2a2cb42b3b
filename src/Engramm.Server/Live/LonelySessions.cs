using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Sessions;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>
/// Looks for running sessions that nobody looks at, and for alarms that nobody in their room has acknowledged in time, and tells every other screen
/// of the practice, again and again while it lasts. Only where the alarms of this software are switched on: elsewhere nobody relies on a screen.
/// </summary>
public sealed class LonelySessions(SessionWatch watch, SessionDesk desk, NewsBoard news, EngrammContexts contexts, PracticeProfile practice, PracticeClock clock) : BackgroundService
{
    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        await using var db = contexts.Create(practice.Id);
        var open = await (from session in db.Sessions.AsNoTracking()
                          where session.ClosedAt == null
                          join chair in db.Chairs on session.ChairId equals chair.Id
                          select new { session.Id, chair.Name }).ToListAsync(cancellation);
        foreach (var session in open)
        {
            var now = clock.GetUtcNow();
            var (needsWatching, escalated) = (true, (EscalatedNotice?)null);
            try
            {
                (needsWatching, escalated) = await desk.LookAsync(session.Id, state => (NeedsWatching(state), EscalatedNotice.Of(session.Name, state, now)), cancellation);
            }
            catch (Exception fault) when (SessionDesk.IsOfTheLog(fault))
            {
                // What cannot be read may be running: somebody has to look at the chair.
                desk.Unreadable(session.Id, fault);
            }

            if (needsWatching && watch.IsAlone(session.Id))
            {
                news.Tell(new SessionNews(session.Id, 0, session.Name));
            }

            if (escalated is not null)
            {
                news.Tell(new SessionNews(session.Id, 0, Escalated: escalated));
            }
        }
    }

    /// <summary>From the start of the pump until the patient has left.</summary>
    public static bool NeedsWatching(SessionState state) => !state.AreAlarmsOff
        && state.Phase is SessionPhase.Running or SessionPhase.Paused or SessionPhase.Ended or SessionPhase.Stopped or SessionPhase.Observation;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(SessionWatch.LookEvery);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await beat.WaitForNextTickAsync(stoppingToken);
                await LookAsync(stoppingToken);
                desk.LetGo();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The server ends.
            }
            catch (Exception fault) when (fault is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                // The database is away: the cockpits alarm for that themselves, and the next look comes.
            }
        }
    }
}
