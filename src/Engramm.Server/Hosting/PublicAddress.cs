using System.Net;
using Engramm.Server.Access;
using Engramm.Server.Cli;

namespace Engramm.Server.Hosting;

/// <summary>
/// Takes a request only under a name of the practice: a caller who chose the name would have it written into a genuine mail. What came
/// through the TLS proxy counts as https, so that every cookie says Secure; no header of a caller is believed for that.
/// </summary>
public sealed class PublicAddress(RequestDelegate next, ServerOptions options, PracticeProfile practice)
{
    public Task InvokeAsync(HttpContext http)
    {
        var isNamed = options.PublicAddress is { } known && string.Equals(http.Request.Host.Host, known.IdnHost, StringComparison.OrdinalIgnoreCase);
        if (!practice.IsFictional && !isNamed && !IsHere(http.Request.Host.Host))
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            http.Response.ContentType = "text/plain; charset=utf-8";
            return http.Response.WriteAsync(
                options.PublicAddress is null
                    ? "This practice is served to its own machine only, as localhost. To serve it under a name through a TLS proxy, start it with --public-address https://NAME."
                    : "This practice is not served under this name. The name is the one of --public-address; the proxy must pass it on (Host).",
                http.RequestAborted);
        }

        if (options.PublicAddress is { } address)
        {
            http.Request.Scheme = address.Scheme;
        }

        return next(http);
    }

    /// <summary>Scheme and name with which links begin.</summary>
    public static string SiteOf(ServerOptions options, HttpRequest request) =>
        options.PublicAddress?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}";

    /// <summary>What an operator wrote; null when nothing is given.</summary>
    /// <exception cref="CalledWronglyException">It is no address under which browsers may reach a practice.</exception>
    public static Uri? Read(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return null;
        }

        return Uri.TryCreate(written, UriKind.Absolute, out var uri) && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            && (uri.Scheme is "https" || (uri.Scheme is "http" && IsHere(uri.Host)))
            ? uri
            : throw new CalledWronglyException(
                $"'{written}' is no public address. Allowed: https://name[:port] without a path, as browsers write it; http:// for localhost only. See --help.");
    }

    private static bool IsHere(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
