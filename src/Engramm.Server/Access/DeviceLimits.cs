using System.Threading.RateLimiting;

namespace Engramm.Server.Access;

/// <summary>
/// How much one device may send, and how often an address may show a wrong token. A monitor sends five signs a second at most; four times that
/// is let through, with room for what it kept while the network was away.
/// </summary>
/// <param name="burst">How much at once.</param>
/// <param name="perSecond">How much for good.</param>
/// <param name="wrongTokens">How many wrong tokens from one address at once; one more every ten seconds.</param>
/// <param name="every">Instead of a second and of ten: when there is more. Null takes those.</param>
public sealed class DeviceLimits(int burst = 600, int perSecond = 20, int wrongTokens = 30, TimeSpan? every = null) : IDisposable
{
    private readonly PartitionedRateLimiter<string> devices = Limiter(burst, perSecond, every ?? TimeSpan.FromSeconds(1));
    private readonly PartitionedRateLimiter<string> strangers = Limiter(wrongTokens, 1, every ?? TimeSpan.FromSeconds(10));

    /// <summary>Whether this device may send so many Observations now.</summary>
    public bool MaySend(string device, int count)
    {
        using var lease = devices.AttemptAcquire(device, count);
        return lease.IsAcquired;
    }

    /// <summary>Whether this address may still be told that its token is wrong; then it must wait.</summary>
    public bool MayFail(string address)
    {
        using var lease = strangers.AttemptAcquire(address);
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        devices.Dispose();
        strangers.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int most, int again, TimeSpan every) =>
        PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = most,
                TokensPerPeriod = again,
                ReplenishmentPeriod = every,
                QueueLimit = 0,
            }),
            StringComparer.Ordinal);
}
