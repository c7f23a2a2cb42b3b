using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Server.Identity;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.Storage.SessionLog;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>What the cockpit asks first.</summary>
public sealed record SessionSheet(
    Guid SessionId, Guid PatientId, string PatientLabel, string Chair, ClockFace Clock, string Language,
    SheetPerson You, IReadOnlyList<SheetPerson> People, bool IsFictional, bool IsLocked, IReadOnlyList<SheetMonitor> MonitorsSeen);

/// <summary>A colleague.</summary>
public sealed record SheetPerson(Guid AccountId, string Name, Role Role);

/// <summary>A monitor that has spoken, with the practice time of its last word.</summary>
public sealed record SheetMonitor(string DeviceId, DateTimeOffset LastAt);

/// <summary>What came of a command.</summary>
public sealed record CommandAnswer(long Sequence, bool Known);

/// <summary>Why a command was refused, as code and as a sentence in the person's language.</summary>
public sealed record CommandRefused(string Code, string Text);

/// <summary>The cockpit's wires: the sheet, events by number, commands, and the stream that says there is news.</summary>
public static class LiveEndpoints
{
    private const int LongestCommand = 256 * 1024;
    private static readonly TimeSpan ClockEvery = TimeSpan.FromSeconds(2);

    public static void MapLive(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sessions/{sessionId:guid}", SheetAsync).Needs(Permissions.ReadSession, whileLocked: true);
        app.MapGet("/api/sessions/{sessionId:guid}/events", EventsAsync).Needs(Permissions.ReadSession, whileLocked: true);
        app.MapPost("/api/sessions/{sessionId:guid}/commands", CommandAsync).Needs(Permissions.ChartSession, whileLocked: true);
        app.MapGet("/api/news", NewsAsync).Needs(Permissions.BoardOfChairs, whileLocked: true);
    }

    /// <summary>Only sessions the person may read are watched by this feed and told of in it. What every room must hear names a chair and nobody.</summary>
    private static async Task<IResult> NewsAsync(
        Guid[] session, NewsBoard board, SessionWatch watch, PracticeClock clock, Visit visit, AccessRules rules, EngrammDbContext db, CancellationToken cancellation)
    {
        var readable = ReadableSessions.Of(db, visit, rules);
        var watched = await readable.Where(s => session.Contains(s.Id)).Select(s => s.Id).ToListAsync(cancellation);
        var all = rules.Of(Permissions.ReadSession, visit.Who.Role) == Reach.Any;
        var known = watched.ToDictionary(id => id, _ => true);
        async ValueTask<bool> MayReadAsync(Guid id)
        {
            if (!all && !known.ContainsKey(id))
            {
                known[id] = await readable.AnyAsync(s => s.Id == id, cancellation);
            }

            return all || known[id];
        }

        return TypedResults.ServerSentEvents(StreamAsync(watched, MayReadAsync, board, watch, clock, cancellation));
    }

    private static async Task<IResult> SheetAsync(Guid sessionId, Visit visit, EngrammDbContext db, HeardMonitors heard, PracticeClock clock, CancellationToken cancellation)
    {
        var session = await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == sessionId, cancellation);
        var label = session.Pseudonym ?? await db.Patients.AsNoTracking().Where(p => p.Id == session.PatientId).Select(p => p.GivenName + " " + p.FamilyName).SingleAsync(cancellation);
        var chair = await db.Chairs.AsNoTracking().SingleAsync(c => c.Id == session.ChairId, cancellation);
        var people = await db.Accounts.AsNoTracking()
            .Where(a => a.IsActive && (a.Role == Role.Physician || a.Role == Role.Nurse))
            .OrderBy(a => a.DisplayName)
            .Select(a => new SheetPerson(a.Id, a.DisplayName, a.Role))
            .ToListAsync(cancellation);
        var monitors = await heard.LastAsync(db, cancellation);
        return Results.Json(
            new SessionSheet(
                sessionId, session.PatientId, label, chair.Name, new ClockFace(clock.GetUtcNow(), clock.Rate), visit.Language.Tag(),
                new SheetPerson(visit.Who.AccountId, visit.Who.Name, visit.Who.Role), people, visit.Practice.IsFictional, visit.IsLocked,
                [.. monitors.Where(m => heard.HasHeard(m.Key) || clock.GetUtcNow() - m.Value <= HeardMonitors.ShownFor).Select(m => new SheetMonitor(m.Key, m.Value)).OrderBy(m => m.DeviceId, StringComparer.Ordinal)]),
            WithNames);
    }

    private static async Task<IResult> EventsAsync(Guid sessionId, long after, SessionLogStore store, CancellationToken cancellation)
    {
        var rows = await store.ReadAsync(sessionId, after, Cockpit.Link.ReadEvents.Most, cancellation);
        return Results.Text("[" + string.Join(',', rows.Select(r => r.Json)) + "]", "application/json");
    }

    private static async Task<IResult> CommandAsync(
        Guid sessionId, HttpContext http, Visit visit, EngrammDbContext db, UserManager<Account> users, SessionDesk desk, RecordHolds records, TextCatalog texts, IdleLock idle, CancellationToken cancellation)
    {
        SessionCommand command;
        try
        {
            command = SessionJson.ReadCommand(await ReadTextAsync(http, cancellation));
        }
        catch (InvalidDataException fault)
        {
            return Results.Json(new CommandRefused("unreadable", fault.Message), WithNames, statusCode: StatusCodes.Status400BadRequest);
        }

        // A locked screen still stops, pauses and takes notice of alarms; charting waits until the person is back.
        if (visit.IsLocked && command.Entry is not (InfusionPaused or InfusionStopped or AlarmAcknowledged))
        {
            return Results.StatusCode(StatusCodes.Status423Locked);
        }

        // Whoever charts is at the screen; a STOP on a locked one does not open it.
        if (!visit.IsLocked)
        {
            idle.Touch(http);
        }

        var by = new Actor(visit.Who.AccountId.ToString(), visit.Who.Name, PartOf(visit.Who.Role));
        if (command.Entry is PumpChecked { Check: PumpCheck.Second } && http.Request.Headers["X-Engramm-Second"].ToString() is { Length: > 0 } second)
        {
            var (other, refused) = await SecondPersonAsync(second, http, visit, db, users, cancellation);
            if (other is null)
            {
                return Results.Json(new CommandRefused("second", texts.Get(refused, visit.Language)), WithNames, statusCode: StatusCodes.Status409Conflict);
            }

            by = other;
        }

        CommandOutcome outcome;
        try
        {
            // What arose in the record a moment ago must be known before the pump starts.
            if (command.Entry is InfusionStarted or InfusionResumed)
            {
                await records.TellAsync(sessionId, cancellation);
            }

            outcome = await desk.ApplyAsync(sessionId, command, by, cancellation);
        }
        catch (StaleLeaseException)
        {
            // Nothing was written; the cockpit keeps the command and sends it again.
            http.Response.Headers.RetryAfter = "1";
            return Results.Json(new CommandRefused("busy", texts.Get("live.busy", visit.Language)), WithNames, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        return outcome.Refusal is { } refusal
            ? Results.Json(new CommandRefused(refusal.Code, texts.Get(refusal.TextKey, visit.Language, [.. refusal.Details])), WithNames, statusCode: StatusCodes.Status409Conflict)
            : Results.Json(new CommandAnswer(outcome.Sequence, outcome.WasKnown), WithNames);
    }

    /// <summary>
    /// The second pair of eyes on the same device: named, and in a real practice with the own password, which is guessed no more often here
    /// than at the sign-in. Without the person, the words that say why.
    /// </summary>
    private static async Task<(Actor? Person, string Refused)> SecondPersonAsync(string accountId, HttpContext http, Visit visit, EngrammDbContext db, UserManager<Account> users, CancellationToken cancellation)
    {
        if (!Guid.TryParse(accountId, out var id)
            || await db.Accounts.SingleOrDefaultAsync(a => a.Id == id && a.IsActive && (a.Role == Role.Physician || a.Role == Role.Nurse), cancellation) is not { } account)
        {
            return (null, "live.second.wrong");
        }

        if (!visit.Practice.IsFictional)
        {
            if (await users.IsLockedOutAsync(account))
            {
                return (null, "live.second.locked");
            }

            if (!await users.CheckPasswordAsync(account, http.Request.Headers["X-Engramm-Second-Password"].ToString()))
            {
                await users.AccessFailedAsync(account);
                return (null, "live.second.wrong");
            }

            await users.ResetAccessFailedCountAsync(account);
        }

        return (new Actor(account.Id.ToString(), account.DisplayName, PartOf(account.Role)), string.Empty);
    }

    private static async Task<string> ReadTextAsync(HttpContext http, CancellationToken cancellation)
    {
        if (http.Request.ContentLength > LongestCommand)
        {
            throw new InvalidDataException($"A command has at most {LongestCommand} bytes, this one has {http.Request.ContentLength}.");
        }

        using var reader = new StreamReader(http.Request.Body);
        return await reader.ReadToEndAsync(cancellation);
    }

    private static ActorRole PartOf(Role role) => role switch
    {
        Role.Physician => ActorRole.Physician,
        Role.Nurse => ActorRole.Nurse,
        Role.Therapist => ActorRole.Therapist,
        Role.Patient => ActorRole.Patient,
        Role.Coach or Role.Administrator => ActorRole.Companion,
    };

    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(
        IReadOnlyList<Guid> watched, Func<Guid, ValueTask<bool>> mayReadAsync, NewsBoard board, SessionWatch watch, PracticeClock clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Cockpits that have this feed open look at their sessions: the tabs of one browser share it.
        IDisposable[] watchers = [.. watched.Select(watch.Enter)];
        var channel = Channel.CreateUnbounded<SseItem<string>>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ClockFace Face() => new(clock.GetUtcNow(), clock.Rate);
        var news = Task.Run(
            async () =>
            {
                await foreach (var item in board.ListenAsync(stop.Token))
                {
                    if (item.AloneAt is { } chair)
                    {
                        channel.Writer.TryWrite(new SseItem<string>(JsonSerializer.Serialize(new { item.SessionId, Chair = chair }, WithNames), "unwatched"));
                        continue;
                    }

                    if (item.Escalated is { } escalated)
                    {
                        var told = new { item.SessionId, escalated.Chair, escalated.Priority, escalated.Since, escalated.Count };
                        channel.Writer.TryWrite(new SseItem<string>(JsonSerializer.Serialize(told, WithNames), "escalated"));
                        continue;
                    }

                    if (!await mayReadAsync(item.SessionId))
                    {
                        continue;
                    }

                    var data = JsonSerializer.Serialize(new { item.SessionId, item.UpTo, Clock = Face() }, WithNames);
                    channel.Writer.TryWrite(new SseItem<string>(data, "news"));
                }
            },
            stop.Token);
        var ticks = Task.Run(
            async () =>
            {
                using var timer = new PeriodicTimer(ClockEvery);
                do
                {
                    channel.Writer.TryWrite(new SseItem<string>(JsonSerializer.Serialize(Face(), WithNames), "clock") { ReconnectionInterval = TimeSpan.FromSeconds(1) });
                }
                while (await timer.WaitForNextTickAsync(stop.Token));
            },
            stop.Token);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellation))
            {
                yield return item;
            }
        }
        finally
        {
            Array.ForEach(watchers, w => w.Dispose());
            await stop.CancelAsync();
            await Task.WhenAll(news, ticks).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private static JsonSerializerOptions WithNames { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };
}
