using System.Text;
using Engramm.Exchange.Hl7v2;

namespace Engramm.Exchange.Tests.Hl7v2;

public class MonitorReaderTests
{
    [Fact]
    public void A_GE_style_message_is_read_completely()
    {
        var message = Examples.Read(Examples.Ge).Value!;

        Assert.Equal("080019FFFE134535", message.Sender.Key);
        Assert.Equal(("0040971", "2.6", MessagePurpose.Production), (message.ControlId, message.Header!.Version, message.Purpose));
        Assert.Equal([(Examples.CanaryId, "PID", "MR"), ("ALT-9", "HAUS", "PI")], message.PatientIds.Select(id => (id.Id, id.Authority, id.TypeCode)));
        Assert.Equal(new MonitorPlace("RAUM2", "", "STUHL1", ""), message.Place);
        Assert.Equal(
            [
                (VitalKind.HeartRate, 80m, "/min"), (VitalKind.SpO2, 97m, "%"), (VitalKind.RespiratoryRate, 18m, "/min"),
                (VitalKind.NibpSystolic, 131m, "mm[Hg]"), (VitalKind.NibpDiastolic, 84m, "mm[Hg]"), (VitalKind.NibpMean, 100m, "mm[Hg]"),
                (VitalKind.Temperature, 36.7m, "Cel"),
            ],
            message.Values.Where(value => value.Kind is not null).Select(value => (value.Kind!.Value, value.Number!.Value, value.Unit!)));
        Assert.Equal("080019FFFE0B4020", message.Values[0].DeviceId);
    }

    [Fact]
    public void A_Philips_style_message_is_read_by_its_hexadecimal_codes()
    {
        var message = Examples.Read(Examples.Philips).Value!;

        Assert.Equal("EFFICIA@PRAXIS", message.Sender.Key);
        Assert.Empty(message.PatientIds);
        Assert.Equal("STUHL 3", message.Place!.Bed);
        Assert.Equal(
            [
                (VitalKind.SpO2, 96m), (VitalKind.HeartRate, 71m), (VitalKind.RespiratoryRate, null), (VitalKind.NibpSystolic, 118m),
                (VitalKind.NibpDiastolic, 76m), (VitalKind.NibpMean, 90m), (VitalKind.PulseRate, 72m),
            ],
            message.Values.Select(value => (value.Kind!.Value, value.Number)));
        Assert.All(message.Values, value => Assert.Null(value.Refusal));
    }

    [Fact]
    public void A_sensor_that_is_off_is_a_value_without_number_and_a_containment_header_is_no_value()
    {
        Assert.Equal(MonitorValueStatus.NotAvailable, Examples.Read(Examples.Philips).Value!.Values[2].Status);
        Assert.All(Examples.Read(Examples.Ge).Value!.Values, value => Assert.NotEqual("69965", value.Code, StringComparer.Ordinal));
    }

    [Fact]
    public void An_unknown_code_is_kept_as_received()
    {
        var value = Examples.Read(Examples.GeWithValue("OBX|1|NM|149999^MDC_NEU^MDC|1.1.1.1|12.5|262688^%^MDC|||||R")).Value!.Values.Single();

        Assert.Null(value.Kind);
        Assert.Equal(("149999", "MDC_NEU", "12.5", "262688^%^MDC"), (value.Code, value.CodeName, value.RawText, value.RawUnit));
        Assert.Null(value.Refusal);
    }

    [Theory]
    [InlineData("147842^x^99ABC")]
    [InlineData("147842^x")]
    [InlineData("150017^MDC_PRESS_BLD_SYS^MDC")]
    [InlineData("150033^MDC_PRESS_BLD_ART_SYS^MDC")]
    public void A_code_of_another_system_or_site_gets_no_kind(string code) =>
        Assert.Null(Examples.Read(Examples.GeWithValue($"OBX|1|NM|{code}|1|80|264864^x^MDC|||||R")).Value!.Values.Single().Kind);

    [Theory]
    [InlineData("80", "262688^x^MDC", "R", ValueRefusal.WrongUnit)]
    [InlineData("80", "", "R", ValueRefusal.WrongUnit)]
    [InlineData("80", "bpm", "R", ValueRefusal.WrongUnit)]
    [InlineData("?", "264864^x^MDC", "R", ValueRefusal.NotANumber)]
    [InlineData("", "264864^x^MDC", "R", ValueRefusal.NotANumber)]
    [InlineData("80,5", "264864^x^MDC", "R", ValueRefusal.NotANumber)]
    [InlineData("80~81", "264864^x^MDC", "R", ValueRefusal.NotANumber)]
    [InlineData(">80", "264864^x^MDC", "R", ValueRefusal.NotANumber)]
    [InlineData("8e1", "264864^x^MDC", "R", ValueRefusal.NotANumber)]
    [InlineData("80", "264864^x^MDC", "X", ValueRefusal.UnusableStatus)]
    [InlineData("80", "264864^x^MDC", "W", ValueRefusal.UnusableStatus)]
    [InlineData("80", "264864^x^MDC", "", ValueRefusal.UnusableStatus)]
    public void A_known_sign_that_cannot_be_trusted_keeps_its_text_and_has_no_number(string text, string unit, string status, ValueRefusal refusal)
    {
        var value = Examples.Read(Examples.GeWithValue($"OBX|1|NM|147842^x^MDC|1|{text}|{unit}|||||{status}")).Value!.Values.Single();

        Assert.Equal((refusal, text, null), (value.Refusal!.Value, value.RawText, value.Number));
        Assert.StartsWith("OBX[1]-", value.RefusalReason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_impossible_value_is_kept_and_not_clamped() =>
        Assert.Equal(-900m, Examples.Read(Examples.GeWithValue("OBX|1|NM|147842^x^MDC|1|-900|264864^x^MDC|||||R")).Value!.Values.Single().Number);

    [Theory]
    [InlineData("264864^x^MDC", "/min")]
    [InlineData("/min^x^UCUM", "/min")]
    [InlineData("0004-0aa0^bpm^MDIL", "/min")]
    public void A_unit_is_understood_in_three_notations(string unit, string ucum)
    {
        var value = Examples.Read(Examples.GeWithValue($"OBX|1|NM|147842^x^MDC|1|80|{unit}|||||R")).Value!.Values.Single();

        Assert.Equal((ucum, 80m), (value.Unit, value.Number));
    }

    [Fact]
    public void Fahrenheit_is_refused_not_converted() =>
        Assert.Equal(ValueRefusal.WrongUnit, Examples.Read(Examples.GeWithValue("OBX|1|NM|150344^x^MDC|1|98.6|[degF]^x^UCUM|||||R")).Value!.Values.Single().Refusal);

    [Fact]
    public void The_time_is_that_of_the_value_else_of_the_group_else_of_the_message()
    {
        var values = Examples.Read(Examples.Ge).Value!.Values;
        Assert.Equal((TimeSource.Observation, new DateTimeOffset(2026, 3, 2, 8, 58, 0, TimeSpan.Zero)), (values[3].TimeSource, values[3].ObservedAt));
        Assert.Equal((TimeSource.Group, new DateTimeOffset(2026, 3, 2, 8, 59, 59, TimeSpan.Zero)), (values[0].TimeSource, values[0].ObservedAt));

        var withoutGroup = Examples.Read(Examples.GeWith(3, "OBR|1")).Value!.Values[0];
        Assert.Equal((TimeSource.Message, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)), (withoutGroup.TimeSource, withoutGroup.ObservedAt));
    }

    [Fact]
    public void The_skew_of_the_devices_clock_is_known() =>
        Assert.Equal(TimeSpan.FromSeconds(-5), Examples.Read(Examples.Ge).Value!.ClockSkew);

    [Theory]
    [InlineData("20260302100000", "2026-03-02T09:00:00Z", ZoneBasis.DeviceZone)]
    [InlineData("202607021000", "2026-07-02T08:00:00Z", ZoneBasis.DeviceZone)]
    [InlineData("20260302100000.25-0530", "2026-03-02T15:30:00.25Z", ZoneBasis.Stated)]
    [InlineData("20260302100000.1234+0000", "2026-03-02T10:00:00.1234Z", ZoneBasis.Stated)]
    public void Times_are_read_with_their_offset_or_in_the_devices_zone(string text, string instant, ZoneBasis basis) =>
        Assert.Equal(new DeviceTime(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), basis), Hl7Time.Read(text, Examples.Berlin, Examples.Received));

    [Theory]
    [InlineData("2026-10-25T00:31:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T01:31:00Z", "2026-10-25T01:30:00Z")]
    public void In_the_hour_that_happens_twice_the_reading_nearer_to_the_receipt_is_taken(string received, string instant)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal(
            new DeviceTime(DateTimeOffset.Parse(instant, invariant), ZoneBasis.RepeatedHour),
            Hl7Time.Read("20261025023000", Examples.Berlin, DateTimeOffset.Parse(received, invariant)));
    }

    [Theory]
    [InlineData("20260329023000")] // skipped in Berlin by the change to summer time
    [InlineData("20260230100000")]
    [InlineData("2026")]
    [InlineData("20260302100000+2500")]
    [InlineData("20260302100000+01")]
    [InlineData("20260302100000.")]
    [InlineData("20260302100000.12345")]
    [InlineData("00010101000000+1400")]
    [InlineData("99991231235959-1400")]
    [InlineData("gestern")]
    public void A_time_that_cannot_be_is_a_fault_never_a_guess(string text)
    {
        Assert.Null(Hl7Time.Read(text, Examples.Berlin, Examples.Received));
        Assert.Equal(Hl7FaultKind.BadTime, Examples.Read(Examples.GeWith(3, $"OBR|1||||||{text}")).Fault!.Kind);
    }

    [Fact]
    public void The_digest_tells_a_repetition_from_a_counter_that_began_anew()
    {
        var once = Examples.Read(Examples.Ge).Value!;
        Assert.Equal(once.ContentDigest, Examples.Read(Examples.Ge).Value!.ContentDigest);

        var other = Examples.Read(Examples.GeWith(5, Examples.Ge[5].Replace("|80|", "|81|", StringComparison.Ordinal))).Value!;
        Assert.Equal(once.ControlId, other.ControlId);
        Assert.NotEqual(once.ContentDigest, other.ContentDigest, StringComparer.Ordinal);
    }

    [Fact]
    public void Text_forms_hold_no_person()
    {
        var message = Examples.Read(Examples.Ge).Value!;
        var all = $"{message} {string.Join(' ', message.PatientIds)} {string.Join(' ', message.Values)}";

        Assert.DoesNotContain(Examples.CanaryId, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Examples.CanaryName, all, StringComparison.Ordinal);
    }

    [Fact]
    public void An_umlaut_is_read_in_the_declared_character_set_and_refused_in_none()
    {
        string[] segments = Examples.GeWith(2, "PV1||R|^^Stühle");
        Assert.Equal("Stühle", Examples.Read(segments).Value!.Place!.Bed);

        var latin = string.Join('\r', segments).Replace("UNICODE UTF-8", "8859/1", StringComparison.Ordinal);
        Assert.Equal("Stühle", Read(latin, new Hl7Limits()).Value!.Place!.Bed);

        var undeclared = latin.Replace("8859/1", "", StringComparison.Ordinal);
        Assert.Equal(Hl7FaultKind.UnknownCharset, Read(undeclared, new Hl7Limits()).Fault!.Kind);
        Assert.Equal("Stühle", Read(undeclared, new Hl7Limits { UndeclaredCharset = Encoding.Latin1 }).Value!.Place!.Bed);

        static Hl7Result<MonitorMessage> Read(string text, Hl7Limits limits) => MonitorReader.Read(
            Encoding.Latin1.GetBytes(text), new MonitorReading { ZoneOf = _ => Examples.Berlin, Limits = limits }, Examples.Received);
    }

    [Fact]
    public void Other_delimiters_mean_the_same()
    {
        var text = string.Join('\r', Examples.Ge)
            .Replace(@"^~\&", "\u0001", StringComparison.Ordinal).Replace('|', '!').Replace('^', '@').Replace('~', '%').Replace("\u0001", "@%$?", StringComparison.Ordinal);
        var message = MonitorReader.Read(Encoding.UTF8.GetBytes(text), new MonitorReading { ZoneOf = _ => Examples.Berlin }, Examples.Received).Value!;

        Assert.Equal("080019FFFE134535", message.Sender.Key);
        Assert.Equal(80m, message.Values[0].Number);
        Assert.Equal(2, message.PatientIds.Count);
    }

    [Theory]
    [InlineData(@"a\F\b\S\c\T\d\R\e\E\f", @"a|b^c&d~e\f")]
    [InlineData(@"x\.br\y", "x\ny")]
    [InlineData(@"\H\wichtig\N\", "wichtig")]
    [InlineData(@"\X4142\", "AB")]
    [InlineData(@"C:\Temp", @"C:\Temp")]
    [InlineData(@"\Q9\ bleibt", @"\Q9\ bleibt")]
    [InlineData(@"\XFF\", @"\XFF\")]
    [InlineData(@"\", @"\")]
    public void Escapes_are_read_and_what_is_no_escape_stays(string written, string meant) =>
        Assert.Equal(meant, Hl7Escape.Decode(written, Hl7Delimiters.Usual));
}
