using System.Text.Json.Nodes;

namespace Engramm.Exchange.Fhir;

/// <summary>Why something sent as FHIR was not taken, for the person who runs the sender.</summary>
/// <param name="Status">The HTTP status: 400 when it is no readable FHIR, 422 when it is and may not be stored.</param>
/// <param name="Code">A code of the value set issue-type, such as <c>value</c>.</param>
/// <param name="Expression">The element meant, as a FHIRPath, such as <c>Observation.status</c>; empty when it is about the whole.</param>
/// <param name="Reason">What is wrong, what is allowed, what to do. Holds what the sender sent; it goes back to the sender and into no log.</param>
public sealed record FhirFault(int Status, string Code, string Expression, string Reason);

/// <summary>Writes OperationOutcome resources.</summary>
public static class OperationOutcome
{
    /// <summary>An outcome with one issue for each fault; at least one.</summary>
    public static JsonObject Of(IEnumerable<FhirFault> faults) => new()
    {
        ["resourceType"] = "OperationOutcome",
        ["issue"] = new JsonArray([.. faults.Select(f => Issue("error", f.Code, f.Expression, f.Reason))]),
    };

    /// <summary>An outcome that says what was done.</summary>
    public static JsonObject Information(string text) => new()
    {
        ["resourceType"] = "OperationOutcome",
        ["issue"] = new JsonArray(Issue("information", "informational", string.Empty, text)),
    };

    private static JsonObject Issue(string severity, string code, string expression, string text)
    {
        var issue = new JsonObject { ["severity"] = severity, ["code"] = code, ["diagnostics"] = text };
        if (expression.Length > 0)
        {
            issue["expression"] = new JsonArray(expression);
        }

        return issue;
    }
}
