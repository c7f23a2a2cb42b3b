using System.Globalization;
using Engramm.Content;
using Engramm.Content.Evidence;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Staff.Release;

namespace Engramm.Server.Design;

/// <summary>
/// Makes the context of a page from the visit. A running tour is the request feature <see cref="Tour"/>;
/// light or dark comes from a cookie that app.ts writes.
/// </summary>
public sealed class PageContexts(Visit visit, TextCatalog texts, Releases releases, ContentLibrary content)
{
    /// <summary>Cookie that remembers light or dark.</summary>
    public const string ThemeCookie = "engramm-theme";

    /// <summary>The context of the page that answers this request.</summary>
    public PageContext Of(HttpContext http) =>
        new(texts, visit.Language, visit.Practice.IsFictional, visit.Now, visit.Practice.Zone, http.Request.Path + http.Request.QueryString)
        {
            Person = visit.Person is { } person ? Named(person) : null,
            IsSigned = releases.IsSigned,
            IsReleased = releases.IsReleased,
            Evidence = id => content.Find<EvidenceRow>(id, visit.Today),
            Tour = http.Features.Get<Tour>(),
            Theme = http.Request.Cookies[ThemeCookie] switch
            {
                "light" => Theme.Light,
                "dark" => Theme.Dark,
                _ => Theme.System,
            },
        };

    private SignedInPerson Named(SignedIn person) => new(
        person.AccountId,
        person.Name,
        texts.Get("design.role." + person.Role.ToString(), visit.Language),
        person.PatientId is { } patientId && !person.IsStaff ? string.Create(CultureInfo.InvariantCulture, $"/companion/{patientId}") : "/patients",
        !person.IsStaff);
}
