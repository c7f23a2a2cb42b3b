using Engramm.Cockpit.Room;
using Engramm.Quantities;
using Engramm.Sessions.Entries;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Engramm.Cockpit.Tests;

public sealed class ValueFieldTests
{
    [Fact]
    public void An_empty_field_says_nothing()
    {
        var field = Read(Measure.HeartRate, "  ", 72);
        Assert.Equal((null, null, false), (field.Value, field.Message, field.IsQuestion));
    }

    [Theory]
    [InlineData(Language.German, "36,6", 36.6)]
    [InlineData(Language.English, "36.6", 36.6)]
    public void A_number_in_the_persons_language_is_taken(Language language, string text, double value)
    {
        var field = Read(Measure.Temperature, text, 36.4, language);
        Assert.Equal((value, null), (field.Value, field.Message));
    }

    [Theory]
    [InlineData(Language.German, "36.6", "refused.Ambiguous")]
    [InlineData(Language.English, "36,6", "refused.Ambiguous")]
    [InlineData(Language.German, "1.2.3", "refused.SeveralMarks")]
    [InlineData(Language.English, "5O", "refused.NotANumber")]
    public void What_could_mean_something_else_is_refused_and_gives_no_value(Language language, string text, string message)
    {
        var field = Read(Measure.Temperature, text, 36.4, language);
        Assert.Equal((null, message, false), (field.Value, field.Message, field.IsQuestion));
    }

    [Theory]
    [InlineData(Measure.HeartRate, "720", "impossible 10 300")]
    [InlineData(Measure.HeartRate, "9", "impossible 10 300")]
    [InlineData(Measure.HeartRate, "181", "farFromLast 72")]
    [InlineData(Measure.HeartRate, "28", "farFromLast 72")]
    public void A_slipped_digit_is_asked_about_and_the_same_number_again_is_written(Measure measure, string text, string question)
    {
        var field = Read(measure, text, 72);
        Assert.Equal((question, true), (field.Message, field.IsQuestion));
        Ask(field, 72);
        Assert.Equal((double.Parse(text, System.Globalization.CultureInfo.InvariantCulture), null, false), (field.Value, field.Message, field.IsQuestion));
    }

    [Fact]
    public void Another_doubtful_number_is_asked_about_anew()
    {
        var field = Read(Measure.HeartRate, "181", 72);
        field.Text = "190";
        field.Forget();
        Ask(field, 72);
        Assert.True(field.IsQuestion);
        field.Text = "181";
        Ask(field, 72);
        Assert.True(field.IsQuestion);
    }

    [Theory]
    [InlineData("180")]
    [InlineData("29")]
    public void Up_to_two_and_a_half_times_the_last_value_nothing_is_asked(string text) => Assert.Null(Read(Measure.HeartRate, text, 72).Message);

    [Fact]
    public void Without_a_last_value_only_the_impossible_is_asked_about() => Assert.Null(Read(Measure.HeartRate, "181", null).Message);

    [Fact]
    public void A_pressure_needs_both_numbers_in_their_order()
    {
        var (upper, lower) = (Read(Measure.Systolic, "120", null), Read(Measure.Diastolic, "", null));
        lower.NeedsBeside(upper, () => "both");
        Assert.Equal("both", lower.Message);

        (upper, lower) = (Read(Measure.Systolic, "80", null), Read(Measure.Diastolic, "80", null));
        lower.NeedsBeside(upper, () => "both");
        lower.MustBeBelow(upper, () => "swapped");
        Assert.Equal("swapped", lower.Message);

        lower = Read(Measure.Diastolic, "79", null);
        lower.MustBeBelow(upper, () => "swapped");
        Assert.Null(lower.Message);
        lower.Clear();
        Assert.Equal(("", null, null), (lower.Text, lower.Value, lower.Message));
    }

    [Property(MaxTest = 2000)]
    public Property A_text_gives_the_number_it_says_or_a_reason_and_never_another_number() => Prop.ForAll(
        Gen.Elements("0123456789,.-+ OEe".ToCharArray()).ArrayOf().Select(c => new string(c)).ToArbitrary(),
        Gen.Elements(Enum.GetValues<Measure>()).Zip(Gen.Elements(Enum.GetValues<Language>())).ToArbitrary(),
        (text, how) =>
        {
            var field = Read(how.Item1, text, 72, how.Item2);
            var reading = NumberReader.Read(text, how.Item2);
            return field.Value == (double?)reading.Value
                && (reading.Value is null ? !field.IsQuestion && (field.Message is null) == string.IsNullOrWhiteSpace(text) : (field.Message is not null) == field.IsQuestion);
        });

    private static ValueField Read(Measure measure, string text, double? last, Language language = Language.English)
    {
        var field = new ValueField(measure) { Text = text };
        Ask(field, last, language);
        return field;
    }

    private static void Ask(ValueField field, double? last, Language language = Language.English) =>
        field.Read(language, last, (key, values) => string.Join(' ', [key, .. values]));
}
