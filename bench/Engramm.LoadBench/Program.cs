using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Engramm.Care.Access;
using Engramm.LoadBench;
using Engramm.Storage;
using Engramm.TestKit;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int WarmUp = 10;
const int Seconds = 70;
foreach (var (count, cockpits) in args.Length > 0 ? [(int.Parse(args[0], CultureInfo.InvariantCulture), 20)] : ((int, int)[])[(12, 12), (200, 20)])
{
    await using var database = await TestDatabase.CreateAsync(Environment.GetEnvironmentVariable("ENGRAMM_TEST_POSTGRES") is { Length: > 0 } ? Engine.PostgreSql : Engine.Sqlite);
    var people = await SeededPractice.SeedAsync(database.Contexts, isFictional: true, CancellationToken.None);
    var sessions = await Practice.SeedAsync(database.Contexts, people, count, CancellationToken.None);
    var (port, monitorPort) = (ServerProcess.FreePort(), ServerProcess.FreePort());
    await using var server = await ServerProcess.ServeAsync(
        [
            "serve", "--data", database.Folder, "--monitor-port", monitorPort.ToString(CultureInfo.InvariantCulture), "--database", database.Engine.ToString(),
            .. database.Engine == Engine.PostgreSql ? (string[])["--connection", database.Connection!] : [],
        ],
        port,
        CancellationToken.None);
    var (stored, alarms, sent) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentDictionary<Guid, long>());
    using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = 200 }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Timeout.InfiniteTimeSpan };
    using var door = await http.PostAsync(new Uri($"/door/enter/{people.Accounts[Role.Nurse].Id}", UriKind.Relative), null);
    using var over = new CancellationTokenSource();
    var watching = sessions.Take(cockpits).Select(s => new Cockpit(http, s, alarms, sent).RunAsync(over.Token)).ToList();
    var sending = sessions.Select((s, i) => new Bedside(monitorPort, s, stored, sent).RunAsync(Seconds, WarmUp, TimeSpan.FromSeconds((double)i / count), CancellationToken.None)).ToList();
    await Task.Delay(TimeSpan.FromSeconds(WarmUp));
    using var process = Process.GetProcessById(server.Id);
    var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
    await Task.WhenAll(sending);
    process.Refresh();
    var used = (process.TotalProcessorTime - cpu) / Stopwatch.GetElapsedTime(clock);
    await over.CancelAsync();
    await Task.WhenAll(watching);
    Console.WriteLine(
        $"{database.Engine}, {count} sessions at 1 Hz with five vitals, {cockpits} cockpits: stored after {At(stored, 50):F0} / {At(stored, 99):F0} / {At(stored, 100):F0} ms (median, 99 %, longest; goal 99 % ≤ 150) of {stored.Count} messages; " +
        $"alarm in the cockpit after {At(alarms, 50):F0} / {At(alarms, 99):F0} / {At(alarms, 100):F0} ms (goal 99 % ≤ 1000) of {alarms.Count}; server {used * 100:F0} % of one core");
}

static double At(IReadOnlyCollection<double> values, double percent)
{
    double[] sorted = [.. values.Order()];
    return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(percent / 100 * sorted.Length) - 1)];
}
