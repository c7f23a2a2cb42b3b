using System.Text.Json.Serialization;

namespace Engramm.Quantities;

/// <summary>Age in years.</summary>
[JsonConverter(typeof(QuantityJson<Years>))]
public readonly record struct Years(double Value) : IQuantity<Years>, IComparable<Years>
{
    /// <summary>The age in years, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "years");

    static Years IQuantity<Years>.Of(double value) => new(value);

    public int CompareTo(Years other) => Value.CompareTo(other.Value);
    public static bool operator <(Years a, Years b) => a.Value < b.Value;
    public static bool operator >(Years a, Years b) => a.Value > b.Value;
    public static bool operator <=(Years a, Years b) => a.Value <= b.Value;
    public static bool operator >=(Years a, Years b) => a.Value >= b.Value;
}
