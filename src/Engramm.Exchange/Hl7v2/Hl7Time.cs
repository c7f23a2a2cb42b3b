using System.Globalization;

namespace Engramm.Exchange.Hl7v2;

/// <summary>How the instant of a value came about.</summary>
public enum ZoneBasis
{
    /// <summary>The device wrote the offset from UTC.</summary>
    Stated,

    /// <summary>The device wrote local time; the zone configured for it was used.</summary>
    DeviceZone,

    /// <summary>Local time in the hour that happens twice in autumn; the reading nearer to the receipt was taken.</summary>
    RepeatedHour,
}

/// <summary>A device's time as an instant.</summary>
/// <param name="Instant">In UTC.</param>
/// <param name="Basis">How the offset was found.</param>
public sealed record DeviceTime(DateTimeOffset Instant, ZoneBasis Basis);

/// <summary>Reads and writes HL7 times: <c>YYYYMMDDHHMM[SS[.S[S[S[S]]]]][+/-ZZZZ]</c>.</summary>
public static class Hl7Time
{
    private static readonly string[] Formats = ["yyyyMMddHHmmss", "yyyyMMddHHmm"];

    /// <summary>
    /// Reads a time to the minute or finer. Null when the text is not such a time, has an impossible date or offset,
    /// or names a local time that the zone skips in spring.
    /// </summary>
    /// <param name="text">The field as sent.</param>
    /// <param name="deviceZone">The zone of the device's clock, used only when the text has no offset.</param>
    /// <param name="receivedAt">When the message arrived; decides only between the two readings of a repeated hour.</param>
    public static DeviceTime? Read(string text, TimeZoneInfo deviceZone, DateTimeOffset receivedAt)
    {
        var sign = text.AsSpan().IndexOfAny('+', '-');
        var local = sign < 0 ? text : text[..sign];
        if (ReadLocal(local) is not { } wallClock)
        {
            return null;
        }

        if (sign >= 0)
        {
            return ReadOffset(text.AsSpan(sign)) is { } offset && InRange(wallClock, offset)
                ? new DeviceTime(new DateTimeOffset(wallClock, offset).ToUniversalTime(), ZoneBasis.Stated)
                : null;
        }

        if (deviceZone.IsInvalidTime(wallClock))
        {
            return null;
        }

        if (deviceZone.IsAmbiguousTime(wallClock))
        {
            var nearest = deviceZone.GetAmbiguousTimeOffsets(wallClock)
                .Select(offset => new DateTimeOffset(wallClock, offset).ToUniversalTime())
                .MinBy(candidate => (candidate - receivedAt).Duration());
            return new DeviceTime(nearest, ZoneBasis.RepeatedHour);
        }

        var zoneOffset = deviceZone.GetUtcOffset(wallClock);
        return InRange(wallClock, zoneOffset) ? new DeviceTime(new DateTimeOffset(wallClock, zoneOffset).ToUniversalTime(), ZoneBasis.DeviceZone) : null;
    }

    /// <summary>Writes an instant in UTC with milliseconds and offset.</summary>
    public static string Write(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyyMMddHHmmss.fff", CultureInfo.InvariantCulture) + "+0000";

    private static DateTime? ReadLocal(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? string.Empty : text[(point + 1)..];
        if (point >= 0 && (point != 14 || fraction.Length is < 1 or > 4 || !fraction.All(char.IsAsciiDigit)))
        {
            return null;
        }

        var whole = point < 0 ? text : text[..point];
        if (!DateTime.TryParseExact(whole, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return null;
        }

        var ticks = fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(7, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        return time.AddTicks(ticks);
    }

    private static TimeSpan? ReadOffset(ReadOnlySpan<char> text)
    {
        if (text.Length != 5 || !int.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
        {
            return null;
        }

        var (hours, minutes) = (digits / 100, digits % 100);
        if (hours > 14 || minutes > 59 || (hours == 14 && minutes > 0))
        {
            return null;
        }

        var offset = new TimeSpan(hours, minutes, 0);
        return text[0] == '-' ? -offset : offset;
    }

    /// <summary>The first and last hours of the calendar cannot be moved to UTC.</summary>
    private static bool InRange(DateTime wallClock, TimeSpan offset) =>
        wallClock.Ticks - offset.Ticks >= DateTime.MinValue.Ticks && wallClock.Ticks - offset.Ticks <= DateTime.MaxValue.Ticks;
}
