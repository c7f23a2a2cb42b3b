using System.Text.Json.Serialization;

namespace Engramm.Quantities;

/// <summary>Body weight in kilograms.</summary>
[JsonConverter(typeof(QuantityJson<Kilograms>))]
public readonly record struct Kilograms(double Value) : IQuantity<Kilograms>, IComparable<Kilograms>
{
    /// <summary>The amount in kg, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "kg");

    static Kilograms IQuantity<Kilograms>.Of(double value) => new(value);

    public int CompareTo(Kilograms other) => Value.CompareTo(other.Value);
    public static bool operator <(Kilograms a, Kilograms b) => a.Value < b.Value;
    public static bool operator >(Kilograms a, Kilograms b) => a.Value > b.Value;
    public static bool operator <=(Kilograms a, Kilograms b) => a.Value <= b.Value;
    public static bool operator >=(Kilograms a, Kilograms b) => a.Value >= b.Value;
}

/// <summary>An amount of drug in milligrams, always as base, never as salt.</summary>
[JsonConverter(typeof(QuantityJson<Milligrams>))]
public readonly record struct Milligrams(double Value) : IQuantity<Milligrams>, IComparable<Milligrams>
{
    /// <summary>The amount in mg (base), finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mg");

    static Milligrams IQuantity<Milligrams>.Of(double value) => new(value);

    public static Milligrams operator +(Milligrams a, Milligrams b) => new(a.Value + b.Value);
    public static Milligrams operator -(Milligrams a, Milligrams b) => new(a.Value - b.Value);

    /// <summary>The volume that holds this amount at the given strength.</summary>
    public static Millilitres operator /(Milligrams amount, MilligramsPerMillilitre strength) => new(amount.Value / strength.Value);

    /// <summary>The constant rate that gives this amount in the given time.</summary>
    public static MilligramsPerMinute operator /(Milligrams amount, Minutes time) => new(amount.Value / time.Value);

    /// <summary>The amount per kilogram of body weight.</summary>
    public static MilligramsPerKilogram operator /(Milligrams amount, Kilograms weight) => new(amount.Value / weight.Value);

    public int CompareTo(Milligrams other) => Value.CompareTo(other.Value);
    public static bool operator <(Milligrams a, Milligrams b) => a.Value < b.Value;
    public static bool operator >(Milligrams a, Milligrams b) => a.Value > b.Value;
    public static bool operator <=(Milligrams a, Milligrams b) => a.Value <= b.Value;
    public static bool operator >=(Milligrams a, Milligrams b) => a.Value >= b.Value;
}

/// <summary>A dose relative to body weight, mg of base per kg.</summary>
[JsonConverter(typeof(QuantityJson<MilligramsPerKilogram>))]
public readonly record struct MilligramsPerKilogram(double Value) : IQuantity<MilligramsPerKilogram>, IComparable<MilligramsPerKilogram>
{
    /// <summary>The dose in mg/kg (base), finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mg/kg");

    static MilligramsPerKilogram IQuantity<MilligramsPerKilogram>.Of(double value) => new(value);

    /// <summary>The absolute amount for a person of this weight.</summary>
    public static Milligrams operator *(MilligramsPerKilogram dose, Kilograms weight) => new(dose.Value * weight.Value);

    /// <summary>The rate that gives this dose evenly in the given time.</summary>
    public static MilligramsPerKilogramHour operator /(MilligramsPerKilogram dose, Minutes time) => new(dose.Value * 60 / time.Value);

    public int CompareTo(MilligramsPerKilogram other) => Value.CompareTo(other.Value);
    public static bool operator <(MilligramsPerKilogram a, MilligramsPerKilogram b) => a.Value < b.Value;
    public static bool operator >(MilligramsPerKilogram a, MilligramsPerKilogram b) => a.Value > b.Value;
    public static bool operator <=(MilligramsPerKilogram a, MilligramsPerKilogram b) => a.Value <= b.Value;
    public static bool operator >=(MilligramsPerKilogram a, MilligramsPerKilogram b) => a.Value >= b.Value;
}
