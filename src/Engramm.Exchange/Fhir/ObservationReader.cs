using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engramm.Exchange.Hl7v2;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;

namespace Engramm.Exchange.Fhir;

/// <summary>An Observation as understood: a message for the session, or why not.</summary>
/// <param name="Message">What the device said; null when there are faults.</param>
/// <param name="Faults">Why it is not taken; none when it is.</param>
/// <param name="Refused">Signs that could not be used, for the page of monitors. No values.</param>
public sealed record ObservationReading(MonitorMessage? Message, IReadOnlyList<FhirFault> Faults, IReadOnlyList<(VitalKind Sign, ValueRefusal Refusal)> Refused)
{
    /// <summary>Whether it was read and says that there is no value, such as a sensor that is off: nothing to store.</summary>
    public bool IsWithoutValue => Message is { Values.Count: 0 };
}

/// <summary>
/// Reads one FHIR R4 Observation of a vital sign in JSON. Strict: an element that would be lost or could change the meaning is refused and
/// never left out in silence; a unit is never converted; a number is never changed.
/// </summary>
public static class ObservationReader
{
    /// <summary>Most bytes of one Observation.</summary>
    public const int MostBytes = 64 * 1024;

    private const int MostFaults = 10;
    private const int LongestText = 256;
    private const string Ucum = "http://unitsofmeasure.org";
    private const string TestData = "HTEST";
    private static readonly FhirJsonDeserializer Json = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict));

    /// <summary>Makes ready what the first Observation would wait for, a second and more.</summary>
    public static void Prepare() => Read("""{ "resourceType": "Observation" }"""u8, string.Empty, takesTraining: false, DateTimeOffset.UnixEpoch);

    /// <summary>Reads the bytes; whatever they are, the answer is a message or faults.</summary>
    /// <param name="bytes">One resource, UTF-8.</param>
    /// <param name="deviceId">The device the sender proved to be.</param>
    /// <param name="takesTraining">Whether Observations marked as test data are taken. Only a fictional practice should say yes.</param>
    /// <param name="receivedAt">When it came, on the practice's clock.</param>
    public static ObservationReading Read(ReadOnlySpan<byte> bytes, string deviceId, bool takesTraining, DateTimeOffset receivedAt)
    {
        if (bytes.Length > MostBytes)
        {
            return Refuse(new FhirFault(413, "too-long", string.Empty, $"The Observation has {bytes.Length} bytes; at most {MostBytes} are taken. Send each measurement by itself."));
        }

        if (Parse(bytes, out var faults) is not { } resource)
        {
            return Refuse([.. faults]);
        }

        if (resource is not Observation observation)
        {
            return Refuse(new FhirFault(422, "invalid", "resourceType", $"resourceType is {resource.TypeName}; only Observation is taken here."));
        }

        var reading = new Reading(observation, deviceId, takesTraining, receivedAt);
        return reading.Read(Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static ObservationReading Refuse(params IReadOnlyList<FhirFault> faults) => new(null, faults, []);

    private static Resource? Parse(ReadOnlySpan<byte> bytes, out List<FhirFault> faults)
    {
        faults = [];
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
            if (text.Contains("\\u0000", StringComparison.Ordinal))
            {
                // In JSON it travels as this escape alone. PostgreSQL keeps it in no text.
                faults.Add(new FhirFault(400, "value", string.Empty, "The body holds the character NUL (\\u0000), which is no text. Send the Observation without it."));
                return null;
            }

            if (Json.TryDeserializeResource(text, out var resource, out var issues) && resource is not null)
            {
                return resource;
            }

            faults.AddRange(issues.Take(MostFaults).Select(i => new FhirFault(400, "structure", string.Empty, i.Message)));
        }
        // An element without a name gets the library's own IndexOutOfRangeException.
        catch (Exception fault) when (fault is JsonException or DecoderFallbackException or InvalidOperationException or FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            faults.Add(new FhirFault(400, "structure", string.Empty, "The body is not JSON in UTF-8. Send one FHIR R4 resource."));
        }

        if (faults.Count == 0)
        {
            faults.Add(new FhirFault(400, "structure", string.Empty, "The body holds no FHIR resource. Send one Observation."));
        }

        return null;
    }

    /// <summary>One Observation on its way to a message.</summary>
    private sealed class Reading(Observation observation, string deviceId, bool takesTraining, DateTimeOffset receivedAt)
    {
        private readonly List<FhirFault> faults = [];
        private readonly List<(VitalKind Sign, ValueRefusal Refusal)> refused = [];
        private readonly List<MonitorValue> values = [];
        private DateTimeOffset at;
        private bool isAhead;

        public ObservationReading Read(string digest)
        {
            NothingIsLost();
            var identifier = Identifier();
            var purpose = Purpose();
            at = EffectiveAt();
            CheckDevice();
            CheckStatus();
            var people = People();
            ReadValues();
            return faults.Count > 0
                ? new ObservationReading(null, [.. faults.Take(MostFaults)], refused)
                : new ObservationReading(
                    new MonitorMessage(
                        identifier, null, new MonitorSender(string.Empty, deviceId, string.Empty, string.Empty), purpose, observation.Issued, receivedAt, people, null, values, digest),
                    [],
                    []);
        }

        private void Fault(string code, string element, string reason) =>
            faults.Add(new FhirFault(422, code, element.Length == 0 ? "Observation" : "Observation." + element, reason));

        /// <summary>Elements that are not kept, or that change what a value means.</summary>
        private void NothingIsLost()
        {
            foreach (var (isThere, name) in (IEnumerable<(bool, string)>)
            [
                (observation.ImplicitRules is not null, "implicitRules"),
                (observation.Contained.Count > 0, "contained"),
                (observation.ModifierExtension.Count > 0, "modifierExtension"),
                (observation.BasedOn.Count > 0, "basedOn"),
                (observation.PartOf.Count > 0, "partOf"),
                (observation.Focus.Count > 0, "focus"),
                (observation.Interpretation.Count > 0, "interpretation"),
                (observation.Note.Count > 0, "note"),
                (observation.BodySite is not null, "bodySite"),
                (observation.Method is not null, "method"),
                (observation.Specimen is not null, "specimen"),
                (observation.ReferenceRange.Count > 0, "referenceRange"),
                (observation.HasMember.Count > 0, "hasMember"),
                (observation.DerivedFrom.Count > 0, "derivedFrom"),
            ])
            {
                if (isThere)
                {
                    Fault("not-supported", name, $"{name} is not kept here and would be lost. Leave it out, or chart the measurement in the cockpit.");
                }
            }
        }

        private string Identifier()
        {
            var value = observation.Identifier.Count > 0 ? observation.Identifier[0].Value : null;
            if (value is not { Length: > 0 and <= LongestText })
            {
                Fault("required", "identifier", $"An Observation needs identifier.value, 1 to {LongestText} characters, the same when it is sent again: without it nobody can say which answer was lost.");
            }

            return value ?? string.Empty;
        }

        private MessagePurpose Purpose()
        {
            var labels = observation.Meta is { } meta ? meta.Tag.Concat(meta.Security) : [];
            if (!labels.Any(l => l.Code is TestData))
            {
                return MessagePurpose.Production;
            }

            if (!takesTraining)
            {
                Fault("business-rule", "meta", $"The Observation is marked {TestData} (test data). Test data are taken only by a fictional practice.");
            }

            return MessagePurpose.Training;
        }

        private DateTimeOffset EffectiveAt()
        {
            var text = observation.Effective switch
            {
                FhirDateTime time => time.Value,
                Instant { Value: { } instant } => instant.ToString("O", CultureInfo.InvariantCulture),
                _ => null,
            };
            if (text is null)
            {
                Fault("required", "effective", "effectiveDateTime is missing or no single moment. Send effectiveDateTime with date, time and zone, such as 2026-11-23T09:15:30.5+01:00.");
            }
            else if (HasZone(text) && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            {
                if (read - receivedAt > MonitorValue.MostAhead)
                {
                    isAhead = true;
                    Fault(
                        "business-rule", "effective",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"effectiveDateTime {text} lies {Math.Ceiling((read - receivedAt).TotalSeconds):0} s after the receipt, allowed are {MonitorValue.MostAhead.TotalSeconds:0} s: the clock of the device is ahead. Set it and send the measurements that follow."));
                }

                return read.ToUniversalTime();
            }
            else
            {
                Fault("value", "effective", $"effectiveDateTime {text} has no time of day, no zone, or more than seven digits behind the second. Send it as 2026-11-23T09:15:30.5+01:00.");
            }

            return receivedAt;
        }

        private static bool HasZone(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text.Contains('T', StringComparison.Ordinal));

        private void CheckDevice()
        {
            var device = observation.Device;
            var named = device?.Identifier?.Value ?? (device?.Reference is { } reference && reference.StartsWith("Device/", StringComparison.Ordinal) ? reference["Device/".Length..] : null);
            if (named is null)
            {
                Fault("required", "device", $"The Observation must name its device in device.identifier.value. This token belongs to {deviceId}.");
            }
            else if (!string.Equals(named, deviceId, StringComparison.Ordinal))
            {
                Fault("business-rule", "device", $"The device is {named}, and this token belongs to {deviceId}. Use the token that was made for this device: values of two devices under one name could reach the wrong person.");
            }
        }

        private void CheckStatus()
        {
            if (observation.Status is not (ObservationStatus.Final or ObservationStatus.Preliminary))
            {
                Fault(
                    "business-rule", "status",
                    $"status is {observation.Status?.GetLiteral()}; final and preliminary are taken. A device changes nothing that is in a session: strike or correct the value in the cockpit, which keeps both.");
            }
        }

        private List<MonitorPatientId> People()
        {
            if (observation.Subject is not { } subject)
            {
                return [];
            }

            var people = new List<MonitorPatientId>();
            if (subject.Reference is { Length: > 0 } reference)
            {
                var parts = reference.Split('/');
                if (parts.Length < 2 || parts[^2] is not "Patient" || parts[^1].Length == 0)
                {
                    Fault("value", "subject", $"subject {reference} is no patient. Send Patient/ and a number, or leave subject out.");
                }

                people.Add(new MonitorPatientId(parts[^1], string.Empty, string.Empty));
            }

            if (subject.Identifier?.Value is { Length: > 0 } number)
            {
                people.Add(new MonitorPatientId(number, subject.Identifier.System ?? string.Empty, string.Empty));
            }

            if (people.Count == 0)
            {
                Fault("value", "subject", "subject names nobody by reference or identifier. Send one of them, or leave subject out.");
            }

            return people;
        }

        private void ReadValues()
        {
            var (kind, isPanel, problem) = ObservationCodes.Read(observation.Code);
            if (problem is not null)
            {
                Fault("code-invalid", "code", problem);
            }
            else if (isPanel)
            {
                ReadPanel();
            }
            else if (ObservationCodes.IsPressure(kind!.Value))
            {
                Fault("business-rule", "code", $"A pressure travels in the panel {ObservationCodes.Panel}, its numbers in components, so that they stay together.");
            }
            else if (observation.Component.Count > 0)
            {
                Fault("not-supported", "component", $"{kind} has no components. Send each sign as an Observation of its own.");
            }
            else
            {
                ReadValue(kind.Value, observation.Code, observation.Value, observation.DataAbsentReason, string.Empty, 1);
            }
        }

        private void ReadPanel()
        {
            if (observation.Value is not null)
            {
                Fault("business-rule", "value", $"The panel {ObservationCodes.Panel} has no value of its own. Put the numbers into components.");
            }

            if (observation.Component.Count == 0 && observation.DataAbsentReason is null)
            {
                Fault("required", "component", $"The panel {ObservationCodes.Panel} has no component and no dataAbsentReason.");
            }

            var seen = new HashSet<VitalKind>();
            for (var i = 0; i < observation.Component.Count; i++)
            {
                var component = observation.Component[i];
                var place = string.Create(CultureInfo.InvariantCulture, $"component[{i}].");
                var (kind, _, problem) = ObservationCodes.Read(component.Code);
                if (problem is not null || kind is not { } pressure || !ObservationCodes.IsPressure(pressure))
                {
                    Fault("code-invalid", place + "code", problem ?? $"Only 8480-6, 8462-4 and 8478-0 stand in the panel {ObservationCodes.Panel}.");
                }
                else if (!seen.Add(pressure))
                {
                    Fault("business-rule", place + "code", $"{pressure} stands in the panel twice. Send one number of each.");
                }
                else if (component.Interpretation.Count > 0 || component.ReferenceRange.Count > 0 || component.ModifierExtension.Count > 0)
                {
                    Fault("not-supported", place.TrimEnd('.'), "interpretation, referenceRange and modifierExtension are not kept here and would be lost. Leave them out.");
                }
                else
                {
                    ReadValue(pressure, component.Code, component.Value, component.DataAbsentReason, place, i + 1);
                }
            }
        }

        private void ReadValue(VitalKind kind, CodeableConcept code, DataType? value, CodeableConcept? absent, string place, int position)
        {
            if (value is null)
            {
                if (absent is null)
                {
                    Fault("required", place + "value", $"{kind} has neither valueQuantity nor dataAbsentReason. Send one of them.");
                }

                return;
            }

            if (absent is not null)
            {
                Fault("business-rule", place + "dataAbsentReason", $"{kind} has a value and a dataAbsentReason. Send one of them.");
                return;
            }

            if (value is not Quantity { Value: { } number } quantity || quantity.GetType() != typeof(Quantity) || quantity.Comparator is not null)
            {
                refused.Add((kind, ValueRefusal.NotANumber));
                Fault("value", place + "value", $"{kind} must be a valueQuantity with a number and without comparator.");
                return;
            }

            var unit = MdcNomenclature.UnitOf(kind);
            if (!string.Equals(quantity.System, Ucum, StringComparison.Ordinal) || !string.Equals(quantity.Code, unit, StringComparison.Ordinal))
            {
                refused.Add((kind, ValueRefusal.WrongUnit));
                Fault(
                    "value", place + "value",
                    $"{kind} has the unit '{quantity.Code ?? quantity.Unit}' of system '{quantity.System}'; allowed is '{unit}' of {Ucum}. Units are never converted here: change the unit on the device.");
                return;
            }

            if (isAhead)
            {
                refused.Add((kind, ValueRefusal.ClockAhead));
                return;
            }

            var coding = code.Coding[0];
            values.Add(new MonitorValue(
                position, coding.Code ?? string.Empty, coding.Display ?? string.Empty, coding.System ?? string.Empty, string.Empty,
                number.ToString(CultureInfo.InvariantCulture), unit, kind, number, unit,
                observation.Status == ObservationStatus.Preliminary ? MonitorValueStatus.Preliminary : MonitorValueStatus.Final,
                null, at, TimeSource.Observation, ZoneBasis.Stated, deviceId));
        }
    }
}
