using Engramm.Care.Access;
using Engramm.Care.Practice;
using Engramm.Content;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Consent;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Release;

/// <summary>The worklist from which a physician releases texts, rules and limits for the practice, and the page on which one of them is read.</summary>
public static class ReleasePages
{
    /// <summary>Where the worklist is.</summary>
    public const string Path = "/practice/content";

    public static void MapReleases(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, async (HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content) =>
            await PageAsync(http, db, visit, pages, content, FormState.Empty)).Needs(Permissions.PracticeSettings);
        app.MapGet(Path + "/{pin}", ReadAsync).Needs(Permissions.PracticeSettings);
        app.MapPost(Path, SignAsync).Needs(Permissions.SignContent);
    }

    /// <summary>Where one version is read.</summary>
    public static string PathOf(ContentFile file) => $"{Path}/{file.Pin}";

    /// <summary>What a form posts for a version: its pin and what was read under it.</summary>
    public static string MarkOf(ContentFile file) => $"{file.Pin}:{file.Original.Fingerprint}";

    private static async Task<IResult> SignAsync(HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, Releases releases)
    {
        var context = pages.Of(http);
        var form = FormState.From(http.Request.Form);
        var chosen = form.Chosen("sign");
        var files = ToSign(content).Where(f => chosen.Contains(MarkOf(f), StringComparer.Ordinal)).ToList();
        var (signature, unsigned) = SignaturePath.Of(form, "signature");
        form = chosen.Count == 0 ? form.Fault("", context.T("release.fault.none"))
            : files.Count < chosen.Count ? form.Fault("", context.T("release.fault.changed"))
            : form;
        form = form.Value("read") is "true" ? form : form.Fault("read", context.T("release.fault.read"));
        form = unsigned is null ? form : form.Fault("signature", context.T(unsigned));
        if (form.HasErrors)
        {
            return await PageAsync(http, db, visit, pages, content, form);
        }

        await releases.LookNowAsync(db, http.RequestAborted);
        db.AddRange(files.Where(f => !releases.IsSigned(f)).Select(f => new ContentSignature
        {
            Id = Guid.CreateVersion7(),
            ContentId = f.Id,
            Version = f.Version,
            Fingerprint = f.Original.Fingerprint,
            At = visit.Now,
            By = visit.Who.AccountId,
            ByName = visit.Who.Name,
            Signature = signature!,
        }));
        await db.SaveChangesAsync(http.RequestAborted);
        await releases.LookNowAsync(db, http.RequestAborted);
        return SeeOther.To(Path);
    }

    private static async Task<IResult> ReadAsync(string pin, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content) =>
        ToSign(content).FirstOrDefault(f => f.Pin == ContentPin.FromText(pin)) is { } file
            ? PageResult.Of<ReleaseTextPage>(pages.Of(http), new ReleaseTextModel(visit.Practice.Name, LineOf(file, await SignaturesAsync(db, http.RequestAborted))))
            : Results.NotFound();

    private static async Task<IResult> PageAsync(HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, FormState state)
    {
        var signatures = await SignaturesAsync(db, http.RequestAborted);
        var lines = ToSign(content).Select(f => LineOf(f, signatures)).ToList();
        var model = new ReleaseModel(visit.Practice.Name, lines, visit.May(Permissions.SignContent), visit.Who.Name, state);
        return PageResult.Of<ReleasePage>(pages.Of(http), model, state.HasErrors ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>Everything that waits for a signature or has one, every version of it.</summary>
    private static IEnumerable<ContentFile> ToSign(ContentLibrary content) =>
        content.Everything().Where(f => Releases.EffectOf(f) is not null).OrderBy(f => Releases.EffectOf(f)).ThenBy(f => f.GetType().Name, StringComparer.Ordinal).ThenBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Version);

    private static async Task<IReadOnlyList<ContentSignature>> SignaturesAsync(EngrammDbContext db, CancellationToken cancellation) =>
        await db.ContentSignatures.AsNoTracking().OrderBy(s => s.At).ToListAsync(cancellation);

    private static ReleaseLine LineOf(ContentFile file, IReadOnlyList<ContentSignature> signatures)
    {
        var own = signatures.Where(s => string.Equals(s.ContentId, file.Id, StringComparison.Ordinal) && s.Version == file.Version).ToList();
        return new ReleaseLine(
            file,
            own.FirstOrDefault(s => string.Equals(s.Fingerprint, file.Original.Fingerprint, StringComparison.Ordinal)),
            own.LastOrDefault(s => !string.Equals(s.Fingerprint, file.Original.Fingerprint, StringComparison.Ordinal)));
    }
}

/// <summary>One version of one text, with its signature.</summary>
/// <param name="File">The text.</param>
/// <param name="Signed">The practice's signature under exactly this text; null when there is none.</param>
/// <param name="Before">The newest signature under another text of this version: the file was edited since.</param>
public sealed record ReleaseLine(ContentFile File, ContentSignature? Signed, ContentSignature? Before)
{
    /// <summary>Whether a clinician signed it, in the file or in the practice.</summary>
    public bool IsSigned => Signed is not null || File.IsReviewed;
}

/// <summary>The worklist.</summary>
/// <param name="Practice">Name of the practice.</param>
/// <param name="Lines">What waits and what is released.</param>
/// <param name="MaySign">A physician is looking.</param>
/// <param name="Signer">Name under the signature.</param>
/// <param name="State">What was entered when it was refused.</param>
public sealed record ReleaseModel(string Practice, IReadOnlyList<ReleaseLine> Lines, bool MaySign, string Signer, FormState State);

/// <summary>One version to read.</summary>
/// <param name="Practice">Name of the practice.</param>
/// <param name="Line">The text with its signature.</param>
public sealed record ReleaseTextModel(string Practice, ReleaseLine Line);
