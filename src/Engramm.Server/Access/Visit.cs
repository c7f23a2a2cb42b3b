using Engramm.Care.Access;
using Engramm.Care.Practice;
using Engramm.Quantities;
using Engramm.Server.Clock;

namespace Engramm.Server.Access;

/// <summary>Who is signed in, as much as pages need.</summary>
public sealed record SignedIn(Guid AccountId, Role Role, string Name, Guid? PatientId)
{
    /// <summary>Whether the person works in the practice.</summary>
    public bool IsStaff => Role != Role.Patient;
}

/// <summary>One request: who, in which language, in which practice, at what practice time. Filled by <see cref="AccessGate"/>.</summary>
public sealed class Visit(PracticeClock clock, PracticeProfile practice, AccessRules rules)
{
    /// <summary>The signed-in person; null on public pages.</summary>
    public SignedIn? Person { get; set; }

    /// <summary>The signed-in person, where the endpoint needs one.</summary>
    public SignedIn Who => Person ?? throw new InvalidOperationException("This endpoint is open to all and has no signed-in person.");

    /// <summary>The device that sends, where the endpoint is one for devices; null everywhere else.</summary>
    public string? DeviceId { get; set; }

    public Language Language { get; set; }

    /// <summary>Staff of a real practice without a second factor get nowhere but to setting it up.</summary>
    public bool MustSetUpSecondFactor { get; set; }

    /// <summary>Whether the person's screen is locked after idling.</summary>
    public bool IsLocked { get; set; }

    public PracticeProfile Practice { get; } = practice;

    /// <summary>Practice time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The practice's day.</summary>
    public DateOnly Today => Practice.DayOf(Now);

    /// <summary>Whether the person's role has this permission at all: decides what a page offers, never what the server accepts.</summary>
    public bool May(string permission) => Person is { } person && rules.Of(permission, person.Role) != Reach.None;
}

/// <summary>The practice as every request needs it. Loaded at start, changed only by its own settings page.</summary>
public sealed class PracticeProfile
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    public Guid Id { get; private set; }

    public string Name { get; private set; } = string.Empty;

    public bool IsFictional { get; private set; }

    public string Country { get; private set; } = "DE";

    /// <summary>The practice's time zone.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>Takes the values of the stored settings.</summary>
    public void Take(PracticeSettings settings)
    {
        (Id, Name, IsFictional, Country) = (settings.Id, settings.Name, settings.IsFictional, settings.Country);
        zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
    }

    /// <summary>An instant as the practice's wall clock shows it.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>The practice's calendar day of an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>The instant of a wall-clock time in the practice.</summary>
    public DateTimeOffset Instant(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
