using Engramm.Care.Access;
using Engramm.Server.Access;
using Engramm.Server.Demo;
using Engramm.Server.Design;
using Engramm.Server.Public;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

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
        app.MapPost("/door/empty-practice", async (DemoPracticeSwitch practices, CancellationToken cancellation) =>
        {
            await practices.BeginEmptyAsync(cancellation);
            return SeeOther.To("/");
        }).OpenToAll("Everyone at the door may start over.").FictionalOnly();
        app.MapGet("/demo/outbox", async (HttpContext http, EngrammDbContext db, PageContexts pages, CancellationToken cancellation) =>
            PageResult.Of<OutboxPage>(pages.Of(http), await db.Mails.AsNoTracking().OrderByDescending(m => m.WrittenAt).Take(50).ToListAsync(cancellation)))
            .OpenToAll("Mail of invented people.").FictionalOnly();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Visit visit, EngrammDbContext db, PageContexts pages, CancellationToken cancellation)
    {
        if (!visit.Practice.IsFictional || !AccessGate.IsLoopback(http))
        {
            return SeeOther.To(visit.Person is null ? "/sign-in" : "/home");
        }

        var context = pages.Of(http);
        var people = await db.Accounts.AsNoTracking().Where(a => a.Role != Role.Patient).OrderBy(a => a.Role).ToListAsync(cancellation);
        people.AddRange(await db.Accounts.AsNoTracking().Where(a => a.Role == Role.Patient && DemoPractice.DoorPatients.Contains(a.DisplayName)).OrderByDescending(a => a.DisplayName).ToListAsync(cancellation));
        return PageResult.Of<DoorPage>(context, new DoorModel(
            [.. people.Select(a => new DoorPerson(a.DisplayName, context.T("design.role." + a.Role), context.T("identity.door." + a.Role.ToString().ToLowerInvariant()), $"/door/enter/{a.Id}"))],
            Running: null,
            TourHref: "/demo/tour/1",
            EmptyPracticeAction: "/door/empty-practice"));
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
