using Engramm.Content.Evidence;
using Engramm.Content.Infusion;
using Engramm.Content.Instruments;
using Engramm.Content.Relearning;
using Engramm.Content.Rules;
using Engramm.Content.Treatment;

namespace Engramm.Content.Tests;

/// <summary>What one file names in another exists.</summary>
public class CrossReferenceTests
{
    private static readonly ContentLibrary Library = ContentLibrary.Load(ContentFolder.Real);

    [Fact]
    public void Indications_name_evidence_that_exists() =>
        Assert.Empty(Indications().SelectMany(indication => indication.EvidenceIds).Except(Ids<EvidenceRow>(), StringComparer.Ordinal));

    [Fact]
    public void Evidence_about_ketamine_names_indications_that_exist() =>
        Assert.Empty(Library.AllVersions<EvidenceRow>().SelectMany(row => row.Indications).Except(Indications().Select(indication => indication.Code), StringComparer.Ordinal));

    [Fact]
    public void Suicidality_is_asked_of_the_evidence_and_is_never_an_indication_a_plan_can_carry() =>
        Assert.Equal(RuleOutcome.Block, Indications().Single(indication => indication.Code is "SUICIDALITY").Outcome);

    [Fact]
    public void The_guard_knows_every_indication_people_ask_for() =>
        Assert.Empty(
            ((string[])["CRPS", "SPINAL-CORD-INJURY", "FIBROMYALGIA", "LOW-BACK-PAIN", "NEUROPATHIC-PAIN", "HEADACHE", "TRD", "BIPOLAR-DEPRESSION", "PTSD", "OCD", "ADDICTION", "SUICIDALITY", "WELLNESS"])
                .Except(Indications().Select(indication => indication.Code), StringComparer.Ordinal));

    [Fact]
    public void A_consent_names_a_drug_and_an_indication_that_exist() =>
        Assert.All(Library.AllVersions<ConsentText>(), consent =>
        {
            Assert.Contains(consent.Drug, Ids<Drug>(), StringComparer.Ordinal);
            Assert.Contains(consent.Indication, Indications().Select(indication => indication.Code), StringComparer.Ordinal);
        });

    [Fact]
    public void A_diary_names_an_instrument_that_exists() =>
        Assert.All(Library.AllVersions<DiaryDefinition>(), diary => Assert.Contains(diary.WeeklyInstrument, Ids<Instrument>(), StringComparer.Ordinal));

    private static IEnumerable<Indication> Indications() => Library.AllVersions<IndicationList>().SelectMany(list => list.Indications);

    private static IReadOnlyList<string> Ids<T>()
        where T : ContentFile => [.. Library.AllVersions<T>().Select(file => file.Id)];
}
