namespace Engramm.Server.Design;

/// <summary>
/// What a browser keeps of a form that was not sent. It is over once the command is stored: kept longer, it would fill the form of the
/// next visit and write the values of then over those of now.
/// </summary>
public static class Drafts
{
    /// <summary>The field that carries the key of the draft.</summary>
    public const string Field = "draft";

    /// <summary>Read and removed by <c>draft.ts</c> on the page that follows. Holds the key of a draft and nothing typed into it.</summary>
    public const string Cookie = "engramm-draft-over";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Says with this answer that the form which was sent is stored and its draft over. Nothing where the form keeps none.</summary>
    public static void Over(HttpContext http)
    {
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType && http.Request.Form[Field].ToString() is { Length: > 0 and < 200 } key)
        {
            http.Response.Cookies.Append(Cookie, key, new CookieOptions { SameSite = SameSiteMode.Strict, MaxAge = Lifetime, Secure = http.Request.IsHttps });
        }
    }
}
