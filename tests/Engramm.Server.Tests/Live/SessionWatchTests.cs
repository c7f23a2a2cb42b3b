using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Server.Live;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Engramm.Server.Tests.Live;

public class SessionWatchTests
{
    private static readonly Guid Session = Guid.NewGuid();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_session_is_alone_when_no_screen_has_shown_it_for_too_long_at_any_node()
    {
        var time = new FakeTimeProvider();
        var watch = new SessionWatch(time);
        Assert.False(watch.IsAlone(Session));
        time.Advance(SessionWatch.LongestAlone + TimeSpan.FromSeconds(1));
        Assert.True(watch.IsAlone(Session));

        var (first, second) = (watch.Enter(Session), watch.Enter(Session));
        Assert.False(watch.IsAlone(Session));
        first.Dispose();
        first.Dispose();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([Session], watch.WatchedHere);
        Assert.False(watch.IsAlone(Session));
        second.Dispose();
        Assert.False(watch.IsAlone(Session));
        time.Advance(SessionWatch.LongestAlone + TimeSpan.FromSeconds(1));
        Assert.True(watch.IsAlone(Session));

        watch.Hear(Session);
        Assert.False(watch.IsAlone(Session));
    }

    [Fact]
    public async Task The_tabs_of_a_browser_share_one_feed_in_which_all_their_sessions_are_watched()
    {
        await using var server = await PracticeServer.StartAsync();
        var watch = server.App.Services.GetRequiredService<SessionWatch>();
        using var nurse = await server.AsAsync(Role.Nurse);
        var feed = await nurse.GetAsync(new Uri($"/api/news?session={server.People.OwnSession}&session={server.People.OtherSession}&session={server.People.OtherSession}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal(new[] { server.People.OwnSession, server.People.OtherSession }.Order(), watch.WatchedHere.Order());
        feed.Dispose();
        await SpinAsync(() => watch.WatchedHere.Count == 0);
    }

    [Fact]
    public async Task Whoever_may_not_read_a_session_does_not_count_as_watching_it_and_hears_no_news_of_it()
    {
        await using var server = await PracticeServer.StartAsync();
        var watch = server.App.Services.GetRequiredService<SessionWatch>();
        var desk = server.App.Services.GetRequiredService<SessionDesk>();
        using var therapist = await server.AsAsync(Role.Therapist);
        var both = new Uri($"/api/news?session={server.People.OwnSession}&session={server.People.OtherSession}", UriKind.Relative);
        using var feed = await therapist.GetAsync(both, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal([server.People.OwnSession], watch.WatchedHere);

        // The other session's news is told first, so that the own one's arrival says that the first did not come.
        using var lines = new StreamReader(await feed.Content.ReadAsStreamAsync(Stop));
        await desk.ApplyAsync(server.People.OtherSession, Sending.Now(new NoteAdded("not for everyone")), server.People.Actor(Role.Nurse), Stop);
        await desk.ApplyAsync(server.People.OwnSession, Sending.Now(new NoteAdded("for the companion")), server.People.Actor(Role.Nurse), Stop);
        var heard = new List<string>();
        while (!heard.Exists(l => l.Contains(server.People.OwnSession.ToString(), StringComparison.Ordinal)))
        {
            heard.Add(await lines.ReadLineAsync(Stop) ?? throw new InvalidOperationException("The feed ended."));
        }

        Assert.DoesNotContain(heard, l => l.Contains(server.People.OtherSession.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_running_session_nobody_looks_at_is_told_to_the_others_and_stands_on_the_board()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await PracticeServer.StartAsync();
        var desk = server.App.Services.GetRequiredService<SessionDesk>();
        var news = server.App.Services.GetRequiredService<NewsBoard>();
        var watch = new SessionWatch(time);
        var lonely = ActivatorUtilities.CreateInstance<LonelySessions>(server.App.Services, watch);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var heard = new List<SessionNews>();
        var listening = Task.Run(
            async () =>
            {
                await foreach (var item in news.ListenAsync(end.Token))
                {
                    heard.Add(item);
                }
            },
            Stop);
        time.Advance(TimeSpan.FromMinutes(1));
        await lonely.LookAsync(Stop);
        Assert.DoesNotContain(heard, n => n.AloneAt is not null);

        await desk.ApplyAsync(server.People.OwnSession, Sending.Now(new InfusionStarted(new MillilitresPerHour(51), "a test of the watch")), server.People.Actor(Role.Nurse), Stop);
        Assert.True(LonelySessions.NeedsWatching(await desk.StateAsync(server.People.OwnSession, Stop)));
        using (watch.Enter(server.People.OwnSession))
        {
            await lonely.LookAsync(Stop);
        }

        time.Advance(TimeSpan.FromMinutes(1));
        await lonely.LookAsync(Stop);
        using var nurse = await server.AsAsync(Role.Nurse);
        var board = await nurse.GetStringAsync(new Uri("/chairs?lang=en", UriKind.Relative), Stop);
        Assert.Contains("Raum Solberg", board, StringComparison.Ordinal);
        Assert.Contains("Nobody in charge", board, StringComparison.Ordinal);
        await SpinAsync(() => heard.Exists(n => n.AloneAt is not null));
        await end.CancelAsync();
        await listening.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Single(heard, n => n.SessionId == server.People.OwnSession && n.AloneAt is "Raum Solberg");
    }

    [Fact]
    public void An_alarm_nobody_acknowledges_in_time_is_told_by_chair_until_somebody_has_seen_it()
    {
        var (nurse, began) = (new Actor("jonas", "Jonas Riedel", ActorRole.Nurse), new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var plan = MinimalPlan.For(Session) with
        {
            Symptoms = [new SymptomRule("syncope", [new SymptomSign(RoomEvent.Syncope)], null, LimitAction.Stop, AlarmPriority.High, new LimitSource("a test", Verification.Assumed))],
            Escalation = new EscalationTimes(null, null, TimeSpan.FromSeconds(30)),
        };
        var log = new List<SessionEvent>();
        void Write(SessionEntry entry) => log.Add(new SessionEvent(Guid.NewGuid(), log.Count + 1, began, began, nurse, entry));
        EscalatedNotice? Told(double seconds) => EscalatedNotice.Of("Raum 2", SessionState.Of(log), began + TimeSpan.FromSeconds(seconds));

        Write(new SessionOpened(plan));
        Write(new InfusionStarted(new MillilitresPerHour(51), "a test of the notice"));
        Write(new EventNoted(RoomEvent.Syncope));
        Assert.Null(Told(29.9));
        Assert.Equal(new EscalatedNotice("Raum 2", AlarmPriority.High, began, 1), Told(30));

        // Seen late: it had gone out, and now it goes.
        Write(SessionState.Of(log).Alarms(began).Single(a => a.Symptom is not null).Acknowledgement());
        Assert.Null(Told(31));
    }

    /// <summary>The notice travels through a channel: gives the reader its turn.</summary>
    private static async Task SpinAsync(Func<bool> isThere)
    {
        while (!isThere())
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
