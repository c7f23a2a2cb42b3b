using System.Globalization;
using Engramm.Sessions.Readings;

namespace Engramm.Exchange.Hl7v2;

/// <summary>The vital signs this product knows by name. Everything else is kept as received, without a kind.</summary>
public enum VitalKind
{
    /// <summary>From the ECG, /min.</summary>
    HeartRate,

    /// <summary>From oximeter or cuff, /min.</summary>
    PulseRate,

    /// <summary>Oxygen saturation from the oximeter, %.</summary>
    SpO2,

    /// <summary>Breaths, /min; the containment tells chest impedance from capnography.</summary>
    RespiratoryRate,

    /// <summary>Cuff pressure, systolic, mm[Hg].</summary>
    NibpSystolic,

    /// <summary>Cuff pressure, diastolic, mm[Hg].</summary>
    NibpDiastolic,

    /// <summary>Cuff pressure, mean, mm[Hg].</summary>
    NibpMean,

    /// <summary>Body temperature, Cel.</summary>
    Temperature,

    /// <summary>End-tidal carbon dioxide, mm[Hg].</summary>
    EtCO2,
}

/// <summary>OBX-11, what the device says about the value (HL7 table 0085).</summary>
public enum MonitorValueStatus
{
    /// <summary>R: entered, not verified by a person. The usual status of monitor data.</summary>
    Unverified,

    /// <summary>F: final.</summary>
    Final,

    /// <summary>P: preliminary.</summary>
    Preliminary,

    /// <summary>C: replaces an earlier value.</summary>
    Corrected,

    /// <summary>X: no value can be had, such as a sensor that is off.</summary>
    NotAvailable,

    /// <summary>D or W: the device takes an earlier value back.</summary>
    Withdrawn,

    /// <summary>Empty or anything else.</summary>
    Unknown,
}

/// <summary>Why a value may not be used as a number, although its message was taken.</summary>
public enum ValueRefusal
{
    /// <summary>Not a plain decimal number.</summary>
    NotANumber,

    /// <summary>No unit, or a unit that this sign is not read in. Never converted by guess.</summary>
    WrongUnit,

    /// <summary>A number with a status that says there is none, or an unknown status.</summary>
    UnusableStatus,

    /// <summary>Seen later than it was received: the device's clock is ahead, and the value would stand as current for as long as it is.</summary>
    ClockAhead,
}

/// <summary>Which of the three times of a message a value carries.</summary>
public enum TimeSource
{
    /// <summary>OBX-14, the value's own time.</summary>
    Observation,

    /// <summary>OBR-7, the time of its group.</summary>
    Group,

    /// <summary>MSH-7, the time of the message.</summary>
    Message,
}

/// <summary>The purpose MSH-11 declares.</summary>
public enum MessagePurpose
{
    /// <summary>P: a real person.</summary>
    Production,

    /// <summary>T: training or simulation.</summary>
    Training,

    /// <summary>D: debugging.</summary>
    Debugging,
}

/// <summary>Who sent a message (MSH-3, MSH-4).</summary>
/// <param name="Application">MSH-3.1, a name such as <c>VSP</c>.</param>
/// <param name="UniversalId">MSH-3.2, an EUI-64 for IHE devices; empty when not sent.</param>
/// <param name="UniversalIdType">MSH-3.3, such as <c>EUI-64</c>.</param>
/// <param name="Facility">MSH-4.1.</param>
public sealed record MonitorSender(string Application, string UniversalId, string UniversalIdType, string Facility)
{
    /// <summary>
    /// What a person ties to a chair: the universal id when there is one, else name and facility. Devices without a universal id share a
    /// key when they share a name; then the bed tells them apart.
    /// </summary>
    public string Key => UniversalId.Length > 0 ? UniversalId : Facility.Length > 0 ? $"{Application}@{Facility}" : Application;
}

/// <summary>A patient identifier typed into the device (one repetition of PID-3).</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Authority">PID-3.4.1, who gave it; empty when not sent.</param>
/// <param name="TypeCode">PID-3.5, such as <c>MR</c>.</param>
public sealed record MonitorPatientId(string Id, string Authority, string TypeCode)
{
    /// <summary>Withheld: identifiers must not reach a log by accident.</summary>
    public override string ToString() => "patient identifier (withheld)";
}

/// <summary>Where the device says it stands (PV1-3). Empty parts were not sent.</summary>
public sealed record MonitorPlace(string PointOfCare, string Room, string Bed, string Facility);

/// <summary>One value of a message, as received and as understood.</summary>
/// <param name="Position">Which OBX of the message, from 1.</param>
/// <param name="Code">OBX-3.1 as sent.</param>
/// <param name="CodeName">OBX-3.2 as sent.</param>
/// <param name="CodeSystem">OBX-3.3 as sent, such as <c>MDC</c>.</param>
/// <param name="Containment">OBX-4: device, module, channel, metric, such as <c>1.22.1.2</c>.</param>
/// <param name="RawText">OBX-5 exactly as sent.</param>
/// <param name="RawUnit">OBX-6 exactly as sent.</param>
/// <param name="Kind">The vital sign, when the code is known; null keeps the value as received.</param>
/// <param name="Number">The number in <paramref name="Unit"/>; null when there is none or it was refused. Never clamped.</param>
/// <param name="Unit">The UCUM unit, when the unit code is known.</param>
/// <param name="Status">OBX-11.</param>
/// <param name="Refusal">Why a value with a kind has no usable number; null when nothing is wrong with it.</param>
/// <param name="ObservedAt">When it was observed, UTC.</param>
/// <param name="TimeSource">Which field gave that time.</param>
/// <param name="ZoneBasis">How its offset was found.</param>
/// <param name="DeviceId">OBX-18.1, the measuring device; empty when not sent.</param>
/// <param name="Ahead">How long after its receipt the value says it was observed, when that is too long; null when it is not, and in what was kept by an earlier version.</param>
public sealed record MonitorValue(
    int Position,
    string Code,
    string CodeName,
    string CodeSystem,
    string Containment,
    string RawText,
    string RawUnit,
    VitalKind? Kind,
    decimal? Number,
    string? Unit,
    MonitorValueStatus Status,
    ValueRefusal? Refusal,
    DateTimeOffset ObservedAt,
    TimeSource TimeSource,
    ZoneBasis ZoneBasis,
    string DeviceId,
    TimeSpan? Ahead = null)
{
    /// <summary>
    /// How far a value's time may lie after its receipt: devices count whole seconds, and clocks set over the network differ by less. Expert
    /// default of this project.
    /// </summary>
    public static readonly TimeSpan MostAhead = LatestReading.MostAhead;

    /// <summary>A sentence for the person who runs the device, without the value; null when nothing was refused.</summary>
    public string? RefusalReason => Refusal switch
    {
        ValueRefusal.NotANumber => $"OBX[{Position}]-5 ({Kind}) is not a plain decimal number; the value was kept as received and is not used.",
        ValueRefusal.WrongUnit => $"OBX[{Position}]-6 ({Kind}) must be the unit {MdcNomenclature.UnitOf(Kind!.Value)}; the value was kept as received and is not used.",
        ValueRefusal.UnusableStatus => $"OBX[{Position}]-11 ({Kind}) does not say that this is a result; the value was kept as received and is not used.",
        ValueRefusal.ClockAhead => string.Create(
            CultureInfo.InvariantCulture,
            $"OBX[{Position}] ({Kind}) was seen {Math.Ceiling(Ahead?.TotalSeconds ?? 0):0} s after it was received, allowed are {MostAhead.TotalSeconds:0} s: the clock of the device is ahead. Set it; the value is not used."),
        null => null,
        _ => throw new InvalidOperationException($"Unknown refusal {Refusal}."),
    };

    /// <summary>Withheld: a value belongs to a person.</summary>
    public override string ToString() => $"{Kind?.ToString() ?? "value without kind"} in OBX {Position} (withheld)";
}

/// <summary>What one monitor said in one message.</summary>
/// <param name="ControlId">MSH-10, or the identifier of a FHIR Observation. Repeated by a sender that got no answer; with the digest it tells a repetition from a counter that began anew.</param>
/// <param name="Header">MSH as sent; null when it did not come as HL7 v2.</param>
/// <param name="Sender">The device.</param>
/// <param name="Purpose">MSH-11.</param>
/// <param name="SentAt">MSH-7 or Observation.issued, UTC; null when not sent.</param>
/// <param name="ReceivedAt">When it arrived, on the practice's clock.</param>
/// <param name="PatientIds">PID-3; none when the device was not told.</param>
/// <param name="Place">PV1-3; null when not sent.</param>
/// <param name="Values">All values in order; containment headers are left out.</param>
/// <param name="ContentDigest">SHA-256 over the bytes received, lower-case hexadecimal.</param>
public sealed record MonitorMessage(
    string ControlId,
    Hl7Header? Header,
    MonitorSender Sender,
    MessagePurpose Purpose,
    DateTimeOffset? SentAt,
    DateTimeOffset ReceivedAt,
    IReadOnlyList<MonitorPatientId> PatientIds,
    MonitorPlace? Place,
    IReadOnlyList<MonitorValue> Values,
    string ContentDigest)
{
    /// <summary>How far the device's clock is ahead of ours, transport included; null when the message has no time.</summary>
    public TimeSpan? ClockSkew => SentAt - ReceivedAt;

    /// <summary>Withheld, but for what a log may hold.</summary>
    public override string ToString() => $"monitor message {ControlId} with {Values.Count} values";
}
