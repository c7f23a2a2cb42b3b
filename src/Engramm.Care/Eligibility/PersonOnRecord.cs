using Engramm.Care.Assessment;
using Engramm.Care.Consent;
using Engramm.Care.Patients;
using Engramm.Care.Screening;
using Engramm.Content.Rules;

namespace Engramm.Care.Eligibility;

/// <summary>What the record holds about one person that rules may ask for. Makes the picture; reads nothing itself.</summary>
/// <param name="Patient">Birth date.</param>
/// <param name="Facts">Recorded facts, all of them; the newest of a key counts.</param>
/// <param name="Clearances">Statements of physicians that red flags are clarified.</param>
/// <param name="RedFlagRaised">A red flag was answered with yes or "don't know" and nobody has settled it.</param>
/// <param name="SuicideHolds">Holds raised by answers about suicide, judged or not.</param>
/// <param name="Consents">Consents to the treatment, begun, signed or withdrawn.</param>
public sealed record PersonOnRecord(
    Patient Patient,
    IReadOnlyList<RecordedFact> Facts,
    IReadOnlyList<Clearance> Clearances,
    bool RedFlagRaised,
    IReadOnlyList<SuicideRiskHold> SuicideHolds,
    IReadOnlyList<ConsentRecord> Consents)
{
    /// <summary>Key of the age in years.</summary>
    public const string Age = "age";

    /// <summary>Key of the standing of the consent.</summary>
    public const string Consent = "off-label-consent";

    /// <summary>Key of the level of suicide risk.</summary>
    public const string SuicideRisk = "suicide-risk";

    /// <summary>Key of an answer about suicide that no clinician has assessed.</summary>
    public const string SuicideAnswerOpen = "suicide-answer-open";

    /// <summary>Key of unclarified red flags.</summary>
    public const string RedFlags = "red-flags-open";

    /// <summary>Keys that follow from other parts of the record and are therefore never asked again in the form.</summary>
    public static IReadOnlyList<string> Derived { get; } = [Age, Consent, SuicideAnswerOpen, SuicideRisk, RedFlags];

    /// <summary>The newest row of a key, or null.</summary>
    public RecordedFact? Latest(string key) =>
        Facts.Where(fact => string.Equals(fact.Key, key, StringComparison.Ordinal)).MaxBy(fact => fact.RecordedAt);

    /// <summary>The picture at an instant.</summary>
    /// <param name="catalogue">What the rules may ask for.</param>
    /// <param name="asOf">The instant (UTC).</param>
    /// <param name="today">The practice's day at that instant.</param>
    /// <param name="zone">The practice's time zone, in which findings name days.</param>
    public ClinicalPicture Picture(FactCatalogue catalogue, DateTimeOffset asOf, DateOnly today, TimeZoneInfo zone)
    {
        var facts = new Dictionary<string, Fact>(StringComparer.Ordinal);
        foreach (var definition in catalogue.Facts.Where(definition => !Derived.Contains(definition.Key, StringComparer.Ordinal)))
        {
            if (Latest(definition.Key) is { } row && FactText.Read(definition, row.Value) is { } value)
            {
                facts[definition.Key] = new KnownFact(value, row.RecordedAt, row.Document);
            }
        }

        facts[Age] = new KnownFact(new NumberValue(Patient.AgeOn(today), ""), asOf);
        facts[Consent] = new KnownFact(new ChoiceValue(ConsentStands()), asOf);
        facts[RedFlags] = RedFlagsStand(asOf);
        facts[SuicideAnswerOpen] = new KnownFact(new YesNoValue(SuicideHolds.Any(hold => hold.AssessedAt is null)), asOf);
        facts[SuicideRisk] = SuicideRiskStands(catalogue);
        return new ClinicalPicture(asOf, today, facts) { Zone = zone };
    }

    private string ConsentStands() =>
        Consents.Any(consent => consent.IsValid) ? "valid"
        : Consents.Any(consent => consent.WithdrawnAt is not null) ? "withdrawn"
        : "missing";

    /// <summary>
    /// A flag that nobody has settled stands, also beside a clearance: that was signed before it came. Without either nobody has said that
    /// they are clarified: unknown, and never "no".
    /// </summary>
    private Fact RedFlagsStand(DateTimeOffset asOf) =>
        RedFlagRaised ? new KnownFact(new YesNoValue(true), asOf)
        : Clearances.Any(clearance => clearance.WithdrawnAt is null) ? new KnownFact(new YesNoValue(false), asOf)
        : Fact.Unknown;

    /// <summary>An answer nobody has judged leaves the level unknown. Of open judgements the worst counts, otherwise the newest.</summary>
    private Fact SuicideRiskStands(FactCatalogue catalogue)
    {
        if (SuicideHolds.Any(hold => hold.AssessedAt is null))
        {
            return Fact.Unknown;
        }

        var worst = SuicideHolds.Where(hold => hold.IsOpen).MaxBy(LevelOf);
        if ((worst ?? SuicideHolds.MaxBy(hold => hold.AssessedAt)) is { AssessedAt: { } at } judged)
        {
            return new KnownFact(new ChoiceValue(LevelOf(judged).ToString().ToLowerInvariant()), at);
        }

        return Latest(SuicideRisk) is { } row && FactText.Read(catalogue[SuicideRisk], row.Value) is { } value
            ? new KnownFact(value, row.RecordedAt, row.Document)
            : Fact.Unknown;
    }

    /// <summary>A level that cannot be read counts as the highest: a word nobody understands must not open the way.</summary>
    private static SuicideRiskLevel LevelOf(SuicideRiskHold hold) =>
        Enum.TryParse<SuicideRiskLevel>(hold.Level, out var level) && Enum.IsDefined(level) ? level : SuicideRiskLevel.Red;
}
