using System.Globalization;
using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Server.Design;
using Microsoft.AspNetCore.Diagnostics;

namespace Engramm.Server.Access;

/// <summary>Why a request got nothing: a page for whoever looks at it, the same sentence as plain text for programs.</summary>
/// <param name="Key">Where its words stand.</param>
/// <param name="Text">What happened and what to do.</param>
public sealed record Refused(string Key, string Text)
{
    /// <summary>Statuses without an answer of their own that get this page.</summary>
    private static readonly int[] Told = [StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status423Locked];

    /// <summary>Answers with the status and says why.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="reason">The reason, when the status alone does not say it: <c>site</c>, <c>fiction</c>, <c>welcome</c>.</param>
    /// <param name="detail">What the words name; null for the role of whoever asked.</param>
    public static Task AnswerAsync(HttpContext http, int status, string? reason = null, string? detail = null)
    {
        var services = http.RequestServices;
        var (visit, texts) = (services.GetRequiredService<Visit>(), services.GetRequiredService<TextCatalog>());
        var key = "access.refused." + (reason ?? status.ToString(CultureInfo.InvariantCulture));
        var role = visit.Person is { } person ? texts.Get("design.role." + person.Role, visit.Language) : "";
        var text = key is "access.refused.403" && visit.Person is { Role: Role.Patient } ? texts.Get(key + ".self", visit.Language) : texts.Get(key + ".text", visit.Language, detail ?? role);
        if (WantsPage(http.Request))
        {
            return PageResult.Of<RefusedPage>(services.GetRequiredService<PageContexts>().Of(http), new Refused(key, text), status).ExecuteAsync(http);
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }

    /// <summary>Gives a page to an answer that has a status and nothing to read: an address nobody knows, a thing that is not there.</summary>
    public static Task FillAsync(StatusCodeContext status)
    {
        var http = status.HttpContext;
        return Told.Contains(http.Response.StatusCode) && WantsPage(http.Request) ? AnswerAsync(http, http.Response.StatusCode) : Task.CompletedTask;
    }

    /// <summary>Whether a person looks at the answer: a browser that opens a page asks for HTML, its scripts and all devices do not.</summary>
    private static bool WantsPage(HttpRequest request) => request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
