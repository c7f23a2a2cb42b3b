using Engramm.Care.Access;
using Engramm.Server.Access;
using Engramm.Server.Demo;
using Engramm.Server.Design;
using Engramm.Server.Live;
using Engramm.Server.Public;
using Engramm.Sessions;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;
using RunningInfusion = Engramm.Server.Public.RunningInfusion;

namespace Engramm.Server.Identity;

/// <summary>The door of a fictional practice: one click as a person, no password. Refused for real practices and for other machines.</summary>
public static class DoorEndpoints
{
    public static void MapDoor(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", ShowAsync).OpenToAll("The first page: the door of a fictional practice, the sign-in of a real one.");
        app.MapGet("/home", (Visit visit) => SeeOther.To(visit.Who.IsStaff ? "/patients" : $"/companion/{visit.Who.PatientId}"))
            .Needs(Permissions.OwnAccount);
        app.MapPost("/door/enter/{accountId:guid}", EnterAsync).OpenToAll("Nobody is signed in yet.").FictionalOnly();
        app.MapPost("/door/empty-practice", async (HttpContext http, DemoPracticeSwitch practices, PageContexts pages, CancellationToken cancellation) =>
        {
            await practices.BeginEmptyAsync(pages.Of(http).Language, cancellation);
            return SeeOther.To("/");
        }).OpenToAll("Everyone at the door may start over.").FictionalOnly();
        app.MapGet("/demo/outbox", async (HttpContext http, EngrammDbContext db, PageContexts pages, CancellationToken cancellation) =>
            PageResult.Of<OutboxPage>(pages.Of(http), await db.Mails.AsNoTracking().OrderByDescending(m => m.WrittenAt).Take(50).ToListAsync(cancellation)))
            .OpenToAll("Mail of invented people.").FictionalOnly();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Visit visit, EngrammDbContext db, SessionDesk desk, PageContexts pages, CancellationToken cancellation)
    {
        if (!visit.Practice.IsFictional || !AccessGate.IsLoopback(http))
        {
            return SeeOther.To(visit.Person is null ? "/sign-in" : "/home");
        }

        var context = pages.Of(http);
        var people = await db.Accounts.AsNoTracking().Where(a => a.Role != Role.Patient).OrderBy(a => a.Role).ToListAsync(cancellation);
        var patients = await db.Accounts.AsNoTracking().Where(a => a.Role == Role.Patient && DemoPractice.DoorPatients.Contains(a.DisplayName)).ToListAsync(cancellation);
        people.AddRange(DemoPractice.DoorPatients.SelectMany(name => patients.Where(a => string.Equals(a.DisplayName, name, StringComparison.Ordinal))));
        return PageResult.Of<DoorPage>(context, new DoorModel(
            [.. people.Select(a => new DoorPerson(a.DisplayName, context.T("design.role." + a.Role), context.T(DemoPractice.DoorWords(a.DisplayName) ?? "identity.door." + a.Role.ToString().ToLowerInvariant()), $"/door/enter/{a.Id}"))],
            await RunningAsync(db, desk, visit, cancellation),
            patients.Count > 0 ? TourGuide.Address(1) : null,
            EmptyPracticeAction: "/door/empty-practice"));
    }

    /// <summary>The infusion that began first of those that run now.</summary>
    private static async Task<RunningInfusion?> RunningAsync(EngrammDbContext db, SessionDesk desk, Visit visit, CancellationToken cancellation)
    {
        var open = await db.Sessions.AsNoTracking().Where(s => s.ClosedAt == null).OrderBy(s => s.OpenedAt)
            .Join(db.Patients, s => s.PatientId, p => p.Id, (s, p) => new { s.Id, s.ChairId, Name = s.Pseudonym ?? p.GivenName + " " + p.FamilyName }).ToListAsync(cancellation);
        foreach (var session in open)
        {
            var state = await desk.StateAsync(session.Id, cancellation);
            if (state is { Phase: SessionPhase.Running or SessionPhase.Paused, StartedAt: { } started, Plan: { } plan })
            {
                var room = await db.Chairs.AsNoTracking().Where(c => c.Id == session.ChairId).Select(c => c.Name).SingleAsync(cancellation);
                return new RunningInfusion(room, session.Name, (int)(visit.Now - started).TotalMinutes, (int)plan.Infusion.Duration.Value, TourGuide.Address(2));
            }
        }

        return null;
    }

    private static async Task<IResult> EnterAsync(Guid accountId, HttpContext http, EngrammDbContext db, CancellationToken cancellation)
    {
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId && a.IsActive, cancellation) is not { } account)
        {
            return Results.NotFound();
        }

        await SignIns.SignInAsync(http, account);
        return SeeOther.To("/home");
    }
}
