using System.Text.Json.Serialization;

namespace Engramm.Quantities;

/// <summary>A span of minutes on the clinical clock.</summary>
[JsonConverter(typeof(QuantityJson<Minutes>))]
public readonly record struct Minutes(double Value) : IQuantity<Minutes>, IComparable<Minutes>
{
    /// <summary>The span in minutes, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "min");

    static Minutes IQuantity<Minutes>.Of(double value) => new(value);

    /// <summary>The same span as the platform's type.</summary>
    public TimeSpan ToTimeSpan() => TimeSpan.FromMinutes(Value);

    public static Minutes operator +(Minutes a, Minutes b) => new(a.Value + b.Value);
    public static Minutes operator -(Minutes a, Minutes b) => new(a.Value - b.Value);
    public int CompareTo(Minutes other) => Value.CompareTo(other.Value);
    public static bool operator <(Minutes a, Minutes b) => a.Value < b.Value;
    public static bool operator >(Minutes a, Minutes b) => a.Value > b.Value;
    public static bool operator <=(Minutes a, Minutes b) => a.Value <= b.Value;
    public static bool operator >=(Minutes a, Minutes b) => a.Value >= b.Value;
}

/// <summary>A rate of drug into the person, mg of base per minute.</summary>
[JsonConverter(typeof(QuantityJson<MilligramsPerMinute>))]
public readonly record struct MilligramsPerMinute(double Value) : IQuantity<MilligramsPerMinute>
{
    /// <summary>The rate in mg/min (base), finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mg/min");

    static MilligramsPerMinute IQuantity<MilligramsPerMinute>.Of(double value) => new(value);

    /// <summary>What this rate gives in the time.</summary>
    public static Milligrams operator *(MilligramsPerMinute rate, Minutes time) => new(rate.Value * time.Value);

    /// <summary>The pump's rate for a solution of this strength.</summary>
    public static MillilitresPerHour operator /(MilligramsPerMinute rate, MilligramsPerMillilitre strength) => new(rate.Value * 60 / strength.Value);
}

/// <summary>A rate relative to body weight, mg of base per kg and hour.</summary>
[JsonConverter(typeof(QuantityJson<MilligramsPerKilogramHour>))]
public readonly record struct MilligramsPerKilogramHour(double Value) : IQuantity<MilligramsPerKilogramHour>, IComparable<MilligramsPerKilogramHour>
{
    /// <summary>The rate in mg/kg/h (base), finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mg/kg/h");

    static MilligramsPerKilogramHour IQuantity<MilligramsPerKilogramHour>.Of(double value) => new(value);

    public int CompareTo(MilligramsPerKilogramHour other) => Value.CompareTo(other.Value);
    public static bool operator <(MilligramsPerKilogramHour a, MilligramsPerKilogramHour b) => a.Value < b.Value;
    public static bool operator >(MilligramsPerKilogramHour a, MilligramsPerKilogramHour b) => a.Value > b.Value;
    public static bool operator <=(MilligramsPerKilogramHour a, MilligramsPerKilogramHour b) => a.Value <= b.Value;
    public static bool operator >=(MilligramsPerKilogramHour a, MilligramsPerKilogramHour b) => a.Value >= b.Value;
}

/// <summary>What an infusion pump is set to, mL per hour.</summary>
[JsonConverter(typeof(QuantityJson<MillilitresPerHour>))]
public readonly record struct MillilitresPerHour(double Value) : IQuantity<MillilitresPerHour>
{
    /// <summary>The rate in mL/h, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mL/h");

    static MillilitresPerHour IQuantity<MillilitresPerHour>.Of(double value) => new(value);

    /// <summary>The drug this pump rate gives with a solution of this strength.</summary>
    public static MilligramsPerMinute operator *(MillilitresPerHour rate, MilligramsPerMillilitre strength) => new(rate.Value * strength.Value / 60);
}

/// <summary>A clearance or flow between tissues in litres per hour.</summary>
[JsonConverter(typeof(QuantityJson<LitresPerHour>))]
public readonly record struct LitresPerHour(double Value) : IQuantity<LitresPerHour>
{
    /// <summary>The flow in L/h, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "L/h");

    static LitresPerHour IQuantity<LitresPerHour>.Of(double value) => new(value);
}

/// <summary>A rate constant per minute: how fast something goes over or fades.</summary>
[JsonConverter(typeof(QuantityJson<PerMinute>))]
public readonly record struct PerMinute(double Value) : IQuantity<PerMinute>
{
    /// <summary>The constant in 1/min, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "1/min");

    static PerMinute IQuantity<PerMinute>.Of(double value) => new(value);

    /// <summary>The constant that halves in the given time.</summary>
    public static PerMinute FromHalfLife(Minutes halfLife) => new(Math.Log(2) / halfLife.Value);
}

/// <summary>How often in a second: the pitch of a tone, or the beat between two.</summary>
[JsonConverter(typeof(QuantityJson<Hertz>))]
public readonly record struct Hertz(double Value) : IQuantity<Hertz>
{
    /// <summary>The frequency in Hz, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "Hz");

    static Hertz IQuantity<Hertz>.Of(double value) => new(value);
}
