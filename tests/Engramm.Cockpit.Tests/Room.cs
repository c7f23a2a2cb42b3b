using Engramm.Cockpit.Link;
using Engramm.Cockpit.Live;
using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Engramm.Cockpit.Tests;

/// <summary>A cockpit on a tablet whose clock, disk and server a test holds. The infusion has run for five minutes.</summary>
internal sealed class Room : IAsyncDisposable
{
    private static readonly AlarmLimit Fast = new(
        "hr.pause", [new LimitBound(Measure.HeartRate, BoundSide.Above, 120)], LimitAction.Pause, AlarmPriority.High, LimitConfirmation.Once, new LimitSource("a test", Verification.Assumed));

    private Room(FakeTimeProvider time, FakeTablet tablet, FakeServer server)
    {
        (Time, Tablet, Server, Browser) = (time, tablet, server, new Browser(tablet));
        Session = new LiveSession(server.Link, Browser, time);
    }

    public FakeTimeProvider Time { get; }

    public FakeTablet Tablet { get; }

    public FakeServer Server { get; }

    public Browser Browser { get; }

    public LiveSession Session { get; }

    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>A server with the running session.</summary>
    public static FakeServer Serve(FakeTimeProvider time)
    {
        var server = new FakeServer(time);
        server.Write(new SessionOpened(MinimalPlan.For(FakeServer.Session) with { Limits = [Fast] }), server.Now.AddMinutes(-20));
        server.Write(new InfusionStarted(new MillilitresPerHour(51), "a test"), server.Now.AddMinutes(-5));
        return server;
    }

    public static async Task<Room> OpenAsync(FakeTimeProvider? time = null, FakeTablet? tablet = null, FakeServer? server = null)
    {
        time ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var room = new Room(time, tablet ?? new FakeTablet(), server ?? Serve(time));
        room.Running = room.Session.RunAsync(FakeServer.Session);
        await room.UntilAsync(() => room.Session.View is not null);
        return room;
    }

    /// <summary>Real time goes by, second by second, as a tablet that is awake has it.</summary>
    public async Task PassAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            var ticked = false;
            void Tick(object? sender, EventArgs e) => ticked = true;
            Session.Changed += Tick;
            Time.Advance(TimeSpan.FromSeconds(1));
            await UntilAsync(() => ticked);
            Session.Changed -= Tick;
            await SettleAsync();
        }
    }

    /// <summary>Gives what was begun its turn.</summary>
    public static async Task SettleAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            await Task.Yield();
        }
    }

    public async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (Running.IsFaulted)
            {
                await Running;
            }

            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
