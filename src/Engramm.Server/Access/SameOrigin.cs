namespace Engramm.Server.Access;

/// <summary>
/// Refuses writes that another site's page sends with our cookies. Browsers say where a request comes from (Sec-Fetch-Site,
/// Origin); together with SameSite cookies this replaces form tokens and also covers entries a phone queued while offline.
/// </summary>
public static class SameOrigin
{
    /// <summary>Whether the request may change something, as far as its origin goes.</summary>
    public static bool Allows(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return true;
        }

        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site is "same-origin" or "none";
        }

        // No browser of today sends neither header on a write; a command-line caller sends none and has no cookies to steal.
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
