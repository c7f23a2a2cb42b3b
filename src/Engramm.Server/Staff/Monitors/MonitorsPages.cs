using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Live;
using Engramm.Server.Staff.Patients;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Monitors;

/// <summary>The page of all monitors.</summary>
/// <param name="Practice">Name of the practice.</param>
/// <param name="Lines">Every monitor ever heard: first those that speak and belong to nobody.</param>
/// <param name="Open">Running sessions a monitor can be tied to.</param>
/// <param name="Held">Messages that wait for a decision.</param>
/// <param name="Fault">Why the last wish was not granted; null when nothing was refused.</param>
public sealed record MonitorsModel(string Practice, IReadOnlyList<MonitorLine> Lines, IReadOnlyList<OpenChair> Open, int Held, string? Fault);

/// <summary>One monitor.</summary>
/// <param name="Monitor">As it names itself.</param>
/// <param name="LastAt">Its last message.</param>
/// <param name="IsSilent">Whether that is so long ago that it counts as silent.</param>
/// <param name="Ties">The running sessions it is tied to; more than one is a doubt.</param>
/// <param name="Refused">Signs that could not be used in the last day.</param>
public sealed record MonitorLine(BedsideMonitor Monitor, DateTimeOffset LastAt, bool IsSilent, IReadOnlyList<OpenChair> Ties, IReadOnlyList<RefusedSign> Refused);

/// <summary>A running session by its chair. Names nobody.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Chair">The chair's name.</param>
/// <param name="MonitorId">The monitor tied to it; null while none is.</param>
public sealed record OpenChair(Guid SessionId, string Chair, string? MonitorId);

/// <summary>Lists monitors and lets a person tie them to the session at a chair.</summary>
public static class MonitorsPages
{
    public static void MapMonitors(this IEndpointRouteBuilder app)
    {
        app.MapGet(PatientPaths.Monitors, async (MonitorTying tying, HttpContext http) => await tying.PageAsync(null, http)).Needs(Permissions.SettleMonitors);
        app.MapPost("/monitors/{monitorId:guid}/tie/{sessionId:guid}", (Guid monitorId, Guid sessionId, MonitorTying tying, HttpContext http) => tying.TieAsync(monitorId, sessionId, http)).Needs(Permissions.AttachMonitor);
        app.MapPost("/monitors/{monitorId:guid}/untie/{sessionId:guid}", (Guid monitorId, Guid sessionId, MonitorTying tying, HttpContext http) => tying.UntieAsync(monitorId, sessionId, http)).Needs(Permissions.AttachMonitor);
    }
}

/// <summary>Shows monitors and writes ties into sessions, in the name of whoever asked for it.</summary>
public sealed class MonitorTying(EngrammDbContext db, HeardMonitors monitors, SessionDesk desk, Visit visit, PageContexts pages)
{
    public async Task<IResult> PageAsync(string? fault, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        var open = await (from session in db.Sessions.AsNoTracking()
                          where session.ClosedAt == null
                          join chair in db.Chairs on session.ChairId equals chair.Id
                          orderby chair.Name
                          select new OpenChair(session.Id, chair.Name, session.MonitorId)).ToListAsync(cancellation);
        var known = await db.Monitors.AsNoTracking().ToListAsync(cancellation);
        var last = await monitors.LastAsync(db, cancellation);
        var refused = await monitors.RefusedAsync(db, cancellation);
        var lines = known.Select(m => new MonitorLine(
            m,
            last[m.DeviceId],
            visit.Now - last[m.DeviceId] > HeardMonitors.SilentAfter,
            [.. open.Where(o => string.Equals(o.MonitorId, m.DeviceId, StringComparison.Ordinal))],
            [.. refused[m.DeviceId]]));
        return PageResult.Of<MonitorsPage>(
            pages.Of(http),
            new MonitorsModel(
                visit.Practice.Name,
                [.. lines.OrderByDescending(l => l.Ties.Count == 0 && !l.IsSilent).ThenBy(l => l.Monitor.DeviceId, StringComparer.Ordinal)],
                open,
                await db.HeldMessages.AsNoTracking().CountAsync(h => h.SettledAt == null, cancellation),
                fault),
            fault is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    /// <summary>Ties a monitor that is free to a running session. One that is tied elsewhere must be untied first: its values would belong to two people.</summary>
    public async Task<IResult> TieAsync(Guid monitorId, Guid sessionId, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        var context = pages.Of(http);
        var monitor = await db.Monitors.AsNoTracking().SingleOrDefaultAsync(m => m.Id == monitorId, cancellation);
        var session = await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == sessionId, cancellation);
        if (monitor is null)
        {
            return await PageAsync(context.T("monitors.fault.unknown"), http);
        }

        if (session.ClosedAt is not null)
        {
            return await PageAsync(context.T("monitors.fault.closed"), http);
        }

        if (session.MonitorId is { } other && !string.Equals(other, monitor.DeviceId, StringComparison.Ordinal))
        {
            return await PageAsync(context.T("monitors.fault.chair", other), http);
        }

        if (await db.Sessions.AnyAsync(s => s.Id != sessionId && s.ClosedAt == null && s.MonitorId == monitor.DeviceId, cancellation))
        {
            return await PageAsync(context.T("monitors.fault.tied", monitor.DeviceId), http);
        }

        var chair = await db.Chairs.AsNoTracking().Where(c => c.Id == session.ChairId).Select(c => c.Name).SingleAsync(cancellation);
        return string.Equals(session.MonitorId, monitor.DeviceId, StringComparison.Ordinal)
            ? SeeOther.To(PatientPaths.Monitors)
            : await WriteAsync(sessionId, new MonitorAttached(monitor.DeviceId, chair), http);
    }

    public async Task<IResult> UntieAsync(Guid monitorId, Guid sessionId, HttpContext http) =>
        await db.Monitors.AsNoTracking().SingleOrDefaultAsync(m => m.Id == monitorId, http.RequestAborted) is { } monitor
            ? await WriteAsync(sessionId, new MonitorDetached(monitor.DeviceId), http)
            : await PageAsync(pages.Of(http).T("monitors.fault.unknown"), http);

    private async Task<IResult> WriteAsync(Guid sessionId, SessionEntry entry, HttpContext http)
    {
        var by = new Actor(visit.Who.AccountId.ToString(), visit.Who.Name, visit.Who.Role == Role.Physician ? ActorRole.Physician : ActorRole.Nurse);
        var command = http.Request.HasFormContentType ? FormState.From(http.Request.Form).CommandId() : Guid.CreateVersion7();
        var outcome = await desk.ApplyAsync(sessionId, new SessionCommand(command, visit.Now, by, entry), by, http.RequestAborted);
        return outcome.Refusal is { } refusal
            ? await PageAsync(pages.Of(http).T(refusal.TextKey, [.. refusal.Details]), http)
            : SeeOther.To(PatientPaths.Monitors);
    }
}
