using System.Reflection;
using System.Text.Json;

namespace Engramm.Quantities.Tests;

public class QuantityTests
{
    public static TheoryData<Type> Units()
    {
        var units = new TheoryData<Type>();
        foreach (var type in typeof(Milligrams).Assembly.GetExportedTypes().Where(t => t.IsValueType && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuantity<>))))
        {
            units.Add(type);
        }

        return units;
    }

    [Fact]
    public void Every_unit_type_is_under_test() => Assert.True(Units().Count >= 12);

    [Theory]
    [MemberData(nameof(Units))]
    public void A_unit_refuses_what_is_not_a_finite_number(Type unit)
    {
        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            var thrown = Assert.Throws<TargetInvocationException>(() => Activator.CreateInstance(unit, value));
            Assert.IsType<ArgumentOutOfRangeException>(thrown.InnerException);
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void A_unit_keeps_its_number_through_JSON(Type unit)
    {
        foreach (var value in new[] { 0.1, -17.5, 0, 253.0518, 1e-300, double.MaxValue })
        {
            var quantity = Activator.CreateInstance(unit, value);
            var json = JsonSerializer.Serialize(quantity, unit);
            Assert.Equal(quantity, JsonSerializer.Deserialize(json, unit));
            Assert.Equal(value, JsonSerializer.Deserialize<double>(json));
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void A_unit_is_not_read_from_anything_but_a_finite_number(Type unit) =>
        Assert.All(["null", "\"5\"", "{}", "{\"Value\":5}", "1e999", "true"], json =>
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, unit)));

    [Theory]
    [MemberData(nameof(Units))]
    public void Units_that_compare_do_so_by_their_number(Type unit)
    {
        var small = Activator.CreateInstance(unit, 1.0)!;
        var large = Activator.CreateInstance(unit, 2.0)!;
        if (unit.GetMethod("CompareTo", [unit]) is null)
        {
            return;
        }

        Assert.Equal(-1, unit.GetMethod("CompareTo", [unit])!.Invoke(small, [large]));
        (string Name, bool Lower, bool Same)[] operators =
            [("op_LessThan", true, false), ("op_LessThanOrEqual", true, true), ("op_GreaterThan", false, false), ("op_GreaterThanOrEqual", false, true)];
        foreach (var (name, lower, same) in operators)
        {
            var compare = unit.GetMethod(name)!;
            Assert.Equal(lower, compare.Invoke(null, [small, large]));
            Assert.Equal(same, compare.Invoke(null, [small, small]));
            Assert.Equal(!lower, compare.Invoke(null, [large, small]));
        }
    }

    // Worked example of a standard infusion: 0.5 mg/kg for 70 kg.
    [Fact]
    public void Half_a_milligram_per_kilogram_for_70_kg_is_35_mg() =>
        Assert.Equal(new Milligrams(35), new MilligramsPerKilogram(0.5) * new Kilograms(70));

    [Fact]
    public void Thirty_five_mg_for_70_kg_is_half_a_milligram_per_kilogram() =>
        Assert.Equal(new MilligramsPerKilogram(0.5), new Milligrams(35) / new Kilograms(70));

    [Fact]
    public void Seventeen_and_a_half_mg_at_5_mg_per_mL_is_3_and_a_half_mL() =>
        Assert.Equal(new Millilitres(3.5), new Milligrams(17.5) / new MilligramsPerMillilitre(5));

    [Fact]
    public void Three_and_a_half_mL_at_5_mg_per_mL_hold_17_and_a_half_mg() =>
        Assert.Equal(new Milligrams(17.5), new Millilitres(3.5) * new MilligramsPerMillilitre(5));

    [Fact]
    public void Fifty_mL_over_40_min_is_75_mL_per_hour() =>
        Assert.Equal(new MillilitresPerHour(75), new Millilitres(50) / new Minutes(40));

    [Fact]
    public void Thirty_five_mg_over_40_min_is_the_same_pump_rate_by_either_road()
    {
        var rate = new Milligrams(35) / new Minutes(40);
        Assert.Equal(new MilligramsPerMinute(0.875), rate);
        Assert.Equal(new Milligrams(35), rate * new Minutes(40));
        Assert.Equal(new MillilitresPerHour(75), rate / new MilligramsPerMillilitre(0.7));
        Assert.Equal(rate, new MillilitresPerHour(75) * new MilligramsPerMillilitre(0.7));
    }

    [Fact]
    public void Half_a_milligram_per_kilogram_in_40_min_is_three_quarters_per_hour() =>
        Assert.Equal(new MilligramsPerKilogramHour(0.75), new MilligramsPerKilogram(0.5) / new Minutes(40));

    [Fact]
    public void Amounts_and_spans_add_and_subtract()
    {
        Assert.Equal(new Milligrams(40), new Milligrams(35) + new Milligrams(5));
        Assert.Equal(new Milligrams(30), new Milligrams(35) - new Milligrams(5));
        Assert.Equal(new Minutes(45), new Minutes(40) + new Minutes(5));
        Assert.Equal(new Minutes(35), new Minutes(40) - new Minutes(5));
        Assert.Equal(TimeSpan.FromSeconds(90), new Minutes(1.5).ToTimeSpan());
    }

    [Fact]
    public void A_dose_over_no_time_is_a_programming_fault() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Milligrams(35) / new Minutes(0));

    // ln 2 / 6.1 min, the half-life of effect-site equilibration in Olofsen 2012.
    [Fact]
    public void A_half_life_gives_its_rate_constant() =>
        Assert.Equal(0.11363, PerMinute.FromHalfLife(new Minutes(6.1)).Value, 5);

    [Theory]
    [InlineData(Verification.Seen, true)]
    [InlineData(Verification.Computed, true)]
    [InlineData(Verification.Assumed, false)]
    [InlineData(Verification.FromMemory, false)]
    public void Only_what_was_seen_or_computed_counts_as_established(Verification verification, bool established) =>
        Assert.Equal(established, new Sourced<double>(1, "test", verification).IsEstablished);
}
