namespace Engramm.Server.Hosting;

/// <summary>Headers on every answer: only our own scripts and styles, nothing embedded, nothing sniffed. That no cache keeps what a person sees is <see cref="Access.AccessGate"/>'s.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Strict = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // WebAssembly needs leave to compile; only the cockpit and the infusion plan have it.
    private static readonly string WebAssembly = Strict.Replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", StringComparison.Ordinal);

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Compiles(http.Request.Path) ? WebAssembly : Strict;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(http);
    }

    private static bool Compiles(PathString path) =>
        path.StartsWithSegments("/cockpit", StringComparison.Ordinal)
        || (path.StartsWithSegments("/patients", StringComparison.Ordinal, out var rest) && rest.Value?.Split('/') is [_, _, "plan", ..]);
}
