using System.Text;

namespace Engramm.Exchange.Hl7v2;

/// <summary>An answer as the sender of a message reads it.</summary>
/// <param name="Code">AA, AE or AR.</param>
/// <param name="ControlId">MSA-2: which message it answers; empty when that could not be read.</param>
/// <param name="Reason">MSA-3, else the first ERR-8; empty when accepted.</param>
public sealed record Hl7Answer(AckCode Code, string ControlId, string Reason);

/// <summary>Writes and reads HL7 acknowledgements (ACK^R01^ACK, original mode). Answers are UTF-8.</summary>
public static class Acknowledgement
{
    /// <summary>The answer to a message that was stored. Values that could not be used, and what was set aside, are named as warnings.</summary>
    public static byte[] Accept(MonitorMessage message, string ownControlId, DateTimeOffset at, IReadOnlyList<string>? aside = null)
    {
        var text = Begin(message.Header, AckCode.Accepted, string.Empty, ownControlId, at);
        foreach (var value in message.Values)
        {
            if (value.RefusalReason is { } reason)
            {
                AppendError(text, $"OBX^{value.Position}", "102^Data type error", 'W', reason);
            }
        }

        foreach (var reason in aside ?? [])
        {
            AppendError(text, string.Empty, "207^Application internal error", 'W', reason);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The answer to a message that was not taken, with the reason for the person at the device.</summary>
    public static byte[] Refuse(Hl7Fault fault, string ownControlId, DateTimeOffset at)
    {
        var text = Begin(fault.Header, fault.Code, fault.Reason, ownControlId, at);
        AppendError(text, string.Empty, ErrorCode(fault.Kind), 'E', fault.Location is null ? fault.Reason : $"{fault.Location}: {fault.Reason}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads an answer. Anything that is not one is a fault.</summary>
    public static Hl7Result<Hl7Answer> Read(ReadOnlySpan<byte> bytes, Hl7Limits? limits = null)
    {
        var parsed = Hl7Parser.Read(bytes, limits);
        if (!parsed.IsRead)
        {
            return parsed.Fault;
        }

        var msa = parsed.Value.First("MSA");
        AckCode? code = msa?.Text(1) switch
        {
            "AA" or "CA" => AckCode.Accepted,
            "AE" or "CE" => AckCode.Error,
            "AR" or "CR" => AckCode.Rejected,
            _ => null,
        };
        if (msa is null || code is null)
        {
            return new Hl7Fault(Hl7FaultKind.MissingField, "An answer must have an MSA segment with AA, AE or AR.", "MSA-1", parsed.Value.Header);
        }

        var reason = msa.Text(3);
        return new Hl7Answer(code.Value, msa.Text(2), reason.Length > 0 || code == AckCode.Accepted ? reason : parsed.Value.First("ERR")?.Text(8) ?? string.Empty);
    }

    private static StringBuilder Begin(Hl7Header? to, AckCode code, string reason, string ownControlId, DateTimeOffset at)
    {
        var version = to is { Version: ['2', '.', _, ..] } && to.Version.Length <= 8 && to.Version.All(c => char.IsAsciiDigit(c) || c == '.') ? to.Version : "2.6";
        var purpose = to?.ProcessingId is "T" or "D" ? to.ProcessingId : "P";
        var letters = code switch { AckCode.Accepted => "AA", AckCode.Error => "AE", AckCode.Rejected => "AR" };
        return new StringBuilder()
            .Append("MSH|").Append(Hl7Delimiters.Usual.EncodingCharacters)
            .Append("|ENGRAMM||").Append(Join(to?.SendingApplication)).Append('|').Append(Join(to?.SendingFacility))
            .Append('|').Append(Hl7Time.Write(at)).Append("||ACK^R01^ACK|").Append(Encode(ownControlId))
            .Append('|').Append(purpose).Append('|').Append(version).Append("||||||UNICODE UTF-8\r")
            .Append("MSA|").Append(letters).Append('|').Append(Encode(to?.ControlId ?? string.Empty)).Append('|').Append(Encode(reason)).Append('\r');
    }

    private static void AppendError(StringBuilder text, string location, string code, char severity, string reason) =>
        text.Append("ERR||").Append(location).Append('|').Append(code).Append("^HL70357|").Append(severity).Append("||||").Append(Encode(reason)).Append('\r');

    /// <summary>HL7 table 0357 (from memory of the standard).</summary>
    private static string ErrorCode(Hl7FaultKind kind) => kind switch
    {
        Hl7FaultKind.BadSequence or Hl7FaultKind.BadSegment or Hl7FaultKind.SeveralPatients => "100^Segment sequence error",
        Hl7FaultKind.MissingField or Hl7FaultKind.Empty or Hl7FaultKind.NotHl7 => "101^Required field missing",
        Hl7FaultKind.BadField or Hl7FaultKind.BadTime or Hl7FaultKind.BadEncoding or Hl7FaultKind.BadDelimiters
            or Hl7FaultKind.ControlCharacter or Hl7FaultKind.TooLarge => "102^Data type error",
        Hl7FaultKind.UnknownCharset => "103^Table value not found",
        Hl7FaultKind.UnsupportedType => "200^Unsupported message type",
        Hl7FaultKind.UnsupportedPurpose => "202^Unsupported processing id",
        Hl7FaultKind.UnsupportedVersion => "203^Unsupported version id",
        Hl7FaultKind.Declined or Hl7FaultKind.NotStored => "207^Application internal error",
    };

    private static string Join(IReadOnlyList<string>? components) =>
        components is null ? string.Empty : string.Join(Hl7Delimiters.Usual.Component, components.Select(Encode));

    private static string Encode(string text) => Hl7Escape.Encode(text, Hl7Delimiters.Usual);
}
