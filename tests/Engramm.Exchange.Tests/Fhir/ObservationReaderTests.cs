using System.Text;
using System.Text.Json.Nodes;
using Engramm.Exchange.Fhir;
using Engramm.Exchange.Hl7v2;
using Engramm.TestKit;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Hl7.Fhir.Serialization;

namespace Engramm.Exchange.Tests.Fhir;

/// <summary>FHIR Observations of devices: read as they are, or refused with what is allowed.</summary>
public sealed class ObservationReaderTests
{
    private const string Device = "00E0F1FFFE5A0007";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_heart_rate_with_its_three_codings_is_read_with_unit_moment_and_identifier()
    {
        var message = Read(Observations.HeartRate(Device, "O-1", Now, 71)).Message!;
        Assert.Equal(("O-1", Device, MessagePurpose.Production), (message.ControlId, message.Sender.Key, message.Purpose));
        var value = Assert.Single(message.Values);
        Assert.Equal((VitalKind.HeartRate, 71m, "/min", Now, MonitorValueStatus.Final), (value.Kind, value.Number, value.Unit, value.ObservedAt, value.Status));
    }

    [Fact]
    public void A_blood_pressure_is_read_from_the_components_of_its_panel()
    {
        var message = Read(Observations.Pressure(Device, "O-2", Now, 131, 80, 97)).Message!;
        Assert.Equal(
            [(VitalKind.NibpSystolic, 131m), (VitalKind.NibpDiastolic, 80m), (VitalKind.NibpMean, 97m)],
            message.Values.Select(v => (v.Kind!.Value, v.Number!.Value)));
    }

    [Theory]
    [InlineData("2026-11-23T10:00:00+01:00")]
    [InlineData("2026-11-23T09:00:00Z")]
    [InlineData("2026-11-23T09:00:00.000Z")]
    public void The_moment_is_an_instant_whatever_zone_it_is_written_in(string time) =>
        Assert.Equal(Now, Read(With(o => o["effectiveDateTime"] = time)).Message!.Values[0].ObservedAt);

    [Fact]
    public void An_Observation_that_says_there_is_no_value_is_read_and_holds_none()
    {
        var absent = With(o =>
        {
            o.Remove("valueQuantity");
            o["dataAbsentReason"] = Concept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "error");
        });
        Assert.True(Read(absent).IsWithoutValue);
        var half = Observations.Pressure(Device, "O-3", Now, 131, 80, 97);
        half["component"]![2]!.AsObject().Remove("valueQuantity");
        half["component"]![2]!["dataAbsentReason"] = Concept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "error");
        Assert.Equal(2, Read(half).Message!.Values.Count);
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { """{ "effectiveDateTime": "2026-11-23" }""", "Observation.effective", "no time of day" },
        { """{ "effectiveDateTime": "2026-11-23T09:00:00.12345678Z" }""", "Observation.effective", "seven digits" },
        { """{ "effectiveDateTime": null, "effectivePeriod": { "start": "2026-11-23T09:00:00Z" } }""", "Observation.effective", "no single moment" },
        { """{ "identifier": null }""", "Observation.identifier", "needs identifier.value" },
        { """{ "device": null }""", "Observation.device", "device.identifier.value" },
        { """{ "device": { "identifier": { "value": "ANOTHER" } } }""", "Observation.device", "this token belongs to 00E0F1FFFE5A0007" },
        { """{ "device": { "reference": "Device/ANOTHER" } }""", "Observation.device", "is ANOTHER" },
        { """{ "status": "amended" }""", "Observation.status", "final and preliminary are taken" },
        { """{ "status": "entered-in-error" }""", "Observation.status", "correct the value in the cockpit" },
        { """{ "status": "registered" }""", "Observation.status", "status is registered" },
        { """{ "valueQuantity": { "value": 71, "system": "http://unitsofmeasure.org", "code": "1/s" } }""", "Observation.value", "has the unit '1/s'" },
        { """{ "valueQuantity": { "value": 71, "unit": "/min" } }""", "Observation.value", "allowed is '/min' of http://unitsofmeasure.org" },
        { """{ "valueQuantity": { "value": 71, "comparator": "<", "system": "http://unitsofmeasure.org", "code": "/min" } }""", "Observation.value", "without comparator" },
        { """{ "valueQuantity": null, "valueString": "71" }""", "Observation.value", "must be a valueQuantity" },
        { """{ "valueQuantity": null }""", "Observation.value", "neither valueQuantity nor dataAbsentReason" },
        { """{ "dataAbsentReason": { "text": "off" } }""", "Observation.dataAbsentReason", "has a value and a dataAbsentReason" },
        { """{ "note": [ { "text": "moving" } ] }""", "Observation.note", "would be lost" },
        { """{ "bodySite": { "text": "arm" } }""", "Observation.bodySite", "would be lost" },
        { """{ "modifierExtension": [ { "url": "http://example.org/not", "valueBoolean": true } ] }""", "Observation.modifierExtension", "would be lost" },
        { """{ "subject": { "display": "Bett 3" } }""", "Observation.subject", "names nobody" },
        { """{ "subject": { "reference": "Group/1" } }""", "Observation.subject", "is no patient" },
        { """{ "code": { "coding": [ { "system": "http://loinc.org", "code": "2345-7" } ] } }""", "Observation.code", "2345-7 is not read here" },
        { """{ "code": { "text": "pulse" } }""", "Observation.code", "No LOINC or MDC coding" },
        { """{ "code": { "coding": [ { "system": "http://loinc.org", "code": "2708-6" } ] } }""", "Observation.code", "blood gas" },
        { """{ "code": { "coding": [ { "system": "http://loinc.org", "code": "8867-4" }, { "system": "urn:iso:std:iso:11073:10101", "code": "150456" } ] } }""", "Observation.code", "mean different things" },
        { """{ "code": { "coding": [ { "system": "http://loinc.org", "code": "8480-6" } ] } }""", "Observation.code", "panel 85354-9" },
        { """{ "code": { "coding": [ { "system": "urn:iso:std:iso:11073:10101", "code": "151708" } ] } }""", "Observation.code", "not kept in a session" },
        { """{ "meta": { "tag": [ { "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST" } ] } }""", "Observation.meta", "fictional practice" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_may_not_be_stored_is_refused_with_the_element_and_what_is_allowed(string change, string element, string reason)
    {
        var observation = With(o =>
        {
            foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            {
                o.Remove(name);
                if (value is not null)
                {
                    o[name] = value.DeepClone();
                }
            }
        });
        var reading = Read(observation);
        Assert.Null(reading.Message);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal((422, element), (fault.Status, fault.Expression));
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{ "resourceType": "Observation" }""")]
    [InlineData("""{ "resourceType": "Observation", "status": "final", "code": { "text": "x" }, "colour": "red" }""")]
    [InlineData("""{ "resourceType": "Observation", "status": "sure", "code": { "text": "x" } }""")]
    [InlineData("""{ "resourceType": "Observation", "status": "final", "code": { "text": "x" }, "effectiveDateTime": "yesterday" }""")]
    [InlineData("""{ "resourceType": "Observation", "status": "final", "code": { "text": "x" }, "valueString": "a", "valueInteger": 1 }""")]
    public void What_is_no_FHIR_is_refused_as_such(string text)
    {
        var reading = ObservationReader.Read(Encoding.UTF8.GetBytes(text), Device, takesTraining: false, Now);
        Assert.Null(reading.Message);
        Assert.NotEmpty(reading.Faults);
        Assert.All(reading.Faults, f => Assert.Equal(400, f.Status));
    }

    [Fact]
    public void A_wrong_unit_is_named_for_the_page_of_monitors()
    {
        var pressure = Observations.Pressure(Device, "O-4", Now, 131, 80, 97);
        pressure["component"]![0]!["valueQuantity"]!["code"] = "kPa";
        var reading = Read(pressure);
        Assert.Equal([(VitalKind.NibpSystolic, ValueRefusal.WrongUnit)], reading.Refused);
        Assert.Equal("Observation.component[0].value", Assert.Single(reading.Faults).Expression);
    }

    [Property(MaxTest = 300)]
    public bool A_number_is_read_as_it_was_written(int whole, byte hundredths)
    {
        var number = decimal.Divide(((whole % 100_000) * 100m) + (hundredths % 100), 100m);
        return Read(With(o => o["valueQuantity"]!["value"] = number)).Message!.Values[0].Number == number;
    }

    /// <summary>Whatever arrives, the answer is a message or faults that are FHIR themselves; never both, never neither, never an exception.</summary>
    [Property(MaxTest = 300)]
    public Property Whatever_is_sent_gets_an_answer() => Prop.ForAll(Damaged(), bytes =>
    {
        var reading = ObservationReader.Read(bytes, Device, takesTraining: true, Now);
        if (reading.Message is not null)
        {
            return reading.Faults.Count == 0 && reading.Message.Values.All(v => v is { Number: not null, Refusal: null } && v.ObservedAt.Offset == TimeSpan.Zero);
        }

        var outcome = OperationOutcome.Of(reading.Faults).ToJsonString();
        return reading.Faults.Count > 0 && new FhirJsonDeserializer().TryDeserializeResource(outcome, out _, out _);
    });

    /// <summary>Found by the property above.</summary>
    [Fact]
    public void A_coding_with_a_system_and_no_code_is_refused()
    {
        var sent = Observations.HeartRate(Device, "O-1", Now, 71);
        sent["code"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://loinc.org", ["display"] = "Heart rate" }) };
        var reading = ObservationReader.Read(Encoding.UTF8.GetBytes(sent.ToJsonString()), Device, takesTraining: false, Now);
        Assert.Null(reading.Message);
        Assert.Contains("no code", Assert.Single(reading.Faults).Reason, StringComparison.Ordinal);
    }

    /// <summary>PostgreSQL does not store it in a text.</summary>
    [Theory]
    [InlineData("\u0000")]
    [InlineData("O-\u00001")]
    public void An_identifier_with_a_control_character_is_refused(string identifier) =>
        Assert.Null(ObservationReader.Read(Encoding.UTF8.GetBytes(Observations.HeartRate(Device, identifier, Now, 71).ToJsonString()), Device, takesTraining: false, Now).Message);

    /// <summary>Found by the property above: the library falls over an element without a name.</summary>
    [Theory]
    [InlineData("""{"resourceType":"Observation","":1}""")]
    [InlineData("""{"resourceType":"Observation","code":{"coding":[{"":"8867-4"}]}}""")]
    public void An_element_without_a_name_is_refused(string sent)
    {
        var reading = ObservationReader.Read(Encoding.UTF8.GetBytes(sent), Device, takesTraining: true, Now);
        Assert.Null(reading.Message);
        Assert.All(reading.Faults, fault => Assert.Equal(400, fault.Status));
        Assert.NotEmpty(reading.Faults);
    }

    [Fact]
    public void The_capability_statement_is_FHIR() =>
        Assert.True(
            new FhirJsonDeserializer(new DeserializerSettings().UsingMode(DeserializationMode.Strict)).TryDeserializeResource(Capability.Statement(Now, "1").ToJsonString(), out _, out var issues),
            string.Join('\n', issues.Select(i => i.Message)));

    [Fact]
    public void A_batch_is_taken_apart_and_anything_else_refused()
    {
        var entry = new JsonObject { ["resource"] = Observations.HeartRate(Device, "O-1", Now, 71), ["request"] = new JsonObject { ["method"] = "POST", ["url"] = "Observation" } };
        var batch = new JsonObject { ["resourceType"] = "Bundle", ["type"] = "batch", ["entry"] = new JsonArray(entry) };
        var (resources, none) = BatchReader.Read(Encoding.UTF8.GetBytes(batch.ToJsonString()));
        Assert.Null(none);
        Assert.NotNull(ObservationReader.Read(Assert.Single(resources), Device, takesTraining: false, Now).Message);

        batch["type"] = "transaction";
        Assert.Contains("only batch", BatchReader.Read(Encoding.UTF8.GetBytes(batch.ToJsonString())).Fault!.Reason, StringComparison.Ordinal);
        Assert.Equal(400, BatchReader.Read("{"u8.ToArray()).Fault!.Status);
    }

    private static ObservationReading Read(JsonObject observation) =>
        ObservationReader.Read(Encoding.UTF8.GetBytes(observation.ToJsonString()), Device, takesTraining: false, Now);

    private static JsonObject With(Action<JsonObject> change)
    {
        var observation = Observations.HeartRate(Device, "O-1", Now, 71);
        change(observation);
        return observation;
    }

    private static JsonObject Concept(string system, string code) =>
        new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) };

    /// <summary>Sound Observations with some bytes changed, cut off or doubled.</summary>
    private static Arbitrary<byte[]> Damaged()
    {
        var sound = Encoding.UTF8.GetBytes(Observations.Pressure(Device, "O-1", Now, 131, 80, 97).ToJsonString());
        return (from place in Gen.Choose(0, sound.Length - 1)
                from length in Gen.Choose(0, 40)
                from bytes in Gen.ArrayOf(Gen.Elements(" {}[]\",:.0123456789eE+-abcxyz\u0000\u00ff".Select(c => (byte)c).ToArray()))
                select (byte[])[.. sound[..place], .. bytes, .. sound[Math.Min(sound.Length, place + length)..]]).ToArbitrary();
    }
}
