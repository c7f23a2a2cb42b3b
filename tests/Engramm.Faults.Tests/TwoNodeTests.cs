using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Engramm.Care.Access;
using Engramm.Storage;
using Engramm.TestKit;

namespace Engramm.Faults.Tests;

/// <summary>Two nodes of one practice on one PostgreSQL: each may die, sleep, or be asked at the same time as the other.</summary>
[Trait("Needs", "Processes")]
public sealed class TwoNodeTests
{
    private static readonly TimeSpan LongestTakeover = TimeSpan.FromSeconds(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_may_be_asked_at_the_same_time_sleep_or_die_and_nothing_is_lost_or_doubled()
    {
        await using var ward = await Ward.OpenAsync(Engine.PostgreSql);
        var (first, second) = (Ports(), Ports());
        await using var a = await ward.ServeAsync(first.Pages, first.Monitors);
        await using var b = await ward.ServeAsync(second.Pages, second.Monitors);
        await using var one = await ChartSender.BeginAsync(first.Pages, ward.People, ward.Random.Next(), Stop);
        await one.NextAcknowledgementAsync(Stop);

        // Only A is asked so far; whoever listens at B hears of it.
        using var listening = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.True(await HeardAtAsync(second.Pages, ward.People, listening.Token) > 0);

        await using var two = await ChartSender.JoinAsync(second.Pages, ward.People, ward.Random.Next(), Stop);
        await using var monitor = MonitorSender.Begin(second.Monitors, ward.Random.Next(), Stop);
        for (var i = 0; i < 20; i++)
        {
            await Task.WhenAll(one.NextAcknowledgementAsync(Stop), two.NextAcknowledgementAsync(Stop), monitor.NextAcknowledgementAsync(Stop));
        }

        await Task.WhenAll(two.EndAsync(), monitor.EndAsync());
        Ward.Say($"{one.Acknowledged.Count} and {two.Acknowledged.Count} entries by two nodes at once, {one.Repeated} and {two.Repeated} sent again");
        await SleepAndDieAsync(one, a, first.Pages, second.Pages);
        await one.EndAsync();
        await ward.CheckAsync([one, two], [monitor]);
    }

    /// <summary>A sleeps, wakes, and dies; B goes on each time.</summary>
    private static async Task SleepAndDieAsync(ChartSender chart, ServerProcess a, int first, int second)
    {
        // Asleep: what it had under way when it wakes is refused or was never started.
        await a.FreezeAsync();
        var asleep = await TakeoverAsync(chart, second);
        await a.ThawAsync();
        chart.GoTo(first);
        await chart.NextAcknowledgementAsync(Stop);

        await a.KillAsync();
        var killed = await TakeoverAsync(chart, second);
        await chart.NextAcknowledgementAsync(Stop);
        Ward.Say($"The other node had its first entry acknowledged {killed.TotalSeconds:0.00} s after the kill, {asleep.TotalSeconds:0.00} s after the other fell asleep.");
        Assert.True(killed <= LongestTakeover && asleep <= LongestTakeover);
    }

    private static async Task<TimeSpan> TakeoverAsync(ChartSender chart, int port)
    {
        var started = Stopwatch.GetTimestamp();
        chart.GoTo(port);
        await chart.NextAcknowledgementAsync(Stop);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>The first number of this session that the node's feed names.</summary>
    private static async Task<long> HeardAtAsync(int port, SeededPractice people, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
        using var door = await http.PostAsync(new Uri($"/door/enter/{people.Accounts[Role.Nurse].Id}", UriKind.Relative), null, cancellation);
        await using var feed = await http.GetStreamAsync(new Uri("/api/news", UriKind.Relative), cancellation);
        using var lines = new StreamReader(feed);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("data: {\"sessionId\"", StringComparison.Ordinal))
            {
                using var news = JsonDocument.Parse(line["data: ".Length..]);
                if (news.RootElement.GetProperty("sessionId").GetGuid() == people.OwnSession)
                {
                    return news.RootElement.GetProperty("upTo").GetInt64();
                }
            }
        }

        return 0;
    }

    private static (int Pages, int Monitors) Ports() => (ServerProcess.FreePort(), ServerProcess.FreePort());
}
