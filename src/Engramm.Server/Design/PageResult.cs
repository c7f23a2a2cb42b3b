using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engramm.Server.Design;

/// <summary>Answers a request with a page. Every page component takes <c>Context</c> and one <c>Model</c>.</summary>
public static class PageResult
{
    /// <summary>Renders the page; 422 is the status for a form shown again with messages.</summary>
    public static IResult Of<TPage>(PageContext context, object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Context"] = context, ["Model"] = model })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };

    /// <summary>Renders a page that needs no model.</summary>
    public static IResult Of<TPage>(PageContext context)
        where TPage : IComponent =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Context"] = context }) { PreventStreamingRendering = true };
}
