using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Engramm.Exchange.Fhir;

/// <summary>Takes a Bundle of type batch apart. Its entries are independent: each is stored or refused by itself.</summary>
public static class BatchReader
{
    /// <summary>Most Observations in one Bundle.</summary>
    public const int MostEntries = 100;

    /// <summary>Most bytes of one Bundle.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>The resources of a batch, each as UTF-8, in order; or why it is none.</summary>
    public static (IReadOnlyList<byte[]> Resources, FhirFault? Fault) Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var bundle = JsonDocument.Parse(bytes);
            return Read(bundle.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ([], new FhirFault(400, "structure", string.Empty, "The body is not JSON in UTF-8. Send one FHIR R4 Bundle."));
        }
    }

    private static (IReadOnlyList<byte[]> Resources, FhirFault? Fault) Read(JsonElement bundle)
    {
        if (Text(bundle, "resourceType") is not "Bundle")
        {
            return Refuse(422, "resourceType", $"resourceType is '{Text(bundle, "resourceType")}'; here a Bundle is taken. A single Observation goes to /fhir/Observation.");
        }

        if (Text(bundle, "type") is not "batch")
        {
            return Refuse(422, "Bundle.type", $"type is '{Text(bundle, "type")}'; only batch is taken: each Observation is stored or refused by itself, so all-or-nothing cannot be promised.");
        }

        if (bundle.EnumerateObject().Select(p => p.Name).FirstOrDefault(n => n is not ("resourceType" or "type" or "id" or "meta" or "timestamp" or "identifier" or "entry")) is { } other)
        {
            return Refuse(422, "Bundle." + other, $"{other} is not kept here and would be lost. Leave it out.");
        }

        var entries = bundle.TryGetProperty("entry", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [];
        if (entries.Count is 0 or > MostEntries)
        {
            return Refuse(422, "Bundle.entry", $"The batch has {entries.Count} entries; 1 to {MostEntries} are taken.");
        }

        var resources = new List<byte[]>();
        for (var i = 0; i < entries.Count; i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"Bundle.entry[{i}]");
            if (entries[i].ValueKind != JsonValueKind.Object
                || !entries[i].TryGetProperty("request", out var request) || Text(request, "method") is not "POST" || Text(request, "url") is not "Observation")
            {
                return Refuse(422, place + ".request", "Each entry needs request.method POST and request.url Observation.");
            }

            if (!entries[i].TryGetProperty("resource", out var resource) || resource.ValueKind != JsonValueKind.Object)
            {
                return Refuse(422, place + ".resource", "Each entry needs a resource.");
            }

            resources.Add(Encoding.UTF8.GetBytes(resource.GetRawText()));
        }

        return (resources, null);
    }

    private static (IReadOnlyList<byte[]> Resources, FhirFault? Fault) Refuse(int status, string place, string reason) =>
        ([], new FhirFault(status, "business-rule", place, reason));

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
