using System.Diagnostics.CodeAnalysis;

namespace Engramm.Exchange.Hl7v2;

/// <summary>What was wrong with a message. The code is what a log may hold; it never carries content.</summary>
public enum Hl7FaultKind
{
    /// <summary>No bytes, or only line ends.</summary>
    Empty,

    /// <summary>Longer than the limit, in bytes, segments or fields.</summary>
    TooLarge,

    /// <summary>Does not begin with an MSH segment.</summary>
    NotHl7,

    /// <summary>MSH-1 or MSH-2 do not give usable delimiters.</summary>
    BadDelimiters,

    /// <summary>A segment name is not three capital letters or digits, beginning with a letter.</summary>
    BadSegment,

    /// <summary>A control character stands inside the text.</summary>
    ControlCharacter,

    /// <summary>MSH-18 names a character set that is not read here, or none although the text needs one.</summary>
    UnknownCharset,

    /// <summary>The bytes are not text of the declared character set.</summary>
    BadEncoding,

    /// <summary>Not an HL7 version 2 message.</summary>
    UnsupportedVersion,

    /// <summary>Not an observation message (ORU^R01).</summary>
    UnsupportedType,

    /// <summary>A training or debugging message where only production is taken, or an unknown MSH-11.</summary>
    UnsupportedPurpose,

    /// <summary>A field that is needed is empty.</summary>
    MissingField,

    /// <summary>A field does not hold what its type demands.</summary>
    BadField,

    /// <summary>A time cannot be read, or does not exist on the device's clock.</summary>
    BadTime,

    /// <summary>Segments in an order that has no meaning.</summary>
    BadSequence,

    /// <summary>One message speaks of several patients or beds.</summary>
    SeveralPatients,

    /// <summary>It was read, but the practice could not store it. Sending again may help.</summary>
    NotStored,

    /// <summary>It was read, and the practice declined it with a reason.</summary>
    Declined,
}

/// <summary>The three answers of HL7 original acknowledgement mode.</summary>
public enum AckCode
{
    /// <summary>AA: stored.</summary>
    Accepted,

    /// <summary>AE: an error; the content could not be processed.</summary>
    Error,

    /// <summary>AR: rejected; the same message will never be taken.</summary>
    Rejected,
}

/// <summary>Why a message was not taken.</summary>
/// <param name="Kind">The code.</param>
/// <param name="Reason">A sentence for the person who runs the device. Names places and rules, never content of patient segments.</param>
/// <param name="Location">Where, such as <c>OBX[3]-6</c>; null for the whole message.</param>
/// <param name="Header">The header, when it could be read, so that an answer finds its sender.</param>
public sealed record Hl7Fault(Hl7FaultKind Kind, string Reason, string? Location = null, Hl7Header? Header = null)
{
    /// <summary>Reject what can never be taken as it is; report an error where the content or our own storage failed.</summary>
    public AckCode Code => Kind is Hl7FaultKind.MissingField or Hl7FaultKind.BadField or Hl7FaultKind.BadTime
        or Hl7FaultKind.BadSequence or Hl7FaultKind.BadEncoding or Hl7FaultKind.NotStored
        ? AckCode.Error
        : AckCode.Rejected;
}

/// <summary>Either a value or the fault that prevented it, never both.</summary>
public readonly struct Hl7Result<T>
    where T : class
{
    private Hl7Result(T? value, Hl7Fault? fault)
    {
        Value = value;
        Fault = fault;
    }

    /// <summary>What was read.</summary>
    public T? Value { get; }

    /// <summary>Why nothing was read.</summary>
    public Hl7Fault? Fault { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsRead => Value is not null;

    public static implicit operator Hl7Result<T>(T value) => new(value, null);

    public static implicit operator Hl7Result<T>(Hl7Fault fault) => new(null, fault);
}
