using System.Globalization;
using System.Security.Cryptography;

namespace Engramm.Exchange.Hl7v2;

/// <summary>What the practice knows about its monitors that a message does not say.</summary>
public sealed record MonitorReading
{
    /// <summary>The zone of a device's clock when it writes no offset, by the sender's key.</summary>
    public Func<MonitorSender, TimeZoneInfo> ZoneOf { get; init; } = static _ => TimeZoneInfo.Utc;

    /// <summary>Whether training and debugging messages are taken. Only a fictional practice should say yes.</summary>
    public bool TakesTraining { get; init; }

    /// <summary>Limits of the text.</summary>
    public Hl7Limits Limits { get; init; } = new();
}

/// <summary>Reads an observation message (ORU^R01, IHE PCD-01) of a patient monitor.</summary>
public static class MonitorReader
{
    private const int LongestText = 256;

    /// <summary>Reads the bytes of one message; whatever they are, the answer is a message or a fault.</summary>
    public static Hl7Result<MonitorMessage> Read(ReadOnlySpan<byte> bytes, MonitorReading reading, DateTimeOffset receivedAt)
    {
        var parsed = Hl7Parser.Read(bytes, reading.Limits);
        return parsed.IsRead
            ? Read(parsed.Value, reading, receivedAt, Convert.ToHexStringLower(SHA256.HashData(bytes)))
            : parsed.Fault;
    }

    private static Hl7Result<MonitorMessage> Read(Hl7Message message, MonitorReading reading, DateTimeOffset receivedAt, string digest)
    {
        var header = message.Header;
        if (CheckHeader(message) is { } fault)
        {
            return fault with { Header = header };
        }

        if (PurposeOf(header.ProcessingId) is not { } purpose || (purpose != MessagePurpose.Production && !reading.TakesTraining))
        {
            return new Hl7Fault(Hl7FaultKind.UnsupportedPurpose, "MSH-11 must be P here; training messages are taken only by a fictional practice.", "MSH-11", header);
        }

        var sender = new MonitorSender(At(header.SendingApplication, 0), At(header.SendingApplication, 1), At(header.SendingApplication, 2), At(header.SendingFacility, 0));
        var zone = reading.ZoneOf(sender);
        var sent = ReadTime(message.Segments[0], 7, "MSH-7", zone, receivedAt);
        if (sent.Fault is not null)
        {
            return sent.Fault with { Header = header };
        }

        var values = new List<MonitorValue>();
        fault = ReadGroups(message, sent.Time, zone, receivedAt, values);
        if (fault is not null)
        {
            return fault with { Header = header };
        }

        var patient = message.First("PID");
        var visit = message.First("PV1");
        return new MonitorMessage(
            header.ControlId, header, sender, purpose, sent.Time?.Instant, receivedAt,
            patient is null ? [] : PatientIds(patient), visit is null ? null : Place(visit), values, digest);
    }

    private static Hl7Fault? CheckHeader(Hl7Message message)
    {
        var header = message.Header;
        if (!header.Version.StartsWith("2.", StringComparison.Ordinal) || header.Version.Length > 8)
        {
            return new Hl7Fault(Hl7FaultKind.UnsupportedVersion, "MSH-12 must name a version 2 of HL7, such as 2.6.", "MSH-12");
        }

        if (message.Type is not ("ORU", "R01"))
        {
            return new Hl7Fault(Hl7FaultKind.UnsupportedType, "Only ORU^R01 is taken here.", "MSH-9");
        }

        if (header.ControlId.Length == 0)
        {
            return new Hl7Fault(Hl7FaultKind.MissingField, "A message needs a control id, or it cannot be answered.", "MSH-10");
        }

        if (At(header.SendingApplication, 0).Length == 0 && At(header.SendingApplication, 1).Length == 0)
        {
            return new Hl7Fault(Hl7FaultKind.MissingField, "A message must name its sending device.", "MSH-3");
        }

        return header.SendingApplication.Concat(header.SendingFacility).Any(part => part.Length > LongestText || part.Any(char.IsControl))
            ? new Hl7Fault(Hl7FaultKind.BadField, $"The sender's names must have at most {LongestText} printable characters each.", "MSH-3")
            : null;
    }

    private static Hl7Fault? ReadGroups(Hl7Message message, DeviceTime? sent, TimeZoneInfo zone, DateTimeOffset receivedAt, List<MonitorValue> values)
    {
        if (message.Segments.Count(segment => segment.Name is "PID") > 1 || message.Segments.Count(segment => segment.Name is "PV1") > 1)
        {
            return new Hl7Fault(Hl7FaultKind.SeveralPatients, "One message may speak of one patient and one bed; send one message for each.");
        }

        var (inGroup, position) = (false, 0);
        DeviceTime? group = null;
        foreach (var segment in message.Segments)
        {
            switch (segment.Name)
            {
                case "PID" or "PV1" when inGroup:
                    return new Hl7Fault(Hl7FaultKind.BadSequence, "PID and PV1 must stand before the first OBR.");
                case "OBR":
                    var read = ReadTime(segment, 7, "OBR-7", zone, receivedAt);
                    if (read.Fault is not null)
                    {
                        return read.Fault;
                    }

                    (inGroup, group) = (true, read.Time);
                    break;
                case "OBX":
                    position++;
                    if (!inGroup)
                    {
                        return new Hl7Fault(Hl7FaultKind.BadSequence, "OBX must stand under an OBR.", $"OBX[{position}]");
                    }

                    if (!IsContainmentHeader(segment))
                    {
                        if (ReadValue(segment, position, group, sent, zone, receivedAt, values) is { } fault)
                        {
                            return fault;
                        }
                    }

                    break;
            }
        }

        return inGroup ? null : new Hl7Fault(Hl7FaultKind.BadSequence, "An ORU message needs at least one OBR.");
    }

    private static Hl7Fault? ReadValue(
        Hl7Segment obx, int position, DeviceTime? group, DeviceTime? sent, TimeZoneInfo zone, DateTimeOffset receivedAt, List<MonitorValue> values)
    {
        var identifier = obx.Components(3);
        if (At(identifier, 0).Length == 0)
        {
            return new Hl7Fault(Hl7FaultKind.MissingField, "A value needs a code.", $"OBX[{position}]-3");
        }

        var own = ReadTime(obx, 14, $"OBX[{position}]-14", zone, receivedAt);
        if (own.Fault is not null)
        {
            return own.Fault;
        }

        if ((own.Time ?? group ?? sent) is not { } time)
        {
            return new Hl7Fault(Hl7FaultKind.BadTime, "A value needs a time in OBX-14, OBR-7 or MSH-7.", $"OBX[{position}]-14");
        }

        var kind = MdcNomenclature.KindOf(At(identifier, 0), At(identifier, 2));
        var unitParts = obx.Components(6);
        var unit = MdcNomenclature.UcumOf(At(unitParts, 0), At(unitParts, 2));
        var status = StatusOf(obx.Text(11));
        var raw = obx.Raw(5);
        var number = ReadNumber(obx.Raw(2), raw);
        var refusal = kind is { } known ? Refuse(known, raw, number, unit, status) : null;
        TimeSpan? ahead = number is not null && time.Instant - receivedAt > MonitorValue.MostAhead ? time.Instant - receivedAt : null;
        refusal ??= kind is not null && ahead is not null ? ValueRefusal.ClockAhead : null;
        values.Add(new MonitorValue(
            position, At(identifier, 0), At(identifier, 1), At(identifier, 2), obx.Text(4), raw, obx.Raw(6),
            kind, refusal is null ? number : null, unit, status, refusal, time.Instant,
            own.Time is not null ? TimeSource.Observation : group is not null ? TimeSource.Group : TimeSource.Message,
            time.Basis, obx.Text(18), ahead));
        return null;
    }

    private static ValueRefusal? Refuse(VitalKind kind, string raw, decimal? number, string? unit, MonitorValueStatus status)
    {
        if (raw.Length == 0 && status is MonitorValueStatus.NotAvailable or MonitorValueStatus.Withdrawn)
        {
            return null;
        }

        if (status is MonitorValueStatus.NotAvailable or MonitorValueStatus.Withdrawn or MonitorValueStatus.Unknown)
        {
            return ValueRefusal.UnusableStatus;
        }

        if (number is null)
        {
            return ValueRefusal.NotANumber;
        }

        return string.Equals(unit, MdcNomenclature.UnitOf(kind), StringComparison.Ordinal) ? null : ValueRefusal.WrongUnit;
    }

    /// <summary>An OBX without type and value and with status X names a device, module or channel; a known sign without value is a sensor that is off.</summary>
    private static bool IsContainmentHeader(Hl7Segment obx) =>
        obx.Raw(5).Length == 0
        && StatusOf(obx.Text(11)) == MonitorValueStatus.NotAvailable
        && obx.Raw(6).Length == 0
        && obx.Text(3).Length > 0
        && MdcNomenclature.KindOf(obx.Text(3), obx.Text(3, 3)) is null;

    /// <summary>The NM type of HL7: sign, digits, point, digits. Other value types are never numbers here.</summary>
    private static decimal? ReadNumber(string type, string raw) =>
        string.Equals(type, "NM", StringComparison.Ordinal)
        && raw.Length <= 16
        && decimal.TryParse(raw, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static (DeviceTime? Time, Hl7Fault? Fault) ReadTime(Hl7Segment segment, int field, string location, TimeZoneInfo zone, DateTimeOffset receivedAt)
    {
        var text = segment.Text(field);
        if (text.Length == 0)
        {
            return (null, null);
        }

        return Hl7Time.Read(text, zone, receivedAt) is { } time
            ? (time, null)
            : (null, new Hl7Fault(Hl7FaultKind.BadTime, "A time must read YYYYMMDDHHMM[SS[.SSSS]][+/-ZZZZ] and exist on the device's clock.", location));
    }

    private static MonitorPatientId[] PatientIds(Hl7Segment pid) =>
    [
        .. pid.Repetitions(3)
            .Select(pid.ComponentsOf)
            .Where(parts => At(parts, 0).Length > 0)
            .Select(parts => new MonitorPatientId(At(parts, 0), At(parts, 3), At(parts, 4))),
    ];

    private static MonitorPlace? Place(Hl7Segment pv1)
    {
        var parts = pv1.Components(3);
        return parts.Any(part => part.Length > 0) ? new MonitorPlace(At(parts, 0), At(parts, 1), At(parts, 2), At(parts, 3)) : null;
    }

    private static MessagePurpose? PurposeOf(string processingId) => processingId switch
    {
        "P" => MessagePurpose.Production,
        "T" => MessagePurpose.Training,
        "D" => MessagePurpose.Debugging,
        _ => null,
    };

    private static MonitorValueStatus StatusOf(string status) => status switch
    {
        "R" => MonitorValueStatus.Unverified,
        "F" => MonitorValueStatus.Final,
        "P" => MonitorValueStatus.Preliminary,
        "C" => MonitorValueStatus.Corrected,
        "X" => MonitorValueStatus.NotAvailable,
        "D" or "W" => MonitorValueStatus.Withdrawn,
        _ => MonitorValueStatus.Unknown,
    };

    private static string At(IReadOnlyList<string> parts, int index) => index < parts.Count ? parts[index] : string.Empty;
}
