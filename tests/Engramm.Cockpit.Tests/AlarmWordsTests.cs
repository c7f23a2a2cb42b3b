using Engramm.Cockpit.Room;
using Engramm.Quantities;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Cockpit.Tests;

/// <summary>An alarm is a sentence: what, the number, and what the practice's rule asks for.</summary>
public sealed class AlarmWordsTests
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly LimitSource Source = new("a test", Verification.Assumed);

    [Theory]
    [InlineData("en", "145", "pause the infusion", "Limit: ", ">\u00a0120", "Since 09:00.")]
    [InlineData("de", "145", "Infusion pausieren", "Grenze: ", ">\u00a0120", "Seit 09:00.")]
    public void A_crossed_limit_says_value_action_limit_and_since_when_in_the_practices_time(string language, params string[] words) => OneThread.Run(async () =>
    {
        await using var room = await OpenAsync(language);
        var limit = new AlarmLimit("hr", [new LimitBound(Measure.HeartRate, BoundSide.Above, 120)], LimitAction.Pause, AlarmPriority.High, LimitConfirmation.Once, Source);
        var alarm = Alarm(AlarmKind.Limit) with { Sign = Sign.HeartRate, Limit = limit, Values = [new VitalValue(Measure.HeartRate, 145, "/min")] };
        var sentence = Words(room).Text(alarm) + " " + Words(room).Detail(alarm);
        Assert.All(words, w => Assert.Contains(w, sentence, StringComparison.Ordinal));
    });

    [Fact]
    public void A_blood_pressure_is_one_value_with_both_numbers() => OneThread.Run(async () =>
    {
        await using var room = await OpenAsync("en");
        var alarm = Alarm(AlarmKind.ImpossibleValue) with { Sign = Sign.BloodPressure, Values = [new VitalValue(Measure.Diastolic, 18, "mmHg"), new VitalValue(Measure.Systolic, 400, "mmHg")] };
        Assert.Contains("400/18", Words(room).Text(alarm), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("de", "Puls 145")]
    [InlineData("en", "Heart rate 145")]
    public void In_brief_it_says_what_and_the_number_and_not_what_is_to_be_done(string language, string brief) => OneThread.Run(async () =>
    {
        await using var room = await OpenAsync(language);
        var limit = new AlarmLimit("hr", [new LimitBound(Measure.HeartRate, BoundSide.Above, 120)], LimitAction.Pause, AlarmPriority.High, LimitConfirmation.Once, Source);
        Assert.Equal(brief, Words(room).Brief(Alarm(AlarmKind.Limit) with { Sign = Sign.HeartRate, Limit = limit, Values = [new VitalValue(Measure.HeartRate, 145, "/min")] }));
        Assert.Equal(Words(room).Text(Alarm(AlarmKind.StaleFeed)), Words(room).Brief(Alarm(AlarmKind.StaleFeed)));
    });

    [Theory]
    [InlineData("de", "Vorbei seit 09:05.")]
    [InlineData("en", "Over since 09:05.")]
    public void The_end_is_said_except_of_a_symptom_whose_end_nobody_notes(string language, string words) => OneThread.Run(async () =>
    {
        await using var room = await OpenAsync(language);
        var ended = Alarm(AlarmKind.Overdue) with { Ended = Nine.AddMinutes(5) };
        Assert.Contains(words, Words(room).Detail(ended), StringComparison.Ordinal);
        Assert.DoesNotContain(words, Words(room).Detail(ended with { Kind = AlarmKind.Symptom }), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public void Every_kind_sign_action_and_own_failure_has_its_words(string language) => OneThread.Run(async () =>
    {
        await using var room = await OpenAsync(language);
        var words = Words(room);
        Alarm[] alarms =
        [
            .. from sign in Enum.GetValues<Sign>()
               from kind in (AlarmKind[])[AlarmKind.Limit, AlarmKind.ImpossibleValue, AlarmKind.StaleFeed]
               select Alarm(kind) with { Sign = sign },
            .. from measure in Enum.GetValues<Measure>()
               from side in Enum.GetValues<BoundSide>()
               from action in Enum.GetValues<LimitAction>()
               select Alarm(AlarmKind.Limit) with
               {
                   Sign = Measures.SignOf(measure),
                   Limit = new AlarmLimit("one", [new LimitBound(measure, side, 1)], action, AlarmPriority.Medium, LimitConfirmation.Once, Source),
               },
            .. Enum.GetValues<OwnFailure>().Select(own => Alarm(AlarmKind.OwnFailure) with { Own = own }),
            .. room.Session.View!.Due.Select(due => Alarm(AlarmKind.Overdue) with { Due = due.Id }),
            Alarm(AlarmKind.StaleFeed),
            Alarm(AlarmKind.Overdue) with { Priority = AlarmPriority.Low },
        ];
        Assert.All(alarms, a => Assert.False(string.IsNullOrWhiteSpace(words.Text(a)) || string.IsNullOrWhiteSpace(words.Detail(a))));
    });

    private static Task<Room> OpenAsync(string language)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Nine);
        var server = Room.Serve(time);
        server.Language = language;
        return Room.OpenAsync(time, server: server);
    }

    private static AlarmWords Words(Room room) => new(room.Session.View!, room.Session);

    private static Alarm Alarm(AlarmKind kind) =>
        new("a.test", kind, AlarmPriority.High, Nine, Nine, Nine, null, null, null, [], null, null, null, null, null);
}
