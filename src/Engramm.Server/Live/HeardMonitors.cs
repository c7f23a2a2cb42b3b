using System.Collections.Concurrent;
using Engramm.Care.Infusion;
using Engramm.Exchange.Hl7v2;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>
/// Which monitors have spoken, when last, and what of it could not be used. Known here at once and written every few seconds, so that a
/// restart and other nodes know it; a message waits for neither. Whoever asks gets what is stored and what this node knows better.
/// </summary>
public sealed class HeardMonitors(EngrammContexts contexts, PracticeProfile practice, PracticeClock clock, ILogger<HeardMonitors> log) : BackgroundService
{
    /// <summary>How far the storage may be behind, in real time.</summary>
    public static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(5);

    /// <summary>A monitor that said nothing for this long counts as silent. Monitors send at least every minute. Expert default of this project.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(2);

    /// <summary>For this long a sign that could not be used stays on the page, and a monitor is offered in the cockpit, after it came last. Expert default of this project.</summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, DateTimeOffset> last = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string DeviceId, VitalKind Sign, ValueRefusal Refusal), DateTimeOffset> refused = new();
    private readonly Dictionary<string, DateTimeOffset> written = new(StringComparer.Ordinal);
    private readonly Dictionary<(string DeviceId, VitalKind Sign, ValueRefusal Refusal), DateTimeOffset> refusedWritten = [];
    private readonly SemaphoreSlim firstWord = new(1);
    private readonly SemaphoreSlim writing = new(1);
    private Guid heardFor;

    /// <summary>
    /// A monitor spoke. A new one is written down before it counts as known, so that one whose first word met a failing database is listed by
    /// its next.
    /// </summary>
    public async Task HearAsync(string device, IEnumerable<(VitalKind? Sign, ValueRefusal? Refusal)> signs, CancellationToken cancellation)
    {
        if (heardFor != practice.Id)
        {
            // The fictional practice began anew: what the one before heard is not its.
            last.Clear();
            refused.Clear();
            heardFor = practice.Id;
        }

        var now = clock.GetUtcNow();
        if (!last.ContainsKey(device))
        {
            await FirstWordAsync(device, now, cancellation);
        }

        last[device] = now;
        foreach (var value in signs)
        {
            if (value is { Sign: { } sign, Refusal: { } refusal })
            {
                refused[(device, sign, refusal)] = now;
            }
        }
    }

    /// <summary>Whether this node has heard the monitor since it began.</summary>
    public bool HasHeard(string device) => last.ContainsKey(device);

    /// <summary>Every monitor that ever spoke, with its last word, practice time.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LastAsync(EngrammDbContext db, CancellationToken cancellation)
    {
        var known = await db.Monitors.AsNoTracking().ToDictionaryAsync(m => m.DeviceId, m => m.LastHeardAt ?? m.FirstSeenAt, StringComparer.Ordinal, cancellation);
        foreach (var (device, at) in last)
        {
            known[device] = known.TryGetValue(device, out var stored) && stored > at ? stored : at;
        }

        return known;
    }

    /// <summary>What could not be used lately, newest first. Signs and reasons alone, no values.</summary>
    public async Task<ILookup<string, RefusedSign>> RefusedAsync(EngrammDbContext db, CancellationToken cancellation)
    {
        var from = clock.GetUtcNow() - ShownFor;
        var found = new Dictionary<(string DeviceId, VitalKind Sign, ValueRefusal Refusal), DateTimeOffset>();
        foreach (var row in await db.UnusableSigns.AsNoTracking().Where(s => s.LastAt >= from).ToListAsync(cancellation))
        {
            if (Enum.TryParse<VitalKind>(row.Sign, out var sign) && Enum.TryParse<ValueRefusal>(row.Refusal, out var refusal))
            {
                found[(row.DeviceId, sign, refusal)] = row.LastAt;
            }
        }

        foreach (var (key, at) in refused.Where(r => r.Value >= from))
        {
            found[key] = found.TryGetValue(key, out var stored) && stored > at ? stored : at;
        }

        return found.OrderByDescending(f => f.Value).ThenBy(f => f.Key.Sign).ThenBy(f => f.Key.Refusal)
            .ToLookup(f => f.Key.DeviceId, f => new RefusedSign(f.Key.Sign, f.Key.Refusal, f.Value), StringComparer.Ordinal);
    }

    /// <summary>Writes what is new since the last time.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            var heard = last.Where(l => !(written.TryGetValue(l.Key, out var at) && at == l.Value)).ToList();
            var signs = refused.Where(r => !(refusedWritten.TryGetValue(r.Key, out var at) && at == r.Value)).ToList();
            if (heard.Count + signs.Count == 0)
            {
                return;
            }

            await using var db = contexts.Create(practice.Id);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            foreach (var (device, at) in heard)
            {
                await db.Monitors.Where(m => m.DeviceId == device).ExecuteUpdateAsync(s => s.SetProperty(m => m.LastHeardAt, at), cancellation);
            }

            foreach (var ((device, sign, refusal), at) in signs)
            {
                var (signName, refusalName) = (sign.ToString(), refusal.ToString());
                var isKnown = await db.UnusableSigns.Where(s => s.DeviceId == device && s.Sign == signName && s.Refusal == refusalName)
                    .ExecuteUpdateAsync(s => s.SetProperty(r => r.LastAt, at), cancellation) > 0;
                if (!isKnown)
                {
                    db.UnusableSigns.Add(new UnusableSign { Id = Guid.CreateVersion7(), DeviceId = device, Sign = signName, Refusal = refusalName, LastAt = at });
                }
            }

            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            heard.ForEach(h => written[h.Key] = h.Value);
            signs.ForEach(s => refusedWritten[s.Key] = s.Value);
        }
        finally
        {
            writing.Release();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    public override void Dispose()
    {
        firstWord.Dispose();
        writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(WriteEvery);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await beat.WaitForNextTickAsync(stoppingToken);
                await TryWriteAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The server ends; what is left is written when it stops.
            }
        }
    }

    private async Task TryWriteAsync(CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(cancellation);
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or DbUpdateException or InvalidOperationException or TimeoutException)
        {
            // The database is away, or another node wrote the same row first: the next time writes it. Nothing clinical waits for it.
            log.LogWarning("Last messages of monitors were not written, {Error}", fault.GetType().Name);
        }
    }

    private async Task FirstWordAsync(string device, DateTimeOffset now, CancellationToken cancellation)
    {
        await firstWord.WaitAsync(cancellation);
        try
        {
            await using var db = contexts.Create(practice.Id);
            if (!await db.Monitors.AnyAsync(m => m.DeviceId == device, cancellation))
            {
                db.Monitors.Add(new BedsideMonitor { Id = Guid.CreateVersion7(), DeviceId = device, FirstSeenAt = now, LastHeardAt = now });
                await db.SaveChangesAsync(cancellation);
            }
        }
        finally
        {
            firstWord.Release();
        }
    }
}
