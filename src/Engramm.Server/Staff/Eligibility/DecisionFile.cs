using Engramm.Care.Consent;
using Engramm.Care.Eligibility;
using Engramm.Care.Patients;
using Engramm.Care.Planning;
using Engramm.Content;
using Engramm.Content.Rules;
using Engramm.Content.Treatment;
using Engramm.Server.Access;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Eligibility;

/// <summary>All that the pages of the decision need of one patient, read once per request.</summary>
/// <param name="Person">The record as the rules see it.</param>
/// <param name="Catalogue">What the rules may ask for.</param>
/// <param name="Rules">The rules in use today.</param>
/// <param name="Indications">The indications the practice knows.</param>
/// <param name="Review">The rules asked now.</param>
/// <param name="Decision">The newest signed decision, or null.</param>
/// <param name="Consent">The newest consent, begun or signed, or null.</param>
/// <param name="ConsentText">The text the consent page offers.</param>
public sealed record DecisionFile(
    PersonOnRecord Person,
    FactCatalogue Catalogue,
    EligibilityRuleSet Rules,
    IndicationList Indications,
    EligibilityReview Review,
    EligibilityDecision? Decision,
    ConsentRecord? Consent,
    ConsentText ConsentText)
{
    /// <summary>Id of the catalogue, rules and indications for ketamine.</summary>
    public const string ContentId = "ketamine";

    /// <summary>Id of the consent text offered.</summary>
    public const string ConsentId = "ketamine-depression";

    public Patient Patient => Person.Patient;

    /// <summary>The facts as they stand.</summary>
    public ClinicalPicture Picture => Review.Picture;

    /// <summary>What a plan rests on.</summary>
    public PlanFooting Footing => new(Review, Decision, Consent, Consent is null ? null : ConsentText);

    /// <summary>How many rules were asked.</summary>
    public int RulesAsked => Rules.Rules.Count(rule => rule.Stage == RuleStage.Planning);

    /// <summary>Reads the record and asks the rules.</summary>
    public static async Task<DecisionFile> LoadAsync(EngrammDbContext db, Guid patientId, ContentLibrary content, Visit visit, CancellationToken cancellation)
    {
        var patient = await db.Patients.AsNoTracking().SingleAsync(p => p.Id == patientId, cancellation);
        var consents = await db.Consents.AsNoTracking().Where(c => c.PatientId == patientId).OrderByDescending(c => c.TalkAt).ToListAsync(cancellation);
        var person = new PersonOnRecord(
            patient,
            await db.Facts.AsNoTracking().Where(f => f.PatientId == patientId).ToListAsync(cancellation),
            await db.Clearances.AsNoTracking().Where(c => c.PatientId == patientId).ToListAsync(cancellation),
            await db.Tasks.AsNoTracking().AnyAsync(t => t.PatientId == patientId && t.Kind == CareTaskKind.RedFlag && t.DoneAt == null, cancellation),
            await db.SuicideRiskHolds.AsNoTracking().Where(h => h.PatientId == patientId).ToListAsync(cancellation),
            consents);
        var catalogue = content.Get<FactCatalogue>(ContentId, visit.Today);
        var rules = content.Get<EligibilityRuleSet>(ContentId, visit.Today);
        var decision = await db.EligibilityDecisions.AsNoTracking().Where(d => d.PatientId == patientId).OrderByDescending(d => d.SignedAt).FirstOrDefaultAsync(cancellation);
        var consent = consents.FirstOrDefault();
        var text = consent is null
            ? content.Get<ConsentText>(ConsentId, visit.Today)
            : content.Get<ConsentText>(new ContentPin(consent.ConsentId, consent.ConsentVersion));
        return new DecisionFile(
            person, catalogue, rules, content.Get<IndicationList>(ContentId, visit.Today),
            EligibilityReview.Of(person.Picture(catalogue, visit.Now, visit.Today, visit.Practice.Zone), rules, catalogue), decision, consent, text);
    }

    /// <summary>The keys that a person is asked for: what rules of planning and indications need and no other part of the record knows.</summary>
    public IReadOnlyList<FactDefinition> Asked()
    {
        var wanted = Rules.Rules.Where(rule => rule.Stage == RuleStage.Planning).SelectMany(rule => rule.When.Keys())
            .Concat(Indications.Indications.SelectMany(indication => indication.Requires?.Keys() ?? []))
            .ToHashSet(StringComparer.Ordinal);
        // The level of suicide risk is a clinician's judgement; it is asked here only while no answer has called for one.
        var derived = PersonOnRecord.Derived.Where(key => !string.Equals(key, PersonOnRecord.SuicideRisk, StringComparison.Ordinal) || Person.SuicideHolds.Count > 0)
            .ToHashSet(StringComparer.Ordinal);
        return [.. Catalogue.Facts.Where(fact => wanted.Contains(fact.Key) && !derived.Contains(fact.Key))];
    }

    /// <summary>How many of the asked facts keep a rule open because nobody knows them, or they are too old.</summary>
    public int Unanswered => Review.Findings.Where(f => f.Cause == FindingCause.Unanswered).SelectMany(f => f.Facts).Distinct(StringComparer.Ordinal)
        .Count(key => Asked().Any(fact => string.Equals(fact.Key, key, StringComparison.Ordinal) && !IsCurrent(fact)));

    /// <summary>Whether the fact is known and not too old.</summary>
    public bool IsCurrent(FactDefinition fact) =>
        Picture[fact.Key] is KnownFact known && !(fact.ValidForDays is { } days && Picture.AsOf - known.Since > TimeSpan.FromDays(days));
}
