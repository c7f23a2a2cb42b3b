using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Engramm.Content.Evidence;
using Engramm.Content.Screening;
using Engramm.Content.Treatment;
using Engramm.Quantities;

namespace Engramm.Content.Tests;

/// <summary>What holds for everything patients read.</summary>
public partial class PatientTextTests
{
    private static readonly ContentLibrary Library = ContentLibrary.Load(ContentFolder.Real);

    private static readonly IReadOnlyList<ContentFile> PatientTexts = [.. Library.Everything().Where(file => file is IPatientText)];

    public static TheoryData<string> Pins => [.. PatientTexts.Select(file => file.Pin.ToString())];

    [Theory]
    [MemberData(nameof(Pins))]
    public void A_patient_text_promises_nothing(string pin) => Assert.Empty(Banned(File(pin)));

    [Theory]
    [InlineData("Ketamin heilt den Schmerz.")]
    [InlineData("Das ist garantiert sicher.")]
    [InlineData("Es löscht das Schmerzgedächtnis.")]
    [InlineData("das einzige Mittel")]
    [InlineData("This will cure you.")]
    [InlineData("It can erase pain.")]
    [InlineData("Success guaranteed")]
    [InlineData("a reset button")]
    [InlineData("Neustart oder Reset-Knopf")]
    public void The_lint_finds_a_promise(string text) => Assert.NotEmpty(Banned(new Words(text, "harmless")));

    [Theory]
    [InlineData("Verheilte Verletzungen tun manchmal noch weh.")]
    [InlineData("Eine sichere Umgebung ist eine Frage der Sicherheit.")]
    [InlineData("secure and accurate procedures")]
    public void The_lint_leaves_harmless_words_alone(string text) => Assert.Empty(Banned(new Words(text, text)));

    [Theory]
    [MemberData(nameof(Pins))]
    public void A_patient_text_rests_only_on_rows_that_support_it(string pin) => Assert.Empty(Unsupported(((IPatientText)File(pin)).Evidence));

    [Fact]
    public void The_evidence_check_refuses_contradicted_unsourced_and_unknown_rows() =>
        Assert.Equal(["A0-06", "A4-14", "Z9-99"], Unsupported(["X-10", "A0-06", "A4-14", "Z9-99"]));

    [Theory]
    [MemberData(nameof(Pins))]
    public void A_patient_text_rests_on_no_row_known_from_memory_alone(string pin) => Assert.Empty(FromMemory(((IPatientText)File(pin)).Evidence));

    [Fact]
    public void The_check_for_memory_finds_a_row_nobody_read()
    {
        var row = Library.AllVersions<EvidenceRow>()[0];
        Assert.Equal([row.Id], FromMemory([row.Id], [row with { Sources = [new Source("from memory", Verification.FromMemory)] }]));
    }

    [Theory]
    [InlineData("de: Etwa 18 von 100.", "verification: from_memory", true)]
    [InlineData("de: Etwa 18 von 100.", "verification: assumed", true)]
    [InlineData("de: Etwa 18 von 100.", "verification: seen", false)]
    [InlineData("de: Kommt vor.", "verification: from_memory", false)]
    public void A_figure_in_a_consent_that_nobody_read_is_a_fault(string often, string verification, bool isFault)
    {
        const string Risk = "de: Wie oft, ist nicht gut untersucht.\n      en: How often is not well studied.\n    citation: \"Short B et al., Lancet Psychiatry 2018\"\n    verification: seen";
        var text = System.IO.File.ReadAllText(Path.Combine(ContentFolder.Real, "consent", "ketamine-depression.yaml"));
        Assert.Contains(Risk, text, StringComparison.Ordinal);
        using var folder = new ContentFolder().With("consent/ketamine-depression.yaml", text.Replace(
            Risk, $"{often}\n      en: It occurs.\n    citation: \"A talk\"\n    {verification}", StringComparison.Ordinal));
        var load = () => ContentLibrary.Load(folder.Path, [new ContentKind("consent", typeof(ConsentText))]);
        if (isFault)
        {
            Assert.Contains("the risk 'fear' gives a patient a figure nobody read", Assert.Single(Assert.Throws<ContentException>(load).Problems).Reason, StringComparison.Ordinal);
        }
        else
        {
            Assert.Single(load().Everything());
        }
    }

    [Theory]
    [MemberData(nameof(Pins))]
    public void The_claims_shown_beside_a_patient_text_promise_nothing(string pin) =>
        Assert.Empty(Library.AllVersions<EvidenceRow>().Where(row => ((IPatientText)File(pin)).Evidence.Contains(row.Id, StringComparer.Ordinal)).SelectMany(row => Banned(row.Claim)));

    [Theory]
    [MemberData(nameof(Pins))]
    public void A_text_with_a_share_of_people_names_its_evidence(string pin)
    {
        var text = (IPatientText)File(pin);

        if (AllWords(text).Any(words => Share().IsMatch(words.De + " " + words.En)))
        {
            Assert.NotEmpty(text.Evidence);
        }
    }

    [Fact]
    public void The_first_thread_has_all_its_texts()
    {
        string[] needed =
        [
            "pattern-check", "back-pain", "crisis-de", "edu-1", "edu-6", "breathing-5-1-7", "long-exhale", "flare-plan", "movement-week-1", "diary",
            "first-72-hours", "ketamine-depression", "after-infusion",
        ];
        Assert.Empty(needed.Except(PatientTexts.Select(file => file.Id), StringComparer.Ordinal));
    }

    [Fact]
    public void Every_number_the_red_flags_send_to_is_on_the_crisis_card()
    {
        var card = Library.Get<CrisisCard>("crisis-de", new DateOnly(2026, 1, 1)).Numbers.Select(number => number.Code);

        Assert.Empty(Library.AllVersions<RedFlagList>().SelectMany(list => list.Advice).SelectMany(advice => advice.Numbers).Except(card, StringComparer.Ordinal));
    }

    [Fact]
    public void The_planned_suicide_line_113_is_not_shown_before_it_exists() =>
        Assert.DoesNotContain(Library.AllVersions<CrisisCard>().SelectMany(card => card.Numbers), number => string.Equals(number.Number, "113", StringComparison.Ordinal));

    private static ContentFile File(string pin) => PatientTexts.Single(file => string.Equals(file.Pin.ToString(), pin, StringComparison.Ordinal));

    private static IReadOnlyList<string> Banned(object text) =>
        [.. AllWords(text).SelectMany(words => new[] { words.De, words.En }).OfType<string>().Where(part => Promise().IsMatch(part))];

    private static IReadOnlyList<string> Unsupported(IEnumerable<string> ids)
    {
        var rows = Library.AllVersions<EvidenceRow>().Where(row => row.MayInformPatients).Select(row => row.Id);
        return [.. ids.Except(rows, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> FromMemory(IEnumerable<string> ids, IEnumerable<EvidenceRow>? rows = null) =>
        [.. (rows ?? Library.AllVersions<EvidenceRow>()).Where(row => ids.Contains(row.Id, StringComparer.Ordinal) && row.Sources.All(source => source.Verification == Verification.FromMemory)).Select(row => row.Id)];

    /// <summary>Every text inside a record, however deep.</summary>
    private static IEnumerable<Words> AllWords(object? value) => value switch
    {
        null or string => [],
        Words words => [words],
        IEnumerable list => list.Cast<object?>().SelectMany(AllWords),
        _ when value.GetType().Assembly == typeof(Words).Assembly && !value.GetType().IsEnum =>
            value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => AllWords(p.GetValue(value))),
        _ => [],
    };

    [GeneratedRegex(@"\b(heilt|heilung|geheilt|garant\w*|lösch\w*|einzige\w* (mittel|wirkstoff)|cure[sd]?|eras\w*|guarantee\w*|reset\w*|schmerzgedächtnis löschen|nur im kopf|eingebildet)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Promise();

    [GeneratedRegex(@"\d+ (von|of) \d+|\d+ (Prozent|%|per cent)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Share();
}
