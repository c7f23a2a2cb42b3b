using System.Globalization;
using System.Text;
using Engramm.Sessions.Drills;
using Microsoft.Extensions.Logging;

namespace Engramm.Exchange.Hl7v2;

/// <summary>The simulated monitors of a fictional practice at one moment. Travels as JSON from the server to the simulator.</summary>
/// <param name="PracticeNow">What the practice clock shows.</param>
/// <param name="Rate">How many practice seconds pass in one real second; 0 when the clock stands still.</param>
/// <param name="Monitors">The devices that are switched on.</param>
public sealed record SimulationScene(DateTimeOffset PracticeNow, double Rate, IReadOnlyList<SceneMonitor> Monitors);

/// <summary>One simulated monitor and the person on it.</summary>
/// <param name="DeviceId">EUI-64, 16 hexadecimal digits; also seeds the noise.</param>
/// <param name="Chair">The bed the device was told; empty when none.</param>
/// <param name="PatientIds">Identifiers the device was told; often none.</param>
/// <param name="Baseline">The person at rest.</param>
/// <param name="InfusionStartedAt">Practice time; null before the infusion.</param>
/// <param name="InfusionStoppedAt">Practice time; null while it runs.</param>
/// <param name="Script">What happens on the way.</param>
/// <param name="CuffRequestedAt">Practice time of the last press of the cuff button; null when never pressed.</param>
public sealed record SceneMonitor(
    string DeviceId,
    string Chair,
    IReadOnlyList<string> PatientIds,
    SimulatedBaseline Baseline,
    DateTimeOffset? InfusionStartedAt,
    DateTimeOffset? InfusionStoppedAt,
    IReadOnlyList<Disturbance> Script,
    DateTimeOffset? CuffRequestedAt = null);

/// <summary>
/// Plays the monitors of a fictional practice against an MLLP listener, following the practice clock: every two practice seconds a message
/// for each monitor, but no more than four looks in a real second. When the clock jumps, cuff readings that fell due on the way are sent with
/// their own times, as a monitor would have done.
/// </summary>
public sealed class MonitorSimulation(string host, int port, Func<CancellationToken, Task<SimulationScene>> poll, TimeProvider realTime, ILogger logger)
{
    private const int MostCaughtUpCuffs = 24;

    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortestRealStep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PracticeStep = TimeSpan.FromSeconds(2);
    /// <summary>More than the jitter of a look over HTTP at a fast clock: then a person turned the clock back.</summary>
    private static readonly TimeSpan ClockSetBack = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromHours(3);

    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Work)> _working = new(StringComparer.Ordinal);
    private volatile Snapshot? _snapshot;

    /// <summary>Runs until cancelled, and then returns. A scene that cannot be fetched is tried again; the last one goes on meanwhile.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await LookAsync(cancellation);
                await Task.Delay(PollEvery, realTime, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Being cancelled is the ordinary end.
        }
        finally
        {
            foreach (var deviceId in _working.Keys.ToList())
            {
                await EndAsync(deviceId);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            var scene = await poll(cancellation);
            _snapshot = new Snapshot(scene, realTime.GetTimestamp());
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning("Simulation: the practice did not answer ({Error})", exception.GetType().Name);
            return;
        }

        foreach (var entry in _working.Values.Where(entry => entry.Work.IsCompleted))
        {
            // A monitor ends only when told; anything else is a fault of ours and must be seen.
            await entry.Work;
        }

        var wanted = _snapshot.Scene.Monitors.Select(monitor => monitor.DeviceId).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _working.Keys.Where(deviceId => !wanted.Contains(deviceId)).ToList())
        {
            await EndAsync(gone);
        }

        foreach (var deviceId in wanted.Where(deviceId => !_working.ContainsKey(deviceId)))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            _working[deviceId] = (stop, PlayAsync(deviceId, stop.Token));
            logger.LogInformation("Simulation: monitor {DeviceId} switched on", deviceId);
        }
    }

    private async Task EndAsync(string deviceId)
    {
        _working.Remove(deviceId, out var entry);
        await entry.Stop.CancelAsync();
        await entry.Work;
        entry.Stop.Dispose();
        logger.LogInformation("Simulation: monitor {DeviceId} switched off", deviceId);
    }

    private async Task PlayAsync(string deviceId, CancellationToken cancellation)
    {
        try
        {
            await using var client = new MllpClient(host, port, realTime, logger);
            DateTimeOffset? last = null;
            while (true)
            {
                var snapshot = _snapshot!;
                var now = snapshot.Now(realTime);
                if (snapshot.Scene.Monitors.FirstOrDefault(entry => string.Equals(entry.DeviceId, deviceId, StringComparison.Ordinal)) is { } monitor
                    && (last is null || now - last >= PracticeStep || now < last - ClockSetBack))
                {
                    // A clock set back begins a new life of the monitor, without anything to catch up.
                    await SendAsync(client, monitor, last is { } before && before < now ? before : null, now, cancellation);
                    last = now;
                }

                await Task.Delay(RealStep(snapshot.Scene.Rate), realTime, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Switched off.
        }
    }

    private async Task SendAsync(MllpClient client, SceneMonitor monitor, DateTimeOffset? last, DateTimeOffset now, CancellationToken cancellation)
    {
        var device = new SimulatedMonitor(monitor.DeviceId, monitor.Chair, monitor.PatientIds);
        var patient = new SimulatedPatient(SeedOf(monitor.DeviceId), monitor.Baseline, monitor.Script);
        var infusion = new SimulatedInfusion(monitor.InfusionStartedAt, monitor.InfusionStoppedAt);
        foreach (var message in Messages(monitor, patient, infusion, last, now))
        {
            var controlId = string.Create(CultureInfo.InvariantCulture, $"{monitor.DeviceId[^Math.Min(4, monitor.DeviceId.Length)..]}-{message.At.ToUnixTimeMilliseconds()}-{message.Part}");
            var answer = await client.SendAsync(device.Write(message.Vitals, message.At, controlId), controlId, cancellation);
            if (answer.Code != AckCode.Accepted)
            {
                logger.LogWarning("Simulation: message {ControlId} refused, {Code}: {Reason}", controlId, answer.Code, answer.Reason);
            }
        }
    }

    /// <summary>What a monitor sends for the span since its last message: missed cuff readings each in a message of their own, then the present.</summary>
    private static IEnumerable<(DateTimeOffset At, int Part, SimulatedVitals Vitals)> Messages(
        SceneMonitor monitor, SimulatedPatient patient, SimulatedInfusion infusion, DateTimeOffset? last, DateTimeOffset now)
    {
        // A monitor just switched on takes a pressure at once.
        var cuffs = new List<DateTimeOffset> { now };
        if (last is { } before)
        {
            cuffs = [.. patient.CuffTimes(before < now - LongestCatchUp ? now - LongestCatchUp : before, now, infusion)];
            if (monitor.CuffRequestedAt is { } asked && asked > before && asked <= now && !cuffs.Contains(asked))
            {
                cuffs.Add(asked);
                cuffs.Sort();
            }
        }

        var part = 0;
        foreach (var time in cuffs.TakeLast(MostCaughtUpCuffs).SkipLast(1))
        {
            yield return (time, part++, patient.At(time, infusion) with { Cuff = patient.Cuff(time, infusion) });
        }

        var vitals = patient.At(now, infusion);
        yield return (now, part, cuffs.Count == 0 ? vitals : vitals with { Cuff = patient.Cuff(cuffs[^1], infusion) });
    }

    private static TimeSpan RealStep(double rate)
    {
        var step = rate > 0 ? PracticeStep / rate : PollEvery;
        return step < ShortestRealStep ? ShortestRealStep : step > PollEvery ? PollEvery : step;
    }

    /// <summary>The same device has the same noise in every run.</summary>
    public static int SeedOf(string deviceId)
    {
        var seed = 17;
        foreach (var value in Encoding.UTF8.GetBytes(deviceId))
        {
            seed = unchecked((seed * 31) + value);
        }

        return seed;
    }

    /// <summary>A scene and when it was seen, so that the practice clock goes on between two looks.</summary>
    private sealed record Snapshot(SimulationScene Scene, long SeenAt)
    {
        public DateTimeOffset Now(TimeProvider realTime) => Scene.PracticeNow + (realTime.GetElapsedTime(SeenAt) * Scene.Rate);
    }
}
