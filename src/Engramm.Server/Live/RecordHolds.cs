using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>
/// Tells every open session what arose in its person's record meanwhile, and what was settled there: on the phone, at a desk, at another node. Looked
/// for again and again, so that nothing that raises a hold has to know of sessions, and once more before a pump is started.
/// </summary>
public sealed partial class RecordHolds(SessionDesk desk, EngrammContexts contexts, PracticeProfile practice, PracticeClock clock, ILogger<RecordHolds> log) : BackgroundService
{
    /// <summary>How often it is looked. Target of this project: the room knows within seconds.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private static readonly Actor Self = new("engramm", "Engramm", ActorRole.Software);

    /// <summary>Looks at all open sessions.</summary>
    public Task TellAllAsync(CancellationToken cancellation) => TellAsync((Guid?)null, cancellation);

    /// <summary>Looks at one session, when it is open.</summary>
    public Task TellAsync(Guid sessionId, CancellationToken cancellation) => TellAsync((Guid?)sessionId, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(LookEvery);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await beat.WaitForNextTickAsync(stoppingToken);
                await TellAllAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The server ends.
            }
            catch (Exception fault)
            {
                // The database is away, or another node has the session: the next look comes, and a start looks for itself.
                CouldNotLook(fault.GetType().Name);
            }
        }
    }

    private async Task TellAsync(Guid? only, CancellationToken cancellation)
    {
        await using var db = contexts.Create(practice.Id);
        var open = await db.Sessions.AsNoTracking().Where(s => s.ClosedAt == null && (only == null || s.Id == only)).Select(s => new { s.Id, s.PatientId, s.OrderId }).ToListAsync(cancellation);
        if (open.Count == 0)
        {
            return;
        }

        var (patients, orders) = (open.Select(s => s.PatientId).ToList(), open.Select(s => s.OrderId).ToList());
        var suicide = (await db.SuicideRiskHolds.AsNoTracking().Where(h => patients.Contains(h.PatientId)).ToListAsync(cancellation)).Where(h => h.IsOpen).Select(h => h.PatientId).ToHashSet();
        var flags = (await db.Tasks.AsNoTracking().Where(t => patients.Contains(t.PatientId) && t.Kind == Engramm.Care.Patients.CareTaskKind.RedFlag && t.DoneAt == null).Select(t => t.PatientId).ToListAsync(cancellation)).ToHashSet();
        var withdrawn = (await (
            from order in db.Orders.AsNoTracking()
            where orders.Contains(order.Id)
            join consent in db.Consents on order.ConsentRecordId equals consent.Id
            where consent.WithdrawnAt != null
            select order.Id).ToListAsync(cancellation)).ToHashSet();
        foreach (var session in open)
        {
            var stands = new HashSet<RecordHold>();
            Add(RecordHold.SuicideRisk, suicide.Contains(session.PatientId));
            Add(RecordHold.RedFlag, flags.Contains(session.PatientId));
            Add(RecordHold.Consent, withdrawn.Contains(session.OrderId));
            var (isOpened, known) = (false, (IReadOnlySet<RecordHold>)new HashSet<RecordHold>());
            try
            {
                (isOpened, known) = await desk.LookAsync(session.Id, state => (state.Plan is not null, state.RecordHolds), cancellation);
            }
            catch (Exception fault) when (SessionDesk.IsOfTheLog(fault))
            {
                // One session that cannot be read must not keep the others from what arose in their records.
                desk.Unreadable(session.Id, fault);
            }

            foreach (var what in isOpened ? Enum.GetValues<RecordHold>().Where(w => stands.Contains(w) != known.Contains(w)) : [])
            {
                await desk.ApplyAsync(session.Id, new SessionCommand(Guid.CreateVersion7(), clock.GetUtcNow(), Self, new RecordHoldNoted(what, stands.Contains(what))), Self, cancellation);
            }

            void Add(RecordHold what, bool isSo)
            {
                if (isSo)
                {
                    stands.Add(what);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not look for what arose in the records of open sessions: {Fault}. It is looked again in two seconds.")]
    private partial void CouldNotLook(string fault);
}
