using Engramm.Cockpit.Link;
using Engramm.Cockpit.Live;
using Engramm.Sessions.Entries;
using Microsoft.Extensions.Time.Testing;

namespace Engramm.Cockpit.Tests;

/// <summary>What a cockpit knows by itself: the time, its own failures, the session without a server.</summary>
public sealed class LiveSessionTests
{
    [Fact]
    public void A_silent_server_alarms_within_five_seconds_and_is_written_down_when_it_is_back() => OneThread.Run(async () =>
    {
        await using var room = await Room.OpenAsync();
        await room.PassAsync(1);
        room.Server.IsDown = true;
        Assert.False(room.Session.IsCutOff);
        await room.PassAsync(5);
        Assert.True(room.Session.IsCutOff);
        Assert.Equal("Medium", room.Tablet.Sounding);

        await room.Session.AcknowledgeSilenceAsync();
        Assert.Null(room.Tablet.Sounding);
        await room.PassAsync(5);
        Assert.True(room.Session.IsSilenceAcknowledged);

        room.Server.IsDown = false;
        await room.PassAsync(3);
        Assert.False(room.Session.IsCutOff);
        Assert.False(room.Session.IsSilenceAcknowledged);
        await room.UntilAsync(() => Noted(room, OwnFailure.NoServer).Any());
        var failure = Assert.Single(Noted(room, OwnFailure.NoServer));
        Assert.InRange((failure.To - failure.From).TotalSeconds, 10, 14);
        Assert.Equal("AB12", failure.Device);
    });

    [Fact]
    public void An_entry_that_hangs_on_its_way_is_no_word_of_the_server() => OneThread.Run(async () =>
    {
        await using var room = await Room.OpenAsync();
        await room.PassAsync(1);
        Assert.Null(await room.Session.EnterAsync(new NoteAdded("stored before")));
        await room.UntilAsync(() => room.Session.Unsent == 0);
        var hangs = new TaskCompletionSource();
        room.Server.Meanwhile = () => hangs.Task;
        Assert.Null(await room.Session.EnterAsync(new NoteAdded("hangs")));
        room.Server.IsDown = true;
        await room.PassAsync(8);
        Assert.True(room.Session.IsCutOff);
        Assert.Equal("Medium", room.Tablet.Sounding);

        // Answered at last, it is.
        room.Server.IsDown = false;
        hangs.SetResult();
        await room.UntilAsync(() => room.Session.Unsent == 0);
        Assert.False(room.Session.IsCutOff);
        Assert.Single(room.Server.Log, e => e.Entry is NoteAdded { Text: "hangs" });
    });

    [Fact]
    public void A_tablet_that_slept_writes_it_down_once_it_is_awake() => OneThread.Run(async () =>
    {
        await using var room = await Room.OpenAsync();
        await room.PassAsync(2);
        room.Time.Advance(TimeSpan.FromMinutes(10));
        await Room.SettleAsync();
        Assert.Empty(Noted(room, OwnFailure.Asleep));
        await room.PassAsync(4);
        await room.UntilAsync(() => Noted(room, OwnFailure.Asleep).Any());
        Assert.InRange((Noted(room, OwnFailure.Asleep).Single().To - Noted(room, OwnFailure.Asleep).Single().From).TotalSeconds, 600, 605);
    });

    [Fact]
    public void The_moment_it_wakes_the_right_time_stands_there_without_a_word_of_the_server() => OneThread.Run(async () =>
    {
        await using var room = await Room.OpenAsync();
        await room.PassAsync(2);
        var before = room.Session.View!.Now;
        room.Server.IsDown = true;

        // The monotonic clock stood still; the wall clock says for how long.
        room.Browser.OnWoke(7200);
        Assert.Equal(before + TimeSpan.FromHours(2), room.Session.View!.Now);
        Assert.True(room.Session.IsCutOff);

        // A waking that missed nothing changes nothing.
        room.Browser.OnWoke(0);
        Assert.Equal(before + TimeSpan.FromHours(2), room.Session.View!.Now);
    });

    [Fact]
    public void What_was_under_way_since_before_the_sleep_is_not_taken_for_now() => OneThread.Run(async () =>
    {
        await using var room = await Room.OpenAsync();
        await room.PassAsync(2);
        var (before, feed) = (room.Session.View!.Now, $$"""{"now":"{{room.Server.Now:O}}","rate":1}""");
        var arrives = new TaskCompletionSource();
        room.Server.SheetUnderWay = arrives.Task;
        room.Browser.OnWoke(0);
        room.Server.IsDown = true;
        room.Browser.OnWoke(7200);
        arrives.SetResult();
        await Room.SettleAsync();
        room.Browser.OnClock(feed);
        await room.PassAsync(2);
        Assert.Equal(before + TimeSpan.FromHours(2) + TimeSpan.FromSeconds(2), room.Session.View!.Now);
        Assert.True(room.Session.IsCutOff);

        // Asked since, the server says what time it is; here it has slept as well.
        room.Server.IsDown = false;
        await room.PassAsync(4);
        Assert.False(room.Session.IsCutOff);
        Assert.Equal(room.Server.Now, room.Session.View!.Now);
        room.Browser.OnClock(feed);
        await room.PassAsync(1);
        Assert.Equal(before + TimeSpan.FromSeconds(1), room.Session.View!.Now);
    });

    [Fact]
    public void A_blocked_sound_is_written_down_when_it_sounds_again() => OneThread.Run(async () =>
    {
        await using var room = await Room.OpenAsync();
        Assert.True(room.Session.IsSoundBlocked);
        room.Server.Write(new VitalsObserved(ValueSource.Manual, [new VitalValue(Measure.HeartRate, 145, "/min")]));
        room.Browser.OnNews(NewsUpTo(room));
        await room.UntilAsync(() => room.Tablet.Sounding is "High");
        await room.PassAsync(3);
        room.Browser.OnSound(true);
        Assert.False(room.Session.IsSoundBlocked);
        await room.PassAsync(1);
        await room.UntilAsync(() => Noted(room, OwnFailure.SoundBlocked).Any());
        Assert.InRange((Noted(room, OwnFailure.SoundBlocked).Single().To - Noted(room, OwnFailure.SoundBlocked).Single().From).TotalSeconds, 1, 4);
    });

    [Fact]
    public void It_opens_without_the_server_from_what_it_kept_with_the_clock_run_on_and_sends_what_waited() => OneThread.Run(async () =>
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var (tablet, server) = (new FakeTablet(), Room.Serve(time));
        DateTimeOffset before;
        await using (var first = await Room.OpenAsync(time, tablet, server))
        {
            server.IsDown = true;
            Assert.Null(await first.Session.EnterAsync(new NoteAdded("charted alone")));
            before = first.Session.View!.Now;
        }

        tablet.SecondsAgo = 3600;
        await using var second = await Room.OpenAsync(time, tablet, server);
        Assert.Equal(before + TimeSpan.FromHours(1), second.Session.View!.Now);
        Assert.Equal(1, second.Session.Unsent);
        Assert.Contains(second.Session.View.State.Entries, e => e.Event is { Entry: NoteAdded { Text: "charted alone" }, Sequence: 0 });

        server.IsDown = false;
        await second.PassAsync(3);
        await second.UntilAsync(() => second.Session.Unsent == 0);
        Assert.Single(server.Log, e => e.Entry is NoteAdded { Text: "charted alone" });
    });

    [Fact]
    public void What_cannot_be_kept_is_said_and_a_closed_session_is_forgotten() => OneThread.Run(async () =>
    {
        await using var room = await Room.OpenAsync();
        Assert.Single(room.Tablet.Remembered);
        Assert.False(room.Session.CannotRemember);
        room.Tablet.IsDiskFailing = true;
        room.Server.Write(new NoteAdded("for the disk"));
        room.Browser.OnNews(NewsUpTo(room));
        await room.UntilAsync(() => room.Session.CannotRemember);

        room.Tablet.IsDiskFailing = false;
        room.Server.Write(new PatientTransferred("ward 3", "a test of leaving"));
        room.Browser.OnNews(NewsUpTo(room));
        await room.UntilAsync(() => room.Session.View!.IsClosed);

        // With the next word of the server.
        room.Server.Write(new NoteAdded("after the end"));
        room.Browser.OnNews(NewsUpTo(room));
        await room.UntilAsync(() => room.Tablet.Remembered.Count == 0);
    });

    [Fact]
    public void What_the_server_refuses_leaves_the_screen_and_is_shown_until_somebody_has_read_it() => OneThread.Run(async () =>
    {
        await using var room = await Room.OpenAsync();
        room.Server.Answers.Enqueue(Answer.Refused);
        Assert.Null(await room.Session.EnterAsync(new NoteAdded("refused")));
        await room.UntilAsync(() => room.Session.Refused.Count == 1);
        Assert.Equal("A rule says no.", room.Session.Refused[0].Text);
        Assert.DoesNotContain(room.Session.View!.State.Entries, e => e.Event.Entry is NoteAdded);
        room.Session.Dismiss(room.Session.Refused[0]);
        Assert.Empty(room.Session.Refused);
    });

    [Fact]
    public void A_screen_stays_its_persons_when_another_one_signs_in_in_the_same_browser() => OneThread.Run(async () =>
    {
        await using var room = await Room.OpenAsync();
        var you = room.Session.You;
        room.Server.SignedIn = new StaffPerson(Guid.NewGuid(), "Mira Okafor", "Nurse");
        room.Browser.OnWoke(1);
        await room.UntilAsync(() => room.Session.IsOtherPersonSignedIn);
        Assert.Null(await room.Session.EnterAsync(new NoteAdded("entered at this screen")));
        await room.UntilAsync(() => room.Session.LastSending == Sending.OtherPerson);
        Assert.Equal((you, 1), (room.Session.You, room.Session.Unsent));
        Assert.DoesNotContain(room.Server.Log, e => e.Entry is NoteAdded);

        room.Server.SignedIn = FakeServer.Nurse;
        room.Browser.OnWoke(1);
        await room.PassAsync(3);
        await room.UntilAsync(() => room.Session.Unsent == 0 && !room.Session.IsOtherPersonSignedIn);
        Assert.Equal(you, Assert.Single(room.Server.Log, e => e.Entry is NoteAdded).By);
    });

    [Fact]
    public void A_session_nobody_looks_at_is_told_while_it_is_and_sounds() => OneThread.Run(async () =>
    {
        await using var room = await Room.OpenAsync();
        room.Browser.OnUnwatched($$"""{"sessionId":"{{FakeServer.Session}}","chair":"Stuhl 1"}""");
        Assert.Empty(room.Session.UnwatchedNow);
        room.Browser.OnUnwatched($$"""{"sessionId":"{{Guid.NewGuid()}}","chair":"Stuhl 2"}""");
        Assert.Equal("Stuhl 2", Assert.Single(room.Session.UnwatchedNow).Chair);
        await room.PassAsync(1);
        Assert.Equal("Medium", room.Tablet.Sounding);
        await room.PassAsync(5);
        Assert.Empty(room.Session.UnwatchedNow);
    });

    [Fact]
    public void What_was_written_between_the_first_reading_and_the_feed_is_there() => OneThread.Run(async () =>
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var server = Room.Serve(time);
        await using var room = await Room.OpenAsync(time, new FakeTablet { BeforeTheFeed = () => server.Write(new NoteAdded("told by nobody")) }, server);
        await room.UntilAsync(() => room.Session.View!.State.Entries.Any(e => e.Event.Entry is NoteAdded));
    });

    [Fact]
    public void A_long_session_is_read_to_its_end_and_news_are_read_once() => OneThread.Run(async () =>
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var server = Room.Serve(time);
        while (server.Log.Count < ReadEvents.Most)
        {
            server.Write(new NoteAdded("one of many"));
        }

        server.Write(new NoteAdded("the last"));
        await using var room = await Room.OpenAsync(time, server: server);
        Assert.Contains(room.Session.View!.State.Entries, e => e.Event.Entry is NoteAdded { Text: "the last" });

        await room.PassAsync(1);
        var before = server.Readings;
        server.Write(new NoteAdded("news"));
        room.Browser.OnNews(NewsUpTo(room));
        await room.UntilAsync(() => room.Session.View!.State.Entries.Any(e => e.Event.Entry is NoteAdded { Text: "news" }));
        await Room.SettleAsync();
        Assert.Equal(before + 1, server.Readings);
    });

    private static IEnumerable<OwnFailureNoted> Noted(Room room, OwnFailure what) => room.Server.Log.Select(e => e.Entry).OfType<OwnFailureNoted>().Where(f => f.What == what);

    private static string NewsUpTo(Room room) => $$"""{"sessionId":"{{FakeServer.Session}}","upTo":{{room.Server.Log.Count}}}""";
}
