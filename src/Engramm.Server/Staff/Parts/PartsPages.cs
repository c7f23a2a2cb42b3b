using System.Globalization;
using Engramm.Care.Access;
using Engramm.Care.Eligibility;
using Engramm.Care.Practice;
using Engramm.Content.Infusion;
using Engramm.Content;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Consent;
using Engramm.Server.Staff.Release;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Parts;

/// <summary>The three separable parts of the live session. Each stands with its intended purpose; a physician accepts one in writing or switches it off with a reason.</summary>
public static class PartsPages
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/practice/parts";

    public static void MapParts(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, async (HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content) =>
            await PageAsync(http, db, visit, pages, content, FormState.Empty, null)).Needs(Permissions.PracticeSettings);
        app.MapPost(Path + "/{part}/on", SwitchOnAsync).Needs(Permissions.AcceptParts);
        app.MapPost(Path + "/{part}/off", SwitchOffAsync).Needs(Permissions.AcceptParts);
    }

    /// <summary>A field of one part's form.</summary>
    public static string Field(string name, SeparablePart part) => $"{name}-{part}";

    private static async Task<IResult> SwitchOnAsync(string part, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, Releases releases)
    {
        if (PartOf(part, content, visit) is not { } purpose)
        {
            return Results.NotFound();
        }

        var context = pages.Of(http);
        var form = FormState.From(http.Request.Form);
        var text = TextOf(content, visit);
        var (signature, unsigned) = SignaturePath.Of(form, Field("signature", purpose.Part));
        form = unsigned is null ? form : form.Fault(Field("signature", purpose.Part), context.T(unsigned));
        form = form.Value(Field("accepted", purpose.Part)) is "true" ? form : form.Fault(Field("accepted", purpose.Part), context.T("parts.fault.accepted"));
        // What is stored is what was on the screen: another version or language since then is read again first.
        form = string.Equals(form.Value("version"), text.Version.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) && Languages.FromTag(form.Value("language") ?? "") == context.Language
            ? form
            : form.Fault("", context.T("parts.fault.text"));
        form = releases.Require(form, context, content.All<AlarmLimits>(visit.Today));
        return await DecideAsync(purpose.Part, true, form, http, db, visit, pages, content, id => PracticeSwitches.Accept(
            id, purpose, text.Version, context.Language, visit.Who.AccountId, visit.Who.Name, signature!, visit.Now));
    }

    private static async Task<IResult> SwitchOffAsync(string part, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content)
    {
        if (PartOf(part, content, visit) is not { } purpose)
        {
            return Results.NotFound();
        }

        var form = FormState.From(http.Request.Form);
        var field = Field("reason", purpose.Part);
        var reason = form.Value(field)?.Trim() ?? "";
        form = reason.Length >= DecidedFindings.ShortestReason ? form : form.Fault(field, pages.Of(http).T("parts.fault.reason", DecidedFindings.ShortestReason, reason.Length));
        return await DecideAsync(purpose.Part, false, form, http, db, visit, pages, content, id => new SwitchDecision
        {
            Id = id,
            Part = purpose.Part,
            IsOn = false,
            At = visit.Now,
            By = visit.Who.AccountId,
            ByName = visit.Who.Name,
            Reason = reason,
        });
    }

    private static async Task<IResult> DecideAsync(
        SeparablePart part, bool isOn, FormState form, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, Func<Guid, SwitchDecision> decision)
    {
        var id = Guid.TryParse(form.Value("decision"), out var sent) ? sent : Guid.CreateVersion7();
        var history = await PracticeSwitches.HistoryAsync(db, http.RequestAborted);
        if (history.Any(d => d.Id == id))
        {
            return SeeOther.To(Path);
        }

        var newest = PracticeSwitches.Newest(history, part);
        if ((newest?.IsOn == true) == isOn)
        {
            form = form.Fault("", newest is null
                ? pages.Of(http).T("parts.fault.off.never")
                : pages.Of(http).T(isOn ? "parts.fault.on" : "parts.fault.off", newest.ByName, pages.Of(http).DateAndTime(newest.At)));
        }

        if (form.HasErrors)
        {
            return await PageAsync(http, db, visit, pages, content, form, part);
        }

        db.Add(decision(id));
        await db.SaveChangesAsync(http.RequestAborted);
        return SeeOther.To(Path);
    }

    private static SeparableParts TextOf(ContentLibrary content, Visit visit) => content.Get<SeparableParts>(SeparableParts.LiveSession, visit.Today);

    /// <summary>The part a route names; null for charting, which nobody decides on, and for what does not exist.</summary>
    private static PartPurpose? PartOf(string name, ContentLibrary content, Visit visit) =>
        TextOf(content, visit).Parts.FirstOrDefault(p => p.Acceptance is not null && string.Equals(p.Part.ToString(), name, StringComparison.Ordinal));

    private static async Task<IResult> PageAsync(
        HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, FormState state, SeparablePart? refused)
    {
        var model = new PartsModel(
            visit.Practice.Name,
            TextOf(content, visit),
            await PracticeSwitches.HistoryAsync(db, http.RequestAborted),
            await db.Sessions.CountAsync(s => s.ClosedAt == null, http.RequestAborted),
            visit.May(Permissions.AcceptParts),
            visit.Who.Name,
            state,
            refused);
        return PageResult.Of<PartsPage>(pages.Of(http), model, state.HasErrors ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
