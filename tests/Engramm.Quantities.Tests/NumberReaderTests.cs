using System.Globalization;
using System.Text;

namespace Engramm.Quantities.Tests;

public class NumberReaderTests
{
    [Fact]
    public void A_German_comma_is_a_decimal_mark() =>
        Assert.Equal(0.5m, NumberReader.Read("0,5", Language.German).Value);

    [Fact]
    public void A_point_in_German_is_refused_as_ambiguous() =>
        Assert.Equal(NumberRefusal.Ambiguous, NumberReader.Read("1.000", Language.German).Refusal);

    [Theory]
    [InlineData("0,5", "0.5")]
    [InlineData("-15", "-15")]
    [InlineData("\u221215", "-15")]
    [InlineData("+15", "15")]
    [InlineData("  72,40 ", "72.40")]
    [InlineData("007", "7")]
    [InlineData("123456789012", "123456789012")]
    public void German_numbers_are_read_as_written(string text, string expected) =>
        Assert.Equal(NumberReading.Of(decimal.Parse(expected, CultureInfo.InvariantCulture)), NumberReader.Read(text, Language.German));

    [Theory]
    [InlineData("0.5", "0.5")]
    [InlineData("1.000", "1.000")]
    [InlineData("-15", "-15")]
    [InlineData("\u2212" + "0.25", "-0.25")]
    public void English_numbers_are_read_as_written(string text, string expected) =>
        Assert.Equal(NumberReading.Of(decimal.Parse(expected, CultureInfo.InvariantCulture)), NumberReader.Read(text, Language.English));

    [Theory]
    [InlineData(null, NumberRefusal.Empty)]
    [InlineData("", NumberRefusal.Empty)]
    [InlineData("   ", NumberRefusal.Empty)]
    [InlineData("1.2.3", NumberRefusal.SeveralMarks)]
    [InlineData("1,2,3", NumberRefusal.SeveralMarks)]
    [InlineData("1.234,5", NumberRefusal.SeveralMarks)]
    [InlineData("1,234.5", NumberRefusal.SeveralMarks)]
    [InlineData("5O", NumberRefusal.NotANumber)]
    [InlineData("1 000", NumberRefusal.NotANumber)]
    [InlineData("1\u00a0000", NumberRefusal.NotANumber)]
    [InlineData("1e3", NumberRefusal.NotANumber)]
    [InlineData("NaN", NumberRefusal.NotANumber)]
    [InlineData("--5", NumberRefusal.NotANumber)]
    [InlineData("5-", NumberRefusal.NotANumber)]
    [InlineData("-", NumberRefusal.NotANumber)]
    [InlineData("- 5", NumberRefusal.NotANumber)]
    [InlineData("\u0665", NumberRefusal.NotANumber)]
    [InlineData("\uff15", NumberRefusal.NotANumber)]
    [InlineData("70 kg", NumberRefusal.NotANumber)]
    [InlineData("1234567890123", NumberRefusal.TooLong)]
    public void What_is_no_plain_number_is_refused_in_both_languages(string? text, NumberRefusal refusal) =>
        Assert.All(Languages.All, language => Assert.Equal(NumberReading.Refused(refusal), NumberReader.Read(text, language)));

    [Theory]
    [InlineData(",5", "5,")]
    [InlineData("-,5", ",")]
    public void A_half_typed_German_number_is_refused(string first, string second) =>
        Assert.All([first, second], text => Assert.Equal(NumberRefusal.NotANumber, NumberReader.Read(text, Language.German).Refusal));

    [Fact]
    public void An_English_comma_is_refused_as_ambiguous() =>
        Assert.Equal(NumberRefusal.Ambiguous, NumberReader.Read("1,000", Language.English).Refusal);

    [Theory]
    [InlineData("29,99", NumberRefusal.OutOfRange)]
    [InlineData("30", null)]
    [InlineData("250", null)]
    [InlineData("250,01", NumberRefusal.OutOfRange)]
    [InlineData("5O", NumberRefusal.NotANumber)]
    public void Both_ends_of_a_range_belong_to_it_and_nothing_is_clamped(string text, NumberRefusal? refusal) =>
        Assert.Equal(refusal, NumberReader.Read(text, Language.German, 30, 250).Refusal);

    [Fact]
    public void Ten_thousand_hostile_strings_give_the_right_value_or_a_refusal()
    {
        var random = new Random(20261123);
        var read = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var text = Hostile(random);
            foreach (var language in Languages.All)
            {
                var reading = NumberReader.Read(text, language);
                Assert.True(reading.Value is null != reading.Refusal is null, $"\"{text}\": a value or a refusal, never both or neither");
                if (reading.Value is { } value)
                {
                    read++;
                    Assert.Equal(Independent(text, language), value);
                }
            }
        }

        // The guard is only worth something when many of the strings are numbers.
        Assert.InRange(read, 2_000, 18_000);
    }

    [Fact]
    public void Ten_thousand_well_written_numbers_are_all_read()
    {
        var random = new Random(7);
        for (var i = 0; i < 10_000; i++)
        {
            var decimals = random.Next(0, 5);
            var value = new decimal(random.Next(), 0, 0, random.Next(2) == 0, (byte)decimals);
            foreach (var language in Languages.All)
            {
                Assert.Equal(value, NumberReader.Read(language.Write(value, decimals), language).Value);
            }
        }
    }

    [FsCheck.Xunit.Property(MaxTest = 1000)]
    public bool Any_text_at_all_gives_a_value_or_a_refusal(string? text) =>
        Languages.All.All(language => NumberReader.Read(text, language) is var reading && reading.Value is null != reading.Refusal is null);

    private static string Hostile(Random random)
    {
        const string signs = "-+\u2212";
        const string alphabet = "0123456789012345678901234567890123456789.,.,-+\u2212 O\u00a0e'\u0665";
        var text = new StringBuilder();
        if (random.Next(4) == 0)
        {
            text.Append(signs[random.Next(signs.Length)]);
        }

        var length = random.Next(0, 15);
        for (var i = 0; i < length; i++)
        {
            text.Append(alphabet[random.Next(random.Next(3) == 0 ? alphabet.Length : 42)]);
        }

        return text.ToString();
    }

    // Written from the meaning of the notation, digit by digit, sharing nothing with the reader.
    private static decimal Independent(string text, Language language)
    {
        var body = text.Trim(' ');
        var negative = body[0] is '-' or '\u2212';
        var parts = body.TrimStart('-', '+', '\u2212').Split(language == Language.German ? ',' : '.');
        Assert.InRange(parts.Length, 1, 2);
        var value = 0m;
        foreach (var digit in parts[0])
        {
            Assert.InRange(digit, '0', '9');
            value = (value * 10) + (digit - '0');
        }

        var place = 1m;
        foreach (var digit in parts.Length == 2 ? parts[1] : string.Empty)
        {
            Assert.InRange(digit, '0', '9');
            place /= 10;
            value += (digit - '0') * place;
        }

        return negative ? -value : value;
    }
}
