using Engramm.Content.Infusion;
using Engramm.Content.Relearning;
using Engramm.Content.Screening;
using Engramm.Content.Treatment;
using Engramm.Quantities;

namespace Engramm.Content.Tests;

/// <summary>Facts about the first texts that the journey relies on.</summary>
public class FirstThreadTests
{
    private static readonly DateOnly Day = new(2026, 1, 1);
    private static readonly ContentLibrary Library = ContentLibrary.Load(ContentFolder.Real);

    [Fact]
    public void Five_one_seven_ten_times_lasts_130_seconds_and_120_without_the_hold()
    {
        var exercise = Library.Get<BreathingExercise>("breathing-5-1-7", Day);

        Assert.Equal(130, exercise.TotalSeconds());
        Assert.Equal(120, exercise.TotalSeconds(withHold: false));
        Assert.Equal([5, 1, 7], exercise.Phases.Select(phase => phase.Seconds));
    }

    [Fact]
    public void The_long_exhale_lasts_a_minute_and_is_always_open()
    {
        var exercise = Library.Get<BreathingExercise>("long-exhale", Day);

        Assert.Equal(60, exercise.TotalSeconds());
        Assert.True(exercise.AlwaysOpen);
    }

    [Fact]
    public void Only_the_unit_about_limits_is_open_before_clearance() =>
        Assert.Equal(["edu-6"], Library.All<EducationUnit>(Day).Where(unit => unit.AlwaysOpen).Select(unit => unit.Id), StringComparer.Ordinal);

    [Fact]
    public void The_self_check_has_thirteen_patterns_and_four_counter_patterns()
    {
        var check = Library.Get<SelfCheck>("pattern-check", Day);

        Assert.Equal(Enumerable.Range(1, 13).Select(i => $"P{i}"), check.Patterns.Select(p => p.Code), StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(1, 4).Select(i => $"C{i}"), check.CounterPatterns.Select(p => p.Code), StringComparer.Ordinal);
    }

    [Fact]
    public void Loss_of_bladder_control_is_asked_first_and_sends_to_the_emergency_number()
    {
        var list = Library.Get<RedFlagList>("back-pain", Day);

        Assert.Equal("RF-30", list.Flags[0].Id);
        Assert.Contains("112", list.AdviceFor(list.Flags[0].Urgency).WhereToGo.In(Language.German), StringComparison.Ordinal);
        Assert.True(list.Flags.Zip(list.Flags.Skip(1)).All(pair => pair.First.Urgency <= pair.Second.Urgency));
        Assert.Equal(["RF-11", "RF-20", "RF-30", "RF-31", "RF-32"], list.ShortForm);
        Assert.Null(list.Find("RF-99"));
    }

    [Fact]
    public void The_diary_begins_with_activity()
    {
        var diary = Library.Get<DiaryDefinition>("diary", Day);

        Assert.Equal("activity", diary.Questions[0].Code);
        Assert.Contains(diary.Questions, question => string.Equals(question.Code, "pain", StringComparison.Ordinal) && question.HigherIsBetter == false);
        Assert.NotNull(Library.Find<Instruments.Instrument>(diary.WeeklyInstrument, Day));
    }

    [Fact]
    public void Prompts_come_by_the_hour_after_discharge()
    {
        var prompts = Library.Get<IntegrationPrompts>("first-72-hours", Day);

        Assert.Equal(["after-words"], prompts.At(1).Select(prompt => prompt.Code), StringComparer.Ordinal);
        Assert.Equal(PromptKind.Safety, prompts.At(20)[0].Kind);
        Assert.Empty(prompts.At(72));
    }

    [Fact]
    public void Numbers_nobody_checked_are_listed_for_the_practice()
    {
        var number = new CrisisNumber("x", new Words("x", "x"), "112", new Words("x", "x"), new Words("x", "x"), Verification.Seen, "x", null);
        var card = Library.Get<CrisisCard>("crisis-de", Day) with { Numbers = [number, number with { LastVerified = Day }] };

        Assert.Single(card.ToCheck(Day.AddDays(180)));
        Assert.Equal(2, card.ToCheck(Day.AddDays(181)).Count);
    }

    [Theory]
    [InlineData("RF-10", "höherem Alter", "older age")]
    [InlineData("RF-61", "über 50 Jahre", "over 50")]
    [InlineData("RF-61", "Krebserkrankung", "cancer")]
    [InlineData("RF-50", "oder ist Ihnen dabei schwindlig, oder wird Ihnen", "feel faint")]
    public void The_warning_signs_ask_for_what_the_guidelines_name(string id, string german, string english)
    {
        var question = Library.Get<RedFlagList>("back-pain", Day).Find(id)!.Question;

        Assert.Contains(german, question.In(Language.German).ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(english, question.In(Language.English).ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void The_readiness_asks_for_the_drugs_the_rescue_lists_call_for() =>
        Assert.Empty(((string[])["antihypertensive", "antiemetic", "sedative"]).Except(
            Library.AllVersions<CheckInGate>().SelectMany(gate => gate.Readiness).Select(point => point.Id), StringComparer.Ordinal));

    [Fact]
    public void The_consent_has_a_check_for_driving_and_every_risk_says_where_its_figure_is_from()
    {
        var consent = Library.Get<ConsentText>("ketamine-depression", Day);

        Assert.Contains(consent.UnderstandingCheck, question => string.Equals(question.Code, "driving", StringComparison.Ordinal));
        Assert.All(consent.Risks, risk => Assert.NotEmpty(risk.Citation));
        Assert.DoesNotContain(consent.Risks, risk => risk.Verification == Verification.FromMemory);
        Assert.Equal(24, Library.Get<DischargeAdvice>("after-infusion", Day).LeastHours.Value);
    }

    [Theory]
    [InlineData(typeof(EducationUnit), "education/edu-1.yaml", "right: true", "right: false", "exactly one answer is the right one")]
    [InlineData(typeof(EducationUnit), "education/edu-6.yaml", "Fragen ist richtig", "LONG", "at most 400")]
    [InlineData(typeof(BreathingExercise), "exercises/breathing-5-1-7.yaml", "rounds: 10", "duration_seconds: 10", "either every phase has seconds")]
    [InlineData(typeof(DiaryDefinition), "diaries/diary.yaml", "code: activity", "code: pain", "does not begin with pain")]
    [InlineData(typeof(DiaryDefinition), "diaries/diary.yaml", "kind: yes_no", "kind: scale", "needs least_text and greatest_text")]
    [InlineData(typeof(IntegrationPrompts), "integration/first-72-hours.yaml", "from_hour: 24", "from_hour: 72", "begins before it ends")]
    [InlineData(typeof(ConsentText), "consent/ketamine-depression.yaml", "right: true", "right: false", "exactly one answer is the right one")]
    [InlineData(typeof(RedFlagList), "red-flags/back-pain.yaml", "short_form: [RF-11", "short_form: [RF-99", "'RF-99' is not a flag")]
    [InlineData(typeof(RedFlagList), "red-flags/back-pain.yaml", "id: RF-31", "id: RF-30", "'RF-30' exists twice")]
    [InlineData(typeof(RedFlagList), "red-flags/back-pain.yaml", "  - urgency: today", "  - urgency: emergency", "exactly one advice")]
    public void A_text_that_breaks_a_rule_of_its_kind_is_refused(Type kind, string file, string sound, string broken, string reason)
    {
        var text = File.ReadAllText(Path.Combine(ContentFolder.Real, file));
        Assert.Contains(sound, text, StringComparison.Ordinal);
        var changed = text.Replace(sound, broken.Replace("LONG", string.Concat(Enumerable.Repeat("Wort ", 400)), StringComparison.Ordinal), StringComparison.Ordinal);
        using var folder = new ContentFolder().With(file, changed);

        var fault = Assert.Throws<ContentException>(() => ContentLibrary.Load(folder.Path, [new ContentKind(file[..file.IndexOf('/', StringComparison.Ordinal)], kind)]));

        Assert.Contains(fault.Problems, problem => problem.Reason.Contains(reason, StringComparison.Ordinal));
    }
}
