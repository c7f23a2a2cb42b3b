using System.Globalization;
using Engramm.Content;
using Engramm.Content.Evidence;
using Engramm.Quantities;

namespace Engramm.Server.Design;

/// <summary>Light or dark, as the person chose; <see cref="System"/> follows the device.</summary>
public enum Theme
{
    System,
    Light,
    Dark,
}

/// <summary>Who is signed in, as far as a page shows it.</summary>
/// <param name="Id">Names the person in the browser's own storage, so that drafts of two people on one device never mix.</param>
/// <param name="Name">Full name with title.</param>
/// <param name="Role">Role in the language of the page.</param>
/// <param name="Home">Where this person's day starts: the target of the mark in the corner.</param>
/// <param name="IsPatient">Patients see the companion; nothing of the staff side is offered.</param>
public sealed record SignedInPerson(Guid Id, string Name, string Role, string Home, bool IsPatient = false);

/// <summary>
/// What every page needs to know and no page may fetch itself: language, practice, person, time.
/// <see cref="Document"/> cascades it to all parts.
/// </summary>
/// <param name="Texts">The words of the user interface.</param>
/// <param name="Language">Language of this page.</param>
/// <param name="IsFictional">A practice of invented people: says so on every page.</param>
/// <param name="Now">The practice clock at the moment of the request, UTC.</param>
/// <param name="Zone">The time zone in which the practice writes dates and times.</param>
/// <param name="Path">Path and query of the request, for links that come back here and for the language links.</param>
public sealed record PageContext(TextCatalog Texts, Language Language, bool IsFictional, DateTimeOffset Now, TimeZoneInfo Zone, string Path)
{
    /// <summary>The person, or null on public pages.</summary>
    public SignedInPerson? Person { get; init; }

    /// <summary>The chosen light. Comes from a cookie, so that no page flashes.</summary>
    public Theme Theme { get; init; }

    /// <summary>The running tour, shown as a panel, or null.</summary>
    public Tour? Tour { get; init; }

    /// <summary>Whether a clinician has signed this text or rule, in its file or in the practice.</summary>
    public Func<ContentFile, bool> IsSigned { get; init; } = file => file.IsReviewed;

    /// <summary>Whether this practice uses this text or rule.</summary>
    public Func<ContentFile, bool> IsReleased { get; init; } = _ => true;

    /// <summary>A row of the evidence register by its id; null when there is none.</summary>
    public Func<string, EvidenceRow?> Evidence { get; init; } = _ => null;

    /// <summary>The other language.</summary>
    public Language OtherLanguage => Language == Language.German ? Language.English : Language.German;

    /// <summary>The words of a key with values filled in.</summary>
    public string T(string key, params object[] values) => Texts.Get(key, Language, values);

    /// <summary>This page in the given language: the same address with <c>lang=</c>.</summary>
    public string InLanguage(Language language)
    {
        var cut = Path.IndexOf('?', StringComparison.Ordinal);
        var path = cut < 0 ? Path : Path[..cut];
        var rest = cut < 0 ? [] : Path[(cut + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => !p.StartsWith("lang=", StringComparison.Ordinal));
        return path + "?" + string.Join('&', [.. rest, "lang=" + language.Tag()]);
    }

    /// <summary>The instant on the practice's clock on the wall.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>Time of day: <c>19:04</c> in both languages.</summary>
    public string Time(DateTimeOffset instant) => Local(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Time of day to the second, for the record of a session.</summary>
    public string TimeWithSeconds(DateTimeOffset instant) => Local(instant).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Date: <c>26.11.2026</c>, in English <c>26 Nov 2026</c>, so that day and month are never confused.</summary>
    public string Date(DateTimeOffset instant) => Date(DateOnly.FromDateTime(Local(instant).DateTime));

    /// <inheritdoc cref="Date(DateTimeOffset)"/>
    public string Date(DateOnly date) => date.ToString(Language == Language.German ? "dd.MM.yyyy" : "d MMM yyyy", Language.Culture());

    /// <summary>Date with weekday: <c>Donnerstag, 26. November</c> · <c>Thursday, 26 November</c>.</summary>
    public string Day(DateTimeOffset instant) => Local(instant).ToString(Language == Language.German ? "dddd, d. MMMM" : "dddd, d MMMM", Language.Culture());

    /// <summary>Date and time of day.</summary>
    public string DateAndTime(DateTimeOffset instant) => Date(instant) + ", " + Time(instant);

    /// <summary>A number with a fixed count of decimals and the language's decimal mark.</summary>
    public string Number(decimal value, int decimals = 0) => Language.Write(value, decimals);

    /// <inheritdoc cref="Number(decimal, int)"/>
    public string Number(double value, int decimals = 0) => Language.Write(value, decimals);
}
