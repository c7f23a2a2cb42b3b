using System.Text.Json.Nodes;

namespace Engramm.Exchange.Fhir;

/// <summary>The CapabilityStatement: exactly what works, no more.</summary>
public static class Capability
{
    /// <summary>What GET /fhir/metadata answers.</summary>
    /// <param name="at">When it is given, practice time.</param>
    /// <param name="version">The version of the software.</param>
    public static JsonObject Statement(DateTimeOffset at, string version) => new()
    {
        ["resourceType"] = "CapabilityStatement",
        ["status"] = "active",
        ["date"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["kind"] = "instance",
        ["software"] = new JsonObject { ["name"] = "Engramm", ["version"] = version },
        ["implementation"] = new JsonObject { ["description"] = "Takes vital signs of devices that a person tied to a running session." },
        ["fhirVersion"] = "4.0.1",
        ["format"] = new JsonArray("json"),
        ["rest"] = new JsonArray(new JsonObject
        {
            ["mode"] = "server",
            ["security"] = new JsonObject { ["description"] = "A token for each device as Authorization: Bearer. It writes and reads nothing." },
            ["resource"] = new JsonArray(new JsonObject
            {
                ["type"] = "Observation",
                ["supportedProfile"] = new JsonArray(
                    "http://hl7.org/fhir/StructureDefinition/heartrate",
                    "http://hl7.org/fhir/StructureDefinition/oxygensat",
                    "http://hl7.org/fhir/StructureDefinition/resprate",
                    "http://hl7.org/fhir/StructureDefinition/bp",
                    "http://hl7.org/fhir/StructureDefinition/bodytemp"),
                ["documentation"] =
                    "status final or preliminary; identifier, effectiveDateTime with zone and device.identifier are required; subject may be left out. UCUM units: /min, %, mm[Hg], Cel. "
                    + "The same values of the same device for the same moment are one measurement: 200 with its Location. 202 when a person must decide whose values they are.",
                ["interaction"] = new JsonArray(new JsonObject { ["code"] = "create" }),
                ["versioning"] = "no-version",
                ["conditionalCreate"] = false,
            }),
            ["interaction"] = new JsonArray(new JsonObject { ["code"] = "batch" }),
        }),
    };
}
