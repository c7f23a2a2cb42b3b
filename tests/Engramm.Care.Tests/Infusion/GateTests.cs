using System.Globalization;
using Engramm.Care.Infusion;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using FsCheck.Xunit;

namespace Engramm.Care.Tests.Infusion;

public class GateTests
{
    private static readonly CheckInGate Gate = TheContent.Get<CheckInGate>("infusion-day");

    private static GateEntry Ready => new(
        47,
        Gate.Questions.ToDictionary(q => q.Id, q => q.GoAnswer == GoAnswer.Yes ? GateAnswer.Yes : GateAnswer.No, StringComparer.Ordinal),
        Gate.Readiness.Select(point => point.Id).ToHashSet(StringComparer.Ordinal),
        new Dictionary<VitalMeasure, double>
        {
            [VitalMeasure.Systolic] = 128, [VitalMeasure.Diastolic] = 80, [VitalMeasure.HeartRate] = 72, [VitalMeasure.OxygenSaturation] = 98,
            [VitalMeasure.RespiratoryRate] = 14, [VitalMeasure.Temperature] = 36.7, [VitalMeasure.Moaas] = 5,
        });

    [Fact]
    public void A_person_who_passes_every_point_may_start() => Assert.Empty(Gate.Review(Ready).Findings);

    [Fact]
    public void Each_question_that_nobody_answered_is_a_hold_at_least()
    {
        foreach (var question in Gate.Questions)
        {
            var answers = new Dictionary<string, GateAnswer>(Ready.Answers, StringComparer.Ordinal);
            answers.Remove(question.Id);
            var finding = Assert.Single(Gate.Review(Ready with { Answers = answers }).Findings);
            Assert.Equal(RuleOutcome.Hold, finding.Outcome);
        }
    }

    [Fact]
    public void Each_wrong_answer_is_what_the_gate_says()
    {
        foreach (var question in Gate.Questions)
        {
            var wrong = question.GoAnswer == GoAnswer.Yes ? GateAnswer.No : GateAnswer.Yes;
            var answers = new Dictionary<string, GateAnswer>(Ready.Answers, StringComparer.Ordinal) { [question.Id] = wrong };
            Assert.Equal(question.Otherwise, Assert.Single(Gate.Review(Ready with { Answers = answers }).Findings).Outcome);
        }
    }

    [Fact]
    public void A_vital_sign_that_was_not_measured_is_a_hold()
    {
        foreach (var measure in Ready.Vitals.Keys.Where(m => m != VitalMeasure.Moaas))
        {
            var vitals = new Dictionary<VitalMeasure, double>(Ready.Vitals);
            vitals.Remove(measure);
            Assert.Equal(RuleOutcome.Hold, Assert.Single(Gate.Review(Ready with { Vitals = vitals }).Findings).Outcome);
        }
    }

    [Fact]
    public void A_room_that_is_not_ready_is_a_hold() =>
        Assert.Contains(Gate.Review(Ready with { Readiness = new HashSet<string>(StringComparer.Ordinal) }).OpenHolds, f => f.RuleId is "ready-defibrillator");

    public static TheoryData<int> Examples => [.. Enumerable.Range(0, Gate.Examples.Count)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_gate_does_what_its_own_examples_say(int index)
    {
        var example = Gate.Examples[index];
        var vitals = new Dictionary<VitalMeasure, double>(Ready.Vitals);
        foreach (var (name, value) in example.Values)
        {
            var measure = Enum.Parse<VitalMeasure>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
            vitals[measure] = value;
            if (measure == VitalMeasure.Rass)
            {
                vitals.Remove(VitalMeasure.Moaas);
            }
        }

        var worst = Gate.Review(Ready with { Age = example.Age, Vitals = vitals }).Findings.Select(f => f.Outcome).Append(RuleOutcome.Go).Max();
        Assert.True(example.Outcome == worst, string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", example.Values)} at {example.Age} gave {worst}, expected {example.Outcome}"));
    }

    [Property]
    public bool Every_number_lies_in_exactly_one_band(int tenths, byte age) =>
        Gate.Vitals.GroupBy(vital => vital.Measure).All(measure =>
        {
            var value = tenths / 10.0;
            var vital = measure.Single(v => v.IsFor(age));
            var edges = vital.Bands.Select(band => band.From ?? double.NegativeInfinity).Append(double.PositiveInfinity).ToList();
            var containing = Enumerable.Range(0, vital.Bands.Count).Where(i => value >= edges[i] && value < edges[i + 1]).ToList();
            return containing.Count == 1 && vital.Bands[containing[0]] == vital.BandOf(value);
        });

    [Fact]
    public void A_gate_with_an_age_gap_or_falling_bands_is_refused()
    {
        var systolic = Gate.Vitals.First(v => v.Measure == VitalMeasure.Systolic);
        var gap = Gate with { Vitals = [systolic with { AgeBelow = 60 }, .. Gate.Vitals.Where(v => v.AgeFrom == 65)] };
        var falling = Gate with { Vitals = [systolic with { AgeBelow = null, Bands = [new(RuleOutcome.Go), new(RuleOutcome.Hold, 140), new(RuleOutcome.Block, 100)] }] };
        Assert.NotEmpty(FaultsOf(gap));
        Assert.NotEmpty(FaultsOf(falling));
        Assert.Empty(FaultsOf(Gate));
    }

    private static IEnumerable<object> FaultsOf(CheckInGate gate) =>
        (IEnumerable<object>)typeof(CheckInGate).GetMethod("Faults", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.Invoke(gate, null)!;
}
