using Engramm.Care.Infusion;
using Engramm.Content.Infusion;
using Engramm.Quantities;

namespace Engramm.Care.Tests.Infusion;

public class DischargeTests
{
    private static readonly DischargeCriteria Criteria = TheContent.Get<DischargeCriteria>("infusion-day");

    private static DischargePicture ReadyToGo => new()
    {
        Now = TheContent.Now,
        InfusionEnded = TheContent.Now.AddMinutes(-120),
        Observation = new Minutes(120),
        Aldrete = 10,
        Padss = 9,
        Baseline = new VitalSet(128, 80, 72, 98),
        Latest = new VitalSet(135, 84, 76, 97),
        FullyAwake = true,
        Oriented = true,
        WalksSteadily = true,
        DrinksWithoutVomiting = true,
        Experience = 1,
        ExperienceBaseline = 0,
        SuicideCheckNotWorse = true,
        LineRemoved = true,
        SiteDry = true,
        EscortPresent = true,
        EscortName = "Ben Solberg",
        AdviceSpoken = true,
        AdviceWritten = true,
        EmergencyNumberGiven = true,
        NextContactBooked = true,
        PhysicianSigned = true,
    };

    [Fact]
    public void All_nine_conditions_are_met_by_a_recovered_person() =>
        Assert.All(Criteria.Review(ReadyToGo), standing => Assert.Equal((ConditionState.Met, 0), (standing.State, standing.Lacking.Count)));

    [Fact]
    public void Of_a_person_nobody_looked_at_no_condition_is_met()
    {
        var nothing = new DischargePicture { Now = TheContent.Now, Observation = new Minutes(120), Baseline = new(null, null, null, null), Latest = new(null, null, null, null) };
        Assert.All(Criteria.Review(nothing), standing => Assert.Equal(ConditionState.Open, standing.State));
    }

    [Fact]
    public void Each_condition_fails_alone()
    {
        (int Number, DischargePicture Picture)[] cases =
        [
            (1, ReadyToGo with { InfusionEnded = TheContent.Now.AddMinutes(-119) }),
            (2, ReadyToGo with { Padss = 8 }),
            (3, ReadyToGo with { Latest = new VitalSet(160, 84, 76, 97) }),
            (3, ReadyToGo with { Latest = new VitalSet(135, 84, 111, 97) }),
            (3, ReadyToGo with { Latest = new VitalSet(135, 84, 76, 95.9) }),
            (4, ReadyToGo with { WalksSteadily = false }),
            (5, ReadyToGo with { Experience = 3 }),
            (6, ReadyToGo with { SuicideCheckNotWorse = false }),
            (7, ReadyToGo with { SiteDry = false }),
            (8, ReadyToGo with { EscortPresent = false }),
        ];
        foreach (var (number, picture) in cases)
        {
            var failing = Assert.Single(Criteria.Review(picture), s => s.State != ConditionState.Met);
            Assert.Equal((number, ConditionState.Unmet), (failing.Number, failing.State));
            Assert.NotEmpty(failing.Lacking);
        }

        Assert.Equal(9, Assert.Single(Criteria.Review(ReadyToGo with { PhysicianSigned = false }), s => s.State != ConditionState.Met).Number);
    }

    [Fact]
    public void A_stop_starts_the_clock_of_observation_again()
    {
        var stopped = ReadyToGo with { InfusionEnded = TheContent.Now.AddMinutes(-130), LastStop = TheContent.Now.AddMinutes(-70) };
        Assert.Equal(ConditionState.Unmet, Criteria.Review(stopped)[0].State);
    }

    [Fact]
    public void A_physician_may_accept_the_distance_from_baseline_but_not_the_absolute_limit()
    {
        var far = ReadyToGo with { Latest = new VitalSet(155, 84, 76, 97) };
        Assert.Equal(ConditionState.Unmet, Criteria.Review(far)[2].State);
        Assert.Equal(ConditionState.Met, Criteria.Review(far with { PressureDistanceAccepted = true })[2].State);
        Assert.Equal(ConditionState.Unmet, Criteria.Review(far with { PressureDistanceAccepted = true, Latest = new VitalSet(160, 84, 76, 97) })[2].State);
    }

    [Fact]
    public void A_rating_at_its_own_baseline_counts_as_faded() =>
        Assert.Equal(ConditionState.Met, Criteria.Review(ReadyToGo with { Experience = 4, ExperienceBaseline = 4 })[4].State);

    [Theory]
    [InlineData("aldrete")]
    [InlineData("padss-adapted")]
    public void A_recovery_score_does_what_its_own_examples_say(string id)
    {
        var score = TheContent.Get<RecoveryScore>(id);
        foreach (var example in score.Examples)
        {
            Assert.Equal(example.Total, score.Total(example.Points));
            Assert.Equal(example.Passes, score.Passes(example.Points));
        }

        Assert.Null(score.Total(new Dictionary<string, int>(StringComparer.Ordinal)));
        Assert.Throws<ArgumentException>(() => score.Total(new Dictionary<string, int>(StringComparer.Ordinal) { [score.Items[0].Id] = 3 }));
        Assert.Equal(10, score.Items.Sum(item => item.Options.Max(option => option.Points)));
    }
}
