using System.Globalization;
using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Patients;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Demo;

/// <summary>The tour of a fictional practice: five stops, each as the person who works there. A cookie remembers the stop, so that the panel stays while one looks around.</summary>
public sealed class TourGuide(RequestDelegate next)
{
    private const string Cookie = "engramm-tour";
    private const int Steps = 5;

    /// <summary>Gives the pages of this request the panel of the running tour.</summary>
    public Task InvokeAsync(HttpContext http, Visit visit, TextCatalog texts)
    {
        if (visit.Practice.IsFictional && visit.Person is not null
            && int.TryParse(http.Request.Cookies[Cookie], NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step is >= 1 and <= Steps)
        {
            http.Features.Set(new Tour(
                [.. Enumerable.Range(1, Steps).Select(n => new TourStep(Text(n, "title"), Text(n, "text"), Address(n)))],
                step - 1,
                "/demo/tour/end"));
        }

        return next(http);

        string Text(int n, string part) => texts.Get(string.Create(CultureInfo.InvariantCulture, $"demo.tour.{n}.{part}"), visit.Language);
    }

    /// <summary>The address of a stop.</summary>
    public static string Address(int step) => string.Create(CultureInfo.InvariantCulture, $"/demo/tour/{step}");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/demo/tour/{step:int:range(1,5)}", GoAsync).OpenToAll("Enters as an invented person, like the door.").FictionalOnly();
        app.MapGet("/demo/tour/end", (HttpContext http) =>
        {
            http.Response.Cookies.Delete(Cookie);
            return SeeOther.To("/");
        }).OpenToAll("Leaves the tour.").FictionalOnly();
    }

    private static async Task<IResult> GoAsync(int step, HttpContext http, EngrammDbContext db, CancellationToken cancellation)
    {
        var (who, page) = await StopAsync(step, db, cancellation);
        if (who is null || page is null)
        {
            // An empty practice has nobody to show.
            http.Response.Cookies.Delete(Cookie);
            return SeeOther.To("/");
        }

        await SignIns.SignInAsync(http, who);
        http.Response.Cookies.Append(Cookie, step.ToString(CultureInfo.InvariantCulture), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        return SeeOther.To(page);
    }

    private static async Task<(Account? Who, string? Page)> StopAsync(int step, EngrammDbContext db, CancellationToken cancellation)
    {
        var accounts = db.Accounts.AsNoTracking();
        var physician = await accounts.FirstOrDefaultAsync(a => a.Role == Role.Physician && a.IsActive, cancellation);
        var katrin = await PatientAsync(db, DemoCast.Katrin, cancellation);
        var emil = await PatientAsync(db, DemoCast.Emil, cancellation);
        switch (step)
        {
            case 1:
                return (physician, katrin?.Record);
            case 2:
                var session = await db.Sessions.AsNoTracking().Where(s => katrin != null && s.PatientId == katrin.PatientId).OrderBy(s => s.ClosedAt != null).ThenByDescending(s => s.OpenedAt).FirstOrDefaultAsync(cancellation);
                return (physician, session is null ? katrin?.Record : PatientPaths.Cockpit(session.Id));
            case 3:
                var held = await db.Tasks.AsNoTracking().Where(t => t.Kind == Care.Patients.CareTaskKind.DecideHold && t.DoneAt == null).OrderBy(t => t.DueAt).FirstOrDefaultAsync(cancellation);
                return (physician, held is null ? katrin?.Eligibility : new PatientPaths(held.PatientId).Eligibility + "?indication=TRD");
            case 4:
                return (emil is null ? null : await accounts.FirstOrDefaultAsync(a => a.PatientId == emil.PatientId, cancellation), "/home");
            default:
                return (await accounts.FirstOrDefaultAsync(a => a.Role == Role.Coach && a.IsActive, cancellation), emil?.Programmes);
        }
    }

    private static async Task<PatientPaths?> PatientAsync(EngrammDbContext db, string name, CancellationToken cancellation) =>
        await db.Patients.AsNoTracking().Where(p => p.GivenName + " " + p.FamilyName == name).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(cancellation) is { } id ? new PatientPaths(id) : null;
}
