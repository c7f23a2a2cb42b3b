using System.Globalization;
using System.Text.Json.Nodes;

namespace Engramm.TestKit;

/// <summary>What a device sends as FHIR, written here by hand so that it shares no fault with the product.</summary>
public static class Observations
{
    public static JsonObject HeartRate(string device, string identifier, DateTimeOffset at, decimal perMinute)
    {
        var observation = Begin(device, identifier, at, [("http://loinc.org", "8867-4"), ("http://snomed.info/sct", "364075005"), ("urn:iso:std:iso:11073:10101", "147842")]);
        observation["valueQuantity"] = Quantity(perMinute, "/min");
        return observation;
    }

    public static JsonObject Saturation(string device, string identifier, DateTimeOffset at, decimal percent)
    {
        var observation = Begin(device, identifier, at, [("http://loinc.org", "59408-5"), ("http://loinc.org", "2708-6")]);
        observation["valueQuantity"] = Quantity(percent, "%");
        return observation;
    }

    public static JsonObject Pressure(string device, string identifier, DateTimeOffset at, decimal systolic, decimal diastolic, decimal mean)
    {
        var observation = Begin(device, identifier, at, [("http://loinc.org", "85354-9")]);
        observation["component"] = new JsonArray(Component("8480-6", systolic), Component("8462-4", diastolic), Component("8478-0", mean));
        return observation;
    }

    private static JsonObject Begin(string device, string identifier, DateTimeOffset at, (string System, string Code)[] codes) => new()
    {
        ["resourceType"] = "Observation",
        ["identifier"] = new JsonArray(new JsonObject { ["system"] = "urn:example:device", ["value"] = identifier }),
        ["status"] = "final",
        ["category"] = new JsonArray(Concept(("http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs"))),
        ["code"] = Concept(codes),
        ["effectiveDateTime"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture),
        ["device"] = new JsonObject { ["identifier"] = new JsonObject { ["value"] = device } },
    };

    private static JsonObject Component(string loinc, decimal pressure) => new() { ["code"] = Concept(("http://loinc.org", loinc)), ["valueQuantity"] = Quantity(pressure, "mm[Hg]") };

    private static JsonObject Quantity(decimal value, string unit) => new() { ["value"] = value, ["unit"] = unit, ["system"] = "http://unitsofmeasure.org", ["code"] = unit };

    private static JsonObject Concept(params (string System, string Code)[] codes) =>
        new() { ["coding"] = new JsonArray([.. codes.Select(c => new JsonObject { ["system"] = c.System, ["code"] = c.Code })]) };
}
