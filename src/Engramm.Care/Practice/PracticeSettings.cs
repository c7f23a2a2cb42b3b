namespace Engramm.Care.Practice;

/// <summary>The practice itself: one row, created as fictional or real, and never changed from one to the other.</summary>
public sealed class PracticeSettings : IPracticeRecord
{
    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    /// <summary>The name on letters and screens.</summary>
    public required string Name { get; set; }

    /// <summary>Whether every person in it is invented. Said on every page; a real practice has no door and no clock to turn.</summary>
    public required bool IsFictional { get; init; }

    /// <summary>When it was created. A fictional installation that starts over keeps the old one beside; the newest counts.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>IANA name of the zone the practice lives in; instants are stored in UTC.</summary>
    public string TimeZone { get; set; } = "Europe/Berlin";

    /// <summary>Two letters: decides the crisis numbers shown.</summary>
    public string Country { get; set; } = "DE";

    /// <summary>Real instant at which the practice clock was last set; null while it runs with real time.</summary>
    public DateTimeOffset? ClockSetAt { get; set; }

    /// <summary>What the practice clock showed at <see cref="ClockSetAt"/>.</summary>
    public DateTimeOffset? ClockShowed { get; set; }

    /// <summary>Practice seconds per real second, 1 to 120.</summary>
    public double ClockRate { get; set; } = 1;
}
