using System.Globalization;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using FsCheck.Xunit;

namespace Engramm.Care.Tests.Infusion;

public class GateTests
{
    private static readonly CheckInGate Gate = TheContent.Get<CheckInGate>("infusion-day");

    public static TheoryData<int> Examples => [.. Enumerable.Range(0, Gate.Examples.Count)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_gate_does_what_its_own_examples_say(int index)
    {
        var example = Gate.Examples[index];
        var worst = example.Values
            .Select(v => Gate.Vitals.Single(g => g.Measure == Enum.Parse<VitalMeasure>(v.Key.Replace("_", "", StringComparison.Ordinal), ignoreCase: true) && g.IsFor(example.Age)).BandOf(v.Value).Outcome)
            .Max();
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
