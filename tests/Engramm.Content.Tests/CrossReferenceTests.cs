using System.Globalization;
using Engramm.Content.Evidence;
using Engramm.Content.Infusion;
using Engramm.Content.Instruments;
using Engramm.Content.Relearning;
using Engramm.Content.Rules;
using Engramm.Content.Screening;
using Engramm.Content.Treatment;
using Engramm.Quantities;

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

    [Fact]
    public void The_questions_after_an_infusion_name_an_instrument_the_phone_can_ask_in_both_languages_and_the_days_the_leaflet_promises() =>
        Assert.All(Library.AllVersions<DischargeAdvice>(), advice =>
        {
            var questions = advice.QuestionsAfter!;
            var instrument = Library.AllVersions<Instrument>().Last(i => string.Equals(i.Id, questions.Instrument, StringComparison.Ordinal));
            Assert.Equal(Languages.All, instrument.Languages);
            Assert.All(instrument.Items, item => Assert.NotNull(item.Text));
            var promise = advice.NextContacts.Single(line => line.Code is DischargeAdvice.QuestionsLine).Text;
            Assert.All(Languages.All, language => Assert.All(questions.Days, day => Assert.Contains(day.ToString(CultureInfo.InvariantCulture), promise.In(language), StringComparison.Ordinal)));
        });

    [Fact]
    public void A_leaflet_that_promises_questions_nobody_asks_is_a_fault()
    {
        var advice = Library.Get<DischargeAdvice>("after-infusion", new DateOnly(2026, 6, 1));
        Assert.Empty(advice.Faults());
        Assert.Single((advice with { QuestionsAfter = null }).Faults());
    }

    [Fact]
    public void A_stop_card_names_numbers_that_every_crisis_card_has_the_emergency_number_among_them() =>
        Assert.All(Library.AllVersions<MovementWeek>(), week =>
        {
            Assert.Contains("emergency", week.StopCard.Numbers, StringComparer.Ordinal);
            Assert.All(Library.AllVersions<CrisisCard>(), card => Assert.Empty(week.StopCard.Numbers.Except(card.Numbers.Select(n => n.Code), StringComparer.Ordinal)));
        });

    private static IEnumerable<Indication> Indications() => Library.AllVersions<IndicationList>().SelectMany(list => list.Indications);

    private static IReadOnlyList<string> Ids<T>()
        where T : ContentFile => [.. Library.AllVersions<T>().Select(file => file.Id)];
}
