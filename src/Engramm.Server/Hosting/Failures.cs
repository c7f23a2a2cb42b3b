using System.Security.Cryptography;
using Engramm.Server.Access;

namespace Engramm.Server.Hosting;

/// <summary>
/// What a request gets that fails in a way nobody thought of: an answer with a number, and a line in the log with the same number for whoever runs
/// the practice. The log says where it failed and never the message of the exception, which may hold what somebody entered.
/// </summary>
public sealed partial class Failures(RequestDelegate next, ILogger<Failures> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked is gone.
        }
        catch (Exception fault) when (IsUnreadable(fault) && !http.Response.HasStarted)
        {
            await AnswerAsync(http, fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status400BadRequest, "unreadable");
        }
        catch (Exception fault)
        {
            var number = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
            LogFailed(number, http.Request.Method, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route", WhereOf(fault));
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }

            await AnswerAsync(http, StatusCodes.Status500InternalServerError, "failure", number);
        }
    }

    private static async Task AnswerAsync(HttpContext http, int status, string reason, string? number = null)
    {
        try
        {
            await Refused.AnswerAsync(http, status, reason, number);
        }
        catch (Exception) when (!http.Response.HasStarted)
        {
            // What the page needs has failed too.
            http.Response.StatusCode = status;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync($"Engramm could not answer this request{(number is null ? "" : $" ({number})")}. Look whether it was stored before you send it again.", http.RequestAborted);
        }
    }

    /// <summary>Whether what was sent is cut off, too long or no form at all. Our own code says with the same exception that what is stored cannot be read.</summary>
    private static bool IsUnreadable(Exception fault) =>
        fault is BadHttpRequestException || (fault is InvalidDataException { Source: { } source } && source.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal));

    /// <summary>The kinds of the exceptions, outermost first, and where they were thrown.</summary>
    private static string WhereOf(Exception fault) =>
        fault.GetType().FullName + Environment.NewLine + fault.StackTrace + (fault.InnerException is { } inner ? Environment.NewLine + WhereOf(inner) : string.Empty);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Number} failed: {Method} {Route}, {Where}")]
    private partial void LogFailed(string number, string method, string route, string where);
}
