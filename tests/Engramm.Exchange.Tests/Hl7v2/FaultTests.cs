using System.Text;
using Engramm.Exchange.Hl7v2;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Engramm.Exchange.Tests.Hl7v2;

public class FaultTests
{
    private static readonly string Msh = Examples.Ge[0];

    public static TheoryData<string, Hl7FaultKind, AckCode> Malformed() => new()
    {
        { "\r\n\r", Hl7FaultKind.Empty, AckCode.Rejected },
        { "PID|||1\r", Hl7FaultKind.NotHl7, AckCode.Rejected },
        { "MSH||||", Hl7FaultKind.BadDelimiters, AckCode.Rejected },
        { @"MSH|^^\&|A", Hl7FaultKind.BadDelimiters, AckCode.Rejected },
        { @"MSH|abcd|A", Hl7FaultKind.BadDelimiters, AckCode.Rejected },
        { Msh + "\rpid|||1", Hl7FaultKind.BadSegment, AckCode.Rejected },
        { Msh + "\r" + Examples.CanaryName, Hl7FaultKind.BadSegment, AckCode.Rejected },
        { Msh + "\rPID|||\0", Hl7FaultKind.ControlCharacter, AckCode.Rejected },
        { Msh + "\r" + Msh, Hl7FaultKind.BadSequence, AckCode.Error },
        { Msh + "\rPID" + new string('|', 300), Hl7FaultKind.TooLarge, AckCode.Rejected },
        { Msh.Replace("UNICODE UTF-8", "BIG-5", StringComparison.Ordinal), Hl7FaultKind.UnknownCharset, AckCode.Rejected },
        { Msh.Replace("|2.6|", "|3.0|", StringComparison.Ordinal), Hl7FaultKind.UnsupportedVersion, AckCode.Rejected },
        { Msh.Replace("ORU^R01", "ADT^A01", StringComparison.Ordinal), Hl7FaultKind.UnsupportedType, AckCode.Rejected },
        { Msh.Replace("ORU^R01", "ORF^R04", StringComparison.Ordinal), Hl7FaultKind.UnsupportedType, AckCode.Rejected },
        { Msh.Replace("|P|", "|T|", StringComparison.Ordinal), Hl7FaultKind.UnsupportedPurpose, AckCode.Rejected },
        { Msh.Replace("|P|", "|Z|", StringComparison.Ordinal), Hl7FaultKind.UnsupportedPurpose, AckCode.Rejected },
        { Msh.Replace("0040971", "", StringComparison.Ordinal), Hl7FaultKind.MissingField, AckCode.Error },
        { Msh.Replace("VSP^080019FFFE134535^EUI-64", "", StringComparison.Ordinal), Hl7FaultKind.MissingField, AckCode.Error },
        { Msh.Replace("0040971", @"a\X0D\b", StringComparison.Ordinal), Hl7FaultKind.BadField, AckCode.Error },
        { Msh.Replace("0040971", new string('9', 200), StringComparison.Ordinal), Hl7FaultKind.BadField, AckCode.Error },
        { Msh.Replace("20260302100000", "2026", StringComparison.Ordinal), Hl7FaultKind.BadTime, AckCode.Error },
        { Msh, Hl7FaultKind.BadSequence, AckCode.Error },
        { Msh + "\rOBX|1|NM|1^a^MDC||1", Hl7FaultKind.BadSequence, AckCode.Error },
        { Msh + "\rOBR|1\rPID|||1", Hl7FaultKind.BadSequence, AckCode.Error },
        { Msh + "\rPID|||1\rPID|||2\rOBR|1", Hl7FaultKind.SeveralPatients, AckCode.Rejected },
        { Msh + "\rPV1||R|^^1\rPV1||R|^^2\rOBR|1", Hl7FaultKind.SeveralPatients, AckCode.Rejected },
        { Msh + "\rOBR|1\rOBX|1|NM|||5", Hl7FaultKind.MissingField, AckCode.Error },
        { Msh.Replace("20260302100000", "", StringComparison.Ordinal) + "\rOBR|1\rOBX|1|NM|1^a^MDC||5", Hl7FaultKind.BadTime, AckCode.Error },
        { Msh + "\rOBR|1\rOBX|1|NM|1^a^MDC||5|||||||||20269999", Hl7FaultKind.BadTime, AckCode.Error },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Each_malformed_message_gets_its_fault_and_a_readable_refusal(string text, Hl7FaultKind kind, AckCode code)
    {
        var fault = Read(Encoding.UTF8.GetBytes(text)).Fault!;

        Assert.Equal((kind, code), (fault.Kind, fault.Code));
        Assert.DoesNotContain(Examples.CanaryName, fault.Reason, StringComparison.Ordinal);
        var answer = Acknowledgement.Read(Acknowledgement.Refuse(fault, "1", Examples.Received)).Value!;
        Assert.Equal(new Hl7Answer(code, fault.Header?.ControlId ?? "", fault.Reason), answer);
    }

    [Fact]
    public void The_unspoilt_message_is_taken() => Assert.True(Read(Examples.Bytes(Examples.Ge)).IsRead);

    [Fact]
    public void Bytes_that_are_not_the_declared_text_are_a_fault() =>
        Assert.Equal(Hl7FaultKind.BadEncoding, Read([.. Examples.Bytes(Examples.Ge), 0xC3]).Fault!.Kind);

    [Theory]
    [InlineData("\u0085")]
    [InlineData("\u00fc")]
    public void A_refusal_leaves_out_a_sender_name_it_cannot_know(string name)
    {
        var fault = Read(Encoding.Latin1.GetBytes(Msh.Replace("VSP", name, StringComparison.Ordinal))).Fault!;

        Assert.Equal(Hl7FaultKind.BadEncoding, fault.Kind);
        Assert.Equal("0040971", Acknowledgement.Read(Acknowledgement.Refuse(fault, "1", Examples.Received)).Value!.ControlId);
    }

    [Fact]
    public void A_message_beyond_the_limits_is_a_fault()
    {
        var limits = new Hl7Limits { Bytes = 2000, Segments = 3 };
        Assert.Equal(Hl7FaultKind.TooLarge, Hl7Parser.Read(new byte[2001], limits).Fault!.Kind);
        Assert.Equal(Hl7FaultKind.TooLarge, Hl7Parser.Read(Examples.Bytes([.. Examples.Ge[..4]]), limits).Fault!.Kind);
        Assert.True(Hl7Parser.Read(Examples.Bytes([.. Examples.Ge[..3]]), limits).IsRead);
    }

    [Fact]
    public void Acceptance_names_the_values_that_were_not_used()
    {
        var message = Examples.Read(Examples.GeWithValue("OBX|1|NM|147842^x^MDC|1|80|262688^x^MDC|||||R")).Value!;
        var text = Encoding.UTF8.GetString(Acknowledgement.Accept(message, "7", Examples.Received, ["Values of 10:00 were not stored."]));

        Assert.Contains("|W||||Values of 10:00 were not stored.\r", text, StringComparison.Ordinal);
        Assert.Contains("MSA|AA|0040971|", text, StringComparison.Ordinal);
        Assert.Contains("|W||||OBX[1]-6 (HeartRate) must be the unit /min;", text, StringComparison.Ordinal);
        Assert.Contains("|ENGRAMM||VSP^080019FFFE134535^EUI-64|GE Healthcare|", text, StringComparison.Ordinal);
    }

    [Property(MaxTest = 2000)]
    public bool Any_bytes_give_a_message_or_a_fault(byte[] bytes) => Holds(Read(bytes)) && Holds(Read([.. "MSH|^~\\&|"u8, .. bytes]));

    /// <summary>Real messages with a few bytes changed, cut out or repeated reach deeper than pure noise.</summary>
    [Property(MaxTest = 5000)]
    public Property A_damaged_message_gives_a_message_or_a_fault()
    {
        var whole = Examples.Bytes(Examples.Ge);
        var marks = "|^~\\&\r\n09.+-MSHPIDOBX\0\x0B\x1C\u00ff"u8.ToArray();
        var damage =
            from at in Gen.Choose(0, whole.Length - 1)
            from length in Gen.Choose(0, 40)
            from inserted in Gen.Elements(marks).ArrayOf()
            select (At: at, Length: Math.Min(length, whole.Length - at), Inserted: inserted);
        return Prop.ForAll(damage.NonEmptyListOf().ToArbitrary(), all =>
        {
            var bytes = whole.ToList();
            foreach (var (at, length, inserted) in all.Where(one => one.At + one.Length <= bytes.Count))
            {
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, inserted);
            }

            return Holds(Read([.. bytes]));
        });
    }

    [Property(MaxTest = 2000)]
    public bool What_is_escaped_comes_back(NonNull<string> text) =>
        string.Equals(Hl7Escape.Decode(Hl7Escape.Encode(text.Get, Hl7Delimiters.Usual), Hl7Delimiters.Usual), text.Get, StringComparison.Ordinal);

    [Property(MaxTest = 2000)]
    public bool Any_text_as_time_gives_a_time_or_nothing(NonNull<string> text) =>
        Hl7Time.Read(text.Get, Examples.Berlin, Examples.Received) is null or { Instant.Offset.Ticks: 0 };

    [Fact]
    public void The_largest_hostile_message_takes_time_in_proportion_to_its_length()
    {
        var limit = new Hl7Limits().Bytes;
        foreach (var filler in "|^~\\&\rA\u00fc")
        {
            var bytes = Encoding.UTF8.GetBytes(Msh + "\rOBR|1\rOBX|1|NM|" + new string(filler, limit))[..limit];
            var clock = System.Diagnostics.Stopwatch.StartNew();
            Assert.True(Holds(Read(bytes)));
            // Tens of milliseconds on an idle core; a square law would take minutes. The margin is for a busy machine.
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        }
    }

    private static bool Holds(Hl7Result<MonitorMessage> result)
    {
        if (result.IsRead)
        {
            return Acknowledgement.Read(Acknowledgement.Accept(result.Value, "1", Examples.Received)).Value!.Code == AckCode.Accepted;
        }

        return Acknowledgement.Read(Acknowledgement.Refuse(result.Fault, "1", Examples.Received)).Value!.Code == result.Fault.Code;
    }

    private static Hl7Result<MonitorMessage> Read(byte[] bytes) =>
        MonitorReader.Read(bytes, new MonitorReading { ZoneOf = _ => Examples.Berlin }, Examples.Received);
}
