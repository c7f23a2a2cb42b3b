using Engramm.Content;
using Engramm.Content.Relearning;
using Engramm.Content.Screening;
using Engramm.Server.Access;
using Engramm.Server.Companion;
using Engramm.Server.Design;
using Engramm.Server.Staff.Release;

namespace Engramm.Server.Public;

/// <summary>Pages without an account: the self-check, which stores nothing, and the companion's pages that are always open.</summary>
public static class PublicPages
{
    private const string Anyone = "A public page: it stores nothing and shows nothing about anyone.";
    private const string AlwaysOpen = "Help must open without an account and without a connection.";

    public static void MapPublicPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/self-check", Begin).OpenToAll(Anyone);
        app.MapGet("/self-check/warning-signs", () => Results.Redirect("/self-check")).OpenToAll(Anyone);
        app.MapGet("/self-check/patterns", () => Results.Redirect("/self-check")).OpenToAll(Anyone);
        app.MapPost("/self-check/warning-signs", AnswerWarningSignsAsync).OpenToAll(Anyone);
        app.MapPost("/self-check/patterns", AnswerPatternsAsync).OpenToAll(Anyone);

        app.MapGet("/companion/crisis", (HttpContext http, PageContexts pages, ContentLibrary content, Visit visit) =>
            PageResult.Of<CrisisPage>(pages.Of(http), new CrisisModel(null, CardOf(content, visit)))).OpenToAll(AlwaysOpen);
        app.MapGet("/companion/flare", (HttpContext http, PageContexts pages, ContentLibrary content, Visit visit) =>
        {
            var signs = content.All<RedFlagList>(visit.Today)[0];
            return PageResult.Of<FlarePage>(pages.Of(http), new FlareModel(null, content.All<FlarePlan>(visit.Today)[0], [.. signs.ShortForm.Select(id => signs.Find(id)!)], CardOf(content, visit)));
        }).OpenToAll(AlwaysOpen);
        app.MapGet("/companion/breathe", (HttpContext http, PageContexts pages, ContentLibrary content, Visit visit) =>
            PageResult.Of<BreathePage>(pages.Of(http), new BreatheModel(null, content.All<BreathingExercise>(visit.Today).First(e => e.AlwaysOpen)))).OpenToAll(AlwaysOpen);
        app.MapGet("/companion/offline", (HttpContext http, PageContexts pages) => PageResult.Of<OfflinePage>(pages.Of(http))).OpenToAll(AlwaysOpen);
        app.MapGet("/companion", (Visit visit) => Results.Redirect(visit.Person?.PatientId is { } patientId ? CompanionPaths.Today(patientId) : "/")).OpenToAll(AlwaysOpen);

        // The worker's own address decides which pages it may serve, so it cannot come from /built.
        app.MapGet("/companion/sw.js", (HttpContext http, IWebHostEnvironment host) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            return Results.Stream(host.WebRootFileProvider.GetFileInfo("built/sw.js").CreateReadStream(), "text/javascript");
        }).OpenToAll(AlwaysOpen);
    }

    /// <summary>The crisis card of the practice's country; the first there is when that country has none.</summary>
    public static CrisisCard CardOf(ContentLibrary content, Visit visit)
    {
        var cards = content.All<CrisisCard>(visit.Today);
        return cards.FirstOrDefault(c => string.Equals(c.Country, visit.Practice.Country, StringComparison.OrdinalIgnoreCase)) ?? cards[0];
    }

    private static IResult Begin(HttpContext http, PageContexts pages, ContentLibrary content, Visit visit, Releases releases)
    {
        return NotReleased(pages.Of(http), content, visit, releases)
            ?? PageResult.Of<WarningSignsPage>(pages.Of(http), new WarningSignsModel(content.All<RedFlagList>(visit.Today)[0], FormState.Empty));
    }

    /// <summary>The page that says that the practice has not released its self-check; null when it has.</summary>
    private static IResult? NotReleased(PageContext context, ContentLibrary content, Visit visit, Releases releases) =>
        releases.IsReleased(content.All<RedFlagList>(visit.Today)[0]) && releases.IsReleased(content.All<SelfCheck>(visit.Today)[0])
            ? null
            : PageResult.Of<NotReleasedPage>(context);

    private static async Task<IResult> AnswerWarningSignsAsync(HttpContext http, PageContexts pages, ContentLibrary content, Visit visit, Releases releases, CancellationToken cancellation)
    {
        if (NotReleased(pages.Of(http), content, visit, releases) is { } closed)
        {
            return closed;
        }

        var context = pages.Of(http);
        var list = content.All<RedFlagList>(visit.Today)[0];
        var state = FormState.From(await http.Request.ReadFormAsync(cancellation));
        foreach (var flag in list.Flags.Where(f => state.Value(f.Id) is not ("yes" or "no" or "unknown")))
        {
            state = state.Fault(flag.Id, context.T("selfcheck.answer"));
        }

        if (state.HasErrors)
        {
            return PageResult.Of<WarningSignsPage>(context, new WarningSignsModel(list, state), StatusCodes.Status422UnprocessableEntity);
        }

        var marked = list.Flags.Where(f => state.Value(f.Id) is not "no").OrderBy(f => f.Urgency).ToList();
        return marked.Count > 0
            ? PageResult.Of<WhereToGoPage>(context, new WhereToGoModel(list, marked, [.. marked.Where(f => state.Value(f.Id) is "unknown").Select(f => f.Id)], CardOf(content, visit)))
            : PageResult.Of<PatternsPage>(context, new PatternsModel(content.All<SelfCheck>(visit.Today)[0], list, FormState.Empty));
    }

    private static async Task<IResult> AnswerPatternsAsync(HttpContext http, PageContexts pages, ContentLibrary content, Visit visit, Releases releases, CancellationToken cancellation)
    {
        if (NotReleased(pages.Of(http), content, visit, releases) is { } closed)
        {
            return closed;
        }

        var check = content.All<SelfCheck>(visit.Today)[0];
        var state = FormState.From(await http.Request.ReadFormAsync(cancellation));
        bool Yes(PatternQuestion question) => state.Value(question.Code) is "yes";
        return PageResult.Of<PatternResultPage>(pages.Of(http), new PatternResultModel(
            check, content.All<RedFlagList>(visit.Today)[0], [.. check.Patterns.Where(Yes)], [.. check.CounterPatterns.Where(Yes)]));
    }
}
