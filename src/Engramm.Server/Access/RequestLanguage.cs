using Engramm.Quantities;

namespace Engramm.Server.Access;

/// <summary>The language of a request: chosen with <c>?lang=</c>, remembered in a cookie, else the browser's, else German.</summary>
public static class RequestLanguage
{
    private const string Cookie = "engramm-language";

    public static Language Of(HttpContext http)
    {
        if (Languages.FromTag(http.Request.Query["lang"]) is { } asked)
        {
            http.Response.Cookies.Append(Cookie, asked.Tag(), new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
            return asked;
        }

        if (Languages.FromTag(http.Request.Cookies[Cookie]) is { } remembered)
        {
            return remembered;
        }

        var accepted = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString());
        return accepted.Select(l => Languages.FromTag(l.Split('-')[0])).FirstOrDefault(l => l is not null) ?? Language.German;
    }

    /// <summary>Whether the person chose a language in this browser; otherwise the account's language counts.</summary>
    public static bool IsChosen(HttpContext http) =>
        Languages.FromTag(http.Request.Query["lang"]) is not null || Languages.FromTag(http.Request.Cookies[Cookie]) is not null;
}
