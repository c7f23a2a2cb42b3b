using System.Globalization;
using Engramm.Kinetics.Writing;
using FsCheck;
using FsCheck.Xunit;
using static Engramm.Kinetics.Tests.Fixtures;

namespace Engramm.Kinetics.Tests;

public class DoseReaderTests
{
    [Theory]
    [InlineData("35 mg over 40 min", 0, 40, 35)]
    [InlineData("35mg over 40min", 0, 40, 35)]
    [InlineData("  35 MG Over 40 Min ", 0, 40, 35)]
    [InlineData("0.5 mg/kg over 40 min", 0, 40, 35)]
    [InlineData("0,5 mg/kg über 40 min", 0, 40, 35)]
    [InlineData("0.5 mg/kg over 40 minutes", 0, 40, 35)]
    [InlineData("500 µg/kg over 40 min", 0, 40, 35)]
    [InlineData("500 mcg/kg in 40 min", 0, 40, 35)]
    [InlineData("35000 ug over 40 min", 0, 40, 35)]
    [InlineData("35 mg base over 0.5 h", 0, 30, 35)]
    [InlineData("480 mg over 4 d", 0, 5760, 480)]
    [InlineData("35 mg over 40 min at 10 min", 10, 50, 35)]
    [InlineData("35 mg over 40 min start 1 h", 60, 100, 35)]
    [InlineData("35 mg über 40 min ab 10 min", 10, 50, 35)]
    [InlineData("35 mg over 40 min at 0", 0, 40, 35)]
    public void An_infusion_is_read(string text, double start, double end, double amount)
    {
        var infusion = DoseReader.Infusion(text, Seventy).Value;
        Assert.Equal((start, end), (infusion.Start.Value, infusion.End.Value));
        Near.Equal(amount, infusion.Amount.Value, 1e-14);
    }

    [Theory]
    [InlineData("7 mg", 0, 7)]
    [InlineData("7 mg at 0", 0, 7)]
    [InlineData("0.1 mg/kg at 10 min", 10, 7)]
    [InlineData("7,5 mg bei 1 h", 60, 7.5)]
    public void A_bolus_is_read(string text, double at, double amount)
    {
        var bolus = DoseReader.Bolus(text, Seventy).Value;
        Assert.Equal(at, bolus.At.Value);
        Near.Equal(amount, bolus.Amount.Value, 1e-14);
    }

    [Theory]
    [InlineData("35 mg/h from 0 to 20 min", 0, 20, 35 / 60.0)]
    [InlineData("35 mg/h from 10 min to 1 h", 10, 60, 35 / 60.0)]
    [InlineData("0.875 mg/min for 40 min", 0, 40, 0.875)]
    [InlineData("0.875 mg/min for 40 min at 5 min", 5, 45, 0.875)]
    [InlineData("0.3 mg/kg/h from 0 to 24 h", 0, 1440, 0.35)]
    [InlineData("5 µg/kg/min von 0 bis 2 h", 0, 120, 0.35)]
    public void A_rate_is_read(string text, double start, double end, double rate)
    {
        var infusion = DoseReader.Rate(text, Seventy).Value;
        Assert.Equal((start, end), (infusion.Start.Value, infusion.End.Value));
        Near.Equal(rate, infusion.Rate.Value, 1e-14);
    }

    [Theory]
    [InlineData("24h", 1440)]
    [InlineData("5 min", 5)]
    [InlineData("2 d", 2880)]
    [InlineData("1,5 Stunden", 90)]
    public void A_span_is_read(string text, double minutes) => Assert.Equal(minutes, DoseReader.Span(text).Value.Value);

    [Theory]
    [InlineData("70", 70)]
    [InlineData("72,5 kg", 72.5)]
    public void A_weight_is_read(string text, double kilograms) => Assert.Equal(kilograms, DoseReader.Weight(text).Value.Value);

    [Theory]
    [InlineData("1,234 mg over 40 min", WritingFault.Ambiguous, "'1,234' could be 1.234 or 1234")]
    [InlineData("1.234 mg over 40 min", WritingFault.Ambiguous, "'1.234' could be 1.234 or 1234")]
    [InlineData("1.234,5 mg over 40 min", WritingFault.Ambiguous, "at most one comma or point")]
    [InlineData("35 mg HCl over 40 min", WritingFault.Salt, "35 mg of the hydrochloride are 30.345 mg base (× 0.867)")]
    [InlineData("40 mg Ketaminhydrochlorid über 40 min", WritingFault.Salt, "34.68 mg base")]
    [InlineData("40 mg (salt) over 40 min", WritingFault.Salt, "Write the base")]
    [InlineData("35 over 40 min", WritingFault.Unit, "an amount needs a known unit before 'over 40 min'")]
    [InlineData("35 % over 40 min", WritingFault.Unit, "allowed are mg, µg, mg/kg, µg/kg")]
    [InlineData("35 ml over 40 min", WritingFault.Unit, "allowed are mg")]
    [InlineData("35 mg/h over 40 min", WritingFault.Unit, "'mg/h' is no unit of an amount")]
    [InlineData("35 mg over 40", WritingFault.Unit, "a time needs a known unit at the end")]
    [InlineData("35 mg over 40 mg", WritingFault.Unit, "'mg' is no unit of a time")]
    [InlineData("35 mg over 40 min at 10", WritingFault.Unit, "allowed are min, h, d")]
    [InlineData("-35 mg over 40 min", WritingFault.OutOfRange, "an amount of -35 mg is not allowed; it must be above 0")]
    [InlineData("0 mg over 40 min", WritingFault.OutOfRange, "an amount of 0")]
    [InlineData("35 mg over 0 min", WritingFault.OutOfRange, "a duration of 0")]
    [InlineData("35 mg over -5 min", WritingFault.OutOfRange, "a duration of -5")]
    [InlineData("35 mg over 40 min at -5 min", WritingFault.OutOfRange, "a start of -5 min is not allowed; it must be 0 or later")]
    [InlineData("NaN mg over 40 min", WritingFault.Unreadable, "a number is expected before 'NaN mg")]
    [InlineData("Infinity mg over 40 min", WritingFault.Unreadable, "a number is expected")]
    [InlineData("1e3 mg over 40 min", WritingFault.Unit, "an amount needs a known unit before 'e3")]
    [InlineData("35 mg 40 min", WritingFault.Unreadable, "'over' is expected before '40 min'")]
    [InlineData("35 mg over 40 min please", WritingFault.Unreadable, "'at' is expected before 'please'")]
    [InlineData("35 mg over 40 min at 0 please", WritingFault.Unreadable, "'please' at the end is not understood")]
    [InlineData("", WritingFault.Unreadable, "a number is expected at the end")]
    [InlineData("35. mg over 40 min", WritingFault.Unreadable, "'35.' is not taken as a number")]
    [InlineData("1234567890123 mg over 40 min", WritingFault.Unreadable, "is not taken as a number")]
    public void What_is_ambiguous_or_not_meant_here_is_refused_with_its_reason(string text, WritingFault fault, string reason)
    {
        var read = DoseReader.Infusion(text, Seventy);
        Assert.False(read.IsSound);
        Assert.Equal(fault, read.Finding.Fault);
        Assert.Contains(reason, read.Finding.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => read.Value);
    }

    [Theory]
    [InlineData("35 mg/h from 20 to 20 min", "ends at 20 min, which is not after its start at 20 min")]
    [InlineData("35 mg/h from 20 to 10 min", "ends at 10 min")]
    [InlineData("35 mg/h from -5 to 10 min", "a start of -5")]
    [InlineData("-35 mg/h from 0 to 10 min", "a rate of -35")]
    [InlineData("35 mg from 0 to 10 min", "'mg' is no unit of a rate")]
    [InlineData("35 mg/h from 0 to 10", "a time needs a known unit")]
    [InlineData("35 h/mg from 0 to 10 min", "no unit of a rate")]
    [InlineData("35 mg/min/kg from 0 to 10 min", "no unit of a rate")]
    public void A_rate_that_cannot_be_is_refused_with_its_reason(string text, string reason) =>
        Assert.Contains(reason, DoseReader.Rate(text, Seventy).Finding!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("seventy", "a number is expected")]
    [InlineData("70 lb", "a weight needs a known unit before 'lb'")]
    [InlineData("-70", "a weight of -70 kg is not allowed")]
    public void A_weight_that_cannot_be_is_refused_with_its_reason(string text, string reason) =>
        Assert.Contains(reason, DoseReader.Weight(text).Finding!.Message, StringComparison.Ordinal);

    [Property(MaxTest = 500)]
    public void An_amount_reads_the_same_with_comma_and_point(PositiveInt hundredths, PositiveInt minutes)
    {
        var amount = hundredths.Get / 100m;
        var (point, comma) = (amount.ToString("0.00", CultureInfo.InvariantCulture), amount.ToString("0.00", CultureInfo.GetCultureInfo("de-DE")));
        var (english, german) = (DoseReader.Infusion($"{point} mg over {minutes.Get} min", Seventy).Value, DoseReader.Infusion($"{comma} mg über {minutes.Get} min", Seventy).Value);
        Assert.Equal(english, german);
        Near.Equal((double)amount, english.Amount.Value, 1e-14);
        Assert.Equal(minutes.Get, english.Duration.Value);
    }

    [Property(MaxTest = 500)]
    public void The_same_rate_in_every_unit_is_the_same(PositiveInt milligramsPerHour)
    {
        var perHour = milligramsPerHour.Get;
        var rate = DoseReader.Rate($"{perHour} mg/h from 0 to 60 min", Seventy).Value.Rate.Value;
        Near.Equal(perHour / 60.0, rate, 1e-14);
        Near.Equal(rate, DoseReader.Rate($"{perHour * 1000L} µg/h for 1 h", Seventy).Value.Rate.Value, 1e-14);
        Near.Equal(rate, DoseReader.Infusion($"{perHour} mg over 1 h", Seventy).Value.Rate.Value, 1e-14);
    }

    [Property(MaxTest = 1000)]
    public void Any_text_is_either_taken_or_refused_with_a_sentence(NonNull<string> text)
    {
        Says(DoseReader.Infusion(text.Get, Seventy));
        Says(DoseReader.Bolus(text.Get, Seventy));
        Says(DoseReader.Rate(text.Get, Seventy));
        Says(DoseReader.Span(text.Get));

        static void Says<T>(Written<T> read) => Assert.True(read.IsSound || read.Finding.Message.EndsWith('.'));
    }
}
