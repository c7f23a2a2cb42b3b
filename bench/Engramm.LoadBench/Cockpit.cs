using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Engramm.LoadBench;

/// <summary>As a cockpit does: listens to the feed and reads what is new in its own session; times how long an alarming value takes to get there.</summary>
internal sealed class Cockpit(HttpClient http, RunningSession session, ConcurrentBag<double> alarmAfter, ConcurrentDictionary<Guid, long> alarmsSent)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var known = 0L;
        var timed = 0L;
        try
        {
            await using var feed = await http.GetStreamAsync(new Uri($"/api/news?session={session.Id}", UriKind.Relative), cancellation);
            using var lines = new StreamReader(feed);
            while (await lines.ReadLineAsync(cancellation) is { } line)
            {
                if (!line.StartsWith("data: {\"sessionId\":\"" + session.Id, StringComparison.Ordinal))
                {
                    continue;
                }

                using var news = JsonDocument.Parse(line["data: ".Length..]);
                if (!news.RootElement.TryGetProperty("upTo", out var upTo) || upTo.GetInt64() <= known)
                {
                    continue;
                }

                var events = await http.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"/api/sessions/{session.Id}/events?after={known}"), UriKind.Relative), cancellation);
                known = upTo.GetInt64();
                if (events.Contains("\"value\":145", StringComparison.Ordinal) && alarmsSent.TryGetValue(session.Id, out var sent) && sent != timed)
                {
                    timed = sent;
                    alarmAfter.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or HttpRequestException)
        {
            // The bench is over.
        }
    }
}
