using System.Globalization;
using System.Text.Json;
using Engramm.Care.Assessment;
using Engramm.Care.Consent;
using Engramm.Care.Eligibility;
using Engramm.Care.Planning;
using Engramm.Care.Screening;
using Engramm.Content.Rules;
using Engramm.Content.Treatment;

namespace Engramm.Server.Demo;

/// <summary>What a physician decides before an infusion: facts, eligibility, consent, plan. Written with the rules of the product, not beside them.</summary>
internal static class DemoTreatment
{
    private const string ContentId = "ketamine", ConsentId = "ketamine-depression", ProtocolId = "PROT-DEP-40";

    /// <summary>Strength in the pump, mg per mL: dose and volume are the same number.</summary>
    private const double Strength = 1;

    private static readonly (string Key, string Value)[] NothingInTheWay =
    [
        ("able-to-consent", "yes"), ("hypersensitivity", "no"), ("aneurysm-or-avm", "no"), ("intracerebral-haemorrhage", "no"), ("cardiovascular-event", "no"),
        ("unstable-angina", "no"), ("untreated-hypertension", "no"), ("pressure-rise-dangerous", "no"), ("thyroid-overactive-uncontrolled", "no"),
        ("active-psychosis", "no"), ("psychosis-ever", "no"), ("psychosis-first-degree", "no"), ("acute-mania", "no"), ("bipolar-disorder", "no"),
        ("ketamine-misuse", "no"), ("substance-use-disorder", "never"), ("xanthine-medicine", "no"), ("severe-liver-disease", "no"), ("heart-disease", "none"),
        ("ischaemic-stroke-or-tia", "no"), ("raised-eye-pressure", "no"), ("bladder-symptoms", "no"), ("seizure-ever", "no"), ("integration-partner", "yes"),
        ("expects-cure", "no"), ("suicide-risk", "green"),
    ];

    /// <summary>The facts of the assessment; a twist changes what it is about.</summary>
    public static void Facts(DemoRecord record, DateTimeOffset at)
    {
        var twist = record.Person.Twist;
        foreach (var (key, value) in NothingInTheWay)
        {
            record.Fact(key, (key, twist) switch
            {
                ("raised-eye-pressure", DemoTwist.EyePressureHold) or ("ischaemic-stroke-or-tia", DemoTwist.StrokeHold) => "yes",
                ("psychosis-ever", DemoTwist.Block) or ("active-psychosis", DemoTwist.Block) => "yes",
                _ => value,
            }, at);
        }

        var (systolic, diastolic) = (record.Chance.Between(116, 128), record.Chance.Between(72, 80));
        record.Fact("resting-systolic", systolic.ToString(CultureInfo.InvariantCulture), at);
        record.Fact("resting-diastolic", diastolic.ToString(CultureInfo.InvariantCulture), at);
        record.Fact("pregnancy", record.Patient.Sex == Care.Patients.Sex.Female && record.Patient.AgeOn(record.House.Calendar.Today) < 52 ? "test-negative" : "not-possible", at);
        record.Fact("adequate-antidepressant-trials", record.Person.Number % 3 == 0 ? "3" : "2", at, record.House.Say("Brief der behandelnden Praxis: zwei Mittel, je 6 Wochen in ausreichender Dosis", "Letter of the treating practice: two drugs, 6 weeks each at an adequate dose"));
    }

    /// <summary>The physician's signed decision for TRD over what the rules say at that moment; refused by the rules, it is not written.</summary>
    public static EligibilityDecision Decide(DemoRecord record, DateTimeOffset at)
    {
        var (house, today) = (record.House, record.House.Calendar.DayOf(at));
        var catalogue = house.Content.Get<FactCatalogue>(ContentId, today);
        var rules = house.Content.Get<EligibilityRuleSet>(ContentId, today);
        var indications = house.Content.Get<IndicationList>(ContentId, today);
        var picture = new PersonOnRecord(
            record.Patient, record.Of<RecordedFact>(), record.Of<Clearance>(), RedFlagRaised: false, record.Of<SuicideRiskHold>(), record.Of<ConsentRecord>()).Picture(catalogue, at, today, house.Calendar.Zone);
        var asked = EligibilityReview.Of(picture, rules, catalogue);
        var findings = DecidedFindings.Undecided([.. asked.Findings.Append(indications.Check("TRD", picture, catalogue)).OrderByDescending(f => f.Outcome)]);
        foreach (var hold in findings.OpenHolds.ToList())
        {
            var taken = findings.Decide(new HoldDecision(
                hold.RuleId, house.Physician.Id, house.Physician.DisplayName, house.Say("Mit der Hausarztpraxis besprochen, Kontrolle vor jeder Sitzung vereinbart.", "Talked over with the family doctor, a check before every session agreed."), at));
            findings = taken.Findings ?? findings;
        }

        return record.Add(SignedReview.Sign(asked with { Outcome = findings }, record.Patient.Id, "TRD", house.Physician.Id, at));
    }

    /// <summary>The talk about the consent; signed when a time for it is given.</summary>
    public static ConsentRecord Consent(DemoRecord record, DateTimeOffset talkAt, DateTimeOffset? signedAt)
    {
        var text = record.House.Content.Get<ConsentText>(ConsentId, record.House.Calendar.Today);
        return record.Add(new ConsentRecord
        {
            Id = record.Chance.Id(),
            PatientId = record.Patient.Id,
            ConsentId = text.Id,
            ConsentVersion = text.Version,
            Language = record.Person.Language,
            TalkAt = talkAt,
            TalkBy = record.House.Physician.Id,
            Questions = record.House.Say("Fragt, wie lange die Wirkung anhält und was bei Angst während der Infusion geschieht.", "Asks how long the effect lasts and what happens if fear comes during the infusion."),
            Alternatives = record.House.Say("Weitere Umstellung des Antidepressivums, Psychotherapie, Elektrokonvulsionstherapie, Abwarten.", "Another change of the antidepressant, psychotherapy, electroconvulsive therapy, waiting."),
            UnderstandingJson = signedAt is null ? null : JsonSerializer.Serialize(text.UnderstandingCheck.ToDictionary(
                q => q.Code, q => q.Answers.Select((a, i) => (a.Right, i)).First(a => a.Right).i.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal)),
            UnderstoodAt = signedAt?.AddMinutes(-10),
            Signature = signedAt is null ? null : record.Patient.FullName,
            SignedAt = signedAt,
            CopyHandedOverAt = signedAt?.AddMinutes(3),
        });
    }

    /// <summary>The physician's plan by protocol and weight.</summary>
    public static InfusionOrder Plan(DemoRecord record, EligibilityDecision decision, ConsentRecord consent, DateTimeOffset plannedFor, Guid chairId) => record.Add(new InfusionOrder
    {
        Id = record.Chance.Id(),
        PatientId = record.Patient.Id,
        ProtocolId = ProtocolId,
        ProtocolVersion = 1,
        IndicationId = "TRD",
        ProductId = "ketamine-10",
        WeightKg = record.Person.WeightKg,
        DoseMgPerKg = 0.5,
        DurationMinutes = 40,
        StrengthMgPerMl = Strength,
        ObservationMinutes = 120,
        ReasonsJson = "{}",
        EligibilityDecisionId = decision.Id,
        ConsentRecordId = consent.Id,
        PlannedFor = plannedFor,
        ChairId = chairId,
        SignedBy = record.House.Physician.Id,
        SignedAt = plannedFor.AddDays(-1) < record.House.Calendar.Now ? plannedFor.AddDays(-1) : record.House.Calendar.Now.AddHours(-2),
    });
}
