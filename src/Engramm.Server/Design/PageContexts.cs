using Engramm.Quantities;

namespace Engramm.Server.Design;

/// <summary>What all pages of this installation share.</summary>
/// <param name="IsFictional">Whether the practice consists of invented people.</param>
/// <param name="Zone">Time zone of the practice.</param>
public sealed record PracticeFace(bool IsFictional, TimeZoneInfo Zone);

/// <summary>
/// Makes the context of a page from a request. The language comes from <c>?lang=</c> (and is then remembered in a cookie),
/// otherwise from the cookie, otherwise from the browser, otherwise German. The person is the request feature
/// <see cref="SignedInPerson"/>, set where a session is recognised; the tour is the feature <see cref="Tour"/>.
/// </summary>
public sealed class PageContexts(TextCatalog texts, TimeProvider clock, PracticeFace practice)
{
    /// <summary>Cookie that remembers the language.</summary>
    public const string LanguageCookie = "engramm.lang";

    /// <summary>Cookie that remembers light or dark; written by app.ts.</summary>
    public const string ThemeCookie = "engramm.theme";

    /// <summary>The context of the page that answers this request.</summary>
    public PageContext Of(HttpContext http) =>
        new(texts, LanguageOf(http), practice.IsFictional, clock.GetUtcNow(), practice.Zone, http.Request.Path + http.Request.QueryString)
        {
            Person = http.Features.Get<SignedInPerson>(),
            Tour = http.Features.Get<Tour>(),
            Theme = http.Request.Cookies[ThemeCookie] switch
            {
                "light" => Theme.Light,
                "dark" => Theme.Dark,
                _ => Theme.System,
            },
        };

    /// <summary>The language of the answer; remembers one asked for in the address.</summary>
    public static Language LanguageOf(HttpContext http)
    {
        if (Languages.FromTag(http.Request.Query["lang"]) is { } asked)
        {
            http.Response.Cookies.Append(LanguageCookie, asked.Tag(), new CookieOptions
            {
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                IsEssential = true,
                Secure = http.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
            });
            return asked;
        }

        if (Languages.FromTag(http.Request.Cookies[LanguageCookie]) is { } remembered)
        {
            return remembered;
        }

        foreach (var wish in http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
        {
            if (wish.Value.Length >= 2 && Languages.FromTag(wish.Value.Value![..2].ToLowerInvariant()) is { } spoken)
            {
                return spoken;
            }
        }

        return Language.German;
    }
}
