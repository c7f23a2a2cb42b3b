using Engramm.Cockpit.Room;
using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Cockpit.Tests;

/// <summary>Words and numbers that must not break at the wrong place, and times that must not be early.</summary>
public sealed class RoomWordsTests
{
    /// <summary>As many letters as a button of the event pad holds on a phone.</summary>
    private const int LongestPart = 12;

    [Fact]
    public void A_long_word_on_a_button_of_the_event_pad_says_where_it_may_be_divided() =>
        Assert.All(
            from what in Enum.GetValues<RoomEvent>()
            from language in Enum.GetValues<Language>()
            select CockpitTexts.Get("event." + what, language),
            words => Assert.True(Longest(words) <= LongestPart, words));

    [Theory]
    [InlineData("Breathlessness", 14)]
    [InlineData("Breath\u00adlessness", 8)]
    [InlineData("Angst, Panik", 5)]
    public void The_longest_undivided_part_is_found(string words, int letters) => Assert.Equal(letters, Longest(words));

    [Theory]
    [InlineData(Language.German)]
    [InlineData(Language.English)]
    public void Sign_number_and_unit_of_a_limit_never_part(Language language)
    {
        var pressure = LimitWords.Bounds([new LimitBound(Measure.Systolic, BoundSide.AtLeast, 160), new LimitBound(Measure.Diastolic, BoundSide.AtLeast, 100)], language);
        Assert.Equal("≥\u00a0160/100\u00a0mmHg", pressure);
        Assert.Equal("≤\u00a04", LimitWords.Alone(new LimitBound(Measure.Moaas, BoundSide.AtMost, 4), language));
        Assert.EndsWith("50\u00a0/min", LimitWords.Bounds([new LimitBound(Measure.HeartRate, BoundSide.Below, 50)], language), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("04:53:01", "04:54:00")]
    [InlineData("04:53:59.9999999", "04:54:00")]
    [InlineData("04:53:00", "04:53:00")]
    public void A_time_before_which_nothing_may_happen_is_written_up_to_the_full_minute(string at, string written)
    {
        static DateTimeOffset Of(string time) => new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero) + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(Of(written), RoomPart.Minute(Of(at)));
    }

    private static int Longest(string words) => words.Split([' ', ',', '/', '\u00ad']).Max(part => part.Length);
}
