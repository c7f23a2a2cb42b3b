using System.Text.Json.Serialization;
using Engramm.Content.Rules;

namespace Engramm.Care.Eligibility;

/// <summary>The value of a fact, with its kind.</summary>
[JsonDerivedType(typeof(YesNoValue), "yes-no")]
[JsonDerivedType(typeof(NumberValue), "number")]
[JsonDerivedType(typeof(DayValue), "day")]
[JsonDerivedType(typeof(ChoiceValue), "choice")]
public abstract record FactValue;

/// <summary>An answer that is yes or no. "I don't know" is not here: that fact stays unknown.</summary>
public sealed record YesNoValue(bool Yes) : FactValue;

/// <summary>A measured or counted number in the unit the catalogue names.</summary>
public sealed record NumberValue(decimal Amount, string Unit) : FactValue;

/// <summary>A calendar day.</summary>
public sealed record DayValue(DateOnly Day) : FactValue;

/// <summary>One of the choices the catalogue offers, by its code.</summary>
public sealed record ChoiceValue(string Code) : FactValue;

/// <summary>A fact about a person: known, or unknown. Unknown is a value of its own and never means "no".</summary>
[JsonDerivedType(typeof(UnknownFact), "unknown")]
[JsonDerivedType(typeof(KnownFact), "known")]
public abstract record Fact
{
    /// <summary>Not asked, not answered or not known.</summary>
    public static Fact Unknown { get; } = new UnknownFact();
}

/// <summary>Nobody knows yet.</summary>
public sealed record UnknownFact : Fact;

/// <summary>Somebody knows.</summary>
/// <param name="Value">What is known.</param>
/// <param name="Since">When it was asked or measured (UTC). Facts that age are asked again, see <see cref="FactDefinition.ValidForDays"/>.</param>
/// <param name="Document">The document it was taken from, by its id in the record, when there is one.</param>
public sealed record KnownFact(FactValue Value, DateTimeOffset Since, string? Document = null) : Fact;

/// <summary>
/// All that is known of one person when rules are asked, as of one instant. It is stored with every review,
/// so that later anybody can see what the rules had in front of them.
/// </summary>
/// <param name="AsOf">The instant of the question (UTC).</param>
/// <param name="Today">The calendar day in the practice at that instant; ages of dated facts are counted from it.</param>
/// <param name="Facts">Facts by key. A key that is not here is unknown.</param>
public sealed record ClinicalPicture(DateTimeOffset AsOf, DateOnly Today, IReadOnlyDictionary<string, Fact> Facts)
{
    /// <summary>The time zone in which findings name days. Not stored: what was signed keeps its words.</summary>
    [JsonIgnore]
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>A picture of which nothing is known.</summary>
    public static ClinicalPicture Empty(DateTimeOffset asOf, DateOnly today) =>
        new(asOf, today, new Dictionary<string, Fact>(StringComparer.Ordinal));

    /// <summary>The fact, or <see cref="Fact.Unknown"/>.</summary>
    public Fact this[string key] => Facts.TryGetValue(key, out var fact) ? fact : Fact.Unknown;

    /// <summary>The same picture with one fact set or replaced.</summary>
    public ClinicalPicture With(string key, Fact fact) =>
        this with { Facts = new Dictionary<string, Fact>(Facts, StringComparer.Ordinal) { [key] = fact } };

    /// <summary>The same picture with a fact known as of now.</summary>
    public ClinicalPicture With(string key, FactValue value, string? document = null) =>
        With(key, new KnownFact(value, AsOf, document));
}
